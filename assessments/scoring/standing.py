"""Where each shown question stands: its state, its share of 1, and what supports it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from assessments.scoring.answers import BLANK, Answer, Answers, State, Value
from assessments.scoring.evidence import TENTHS, UNKNOWN, Support, support
from assessments.scoring.kinds.rules import ratio
from assessments.scoring.marks import NO_MARK, NOUGHT, Mark, mark_of
from assessments.scoring.plan import Plan, PlannedQuestion, PlannedSection
from assessments.scoring.scorecard import QuestionScore
from assessments.scoring.visibility import Visible, offers_not_applicable

NOTHING = Support(UNKNOWN, backed=False, stale_on=None)


class Standing(NamedTuple):
    """One shown question.

    `state` is what counts: a mark that no longer holds is unanswered. `counts` says that it is
    scored and applicable, `is_open` that nobody has said how it is: don't know or blank. `below`
    and `above` are the points to the lowest and highest answer of several respondents.
    """

    planned: PlannedQuestion
    answer: Answer
    state: State
    counts: bool
    is_open: bool
    value: Value | None
    mark: Mark
    support: Support
    below: int = 0
    above: int = 0


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
        return _unanswered(planned, answer, state)
    value = reading.values[planned.code]
    mark = mark_of(planned, reading.plan.unit, value)
    if not planned.weight:
        return Standing(planned, answer, state, False, False, value, mark, NOTHING)
    backing = support(answer, reading.on, reading.months, low=mark.low)
    below, above = _apart(reading, planned, answer, mark) if answer.span else (0, 0)
    return Standing(planned, answer, state, True, False, value, mark, backing, below, above)


def _apart(
    reading: Reading, planned: PlannedQuestion, answer: Answer, mark: Mark
) -> tuple[int, int]:
    """Give the points from the answer that counts down to the lowest and up to the highest."""
    low, high = (
        mark_of(planned, reading.plan.unit, planned.rules.parse(planned.question, value)).points
        for value in answer.span or ()
    )
    return max(0, mark.points - low), max(0, high - mark.points)


def _unanswered(planned: PlannedQuestion, answer: Answer, state: State) -> Standing:
    is_open = state is not State.NOT_APPLICABLE
    counts = is_open and planned.weight > 0
    return Standing(
        planned, answer, state, counts, is_open, None, NOUGHT if counts else NO_MARK, NOTHING
    )


def question_score(standing: Standing) -> QuestionScore:
    """Give the public value of a standing."""
    planned, mark = standing.planned, standing.mark
    return QuestionScore(
        planned.code,
        standing.state,
        planned.weight,
        mark.share,
        mark.level,
        ratio(standing.support.tenths, TENTHS) if standing.counts else None,
    )
