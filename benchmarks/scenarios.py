"""What one visitor does again and again; a scenario knows if a reply means that it was done."""

import json
from itertools import cycle
from typing import Any, Final, Protocol
from uuid import uuid4

from assessments.scoring.answers import State
from assessments.web.typed import Typed, read_base
from benchmarks.forms import fields_of
from benchmarks.http import Connection, Reply, form, request

OK: Final = 200
REDIRECT: Final = 302
TOKEN: Final = "csrfmiddlewaretoken"  # noqa: S105 -- the name of a field


class Scenario(Protocol):
    def __init__(self, visitor: dict[str, Any]) -> None: ...

    def prepare(self, connection: Connection) -> None:
        """Get ready before a round; not measured."""

    def request(self) -> bytes: ...

    def accepts(self, reply: Reply) -> bool: ...


class Page:
    """Opens the page at the visitor's `path`."""

    def __init__(self, visitor: dict[str, Any]) -> None:
        self.bytes = request("GET", visitor["path"], cookies=visitor["cookies"])

    def prepare(self, connection: Connection) -> None:
        """A page needs nothing."""

    def request(self) -> bytes:
        return self.bytes

    def accepts(self, reply: Reply) -> bool:
        return reply.status == OK


class BareUpsert:
    """Writes one of ten rows of the floor."""

    def __init__(self, visitor: dict[str, Any]) -> None:
        self.user = str(visitor["user"])
        self.count = 0

    def prepare(self, connection: Connection) -> None:
        """The floor needs nothing."""

    def request(self) -> bytes:
        self.count += 1
        values = {
            "user": self.user,
            "question": str(self.count % 10 + 1),
            "value": str(self.count % 4),
        }
        return request("POST", "/upsert", cookies={}, body=form(values))

    def accepts(self, reply: Reply) -> bool:
        return reply.status == OK and reply.body == b"saved"


class AnswerSave:
    """Saves one answer after the other as the page's script does: ten questions, new levels."""

    def __init__(self, visitor: dict[str, Any]) -> None:
        self.visitor = visitor
        self.paths = visitor["save"]
        self.count = 0

    def prepare(self, connection: Connection) -> None:
        fields = dict(_opened(connection, self.visitor))
        self.versions = {code: read_base(fields[f"{code}:base"]).version for code in self.paths}
        self.notes = {code: fields.get(f"{code}:note", "") for code in self.paths}
        self.levels = {code: fields.get(code, "") for code in self.paths}
        self.headers = {"X-CSRFToken": fields[TOKEN], "Accept": "application/json"}
        self.codes = cycle(self.paths)

    def request(self) -> bytes:
        self.code = next(self.codes)
        self.levels[self.code] = _other(self.levels[self.code])
        content = {
            "state": "answered",
            "value": int(self.levels[self.code].removeprefix("v:")),
            "reason": "",
            "note": self.notes[self.code],
            "base": self.versions[self.code],
            "operation": str(uuid4()),
        }
        return request(
            "POST",
            self.paths[self.code],
            cookies=self.visitor["cookies"],
            body=json.dumps(content).encode(),
            kind="application/json",
            headers=self.headers,
        )

    def accepts(self, reply: Reply) -> bool:
        """A save is done when the server names the version it made."""
        self.versions[self.code] += 1
        made = json.loads(reply.text())["version"] if reply.status == OK else None
        return made == self.versions[self.code]


class SectionSave:
    """Sends the whole form without JavaScript, with ten changed answers each time."""

    def __init__(self, visitor: dict[str, Any]) -> None:
        self.visitor = visitor

    def prepare(self, connection: Connection) -> None:
        self.fields = dict(_opened(connection, self.visitor))

    def request(self) -> bytes:
        for code in self.visitor["save"]:
            self.fields[code] = _other(self.fields.get(code, ""))
        return request(
            "POST",
            self.visitor["section"],
            cookies=self.visitor["cookies"],
            body=form(self.fields),
        )

    def accepts(self, reply: Reply) -> bool:
        """A saved form leads to the page again, which would show these bases and a new id."""
        for code in self.visitor["save"]:
            version = read_base(self.fields[f"{code}:base"]).version
            self.fields[f"{code}:base"] = f"{version + 1}.{self._typed(code).digest()}"
        self.fields["form_id"] = str(uuid4())
        return reply.status == REDIRECT

    def _typed(self, code: str) -> Typed:
        value = self.fields[code].removeprefix("v:")
        reason, note = (self.fields.get(f"{code}:{part}", "") for part in ("reason", "note"))
        return Typed(State.ANSWERED, value, reason, note)


def _opened(connection: Connection, visitor: dict[str, Any]) -> list[tuple[str, str]]:
    reply = connection.send(request("GET", visitor["section"], cookies=visitor["cookies"]))
    if reply.status != OK:
        raise ConnectionError(f"{visitor['section']}: {reply.status} {reply.text()[:300]}")
    return fields_of(reply.text())


def _other(level: str) -> str:
    return "v:3" if level == "v:2" else "v:2"


SCENARIOS: Final[dict[str, type[Scenario]]] = {
    "page": Page,
    "bare-upsert": BareUpsert,
    "answer-save": AnswerSave,
    "section-save": SectionSave,
}
