"""What a condition may name: a question of the bank, a choice it has, a level it can reach.

`show_if` must also never wait for itself, by whatever detour.
"""

from collections.abc import Iterator
from typing import Any

from assessments.scoring.cycles import in_cycles
from assessments.scoring.outline import Asked, Outline, Place, items

CONDITION_KEYS = ("show_if", "ask_again_if")
RULE_KEYS = ("allowed_if", "closed_if", "suggested_if")
Found = tuple[str, str]


def condition_problems(view: Outline) -> Iterator[Found]:
    """List the comparisons that name something the bank does not have."""
    known = view.by_code()
    for place in condition_places(view):
        for compare in comparisons(place):
            yield from _comparison(compare, known)


def condition_places(view: Outline) -> Iterator[Place]:
    """Give every condition of a bank, wherever one may stand."""
    for aside in view.bank.children("asides"):
        yield from _held(aside, CONDITION_KEYS)
    for group in (*view.parts, *(section for _, section in view.sections)):
        yield from _held(group, CONDITION_KEYS)
    for asked in view.asked:
        yield from _held(asked.question, CONDITION_KEYS)
        for example in asked.question.children("examples"):
            yield from _held(example, CONDITION_KEYS)
        if rule := asked.question.child("not_applicable"):
            yield from _held(rule, RULE_KEYS)


def _held(place: Place, keys: tuple[str, ...]) -> Iterator[Place]:
    for key in keys:
        if condition := place.child(key):
            yield condition


def comparisons(condition: Place) -> Iterator[Place]:
    """Give the comparisons inside a condition, however deep they stand."""
    if "question" in condition.node:
        yield condition
    for key in ("all", "any"):
        for inner in condition.children(key):
            yield from comparisons(inner)
    if inner_not := condition.child("not"):
        yield from comparisons(inner_not)


def _comparison(compare: Place, known: dict[str, Asked]) -> Iterator[Found]:
    code = compare.text("question")
    if code not in known:
        yield compare.at("question"), f"there is no question {code}"
        return
    question = known[code].question
    for operator, check in OPERATOR_CHECKS.items():
        if operator in compare.node and compare.node[operator] is not None:
            yield from check(compare, operator, question)


def _includes(compare: Place, operator: str, question: Place) -> Iterator[Found]:
    if question.text("kind") != "multiple":
        yield compare.at(operator), f"{_name(question)} is not a question with several choices"
    elif compare.node[operator] not in _choices(question):
        yield compare.at(operator), f"{_name(question)} has no choice {compare.node[operator]}"


def _equals(compare: Place, operator: str, question: Place) -> Iterator[Found]:
    yield from _value(compare.at(operator), compare.node[operator], question)


def _any_of(compare: Place, operator: str, question: Place) -> Iterator[Found]:
    for index, wanted in enumerate(items(compare.node[operator])):
        yield from _value(f"{compare.at(operator)}[{index}]", wanted, question)


def _bound(compare: Place, operator: str, question: Place) -> Iterator[Found]:
    kind = question.text("kind")
    if kind not in {"rubric", "number"}:
        yield compare.at(operator), f"{_name(question)} has neither levels nor a number"
    elif kind == "rubric":
        yield from _level(compare.at(operator), compare.node[operator], question)


def _value(path: str, wanted: Any, question: Place) -> Iterator[Found]:
    kind = question.text("kind")
    if kind == "multiple":
        yield path, f"{_name(question)} has several choices; use includes"
    elif kind == "single" and wanted not in _choices(question):
        yield path, f"{_name(question)} has no choice {wanted}"
    elif kind == "rubric":
        yield from _level(path, wanted, question)
    elif kind == "boolean" and not (isinstance(wanted, bool) or wanted == "partly"):
        yield path, f"{_name(question)} is answered with true, false or partly"


def _level(path: str, wanted: Any, question: Place) -> Iterator[Found]:
    top = len(items(question.node.get("levels"))) - 1
    if isinstance(wanted, bool) or not isinstance(wanted, int) or not 0 <= wanted <= top:
        yield path, f"{_name(question)} has no level {wanted}; its levels are 0 to {top}"


def _nothing(_compare: Place, _operator: str, _question: Place) -> Iterator[Found]:
    """Any question may be asked whether it is answered."""
    return iter(())


def _choices(question: Place) -> list[str]:
    return [choice.text("code") for choice in question.children("choices")]


def _name(question: Place) -> str:
    return question.text("code")


OPERATOR_CHECKS = {
    "includes": _includes,
    "equals": _equals,
    "any_of": _any_of,
    "at_least": _bound,
    "at_most": _bound,
    "answered": _nothing,
}


def cycle_problems(view: Outline) -> Iterator[Found]:
    """Name each question whose `show_if` waits for the question itself."""
    waits = {asked.question.text("code"): _waits_for(asked) for asked in view.asked}
    waiting = in_cycles(waits)
    for asked in view.asked:
        code = asked.question.text("code")
        if code in waiting:
            yield asked.question.at("show_if"), f"whether {code} is shown depends on itself"


def _waits_for(asked: Asked) -> set[str]:
    holders = (asked.question, asked.section, asked.part)
    conditions = [holder.child("show_if") for holder in holders if holder]
    return {c.text("question") for held in conditions if held for c in comparisons(held)}
