"""Answers as they would be: some of them changed, the others and what supports them as they are."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

from assessments.scoring.answers import BLANK, Answer, Answers, State, Value
from assessments.scoring.bank import Bank, MultipleQuestion, Question, RubricQuestion
from assessments.scoring.better import merit
from assessments.scoring.errors import AnswerOutOfRange
from assessments.scoring.kinds import rules_of
from assessments.scoring.kinds.multiple import split
from assessments.scoring.outlook.effort import figures_of
from assessments.scoring.plan import plan_of
from assessments.scoring.visibility import check_mark

# The reason a mark "not applicable" has while it is only tried; nobody has to make one up.
TRIED: Final = "only tried in a scenario"


@dataclass(frozen=True, slots=True)
class Tried:
    """One answer that is tried: its state and, where it is answered, its value."""

    state: State
    value: Any = None


def changeable(bank: Bank) -> tuple[Question, ...]:
    """List the questions whose answer can change a score or what is asked, in the bank's order."""
    plan = plan_of(bank)
    counts = {q.code for part in plan.parts for s in part.sections for q in s.questions if q.weight}
    wanted = counts | plan.sources
    return tuple(question for code, question in bank.questions.items() if code in wanted)


def read_tried(question: Question, state: State, value: Any) -> Tried:
    """Judge one change as scoring would.

    Raises:
        AnswerOutOfRange: the value or the mark does not fit the question.
    """
    if state is State.ANSWERED:
        return Tried(state, rules_of(question).parse(question, value))
    if state is State.NOT_APPLICABLE:
        check_mark(question, TRIED)
    return Tried(state)


def with_tried(answers: Answers, tried: Mapping[str, Tried]) -> dict[str, Answer]:
    """Give all answers with the tried ones in place; notes and evidence stay where they are."""
    changed = {code: _as_tried(answers.get(code, BLANK), one) for code, one in tried.items()}
    return {**answers, **changed}


def _as_tried(answer: Answer, tried: Tried) -> Answer:
    reason = TRIED if tried.state is State.NOT_APPLICABLE else ""
    return replace(answer, state=tried.state, value=tried.value, reason=reason, span=None)


@dataclass(frozen=True, slots=True)
class Bettered:
    """One tried answer that is worth more than the present one, with its person-days."""

    code: str
    value: Value
    effort: Fraction


def bettered(
    bank: Bank,
    answers: Answers,
    tried: Mapping[str, Tried],
    efforts: Mapping[str, tuple[Fraction, ...]],
) -> tuple[Bettered, ...]:
    """List what of a scenario is to be done: the answers worth more than now, in bank order.

    Args:
        bank: the bank of the assessment.
        answers: the present answers.
        tried: what the scenario tries.
        efforts: the team's own person-days, where it has stated any.

    Source: docs/scoring.md, rule S48.
    """
    scored = (question for part in bank.parts for question in part.questions)
    found = []
    for question in scored:
        one = tried.get(question.code)
        if one is None or one.state is not State.ANSWERED:
            continue
        now = _value(question, answers.get(question.code, BLANK))
        if merit(bank, question, one.value) > merit(bank, question, now):
            days = figures_of(question, efforts.get(question.code)).days
            found.append(Bettered(question.code, one.value, _effort(question, now, one, days)))
    return tuple(found)


def _value(question: Question, answer: Answer) -> Any:
    if answer.state is not State.ANSWERED:
        return None
    return rules_of(question).parse(question, answer.value)


def _effort(question: Question, now: Any, one: Tried, days: tuple[Fraction, ...]) -> Fraction:
    """Give what each step takes, or each option ticked besides; else the one figure there is."""
    if isinstance(question, RubricQuestion):
        return sum(days[now or 0 : one.value], Fraction(0))
    if isinstance(question, MultipleQuestion):
        ticked, before = split(one.value)[0], split(now or ())[0]
        return days[0] * len(ticked - before)
    return days[0]


def differs(answer: Answer, tried: Tried) -> bool:
    """Say whether the change is one, beside the answer as it stands."""
    return (answer.state, answer.value if answer.state is State.ANSWERED else None) != (
        tried.state,
        tried.value,
    )


def fitting(bank: Bank, tried: Mapping[str, Tried]) -> dict[str, Tried]:
    """Keep the changes that still fit the bank: of another version some may not."""
    found = {}
    for code, one in tried.items():
        question = bank.questions.get(code)
        if question is None:
            continue
        try:
            found[code] = read_tried(question, one.state, one.value)
        except AnswerOutOfRange:
            continue
    return found
