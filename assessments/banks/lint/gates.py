"""Rules about gates that every answer passes, or none."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from assessments.banks.lint.findings import Proof, ProofRule, Witness
from assessments.banks.lint.ground import Ground
from assessments.scoring.answers import Value
from assessments.scoring.marks import mark_of
from assessments.scoring.outlook.possible import possible_values, size_of
from assessments.scoring.plan import PlannedGate, PlannedQuestion


class _Tried(NamedTuple):
    value: Value
    points: int
    cap: int
    passes: bool


def _never_passes(ground: Ground) -> Iterator[Proof]:
    for code, tried in _gates(ground):
        if any(one.passes for one in tried):
            continue
        best = max(tried, key=lambda one: one.cap)
        level = ground.plan.codes[best.cap]
        message = f"no answer to {code} passes its gate"
        shows = f"The answer to {code} that its gate allows most still holds the result at {level}."
        path = ground.places[code].at("gate")
        yield Proof(path, message, _witness(ground, code, best.value, shows))


def _never_fails(ground: Ground) -> Iterator[Proof]:
    for code, tried in _gates(ground):
        if not all(one.passes for one in tried):
            continue
        message = f"every answer to {code} passes its gate; it only asks that there is one"
        worst = min(tried, key=lambda one: one.points)
        shows = f"The lowest answer to {code} passes its gate."
        path = ground.places[code].at("gate")
        yield Proof(path, message, _witness(ground, code, worst.value, shows))


def _gates(ground: Ground) -> Iterator[tuple[str, list[_Tried]]]:
    """Give each gate that can be asked, with what each answer does to it."""
    for code, planned in ground.planned.items():
        gate = planned.gate
        if gate is None or ground.showing(code) is None:
            continue
        ground.spend(size_of(planned.question))
        values = possible_values(planned.question)
        yield code, [_tried(ground, planned, gate, value) for value in values]


def _tried(ground: Ground, planned: PlannedQuestion, gate: PlannedGate, value: Value) -> _Tried:
    mark = mark_of(planned, ground.plan.unit, value)
    return _Tried(value, mark.points, gate.cap(mark.exact), _passes(gate, mark.exact))


def _passes(gate: PlannedGate, exact: Fraction | int) -> bool:
    return exact >= gate.fails_below and gate.cap(exact) == gate.top


def _witness(ground: Ground, code: str, value: Value, shows: str) -> Witness:
    shown = ground.showing(code) or {}
    return Witness(ground.complete({**shown, code: value}), shows)


RULES: tuple[ProofRule, ...] = (
    ProofRule("BANK025", "error", _never_passes),
    ProofRule("BANK026", "warning", _never_fails),
)
