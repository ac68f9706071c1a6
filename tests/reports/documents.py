"""Inputs and documents of the big bank for tests, and the text a PDF really holds."""

import random
from datetime import date
from functools import cache

import pypdfium2

from assessments.banks.shipped import named_bank
from assessments.reports.build import document_from_inputs, frozen_inputs
from assessments.reports.compare_pages import frozen_earlier
from assessments.reports.said import thawed
from assessments.scoring.bank import Bank
from assessments.scoring.causes import Moment
from tests.scoring.method_banks import METHOD_BANKS

ON = date(2026, 11, 23)
UNPRINTED = dict.fromkeys(map(ord, "\u200b\ufeff\u00ad"))


@cache
def big_bank() -> Bank:
    return named_bank("ml-readiness")


def inputs_of(seed: int, bank: Bank | None = None, **names: str) -> dict:
    """Every question answered, with a text of its own in each note."""
    chance = random.Random(seed)  # noqa: S311 -- the same answers for the same seed
    bank = bank or big_bank()
    answers = {
        code: {
            "state": "answered",
            "value": _value(question, chance),
            "reason": "",
            "note": f"Note {seed} on {code}",
            "by": "Mira Novak",
            "at": "2026-11-12T09:30:00+00:00",
            "evidence": [],
        }
        for code, question in bank.questions.items()
    }
    given = {"product": "Arrival times", "organisation": "Northwind", "team": "Vans"}
    version = {"id": 1, "title": bank.title, "number": "1.0", "digest": "ab" * 32}
    return frozen_inputs(
        names={**given, "assessment": "Autumn", **names},
        bank=version,
        on=ON,
        target=None,
        answers=answers,
    )


def document_of(inputs: dict, bank: Bank | None = None):
    return document_from_inputs(inputs, bank or big_bank())


def compared_document(method: str, earlier: Bank | None = None):
    """Give a report on a bank of a method, compared with answers to it or to another bank."""
    bank = METHOD_BANKS[method]()
    old = earlier or bank
    inputs, then = inputs_of(4, bank), inputs_of(9, old)
    first, *_, last = old.questions
    then["answers"][first] |= {"state": "dont_know", "value": None}
    gone = {"state": "not_applicable", "value": None, "reason": "there is only one"}
    then["answers"][last] |= gone
    said = {code: one.answer for code, one in thawed(then["answers"]).items()}
    named = {"id": 1, "title": old.title, "number": "1.0", "digest": "ab" * 32}
    inputs["earlier"] = frozen_earlier(Moment(old, said, ON), name="x", day=ON, bank=named)
    return document_from_inputs(inputs, bank, earlier)


def _value(question, chance):
    if question.kind == "rubric":
        return chance.randint(0, len(question.levels) - 1)
    if question.kind == "boolean":
        return True
    if question.kind in {"number", "text", "date"}:
        return {"number": 3, "text": "Some words", "date": "2026-05-01"}[question.kind]
    options = [choice.code for choice in question.choices if not choice.exclusive]
    if question.kind == "single":
        return options[0]
    ticked = chance.sample(options, chance.randint(1, len(options)))
    whole = options if question.code.startswith("profile.") else ticked
    return [code for code in options if code in whole]


def text_of(content: bytes) -> str:
    """The text of all pages as one line, as somebody searching the file would find it."""
    pdf = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_bounded() for page in pdf]
    return squeezed(" ".join(pages))


def squeezed(text: str) -> str:
    """Without blanks and marks of breaking: lines break anywhere."""
    return "".join(text.translate(UNPRINTED).split())


def without_hyphens(text: str) -> str:
    """A hyphen at the end of a line is read as a mark of its own."""
    return text.translate(dict.fromkeys(map(ord, "-\x02\ufffe")))
