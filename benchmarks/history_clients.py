"""People who save without a pause, send again what got no answer, and remember every reply."""

import json
import random
import threading
import time
import uuid
from typing import Any, Final

from benchmarks import clicks
from benchmarks.http import Connection, Reply, form, request
from tests.answers.history import Operation

# Share of the writes that go to questions all answer; the others go to a question of one's own.
CONTENTION: Final = 0.2
SHARED: Final = 3
# Share of the writes whose first answer is not waited for, as when a train enters a tunnel.
UNHEARD: Final = 0.1
PATIENCE: Final = 30.0
RESULTS: Final = {200: "ok", 409: "conflict", 423: "closed"}


class Client:
    """One signed-in person; an operation keeps id and base until the server has answered it."""

    def __init__(self, number: int, port: int, place: dict[str, Any], email: str) -> None:
        self.number, self.place = number, place
        self.connection = Connection(port)
        self.cookies = clicks.sign_in(Connection(port), email, clicks.PASSWORD)
        token = next(value for name, value in self.cookies.items() if "csrf" in name)
        self.headers = {"X-CSRFToken": token, "Accept": "application/json"}
        self.chance = random.Random(number)
        self.versions: dict[str, int] = {}
        self.operations: list[Operation] = []
        self.sent_again = 0

    def run(self, stop: threading.Event, unheard: float = 0.0) -> None:
        codes = list(self.place["save"])
        shared, own = codes[:SHARED], codes[SHARED + self.number % (len(codes) - SHARED)]
        code = own
        while not stop.is_set():
            done = self.save(code, self.versions.get(code, 0), unheard)
            self.operations.append(done)
            if done.result in {"ok", "conflict"}:
                self.versions[code] = done.version
            else:
                time.sleep(0.05)
            if done.result != "conflict":  # after a conflict: the same again, on what was shown
                code = self.chance.choice(shared) if self.chance.random() < CONTENTION else own

    def save(self, code: str, base: int, unheard: float) -> Operation:
        operation, value = str(uuid.uuid4()), self.chance.randrange(5)
        note = f"by {self.number}: {operation}"
        content = {"state": "answered", "value": value, "reason": "", "note": note}
        body = json.dumps({**content, "base": base, "operation": operation}).encode()
        path, started = self.place["save"][code], time.monotonic()
        if self.chance.random() < unheard:
            self._let_go(path, body)
        result, version = self._until_answered(path, body, started)
        ended = time.monotonic()
        return Operation(
            self.number, code, base, operation, value, note, started, ended, result, version
        )

    def _until_answered(self, path: str, body: bytes, started: float) -> tuple[str, int]:
        """Send the same operation until there is an answer to it."""
        while time.monotonic() < started + PATIENCE:
            try:
                reply = self.post(path, body, "application/json")
            except OSError:
                reply = None
                self.connection.close()
            if reply is not None and reply.status in RESULTS:
                result = RESULTS[reply.status]
                said = json.loads(reply.text()) if result != "closed" else {}
                return result, said.get("version", 0)
            self.sent_again += 1
            time.sleep(0.05)
        return "unknown", 0

    def _let_go(self, path: str, body: bytes) -> None:
        """Send a write and hang up at a moment of chance, before or after it was accepted."""
        try:
            self.connection.hand_over(self._request(path, body, "application/json"))
            time.sleep(self.chance.random() * 0.2)
        except OSError:
            pass
        self.connection.close()
        self.sent_again += 1

    def post(self, path: str, body: bytes, kind: str) -> Reply:
        return self.connection.send(self._request(path, body, kind))

    def _request(self, path: str, body: bytes, kind: str) -> bytes:
        return request(
            "POST", path, cookies=self.cookies, body=body, kind=kind, headers=self.headers
        )

    def press(self, path: str, **fields: str) -> None:
        """Send a form of the review page, again where a worker died over it."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                reply = self.post(path, form(fields), "application/x-www-form-urlencoded")
                break
            except OSError:
                self.connection.close()
                if time.monotonic() > until:
                    raise
        if reply.status != clicks.REDIRECT:
            raise clicks.Unexpected(f"{path}: {reply.status} {reply.text()[:300]}")
