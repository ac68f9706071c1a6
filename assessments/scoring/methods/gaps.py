"""The plan of a current and a target profile: what lies below its target, the widest gap first."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil, floor

from assessments.scoring.answers import State
from assessments.scoring.bank import RubricQuestion, SingleQuestion
from assessments.scoring.methods.relative import Pairs
from assessments.scoring.points import best_quality, quality
from assessments.scoring.scorecard import Reason, Recommendation
from assessments.scoring.standing import Standing

NOUGHT = Fraction(0)
# A question that counts, the code of its part, and its share of the part's mean.
Leaf = tuple[Standing, str, Fraction]


def gaps(pairs: Pairs, leaves: Iterable[Leaf]) -> tuple[Recommendation, ...]:
    """List every answer below its target; ties go to what moves its part more, then by place.

    An open answer counts as 0. Without a target there is no gap.

    Source: guide 4.1 on the NIST AI RMF; docs/scoring.md, rule S61.
    """
    found = sorted(_wide(pairs, leaves), key=lambda one: (-one[0], -one[1].gain))
    return tuple(recommendation for _, recommendation in found)


def _wide(pairs: Pairs, leaves: Iterable[Leaf]) -> Iterator[tuple[Fraction, Recommendation]]:
    for standing, part, share in leaves:
        question, value = standing.planned.question, standing.value
        now = NOUGHT if value is None else quality(question, value)
        target = pairs.targets.get(question.code, NOUGHT)
        if target > now:
            yield target - now, _recommendation(standing, part, (now, target), share)


def _recommendation(
    standing: Standing, part: str, step: tuple[Fraction, Fraction], share: Fraction
) -> Recommendation:
    now, target = step
    question, rules = standing.planned.question, standing.planned.rules
    top = rules.top(question)
    wanted = ceil(target * top)
    return Recommendation(
        code=question.code,
        part=part,
        because=Reason.TARGET,
        find_out=standing.state is State.DONT_KNOW,
        state=standing.state,
        level=None if standing.value is None else floor(now * top),
        wanted=wanted,
        gain=(target - now) * share,
        effort=rules.effort(question, standing.value, wanted),
        improvement=question.improvement,
        done=_steps(standing, target, wanted),
        answered_by=question.answered_by,
    )


def _steps(standing: Standing, target: Fraction, wanted: int) -> tuple[str, ...]:
    """Give what is done on arrival: of a rubric every level on the way, the target last.

    Of a single choice it is the lowest that reaches the target, or as near to it as one comes.
    """
    planned = standing.planned
    question = planned.question
    if isinstance(question, RubricQuestion):
        return question.levels[(standing.mark.level or 0) + 1 : wanted + 1]
    if isinstance(question, SingleQuestion):
        return (_lowest_choice(question, target),)
    return planned.rules.next_steps(question, standing.value, wanted)


def _lowest_choice(question: SingleQuestion, target: Fraction) -> str:
    worths = {choice.text: quality(question, choice.code) for choice in question.choices}
    enough = min(target, best_quality(question))
    return min((text for text in worths if worths[text] >= enough), key=worths.__getitem__)
