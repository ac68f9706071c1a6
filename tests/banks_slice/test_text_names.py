"""Who translates reads what a text is, and never its key in the file."""

import re
from pathlib import Path

import pytest

from assessments.banks.draft_tree import BANK, SCORING, elements
from assessments.banks.formats import BankFile, read_file
from assessments.banks.language_names import language_name
from assessments.banks.translated import texts_of
from assessments.web.studio_text_names import text_name

LIBRARY = Path(__file__).resolve().parents[2] / "assessments" / "banks" / "library"
QUESTION = {
    "code": "a.b",
    "title": "Which?",
    "kind": "single",
    "levels": ["None", "Some"],
    "choices": [
        {"code": "x", "text": "By hand", "resources": [{"text": "See the guide"}]},
        "not a choice",
        {"code": "y", "text": "By post", "not_applicable": "No post"},
    ],
    "not_applicable": {"when": "Nothing is sent"},
    "examples": [{"text": "A letter"}],
    "resources": [{"text": "Read this"}],
    "evidence_hint": "A receipt",
}
CONTENT = {
    "title": "Small",
    "asides": [{"opens": "more"}],
    "scoring": {
        "levels": [{"code": "framed", "name": "Framed", "sentence": "It is framed."}],
        "risks": [{"code": "low", "name": "Low", "sentence": "All is well."}],
        "streams": {"a": [{"title": "First"}]},
        "highest_level_reason": "Nobody looked further",
    },
    "parts": [{"code": "a", "title": "A", "sections": [
        {"code": "a.s", "title": "S", "questions": [QUESTION]},
    ]}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "names"),
    [
        (BANK, ["Title", "What a question in brackets opens, 1"]),
        (
            SCORING,
            [
                "Why no higher",
                "Level “Framed”: name",
                "Level “Framed”: what it means",
                "Risk “Low”: name",
                "Risk “Low”: what it means",
                "Stream 1 of a",
            ],
        ),
        ("a", ["Title"]),
        (
            "a.b",
            [
                "Question",
                "What would prove it",
                "Level 0",
                "Level 1",
                "Choice 1",
                "Choice 1: Help text 1",
                "Choice 2",
                "Choice 2: when it may be marked as not applying",
                "Help text 1",
                "When it may be called not applicable",
                "Example 1",
            ],
        ),
    ],
)
def test_each_text_is_named_as_the_form_that_writes_it_does(code, names):
    assert [text_name(CONTENT, code, one.key) for one in texts_of(CONTENT, code)] == names


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_text_of_a_shipped_bank_is_named_by_its_key_or_like_another(path):
    content = read_file(BankFile(path.read_bytes(), path.name)).content
    for code in (BANK, SCORING, *(one.code for one in elements(content))):
        names = [text_name(content, code, one.key) for one in texts_of(content, code)]
        assert len(set(names)) == len(names)
        assert not [name for name in names if re.search(r"[/_]|^[a-z]", name)]


@pytest.mark.parametrize(
    ("code", "name"),
    [("de", "Deutsch (de)"), ("pt-BR", "Português Brasileiro (pt-BR)"), ("xx", "xx")],
)
def test_a_language_is_called_as_it_calls_itself(code, name):
    assert language_name(code) == name
