"""The exact range of score and level over every way to answer what is still open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessments.scoring.answers import Answers
from assessments.scoring.bank import Bank
from assessments.scoring.outlook.extents import Hold
from assessments.scoring.outlook.overall import Overall
from assessments.scoring.outlook.worlds import Outcome, Worlds, worlds_of
from assessments.scoring.plan import Plan, weighted_plan_of


@dataclass(frozen=True, slots=True)
class Extent:
    """Lowest and highest score in 0..1 over all completions that have one, None where none has.

    `levels` are the codes still possible, lowest first: of a part those its score supports, of
    the whole the readiness level. `always_scored` says that every completion has a score.
    """

    low: Fraction | None
    high: Fraction | None
    levels: tuple[str, ...]
    always_scored: bool

    @property
    def width(self) -> Fraction:
        """The distance from low to high, 0 without a score."""
        return Fraction(0) if self.low is None or self.high is None else self.high - self.low


@dataclass(frozen=True, slots=True)
class Reach:
    """The range of the whole and of every part; `exact` is False where it is only a bound."""

    whole: Extent
    parts: Mapping[str, Extent]
    exact: bool


def reach_of(bank: Bank, answers: Answers) -> Reach:
    """Give the exact minimum and maximum of score and level over all completions.

    A completion answers every question that is asked and open; see rules S43 to S45. Where a bank
    ties more than 1,000 cases together, the parts concerned get the outermost bounds instead and
    `exact` is False.

    Args:
        bank: a published bank.
        answers: what was said, by question code; a missing code is blank.

    Raises:
        UnknownQuestion, AnswerOutOfRange: an answer does not fit the bank.
        NoCompletions: the bank has another method than the weighted mean.

    Source: docs/scoring.md, rules S43 to S45.
    """
    plan = weighted_plan_of(bank)
    worlds = worlds_of(plan, answers)
    return reach_over(plan, worlds, Overall(plan, worlds))


def reach_over(plan: Plan, worlds: Worlds, overall: Overall) -> Reach:
    """Put the components together."""
    parts: dict[str, Extent] = {}
    for component, outcomes in zip(worlds.problem.components, worlds.outcomes, strict=True):
        for place, index in enumerate(component.parts):
            code = plan.parts[index].code
            parts[code] = _anything(plan) if outcomes is None else _part(plan, outcomes, place)
    in_order = {part.code: parts[part.code] for part in plan.parts}
    whole = _whole(plan, worlds, overall)
    return Reach(whole, in_order, all(each is not None for each in worlds.outcomes))


def _anything(plan: Plan) -> Extent:
    return Extent(Fraction(0), Fraction(1), plan.codes, always_scored=False)


def _part(plan: Plan, outcomes: Sequence[Outcome], place: int) -> Extent:
    found = [(one.case.parts[place], one.extents[place]) for one in outcomes]
    scored = [(case.weight * plan.unit, extent) for case, extent in found if case.weight]
    levels = {level for _, extent in scored for level in extent.supports}
    return Extent(
        low=min((Fraction(extent.low, whole) for whole, extent in scored), default=None),
        high=max((Fraction(extent.high, whole) for whole, extent in scored), default=None),
        levels=_codes(plan, levels),
        always_scored=len(scored) == len(found),
    )


def _codes(plan: Plan, levels: Iterable[int]) -> tuple[str, ...]:
    return tuple(plan.codes[level] for level in sorted(levels))


def _whole(plan: Plan, worlds: Worlds, overall: Overall) -> Extent:
    low, high = overall.ends()
    holds = {Hold(is_scored=False, level=plan.top)}
    for outcomes in worlds.outcomes:
        here = _any_hold(plan) if outcomes is None else _holds(outcomes)
        holds = {one.joined(other) for one in holds for other in here}
    highest = plan.bank.scoring.highest_level
    limit = plan.top if highest is None else plan.levels[highest]
    levels = {min(hold.level, limit) for hold in holds if hold.is_scored}
    return Extent(low, high, _codes(plan, levels), overall.always_scored)


def _any_hold(plan: Plan) -> set[Hold]:
    return {Hold(scored, level) for scored in (False, True) for level in range(plan.top + 1)}


def _holds(outcomes: Sequence[Outcome]) -> set[Hold]:
    found: set[Hold] = set()
    for outcome in outcomes:
        here = outcome.extents[0].holds
        for extent in outcome.extents[1:]:
            here = frozenset(one.joined(other) for one in here for other in extent.holds)
        found |= here
    return found
