"""What changed in the wording of a question since it was answered, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.answers.registers import StoredAnswer
from assessments.banks.queries import parsed_bank
from assessments.scoring.bank import Question
from assessments.scoring.errors import ScoringError
from assessments.web.cards import answer_words

Pair = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Recheck:
    """The version the answer was given to, and what reads otherwise now: name, before, now."""

    number: str
    pairs: tuple[Pair, ...]


def recheck_of(question: Question, stored: StoredAnswer) -> Recheck | None:
    """Compare the wordings of an answer in doubt (1 query, none for an answer that is not)."""
    if stored.to_check is None:
        return None
    bank = parsed_bank(stored.to_check)
    old = bank.questions.get(question.code)
    return Recheck(bank.version, tuple(_pairs(old, question, stored)) if old else ())


def _pairs(old: Question, new: Question, stored: StoredAnswer) -> Iterator[Pair]:
    if old.title != new.title:
        yield _("Question"), old.title, new.title
    before, now = _said(old, stored), _said(new, stored)
    if before != now:
        yield _("Answer"), before, now
    units = [getattr(question, "unit", "") for question in (old, new)]
    if units[0] != units[1]:
        yield _("Counted in"), units[0], units[1]


def _said(question: Question, stored: StoredAnswer) -> str:
    try:
        return "; ".join(answer_words(question, stored))
    except ScoringError:
        return str(stored.answer.value)
