"""A report speaks one language throughout: every word of ours has a translation, in all formats."""

import ast
import csv
import io
import json
import re
from collections import Counter
from functools import cache
from gettext import NullTranslations
from string import Formatter

import openpyxl
import pytest

from assessments import scoring
from assessments.answers.evidence_kinds import EvidenceKind
from assessments.banks.formats.canonical import content_of
from assessments.reports import language
from assessments.reports.answer_texts import answer_texts
from assessments.reports.build import document_from_inputs
from assessments.reports.compare_pages import frozen_earlier
from assessments.reports.language import gettext, ngettext, spoken_language, words_in
from assessments.reports.options import Left, Options, reduced
from assessments.reports.renderers import RENDERERS
from assessments.reports.said import KINDS, thawed
from assessments.reports.scoring_words import SCORING_WORDS
from assessments.scoring.agreement import Cause, Undefined
from assessments.scoring.causes import Moment
from assessments.scoring.display import ConfidenceWord
from assessments.scoring.kinds import rules_of
from assessments.scoring.methods import risk
from assessments.scoring.named import NO_LEVEL, NO_RISK
from assessments.scoring.outline import outline
from assessments.scoring.wording import wordings
from tests.reports.catalogue import (
    OTHERS,
    catalogue,
    file_from,
    mo_path,
    texts_in,
    texts_in_code,
)
from tests.reports.documents import ON, inputs_of, text_of
from tests.reports.test_methods import docx_words
from tests.scoring.method_banks import METHOD_BANKS
from tests.scoring.small_bank import small_bank

TRANSLATED = pytest.mark.parametrize("spoken", OTHERS)


def forms(entry):
    """Give each text of an entry with its translation."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    found = entry.msgstr_plural
    return [(entry.msgid, found[0]), (entry.msgid_plural, found[1])]


def places(text):
    return Counter(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@TRANSLATED
def test_every_text_of_the_code_is_translated_and_nothing_else(spoken):
    entries = catalogue(spoken)
    assert {one.msgid: one.msgid_plural for one in entries} == texts_in_code()
    assert [one.msgid for one in entries if one.fuzzy or one.obsolete] == []
    assert [text for one in entries for text, said in forms(one) if not said.strip()] == []


@TRANSLATED
def test_a_translation_has_the_places_blanks_and_full_stop_of_its_text(spoken):
    for entry in catalogue(spoken):
        for text, said in forms(entry):
            assert places(said) == places(text), text
            assert (said[0] == " ", said[-1] == " ") == (text[0] == " ", text[-1] == " "), text
            assert (said[-1] in ".:") == (text[-1] in ".:"), text


@TRANSLATED
def test_the_compiled_catalogue_is_the_one_that_people_edit(spoken):
    assert mo_path(spoken).read_bytes() == file_from(catalogue(spoken))


def test_the_texts_of_code_are_found_in_every_way_it_names_them():
    code = """
from assessments.reports.language import Words, gettext, marked, ngettext
TABLE = Words({1: "In a table"})
LATER = marked("Marked " "in two")
def said(count):
    return gettext("Said {count}", count=count) + gettext(LATER) + ngettext("One", "Many", count)
"""
    found = {"In a table": "", "Marked in two": "", "Said {count}": "", "One": "Many"}
    assert texts_in(code) == found
    theirs = code.replace("assessments.reports.language", "django.utils.translation")
    assert texts_in(theirs) == {}


def unscored():
    """Every reason that a module of scoring gives where there is no score."""
    for folder in scoring.__path__:
        for file in language.Path(folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Unscored":
                    yield ast.literal_eval(node.args[0])


def figure_labels():
    """Every label of a figure that a method names itself and does not take from the bank."""
    for name, make in METHOD_BANKS.items():
        bank = make()
        document = document_from_inputs(inputs_of(5, bank), bank)
        lines = [*document.result.figures]
        for part in document.parts:
            lines += part.line.figures
        for one in lines:
            if not one.code.startswith(("risk.", "stream.")):
                yield name, one.name


def test_all_that_scoring_says_is_known():
    known = set(unscored()) | {name for _, name in figure_labels()}
    known |= {str(word) for word in ConfidenceWord} | {NO_LEVEL, NO_RISK}
    known |= {Undefined(cause).reason for cause in Cause}
    known |= {label for _, label in risk.STATES.values()}
    bank = small_bank()
    boolean = rules_of(bank.questions["value.sold"])
    for value in (True, "partly", False):
        known |= set(boolean.words(bank.questions["value.sold"], value))
    assert len(known) > 30
    assert known - SCORING_WORDS == set()


def test_all_sorts_of_evidence_are_known():
    assert {str(kind.label) for kind in EvidenceKind} == KINDS


def test_an_answer_in_english_is_what_scoring_says():
    bank = small_bank()
    answers = inputs_of(3, bank)["answers"]
    values = {
        **{code: one["value"] for code, one in answers.items()},
        "value.skills": ["a", "~c"],
        "build.users": 2.5,
        "value.sold": "partly",
    }
    for code, question in bank.questions.items():
        value = rules_of(question).parse(question, _tuple(values[code]))
        assert answer_texts(question, value) == rules_of(question).words(question, value)
    with words_in("de"):
        german = [answer_texts(bank.questions[code], _tuple(values[code])) for code in (
            "value.skills", "build.users", "value.sold")]  # fmt: skip
    assert german[0][1].startswith("Trifft nicht zu: ")
    assert german[1][0].startswith("2,5")
    assert german[2] == ("Teilweise",)


def _tuple(value):
    return tuple(value) if isinstance(value, list) else value


def test_words_are_english_outside_and_after_a_failure_too():
    with words_in("de"):
        assert gettext("Question") == "Frage"
        assert ngettext("{count} open point", "{count} open points", 2) == "2 offene Punkte"
    with pytest.raises(LookupError):
        _fail_in("de")
    assert (spoken_language(), gettext("Question")) == ("en", "Question")


def test_a_language_without_words_is_english():
    with words_in("fr-CA"):
        assert (spoken_language(), gettext("Question")) == ("en", "Question")
    with words_in("de-AT"):
        assert (spoken_language(), gettext("Question")) == ("de", "Frage")


def _fail_in(spoken):
    with words_in(spoken):
        raise LookupError


class Strange(NullTranslations):
    """A language in which every word of ours has other letters than any text may have."""

    def gettext(self, text):
        return "".join(
            piece if piece.startswith("{") else re.sub("[A-Za-z]", "ж", piece)
            for piece in re.split(r"(\{\w+\})", text)
        )

    def ngettext(self, one, many, count):
        return self.gettext(one if count == 1 else many)


@pytest.fixture
def strange(monkeypatch):
    monkeypatch.setattr(language, "_catalogue", lambda _spoken: Strange())


def mute(bank):
    """Give a bank with a translation that has no letters."""
    texts = wordings(outline(content_of(bank)))
    every = {one.key: f"<{number}>" for number, one in enumerate(texts)}
    return type(bank).model_validate({**content_of(bank), "translations": {"xx": every}})


def entry(state="answered", value=None, **more):
    said = {"reason": "", "note": "", "by": "", "at": "", "evidence": []}
    return {"state": state, "value": value, **said, **more}


def spoken(inputs, **more):
    names = dict.fromkeys(inputs["names"], "Ω")
    bank = inputs["bank"] | {"title": "Ω"}
    return {**inputs, "names": names, "bank": bank, "language": "xx", "words": "de", **more}


def untouched(bank, seed=5):
    """Everything answered, without a letter."""
    inputs = inputs_of(seed, bank)
    for code, one in inputs["answers"].items():
        one |= {"note": "", "by": "Ω"}
        if bank.questions[code].kind == "text":
            one["value"] = "Ω"
    return spoken(inputs)


@cache
def cases():
    """Reports that together say nearly all that can be said."""
    bank = mute(small_bank())
    whole = untouched(bank)
    whole["answers"]["value.goal"]["evidence"] = [
        {
            "text": "Ω",
            "url": "",
            "dated": "2024-01-02",
            "expires_on": end,
            "kind": "User research",
        }
        for end in ("", "2025-01-02")
    ]
    nothing = spoken(inputs_of(5, bank), answers={})
    weak = untouched(bank, 6)
    for code, question in bank.questions.items():
        if question.kind == "rubric":
            weak["answers"][code] = entry(value=1)
    weak["answers"]["value.fairness"] = entry("dont_know")
    weak["answers"]["value.segments"] = entry("not_applicable", reason="Ω Ω Ω Ω Ω Ω Ω Ω Ω Ω Ω Ω")
    weak["answers"]["value.skills"] = entry(value=["a", "~c"])
    strong = untouched(bank)
    for code, question in bank.questions.items():
        if question.kind == "rubric":
            strong["answers"][code] = entry(value=4, note="Ω" * 30)
    said = {code: one.answer for code, one in thawed(weak["answers"]).items()}
    named = {"id": 2, "title": "Ω", "number": "1.0", "digest": "cd" * 32}
    earlier = frozen_earlier(Moment(bank, said, ON), name="Ω", day=ON, bank=named)
    sheets = {
        "respondents": [
            {"name": "Ω", "discipline": "ux", "submitted": True, "said": whole["answers"]},
            {"name": "Ω", "discipline": "", "submitted": False, "said": weak["answers"]},
        ],
        "consensus": {"value.goal": {"reason": "Ω", "by": "Ω", "at": "2026-11-12T09:30:00"}},
    }
    return {
        "whole": (bank, whole),
        "nothing": (bank, nothing),
        "weak": (bank, {**weak, "target": "scale_ready"}),
        "strong": (bank, strong),
        "compared": (bank, {**strong, "earlier": earlier}),
        "several": (bank, {**whole, "sheets": sheets}),
        "left out": (bank, {**weak, "sheets": sheets}),
        **{name: (found, untouched(found)) for name, found in _methods()},
        **{f"{name}, open": (found, spoken(inputs_of(5, found), answers={}))
           for name, found in _methods()},
        **{f"{name}, compared": (found, _compared(found)) for name, found in _methods()},
    }  # fmt: skip


def _compared(bank):
    """Compare with an earlier moment at which the first part did not apply."""
    then = untouched(bank, 9)
    for question in bank.parts[0].questions:
        then["answers"][question.code] = entry("not_applicable", reason="Ω Ω Ω Ω Ω Ω Ω")
    said = {code: one.answer for code, one in thawed(then["answers"]).items()}
    named = {"id": 2, "title": "Ω", "number": "1.0", "digest": "cd" * 32}
    earlier = frozen_earlier(Moment(bank, said, ON), name="Ω", day=ON, bank=named)
    return {**untouched(bank), "earlier": earlier}


def _methods():
    return [(name, mute(make())) for name, make in METHOD_BANKS.items()]


MACHINES = {"code", "section", "tone", "place", "key", "language", "digest", "url", "on"} | {
    "accent",
    "ink",
    "on_accent",
    "tint",
}


def sentences(value, key=""):
    """Every text of a document that is for people; a text for programs is known by its key."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from sentences(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from sentences(one, key)
    elif isinstance(value, str) and key not in MACHINES:
        yield value


def words_in_json(content):
    return " ".join(sentences(json.loads(content)["document"]))


def words_in_csv(content):
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return " ".join(row[name] for row in rows for name in row if name not in {"record", "code"})


def words_in_xlsx(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [str(cell) for sheet in book for row in sheet.values for cell in row if cell]
    return " ".join([*book.sheetnames, *cells])


WORDS = {
    "json": words_in_json,
    "csv": words_in_csv,
    "xlsx": words_in_xlsx,
    "docx": docx_words,
    "pdf": text_of,
}


def latin(words, bank):
    """The words in Latin letters that are no code of a question or language, and no digest."""
    words = re.sub(r"[0-9a-f]{64}", "", words)
    for code in sorted(codes(bank), key=len, reverse=True):
        words = words.replace(code, "")
    return re.findall("[A-Za-z]{2,}", words)


def codes(bank):
    yield from bank.questions
    yield from bank.translations  # a language that nobody here knows is named by its code


def rendered(name, case):
    """Give the words of a case in a format, made as a request makes it."""
    bank, inputs = cases()[case]
    if case == "left out":
        with words_in("de"):
            options = Options(frozenset(Left), frozenset()).plain(bank)
            inputs = reduced(inputs, options, bank)
    return WORDS[name](RENDERERS[name].render(document_from_inputs(inputs, bank)))


@pytest.mark.usefixtures("strange")
@pytest.mark.parametrize("case", cases())
@pytest.mark.parametrize("name", ["json", "csv", "xlsx"])
def test_no_word_of_ours_is_outside_the_catalogue(name, case):
    assert latin(rendered(name, case), cases()[case][0]) == []


@pytest.mark.usefixtures("strange")
@pytest.mark.parametrize(
    "case",
    ["whole", "weak", "compared", "several", "left out", "two_scores", "mean_tree, compared"],
)
@pytest.mark.parametrize("name", ["docx", "pdf"])
def test_no_word_that_is_printed_is_outside_the_catalogue(name, case):
    assert latin(rendered(name, case), cases()[case][0]) == []


def test_a_word_outside_the_catalogue_would_be_found(strange, monkeypatch):
    monkeypatch.setattr("assessments.reports.sentences.gettext", lambda text, **_: text)
    assert "To reach {level}" in " ".join(latin_lines(rendered("json", "weak")))


def latin_lines(words):
    return re.findall("[A-Za-z{}][A-Za-z{} ]+[A-Za-z{}]", words)
