"""What to do next: every gate in the way of the target, then where the most is to be gained."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, lcm
from typing import NamedTuple

from assessments.scoring.answers import State
from assessments.scoring.gates import GateCheck
from assessments.scoring.kinds.rules import SHOWN_TOP, ratio
from assessments.scoring.parts import PartResult
from assessments.scoring.plan import Plan, PlannedQuestion
from assessments.scoring.scorecard import Reason, Recommendation
from assessments.scoring.standing import Standing

MOST = 10
MOST_A_PART = 3


class Candidate(NamedTuple):
    """A question whose answer is below the one wanted; `gain` is comparable between parts."""

    standing: Standing
    part: PartResult
    because: Reason
    wanted: int
    points: int
    gain: int
    cap: int

    @property
    def order(self) -> tuple[int, int, int, int, str]:
        """Gates by the level they cap at and weight; the others by gain, weight and code."""
        weight, code = self.standing.planned.weight, self.standing.planned.code
        if self.because is Reason.GATE:
            return (0, self.cap, -weight, 0, code)
        return (1 if self.because is Reason.FLOOR else 2, -self.gain, -weight, 0, code)


def recommendations(
    plan: Plan, parts: Sequence[PartResult], gates: Iterable[GateCheck], target: int
) -> tuple[Recommendation, ...]:
    """List what brings the product towards the target level, the most pressing first.

    Every gate that caps below the target is shown, then at most three more a part and ten in all.

    Args:
        plan: the prepared bank.
        parts: all parts as scored.
        gates: all shown gates.
        target: index of the level aimed at.

    Source: guide 4.6; docs/scoring.md, rules S24 to S28.
    """
    below = {g.standing.planned.code: g for g in gates if g.cap < target}
    found = sorted(_candidates(plan, parts, below, target), key=lambda one: one.order)
    return tuple(_recommendation(plan, one) for one in _chosen(found))


def _chosen(found: Sequence[Candidate]) -> Iterator[Candidate]:
    shown = 0
    per_part: dict[str, int] = {}
    for one in found:
        if one.because is not Reason.GATE:
            count = per_part.get(one.part.planned.code, 0)
            if shown >= MOST or count >= MOST_A_PART:
                continue
            per_part[one.part.planned.code] = count + 1
        shown += 1
        yield one


def wanted_level(plan: Plan, target: int) -> int:
    """Give the answer aimed at for a level: the bank's, else in proportion up to 4."""
    wanted = plan.bank.scoring.wanted
    return wanted.get(plan.codes[target], ceil(ratio(SHOWN_TOP * target, plan.top)))


def aimed_points(plan: Plan, planned: PlannedQuestion, aim: int) -> int:
    """Give the points of the answer aimed at, as far as the question can reach it."""
    return min(aim * plan.unit // planned.top, planned.best)


def _candidates(
    plan: Plan, parts: Sequence[PartResult], below: Mapping[str, GateCheck], target: int
) -> Iterator[Candidate]:
    wanted = wanted_level(plan, target)
    common = lcm(*(part.tally.weight or 1 for part in parts))
    for part in parts:
        reason = Reason.GAIN if part.level is None or part.level >= target else Reason.FLOOR
        for standing in part.standings:
            planned = standing.planned
            if not standing.counts:
                continue
            gate = below.get(planned.code)
            aim = wanted if gate is None else max(wanted, gate.gate.needs(target, planned.top))
            missing = aimed_points(plan, planned, aim) - standing.mark.points
            if missing > 0:
                points = planned.weight * missing
                gain = points * (common // part.tally.weight)
                because, cap = (reason, 0) if gate is None else (Reason.GATE, gate.cap)
                yield Candidate(standing, part, because, min(aim, planned.top), points, gain, cap)


def _recommendation(plan: Plan, one: Candidate) -> Recommendation:
    standing = one.standing
    question, rules = standing.planned.question, standing.planned.rules
    return Recommendation(
        code=question.code,
        part=one.part.planned.code,
        because=one.because,
        find_out=standing.state is State.DONT_KNOW,
        state=standing.state,
        level=standing.mark.level,
        wanted=one.wanted,
        gain=Fraction(one.points, plan.unit * one.part.tally.weight),
        effort=rules.effort(question, standing.value, one.wanted),
        improvement=question.improvement,
        done=rules.next_steps(question, standing.value, one.wanted),
        answered_by=question.answered_by,
    )
