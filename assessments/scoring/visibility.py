"""What is shown for the answers at hand: a blank or unknown answer hides nothing.

A hidden question keeps its answer but the answer says nothing: it decides no other condition.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessments.scoring.answers import BLANK, Answer, Answers, State
from assessments.scoring.bank import Bank, Question
from assessments.scoring.conditions import truth
from assessments.scoring.errors import UnknownQuestion
from assessments.scoring.plan import Plan, plan_of


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
        AnswerOutOfRange: a value a condition looks at does not fit its question's kind.

    Source: docs/scoring.md, rules S3 and S4.
    """
    plan = plan_of(bank)
    check_codes(plan, answers)
    return seen(plan, answers)


def check_codes(plan: Plan, answers: Answers) -> None:
    """Refuse answers to questions the bank does not have.

    Raises:
        UnknownQuestion: for the first such code.
    """
    for code in answers:
        if code not in plan.rules:
            raise UnknownQuestion(code, "The bank has no such question.", field="code")


def seen(plan: Plan, answers: Answers) -> Visible:
    """Decide the switches one after the other, each after all it waits for."""
    values = {code: _value(plan, code, answers[code]) for code in plan.sources if code in answers}
    values = {code: value for code, value in values.items() if value is not None}
    hidden: set[str] = set()
    for switch in plan.switches:
        if truth(switch.show_if, values) is False:
            hidden.update(switch.within)
            for code in plan.sources.intersection(switch.within):
                values.pop(code, None)
    return Visible(frozenset(hidden), values)


def _value(plan: Plan, code: str, answer: Answer) -> Any:
    if answer.state is not State.ANSWERED:
        return None
    return plan.rules[code].parse(plan.bank.questions[code], answer.value)


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
