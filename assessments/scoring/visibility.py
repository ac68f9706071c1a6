"""What is shown for the answers at hand: a blank or unknown answer hides nothing.

A hidden question keeps its answer but the answer says nothing: it decides no other condition.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.scoring.answers import BLANK, Answers, State, Value
from assessments.scoring.bank import Bank, Question
from assessments.scoring.conditions import truth
from assessments.scoring.errors import AnswerOutOfRange, UnknownQuestion
from assessments.scoring.plan import Plan, Switch, plan_of
from assessments.scoring.reasons import FEWEST_WORDS, enough_words


@dataclass(frozen=True, slots=True)
class Visible:
    """The codes of hidden parts, sections and questions, and the values conditions look at."""

    hidden: frozenset[str]
    values: Mapping[str, Any]

    def shows(self, code: str) -> bool:
        return code not in self.hidden


def visible(bank: Bank, answers: Answers) -> Visible:
    """Say what is hidden for these answers; what no condition decides is shown.

    Raises:
        UnknownQuestion: an answer's code is not in the bank.
        AnswerOutOfRange: a value does not fit its question's kind.

    Source: docs/scoring.md, rules S3 and S4.
    """
    plan = plan_of(bank)
    return seen(plan, values_of(plan, answers))


def values_of(plan: Plan, answers: Answers) -> dict[str, Value]:
    """Read the value of every answered question, hidden ones included.

    Raises:
        UnknownQuestion: an answer's code is not in the bank.
        AnswerOutOfRange: a value or mark does not fit its question.
    """
    values = {}
    for code, answer in answers.items():
        rules = plan.rules.get(code)
        if rules is None:
            raise UnknownQuestion(code, "The bank has no such question.", field="code")
        if answer.state is State.ANSWERED:
            values[code] = rules.parse(plan.questions[code], answer.value)
        elif answer.state is State.NOT_APPLICABLE:
            check_mark(plan.questions[code], answer.reason)
    return values


def check_mark(question: Question, reason: str) -> None:
    """Refuse "not applicable" where the question has no such choice, or without a reason.

    Raises:
        AnswerOutOfRange: naming the field `state` or `reason`.
    """
    if question.not_applicable is None:
        message = "This question cannot be called not applicable."
        raise AnswerOutOfRange(question.code, message, field="state")
    if not enough_words(reason):
        message = f"Say in at least {FEWEST_WORDS} words why this does not apply."
        raise AnswerOutOfRange(question.code, message, field="reason")


def seen(
    plan: Plan, values: Mapping[str, Value], switches: Sequence[Switch] | None = None
) -> Visible:
    """Decide the switches one after the other, each after all it waits for.

    Args:
        plan: the prepared bank.
        values: what is said.
        switches: those that matter, in the order of the plan; by default all.
    """
    known = {code: values[code] for code in plan.sources if code in values}
    hidden: set[str] = set()
    for switch in plan.switches if switches is None else switches:
        if truth(switch.show_if, known) is False:
            hidden.update(switch.within)
            for code in plan.sources.intersection(switch.within):
                known.pop(code, None)
    return Visible(frozenset(hidden), known)


def offers_not_applicable(question: Question, values: Mapping[str, Any]) -> bool:
    """Say whether "not applicable" may be chosen: allowed and not closed by the other answers.

    Args:
        question: any question of the bank.
        values: `Visible.values` of the same answers.

    Source: docs/scoring.md, rule S8.
    """
    rule = question.not_applicable
    if rule is None:
        return False
    if rule.allowed_if is not None and truth(rule.allowed_if, values) is not True:
        return False
    return rule.closed_if is None or truth(rule.closed_if, values) is not True


def suggests_not_applicable(question: Question, values: Mapping[str, Any]) -> bool:
    """Say whether the other answers suggest "not applicable", where it may be chosen at all."""
    rule = question.not_applicable
    if rule is None or rule.suggested_if is None or not offers_not_applicable(question, values):
        return False
    return truth(rule.suggested_if, values) is True


def asked_again(bank: Bank, answers: Answers) -> tuple[str, ...]:
    """List the answered questions whose `ask_again_if` has come true: they need a second look."""
    found = visible(bank, answers)
    return tuple(
        code
        for code, question in bank.questions.items()
        if question.ask_again_if is not None
        and found.shows(code)
        and answers.get(code, BLANK).state is State.ANSWERED
        and truth(question.ask_again_if, found.values) is True
    )
