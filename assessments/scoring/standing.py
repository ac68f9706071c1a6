"""Where each shown question stands: its state, its share of 1, and what supports it."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from assessments.scoring.answers import BLANK, Answer, Answers, State, Value
from assessments.scoring.evidence import TENTHS, UNKNOWN, Support, support
from assessments.scoring.kinds.rules import ratio
from assessments.scoring.plan import Plan, PlannedQuestion, PlannedSection
from assessments.scoring.scorecard import QuestionScore
from assessments.scoring.visibility import Visible, offers_not_applicable

ZERO = Fraction(0)
NOTHING = Support(UNKNOWN, backed=False, stale_on=None)


class Standing(NamedTuple):
    """One shown question.

    `state` is what counts: a mark that no longer holds is unanswered. `points` is the share in
    units of the plan; `level` the one shown, None while open, not applicable or unscored.
    """

    planned: PlannedQuestion
    answer: Answer
    state: State
    value: Value | None
    share: Fraction
    points: int
    level: int | None
    support: Support

    @property
    def counts(self) -> bool:
        return self.planned.weight > 0 and self.state is not State.NOT_APPLICABLE

    @property
    def is_open(self) -> bool:
        """Whether nobody has said how it is: don't know and blank."""
        return self.state is State.DONT_KNOW or self.state is State.UNANSWERED


def counted_state(planned: PlannedQuestion, answer: Answer, found: Visible) -> State:
    """Give the state that counts: "not applicable" only while the other answers allow it."""
    if answer.state is not State.NOT_APPLICABLE:
        return answer.state
    still = offers_not_applicable(planned.question, found.values)
    return State.NOT_APPLICABLE if still else State.UNANSWERED


class Reading(NamedTuple):
    """The answers as read for one score: their values, what is shown, and the day."""

    plan: Plan
    answers: Answers
    values: Mapping[str, Value]
    found: Visible
    on: date
    months: int


def standings(reading: Reading, section: PlannedSection) -> Iterator[Standing]:
    """Give the shown questions of a section in their order."""
    hidden = reading.found.hidden
    for planned in section.questions:
        if planned.code not in hidden:
            yield _standing(reading, planned)


def _standing(reading: Reading, planned: PlannedQuestion) -> Standing:
    answer = reading.answers.get(planned.code, BLANK)
    state = counted_state(planned, answer, reading.found)
    if state is not State.ANSWERED:
        return Standing(planned, answer, state, None, ZERO, 0, None, NOTHING)
    value = reading.values[planned.code]
    share = planned.rules.share(planned.question, value) if planned.weight else None
    if share is None:
        return Standing(planned, answer, state, value, ZERO, 0, None, NOTHING)
    number, of = share.numerator, share.denominator
    backing = support(answer, share, reading.on, reading.months)
    points, level = number * (reading.plan.unit // of), number * planned.top // of
    return Standing(planned, answer, state, value, share, points, level, backing)


def question_score(standing: Standing) -> QuestionScore:
    """Give the public value of a standing."""
    planned = standing.planned
    counts = standing.counts
    return QuestionScore(
        code=planned.code,
        state=standing.state,
        weight=planned.weight,
        share=standing.share if counts else None,
        level=standing.level,
        confidence=ratio(standing.support.tenths, TENTHS) if counts else None,
    )
