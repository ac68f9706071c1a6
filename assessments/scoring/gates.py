"""Gates: what each one does to the level, and which are passed without anything to show."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from assessments.scoring.answers import State
from assessments.scoring.plan import Plan, PlannedGate
from assessments.scoring.scorecard import GateResult, GateState
from assessments.scoring.standing import Standing


class GateCheck(NamedTuple):
    """A shown gate with the index of the highest level it allows, and whether it lacks support."""

    standing: Standing
    gate: PlannedGate
    cap: int
    unsupported: bool = False


def gate_checks(plan: Plan, standings: Iterable[Standing]) -> Iterator[GateCheck]:
    """Check the gates among the standings.

    Don't know and blank fail a gate; not applicable and hidden cap nothing.

    Source: guide 4.4; docs/scoring.md, rules S15 to S18.
    """
    for standing in standings:
        gate = standing.planned.gate
        if gate is None:
            continue
        if standing.state is State.NOT_APPLICABLE:
            yield GateCheck(standing, gate, plan.top)
        elif standing.is_open:
            yield GateCheck(standing, gate, gate.fail_cap)
        else:
            yield _answered(standing, gate)


def _answered(standing: Standing, gate: PlannedGate) -> GateCheck:
    unsupported = standing.mark.high and not standing.support.backed
    return GateCheck(standing, gate, gate.cap(standing.mark.exact), unsupported)


def gate_result(plan: Plan, check: GateCheck) -> GateResult:
    """Give the public value of a check."""
    standing, gate = check.standing, check.gate
    caps = check.cap < plan.top
    state = _state(check, caps=caps)
    above = gate.exactly + 1 if state is GateState.CAPS else gate.fails_below
    return GateResult(
        code=standing.planned.code,
        state=state,
        answer=standing.state,
        level=standing.mark.level,
        needs=min(above, standing.planned.top),
        caps_at=plan.codes[check.cap] if caps else None,
    )


def _state(check: GateCheck, *, caps: bool) -> GateState:
    standing = check.standing
    if standing.state is State.NOT_APPLICABLE:
        return GateState.NOT_APPLICABLE
    if standing.is_open or standing.mark.exact < check.gate.fails_below:
        return GateState.FAILS
    if caps:
        return GateState.CAPS
    return GateState.UNSUPPORTED if check.unsupported else GateState.PASSED
