"""Texts of many short lines: what a report keeps together is never higher than its page."""

from collections.abc import Iterator
from typing import Any

import pypdfium2

from assessments.reports.renderers import pdf
from assessments.reports.renderers.questions import render_empty_bank
from assessments.scoring.bank import Bank
from tests.reports.documents import document_of, inputs_of
from tests.scoring.small_bank import CONTENT, rubric, small_bank

LINES = 160
FOOT = 28  # points: below it printers leave things out
GOAL = "value.goal"


def lines(word: str) -> str:
    """Give a text of as many lines as no page holds, and of few letters."""
    return "\n".join(f"{word}{number}x" for number in range(LINES))


def assert_shown(content: bytes, *words: str) -> None:
    """Hold that each line stands on a page, above its foot."""
    found = set(_printed(content))
    for word in words:
        assert [n for n in range(LINES) if f"{word}{n}x" not in found] == []


def _printed(content: bytes) -> Iterator[str]:
    for page in pypdfium2.PdfDocument(content):
        width, height = page.get_size()
        text = page.get_textpage().get_text_bounded(left=0, bottom=FOOT, right=width, top=height)
        yield from text.split()


def with_question(**more: Any) -> Bank:
    """Give the small bank with one question made anew."""
    content = {**CONTENT, "parts": [dict(part) for part in CONTENT["parts"]]}
    first = content["parts"][0]
    sections = [dict(section) for section in first["sections"]]
    questions = sections[0]["questions"]
    place = [one["code"] for one in questions].index(GOAL)
    sections[0]["questions"] = [*questions]
    sections[0]["questions"][place] = {**questions[place], **more}
    first["sections"] = sections
    return Bank.model_validate(content)


def answered(bank: Bank, **entry: Any) -> dict[str, Any]:
    inputs = inputs_of(1, bank)
    inputs["answers"][GOAL] |= entry
    return inputs


def drawn(bank: Bank, **entry: Any) -> bytes:
    return pdf.render(document_of(answered(bank, **entry), bank))


def test_a_note_of_many_lines_is_shown_to_its_end():
    assert_shown(drawn(small_bank(), note=lines("note")), "note")


def test_a_reason_of_many_lines_is_shown_with_its_question_and_in_the_list():
    given = {"state": "not_applicable", "value": None, "reason": lines("why")}
    assert_shown(drawn(with_question(not_applicable={"when": "if none"}), **given), "why")


def test_advice_of_many_lines_is_shown_to_its_end():
    bank = with_question(improvement=lines("do"))
    assert_shown(drawn(bank, state="answered", value=1), "do")


def test_a_part_described_in_many_lines_is_shown_to_its_end():
    part = {**CONTENT["parts"][0], "description": lines("about")}
    bank = Bank.model_validate({**CONTENT, "parts": [part, *CONTENT["parts"][1:]]})
    assert_shown(drawn(bank), "about")


def test_where_a_bank_comes_from_is_shown_to_its_end():
    bank = Bank.model_validate({**CONTENT, "attribution": lines("from")})
    assert_shown(drawn(bank), "from")


def test_many_ticked_choices_are_shown_to_the_last():
    choices = [{"code": f"c{n}", "text": f"choice{n}x"} for n in range(LINES)]
    question = rubric(GOAL) | {"kind": "multiple", "choices": choices}
    taken = {key: question[key] for key in ("code", "kind", "title", "weight", "choices")}
    bank = Bank.model_validate(_with_first(taken))
    assert_shown(drawn(bank, value=[one["code"] for one in choices]), "choice")
    assert_shown(render_empty_bank(bank), "choice")


def test_a_question_explained_in_many_lines_is_shown_on_paper():
    assert_shown(render_empty_bank(with_question(why=lines("because"))), "because")


def _with_first(question: dict[str, Any]) -> dict[str, Any]:
    section = {"code": "value.only", "title": "Only", "questions": [question]}
    part = {**CONTENT["parts"][0], "sections": [section]}
    floors = {"value": CONTENT["scoring"]["floors"]["value"]}
    scoring = {**CONTENT["scoring"], "floors": floors}
    return {"slug": "many", "title": "Many", "scoring": scoring, "parts": [part]}
