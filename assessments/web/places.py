"""Where a question stands in the form, and finding questions by their words. Pure."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.scoring.bank import Bank, Question
from assessments.web.steps import PROFILE


def section_of(bank: Bank, code: str) -> str:
    """Give the code of the page a question stands on."""
    return PROFILE if code in bank.profile_codes else bank.section_of[code][1].code


def titles_of(bank: Bank, code: str) -> tuple[str, str]:
    """Give the titles of the part and section of a question; the profile has one for both."""
    if code in bank.profile_codes:
        return _("Profile"), ""
    part, section = bank.section_of[code]
    return part.title, section.title


def found_by(bank: Bank, text: str) -> Iterator[Question]:
    """Give the questions that hold every word of the text, in the order of the bank."""
    wanted = text.casefold().split()
    if not wanted:
        return
    for question in bank.questions.values():
        words = _words(question)
        if all(word in words for word in wanted):
            yield question


def _words(question: Question) -> str:
    levels = getattr(question, "levels", ())
    choices = (choice.text for choice in getattr(question, "choices", ()))
    return "\n".join([question.code, question.title, question.why, *levels, *choices]).casefold()
