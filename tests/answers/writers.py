"""Clients that save against each other at service level, each with a connection of its own."""

import random
import threading
import time
import uuid
from collections.abc import Callable, Sequence

from django.db import connection

from assessments.answers import services
from assessments.answers.errors import Conflict, NotOpen
from assessments.answers.models import Answer, AnswerEvent, Assessment
from assessments.answers.queries import answers_of
from tests.answers.history import Event, Kept, Operation, Register

MOST_SECONDS = 120
CONTENTION = 0.5  # share of the writes that go to the question all answer


class Writers:
    """Runs the clients until enough writes are acknowledged, and records everything."""

    def __init__(
        self,
        assessment: Assessment,
        actors: Sequence,
        codes: Sequence[str],
        contention: float = CONTENTION,
    ) -> None:
        self.assessment, self.actors, self.codes = assessment, actors, codes
        self.contention = contention
        self.operations: list[Operation] = []
        self.errors: list[BaseException] = []
        self.stop = threading.Event()

    def run(self, acknowledged: int, meanwhile: Callable[[], None] | None = None) -> None:
        """Run until so many writes are acknowledged; do `meanwhile` after half of them."""
        clients = [
            threading.Thread(target=self._guarded, args=(number, actor))
            for number, actor in enumerate(self.actors)
        ]
        for client in clients:
            client.start()
        try:
            self._wait_for(acknowledged // 2)
            if meanwhile:
                meanwhile()
            self._wait_for(acknowledged)
        finally:
            self.stop.set()
            for client in clients:
                client.join()
        if self.errors:
            raise self.errors[0]

    def _wait_for(self, acknowledged: int) -> None:
        until = time.monotonic() + MOST_SECONDS
        while sum(one.result == "ok" for one in self.operations) < acknowledged:
            assert not self.errors, self.errors
            assert time.monotonic() < until, "the machine is too slow for this"
            time.sleep(0.02)

    def _guarded(self, number: int, actor: object) -> None:
        try:
            self.save_until_stopped(number, actor)
        except BaseException as error:  # noqa: BLE001 -- raised again by `run`
            self.errors.append(error)
        finally:
            connection.close()

    def save_until_stopped(self, number: int, actor: object) -> None:
        """Be one client, in this thread."""
        chance = random.Random(number)  # noqa: S311 -- repeatable, not secret
        known = self._read()
        own = self.codes[1 + number % (len(self.codes) - 1)]
        code = own
        while not self.stop.is_set():
            done = self._write(number, actor, code, known.get(code, 0), chance.randrange(5))
            self.operations.append(done)
            if done.result == "closed":
                time.sleep(0.05)
            else:
                known[code] = done.version
            if done.result != "conflict":  # after a conflict: the same again, on what was shown
                code = self.codes[0] if chance.random() < self.contention else own

    def _read(self) -> dict[str, int]:
        return {code: one.version for code, one in answers_of(self.assessment).items()}

    def _write(self, client: int, actor, code: str, base: int, value: int) -> Operation:
        operation, started = uuid.uuid4(), time.monotonic()
        note = f"by {client}: {operation}"
        result, version = "unknown", 0
        try:
            saved = services.save_answer(
                actor=actor,
                assessment_id=self.assessment.pk,
                code=code,
                base=base,
                operation_id=operation,
                state="answered",
                value=value,
                note=note,
            )
            result, version = "ok", saved.version
        except Conflict as conflict:
            result, version = "conflict", conflict.version
        except NotOpen:
            result = "closed"
        ended = time.monotonic()
        return Operation(
            client, code, base, str(operation), value, note, started, ended, result, version
        )


def kept_by(assessment: Assessment, **times: float | None) -> Kept:
    """Read what the database holds, with plain queries."""
    assessment = Assessment.objects.get(pk=assessment.pk)
    events = AnswerEvent.objects.filter(assessment=assessment).select_related("answer")
    rows = Answer.objects.filter(assessment=assessment)
    found = services.recount(assessment, assessment.touched_at.date())
    return Kept(
        events=[
            Event(e.answer.question_code, e.version, e.base, str(e.operation_id), e.value, e.note)
            for e in events
        ],
        registers={row.question_code: Register(row.version, row.value, row.note) for row in rows},
        summary_is_recount=assessment.summary == found.content,
        revision=assessment.revision,
        **times,
    )
