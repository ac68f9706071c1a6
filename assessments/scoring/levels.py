"""The readiness level: the lowest of the floors, the gates' caps and the bank's own limits.

A constraint binds when it must change for the next level to be reached.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from assessments.scoring.gates import GateCheck
from assessments.scoring.parts import PartResult
from assessments.scoring.plan import Plan
from assessments.scoring.scorecard import Binding, BindingKind, Range, Unscored


class Constraint(NamedTuple):
    """One upper limit of the level, as an index, with what it looks at."""

    cap: int
    part: PartResult | None = None
    gate: GateCheck | None = None


class Outcome(NamedTuple):
    """The levels as indexes; `level` is None where no part has a score."""

    level: int | None
    floor_level: int | None
    constraints: tuple[tuple[BindingKind, Constraint], ...]


def outcome(plan: Plan, parts: Sequence[PartResult], gates: Sequence[GateCheck]) -> Outcome:
    """Find the level: the minimum of floor level, all caps and the bank's highest level.

    Source: guide 4.4; docs/scoring.md, rules S13 to S19.
    """
    floors = [part.level for part in parts if part.level is not None]
    if not floors:
        return Outcome(None, None, ())
    constraints = tuple(_constraints(plan, parts, gates))
    level = min(constraint.cap for _, constraint in constraints)
    return Outcome(level, min(floors), constraints)


def _constraints(
    plan: Plan, parts: Sequence[PartResult], gates: Sequence[GateCheck]
) -> Iterator[tuple[BindingKind, Constraint]]:
    for part in parts:
        if part.level is not None:
            yield BindingKind.FLOOR, Constraint(part.level, part=part)
    for gate in gates:
        yield BindingKind.GATE, Constraint(gate.cap, gate=gate)
    yield from _left_out(plan, parts)
    highest = plan.bank.scoring.highest_level
    if highest is not None:
        yield BindingKind.HIGHEST_LEVEL, Constraint(plan.levels[highest])


def _left_out(plan: Plan, parts: Sequence[PartResult]) -> Iterator[tuple[BindingKind, Constraint]]:
    limit = plan.bank.scoring.not_applicable_limit
    for part in parts if limit else ():
        share = part.score.not_applicable_share
        if limit and isinstance(share, Fraction) and 100 * share > limit.share:
            yield BindingKind.NOT_APPLICABLE, Constraint(plan.levels[limit.caps_at], part=part)


def bindings(plan: Plan, found: Outcome) -> tuple[Binding, ...]:
    """List what must change to reach the level after the result; nothing at the top."""
    if found.level is None or found.level == plan.top:
        return ()
    following = found.level + 1
    return tuple(
        _binding(plan, kind, constraint, following)
        for kind, constraint in found.constraints
        if constraint.cap < following
    )


def _binding(plan: Plan, kind: BindingKind, constraint: Constraint, following: int) -> Binding:
    code, now, needs = plan.bank.slug, None, None
    if constraint.gate is not None:
        code, now, needs = _gate_figures(constraint.gate, following)
    elif constraint.part is not None:
        code = constraint.part.planned.code
        now, needs = _part_figures(plan, kind, constraint.part, following)
    return Binding(kind, code, now, needs, plan.codes[constraint.cap])


def _gate_figures(check: GateCheck, following: int) -> tuple[str, Fraction | None, Fraction | None]:
    planned = check.standing.planned
    level = check.standing.mark.level
    needs = check.gate.needs(following, planned.top)
    return planned.code, None if level is None else Fraction(level), Fraction(needs)


def _part_figures(
    plan: Plan, kind: BindingKind, part: PartResult, following: int
) -> tuple[Fraction | None, Fraction | None]:
    limit = plan.bank.scoring.not_applicable_limit
    if kind is BindingKind.NOT_APPLICABLE and limit:
        return _known(part.score.not_applicable_share), Fraction(limit.share, 100)
    score = part.score.score
    now = score.score if isinstance(score, Range) else None
    return now, Fraction(part.planned.floors[following], 100)


def _known(share: Fraction | Unscored) -> Fraction | None:
    return share if isinstance(share, Fraction) else None
