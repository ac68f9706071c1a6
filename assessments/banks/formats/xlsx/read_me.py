"""The first sheet: how to fill in the others. It is not read."""

from collections.abc import Iterator
from typing import Final

from assessments.banks.formats.xlsx import sheets
from assessments.banks.formats.xlsx.sheets import Table

ABOUT: Final = (
    "Each row is one thing; each column is one field, empty where it does not apply.",
    (
        "The heads in the first row of a sheet name the fields: keep them. Sheets and columns that"
        " are not named here are not read. Values only: a formula is refused."
    ),
    (
        "Codes are small letters, digits and _, joined by dots, like value.goal. Each code stands"
        " once in the whole bank and is never used again for something else."
    ),
)
SHEETS: Final = {
    sheets.BANK: "What the bank is: setting and value.",
    "Scoring": (
        "How answers become a result: setting and value, like scoring/levels[0]/name or"
        " scoring/floors/value/framed."
    ),
    sheets.PROFILE: "Questions in front. They count for nothing and switch others on and off.",
    sheets.PARTS: "The parts of the bank, in order.",
    sheets.SECTIONS: "The sections of the parts: one page of the form each.",
    sheets.QUESTIONS: (
        "The questions of the sections, in order. kind is one of rubric, single, multiple, boolean,"
        " number, text, date. effort of a rubric has a figure for each step, with ; between them."
    ),
    "Levels": "The levels of rubric questions, from nothing (0) to best, one a row.",
    "Choices": "The choices of single and multiple questions, one a row.",
    "Rules": "Risk rules of questions, the first true one first.",
    "Resources": "Links that help with a question.",
    "Examples": "Help texts of questions.",
    "Asides": "Brackets in level texts that are shown only under a condition.",
    sheets.TRANSLATIONS: (
        "One row a text, one column a language code (fr, de). The column original repeats the text"
        " and is not read."
    ),
}
CONDITION: Final = (
    "A condition, as in show_if, is written like {question: profile.stage, equals: live}, or"
    " {all: [{question: a.b, at_least: 3}, {not: {question: a.c, includes: x}}]}. The words are"
    " equals, any_of, includes, at_least, at_most; all, any and not combine them."
)


def read_me() -> Table:
    return Table(sheets.README, ("Sheet", "How to fill in this question bank"), tuple(_rows()))


def _rows() -> Iterator[tuple[str | None, str]]:
    for text in ABOUT:
        yield None, text
    yield from SHEETS.items()
    yield "show_if", CONDITION
