"""The model check of saving: what clients saw is compared with what the database kept.

Each answer is a register with versions. A client records every write with its base and the
reply; the checker needs nothing else but the rows. Values are unique, by their note.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

MIN_CONFLICTS = 0.2


@dataclass(frozen=True)
class Operation:
    """One write as a client saw it: `result` is ok, conflict, closed or unknown (no reply)."""

    client: int
    code: str
    base: int
    operation_id: str
    value: Any
    note: str
    started: float
    ended: float
    result: str
    version: int = 0


@dataclass(frozen=True)
class Event:
    """One row of the history."""

    code: str
    version: int
    base: int
    operation_id: str
    value: Any
    note: str


@dataclass(frozen=True)
class Register:
    """One current row."""

    version: int
    value: Any
    note: str


@dataclass(frozen=True)
class Kept:
    """What the database holds after the run."""

    events: Sequence[Event]
    registers: Mapping[str, Register]
    summary_is_recount: bool
    revision: int
    submitted_from: float | None = None  # when the submit's reply was there
    reopened_at: float | None = None


def violations(operations: Sequence[Operation], kept: Kept) -> list[str]:
    """List every broken promise; an empty list is a passed run."""
    return [
        *_broken_chains(kept),
        *_lost(operations, kept),
        *_lost_updates(operations),
        *_out_of_order(operations),
        *_false_conflicts(operations),
        *_invented(operations, kept),
        *_after_submit(operations, kept),
        *_totals(kept),
    ]


def counts(operations: Sequence[Operation]) -> Counter[str]:
    return Counter(operation.result for operation in operations)


def is_contended(operations: Sequence[Operation], *, acknowledged: int) -> bool:
    """Say whether the run was hard enough to prove anything."""
    found = counts(operations)
    tried = found["ok"] + found["conflict"]
    return found["ok"] >= acknowledged and found["conflict"] >= MIN_CONFLICTS * tried


def _by_code(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[row.code].append(row)
    return found


def _broken_chains(kept: Kept) -> Iterable[str]:
    """Versions run 1..n, each event is based on the one before, the register holds the last."""
    chains = _by_code(sorted(kept.events, key=lambda event: event.version))
    for code in sorted({*chains, *kept.registers}):
        chain = chains.get(code, [])
        versions = [event.version for event in chain]
        if versions != list(range(1, len(chain) + 1)):
            yield f"{code}: the versions of the history are {versions[:20]}"
        if [event.base for event in chain] != list(range(len(chain))):
            yield f"{code}: an event is not based on the one before it"
        last = Register(chain[-1].version, chain[-1].value, chain[-1].note) if chain else None
        if kept.registers.get(code) != last:
            yield f"{code}: the register is not the last event of its history"


def _lost(operations: Sequence[Operation], kept: Kept) -> Iterable[str]:
    """Each acknowledged write is in the history, with its version and content, once."""
    events = {event.operation_id: event for event in kept.events}
    for one in operations:
        if one.result != "ok":
            continue
        event = events.get(one.operation_id)
        said = (one.code, one.version, one.base, one.value, one.note)
        found = event and (event.code, event.version, event.base, event.value, event.note)
        if found != said:
            yield f"acknowledged {said} is kept as {found}"


def _lost_updates(operations: Sequence[Operation]) -> Iterable[str]:
    """An acknowledged write makes the version after its base, and is alone in that."""
    for one in operations:
        if one.result == "ok" and one.version != one.base + 1:
            yield f"{one.code}: based on version {one.base} but acknowledged as {one.version}"
    bases = Counter((one.code, one.base) for one in operations if one.result == "ok")
    for (code, base), times in bases.items():
        if times > 1:
            yield f"{code}: {times} acknowledged writes are based on version {base}"


def _out_of_order(operations: Sequence[Operation]) -> Iterable[str]:
    """A write that began after another was acknowledged got a higher version."""
    for code, done in _by_code(one for one in operations if one.result == "ok").items():
        for earlier, later in pairwise(sorted(done, key=lambda one: one.version)):
            if later.ended < earlier.started:
                yield f"{code}: version {later.version} was there before {earlier.version} began"


def _false_conflicts(operations: Sequence[Operation]) -> Iterable[str]:
    """A conflict shows a version other than the base the write had."""
    for one in operations:
        if one.result == "conflict" and one.version <= one.base:
            yield f"{one.code}: conflict on base {one.base} shows version {one.version}"


def _invented(operations: Sequence[Operation], kept: Kept) -> Iterable[str]:
    """Refused writes left nothing, unknown ones are there whole or not at all, none came twice."""
    sent = {one.operation_id: one for one in operations}
    for event in kept.events:
        one = sent.get(event.operation_id)
        if one is None or one.result in {"conflict", "closed"}:
            yield f"{event.code} v{event.version}: nobody was told of this write"
        elif (one.value, one.note) != (event.value, event.note):
            yield f"{event.code} v{event.version}: other content than was sent"


def _after_submit(operations: Sequence[Operation], kept: Kept) -> Iterable[str]:
    """No write that began after the submit's reply was accepted before it was reopened."""
    if kept.submitted_from is None:
        return
    until = float("inf") if kept.reopened_at is None else kept.reopened_at
    for one in operations:
        if one.result == "ok" and one.started > kept.submitted_from and one.ended < until:
            yield f"{one.code}: accepted after the submit (v{one.version})"


def _totals(kept: Kept) -> Iterable[str]:
    if not kept.summary_is_recount:
        yield "the stored summary is not a recount"
    if kept.revision != len(kept.events):
        yield f"the revision is {kept.revision} after {len(kept.events)} accepted writes"
