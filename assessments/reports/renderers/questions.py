"""A bank's questions on paper, for a workshop: boxes to tick, lines to write on, no answers."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from assessments.reports.figures import DISCIPLINES
from assessments.reports.language import spoken_language, words_in
from assessments.reports.numbering import numbers_of
from assessments.reports.renderers.printable import printable
from assessments.reports.renderers.typst.engine import draw
from assessments.reports.scoring_words import told
from assessments.reports.words import PAPER
from assessments.scoring.bank import Bank, BooleanQuestion, Part, Question, RubricQuestion, Section

# The paper carries no day of its own: the same bank gives the same bytes for ever.
_DAY: Final = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """One question to answer by hand; `boxes` are empty where words are asked for."""

    number: str
    title: str
    why: str
    boxes: tuple[str, ...]
    rounded: bool
    marks: tuple[str, ...]
    not_applicable: str


def render_empty_bank(bank: Bank) -> bytes:
    """Give the PDF of all questions, a page or more a section, in the language of the bank.

    Where the words are not there in it they are English, and the texts of the bank are marked.

    Raises:
        NotDrawn: the engine refused the document.
    """
    with words_in(bank.language):
        content = printable(_content(bank))
        other = {} if spoken_language() == bank.language else {"bank-language": bank.language}
    return draw("bank.typ", content, on=_DAY, inputs=other)


def _content(bank: Bank) -> dict[str, Any]:
    return {
        "language": spoken_language(),
        "title": bank.title,
        "version": bank.version,
        "description": bank.description,
        "attribution": bank.attribution,
        "licence": bank.licence,
        "words": dict(PAPER),
        "profile": [asdict(_question(bank, question)) for question in bank.profile],
        "parts": [_part(bank, part) for part in bank.parts],
    }


def _part(bank: Bank, part: Part) -> dict[str, Any]:
    return {
        "number": numbers_of(bank).parts[part.code],
        "title": part.title,
        "description": part.description,
        "sections": [_section(bank, section) for section in part.sections],
    }


def _section(bank: Bank, section: Section) -> dict[str, Any]:
    questions = [asdict(_question(bank, question)) for question in section.questions]
    return {
        "title": section.title,
        "description": section.description,
        "only_if": PAPER["only_if"] if section.show_if else "",
        "questions": questions,
    }


def _question(bank: Bank, question: Question) -> PaperQuestion:
    rule = question.not_applicable
    return PaperQuestion(
        number=numbers_of(bank).places[question.code].number,
        title=question.title,
        why=question.why,
        boxes=_boxes(question),
        rounded=question.kind != "multiple",
        marks=tuple(_marks(question)),
        not_applicable=f"{PAPER['not_applicable']} ({rule.when})" if rule else "",
    )


def _boxes(question: Question) -> tuple[str, ...]:
    if isinstance(question, RubricQuestion):
        return tuple(f"{level}  {text}" for level, text in enumerate(question.levels))
    if isinstance(question, BooleanQuestion):
        known = ("Yes", "Partly", "No") if question.partly else ("Yes", "No")
        return tuple(told(word) for word in known)
    choices = getattr(question, "choices", ())
    return tuple(choice.text for choice in choices)


def _marks(question: Question) -> list[str]:
    found = [PAPER["gate"]] if getattr(question, "gate", None) else []
    if question.answered_by:
        found.append(f"{PAPER['answered_by']} {DISCIPLINES[question.answered_by]}")
    return found
