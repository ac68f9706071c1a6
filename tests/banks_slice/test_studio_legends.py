"""Titles of a bank over the fields of a form are text: no template, no markup."""

import ast
from pathlib import Path

import pytest

from tests.banks_slice.drafts import content
from tests.banks_slice.pages import url
from tests.scoring.method_banks import mean_tree, two_scores
from tests.scoring.small_bank import small_bank

pytestmark = pytest.mark.django_db
ROOMS = Path(__file__).resolve().parents[2] / "assessments"
HOSTILE = "{% raw %} {{ csrf_token }} <b>bold</b> & more"
SHOWN = "{% raw %} {{ csrf_token }} &lt;b&gt;bold&lt;/b&gt; &amp; more"


def pages(draft):
    """Give the page of the scoring, and those of single sections."""
    yield url("draft-scoring", draft.bank_id)
    if content(draft)["scoring"]["method"] != "weighted_mean":
        for part in content(draft)["parts"]:
            for section in part["sections"]:
                yield url("draft-scoring-section", draft.bank_id, section["code"])


@pytest.mark.parametrize("bank", [small_bank, mean_tree, two_scores])
def test_titles_over_fields_are_neither_run_nor_markup(client, draft_of, bank):
    draft = draft_of(bank())
    held = content(draft)
    for part in held["parts"]:
        part["title"] = HOSTILE
        for section in part["sections"]:
            section["title"] = HOSTILE
            for question in section["questions"]:
                question["title"] = HOSTILE
    draft.content = held
    draft.save(update_fields=["content"])
    legends = 0
    for address in pages(draft):
        reply = client.get(address)
        assert reply.status_code == 200
        page = reply.content.decode()
        assert "<b>bold" not in page
        legends += page.count(f"<legend>{SHOWN}</legend>")
    assert legends


def test_no_form_uses_what_crispy_compiles():
    """`Fieldset` and `HTML` of crispy read their words as templates; `Box` does not."""
    found = [
        f"{path.relative_to(ROOMS)}:{node.lineno}"
        for path in ROOMS.rglob("*.py")
        if path.name != "boxes.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("crispy_forms")
        and {name.name for name in node.names} & {"Fieldset", "HTML", "Submit", "Button", "Reset"}
    ]
    assert found == []
