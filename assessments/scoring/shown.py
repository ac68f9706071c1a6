"""Which words of a bank are shown for the answers at hand: asides in level texts, and examples."""

import re
from collections.abc import Mapping
from typing import Any

from assessments.scoring.answers import Answers
from assessments.scoring.bank import Bank, Question
from assessments.scoring.conditions import truth
from assessments.scoring.visibility import Visible, visible


def _values(bank: Bank, answers: Answers | Visible) -> Mapping[str, Any]:
    return (answers if isinstance(answers, Visible) else visible(bank, answers)).values


def examples_for(bank: Bank, question: Question, answers: Answers | Visible) -> tuple[str, ...]:
    """Give the help texts that are shown beside the question; the undecided ones show.

    Args:
        bank: the bank of the question.
        question: any question of it.
        answers: all answers, or what `visible` gave for them (cheaper for many texts).
    """
    if not question.examples:
        return ()
    values = _values(bank, answers)
    return tuple(
        example.text
        for example in question.examples
        if example.show_if is None or truth(example.show_if, values) is not False
    )


def shown_text(bank: Bank, text: str, answers: Answers | Visible) -> str:
    """Give the text without the asides that do not hold, like "(before launch: …)".

    Args:
        bank: says which openings are asides and when each is shown.
        text: a text of the bank.
        answers: all answers, or what `visible` gave for them (cheaper for many texts).
    """
    if not bank.asides or "(" not in text:
        return text
    values = _values(bank, answers)
    for aside in bank.asides:
        if truth(aside.show_if, values) is False:
            text = _without(text, aside.opens)
    return text


def _without(text: str, opens: str) -> str:
    opening = re.compile(rf"\s*\({re.escape(opens)}:", re.IGNORECASE)
    start = 0
    while found := opening.search(text, start):
        end = _closing(text, found.end())
        if end is None:
            return text
        text = text[: found.start()] + text[end:]
        start = found.start()
    return text.lstrip()


def _closing(text: str, start: int) -> int | None:
    depth = 1
    for index in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[index], 0)
        if depth == 0:
            return index + 1
    return None
