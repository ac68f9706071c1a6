import hashlib
import io
import os
import subprocess
import sys
import time

import pikepdf
import pypdfium2
import pytest

from assessments.reports.renderers import RENDERERS, pdf
from assessments.reports.renderers.questions import render_empty_bank
from assessments.reports.renderers.typst import engine
from tests.processes import ROOT
from tests.reports.documents import big_bank, document_of, inputs_of, squeezed, text_of
from tests.scoring.small_bank import small_bank

HOSTILE = {
    "code": '#read("/etc/passwd") #panic() *bold* _it_ = heading $x^2$ <label> @ref \\u{41}',
    "formula": "=1+1",
    "override": "before \u202eafter\u202c \u2066x\u2069 end",
    "endless": "x" * 4000,
    "endless words of others": "Ж" * 1500,
    "no glyph": "\u65e5\u672c\u8a9e and \U0001f600 here",
    "controls": "tab\there, line\u2028sep, escape[31m",
    "signs": "a \u2192 b, \u2713, \u2265 3, \u00bd, \u20ac, \u201equotes\u201c",
    "scripts": "\u041f\u0440\u0438\u0432\u0435\u0442 \u039a\u03b1\u03bb\u03b7\u03bc\u03ad\u03c1\u03b1 Straße naïve łódź",
    "right to left": "\u05e9\u05dc\u05d5\u05dd and \u0645\u0631\u062d\u0628\u0627",
    "lines": "first line\nsecond line\n\n\nlast line",
    "markup": "</svg><script>alert(1)</script> & <b>",
    "empty-ish": "\u200b \u00a0",
    "combining": "q\u0301\u0302" * 200,
}


@pytest.fixture(scope="module")
def inputs():
    return inputs_of(1)


@pytest.fixture(scope="module")
def content(inputs):
    return pdf.render(document_of(inputs))


@pytest.fixture(scope="module")
def text(content):
    return text_of(content)


def with_note(note: str, **names: str) -> bytes:
    inputs = inputs_of(2, small_bank(), **names)
    inputs["answers"]["value.goal"]["note"] = note
    return pdf.render(document_of(inputs, small_bank()))


def test_the_text_of_every_answer_and_note_can_be_found_in_the_file(inputs, text):
    document = document_of(inputs)
    entries = [q for part in document.parts for s in part.sections for q in s.questions]
    assert len(entries) == 98
    missing = [
        words
        for entry in (*entries, *document.profile)
        for words in (*entry.answer, entry.note, entry.title)
        if squeezed(words) not in text
    ]
    assert missing == []


def test_every_gate_and_recommendation_is_in_the_file(inputs, text):
    result = document_of(inputs).result
    assert len(result.gates) == 23
    assert 0 < len(result.advice) <= 10
    found = [line.title for line in result.gates] + [one.improvement for one in result.advice]
    assert [words for words in found if squeezed(words) not in text] == []


def test_the_digest_of_the_inputs_is_in_the_file(inputs, text):
    assert document_of(inputs).digest in text


def test_every_font_is_embedded(content):
    with pikepdf.open(io.BytesIO(content)) as opened:
        descriptors = [
            found for found in opened.objects
            if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/FontDescriptor"
        ]  # fmt: skip
        assert len(descriptors) >= 2
        assert all("/FontFile2" in one or "/FontFile3" in one for one in descriptors)


def test_the_file_is_tagged_and_has_a_language_a_title_and_bookmarks(content):
    with pikepdf.open(io.BytesIO(content)) as opened:
        root = opened.Root
        assert root.Lang == "en"
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        assert b"pdfuaid" in root.Metadata.read_bytes()
        with opened.open_outline() as outline:
            titles = [item.title for item in outline.root]
    assert "Summary" in titles
    assert "What to do next" in titles
    assert "Gates" in titles


def test_tables_have_header_cells_and_charts_have_words(content):
    kinds, alts = [], []
    with pikepdf.open(io.BytesIO(content)) as opened:
        for found in opened.objects:
            if isinstance(found, pikepdf.Dictionary) and "/S" in found and "/P" in found:
                kinds.append(str(found.S))
                alts += [str(found.Alt)] if "/Alt" in found else []
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Figure", "/TOC"} <= set(kinds)
    assert len([alt for alt in alts if alt.startswith(("Readiness", "Score", "How"))]) == 3


@pytest.mark.parametrize("what", HOSTILE)
def test_text_of_people_is_printed_and_never_read(what):
    drawn = text_of(with_note(HOSTILE[what]))
    assert "root:" not in drawn
    assert squeezed("How far is value.goal?") in drawn


@pytest.mark.parametrize("what", ["code", "formula", "signs", "scripts", "lines", "markup"])
def test_text_the_fonts_cover_comes_out_as_it_went_in(what):
    assert squeezed(HOSTILE[what]) in text_of(with_note(HOSTILE[what]))


def test_a_word_of_4000_characters_stays_on_the_page_and_is_whole():
    content = with_note("x" * 4000)
    assert text_of(content).count("x") >= 4000
    for page in pypdfium2.PdfDocument(content):
        width, _ = page.get_size()
        words = page.get_textpage()
        edges = [words.get_rect(i)[2] for i in range(words.count_rects())]
        assert max(edges, default=0) < width - 50


def test_what_no_font_can_draw_becomes_the_replacement_character():
    drawn = text_of(with_note("\u65e5\u672c and \U0001f600 here"))
    assert "\ufffd\ufffdand\ufffdhere" in drawn


def test_characters_that_reorder_the_line_are_gone():
    drawn = text_of(with_note("before \u202eafter\u202c end"))
    assert "beforeafterend" in drawn


def test_hostile_names_go_through_every_page():
    content = with_note("x", **dict.fromkeys(("product", "team", "assessment"), HOSTILE["code"]))
    assert squeezed(HOSTILE["code"]) in text_of(content)


def test_a_name_of_500_characters_fits():
    assert text_of(with_note("x", product="W" * 500)).count("W") >= 1000


def test_hostile_notes_keep_the_claim_of_accessibility(caplog):
    for note in HOSTILE.values():
        with_note(note)
    assert "without PDF/UA" not in caplog.text


def test_what_the_standard_refuses_is_drawn_without_the_claim(monkeypatch, inputs):
    monkeypatch.setattr(pdf, "unprintable", lambda _content: frozenset())
    changed = inputs_of(1, team="\u65e5\u672c")
    assert pdf.render(document_of(changed)).startswith(b"%PDF")


def test_a_document_the_engine_cannot_draw_is_an_error_of_its_own():
    from datetime import date

    with pytest.raises(engine.NotDrawn):
        engine.draw("report.typ", {"nothing": 1}, on=date(2026, 1, 1))


RENDER = """
import hashlib
from tests.reports.documents import document_of, inputs_of
from assessments.reports.renderers import RENDERERS
for words in ({}, {"words": "de"}):
    for name in sorted(RENDERERS):
        content = RENDERERS[name].render(document_of({**inputs_of(1), **words}))
        print(name, hashlib.sha256(content).hexdigest())
"""


def test_two_processes_give_the_same_bytes_in_all_five_formats(inputs):
    documents = [document_of(inputs), document_of({**inputs, "words": "de"})]
    assert len(RENDERERS) == 5
    here = [
        f"{name} {hashlib.sha256(RENDERERS[name].render(document)).hexdigest()}"
        for document in documents
        for name in sorted(RENDERERS)
    ]
    assert len(set(here)) == 10
    for zone, language, seed in (
        ("Pacific/Auckland", "tr_TR.UTF-8", "1"),
        ("America/Lima", "C", "2"),
    ):
        env = {
            **os.environ,
            "TZ": zone,
            "LANG": language,
            "LC_ALL": language,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": str(ROOT),
        }
        done = subprocess.run(
            [sys.executable, "-c", RENDER],
            cwd=ROOT, env=env, capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        assert done.stdout.split("\n")[:-1] == here


def test_the_same_document_gives_the_same_bytes_at_another_time(inputs, content):
    with_note("something else in between")
    time.sleep(1.1)
    assert pdf.render(document_of(inputs)) == content


def test_the_empty_bank_holds_every_question_and_choice():
    text = text_of(render_empty_bank(big_bank()))
    for question in big_bank().questions.values():
        assert squeezed(question.title) in text
        for choice in getattr(question, "choices", ()):
            assert squeezed(choice.text) in text
        for level in getattr(question, "levels", ()):
            assert squeezed(level) in text
