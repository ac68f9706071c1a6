"""Wherever the studio says a condition, it says what the questions in it ask."""

import pytest

from assessments.banks.models import BankDraft
from assessments.banks.services import publish_draft
from tests.banks_slice.drafts import GOAL, edit
from tests.banks_slice.pages import url

pytestmark = pytest.mark.django_db
IDEA = {"question": "profile.stage", "equals": "idea"}
WORDS = "“Where does it stand?” (profile.stage) is “An idea”"


@pytest.fixture
def conditional(fork, editor):
    edit(editor, fork.draft, GOAL, show_if=IDEA)
    return fork


def words_on(client, name, *args):
    return " ".join(client.get(url(name, *args)).content.decode().split())


@pytest.mark.parametrize(
    ("name", "more"), [("draft-edit", (GOAL,)), ("draft-history", ()), ("draft-check", ())]
)
def test_pages_of_a_draft_say_it(client, conditional, name, more):
    assert WORDS in words_on(client, name, conditional.pk, *more)


def test_condition_of_an_aside_is_said_on_the_page_of_the_bank(client, fork):
    words = "“Where does it stand?” (profile.stage) is one of “An idea”, “In trial”"
    assert words in words_on(client, "draft-bank-edit", fork.pk)


def test_history_shows_what_it_was_and_what_it_is(client, conditional):
    (line,) = client.get(url("draft-history", conditional.pk)).context["revisions"][0].lines
    assert (line.fields, line.before, line.after) == (("show if",), "", WORDS)


@pytest.mark.parametrize("code", [GOAL, "value.market"])
def test_check_and_comparison_show_both(client, fork, editor, code):
    edit(editor, fork.draft, code, show_if=IDEA)
    was = "“Which way?” (profile.route) includes “A market”" if code != GOAL else "—"
    detail = f"show if: {was} → {WORDS}"
    (line,) = client.get(url("draft-check", fork.pk)).context["changes"]
    assert line.details == (detail,)
    assert detail in words_on(client, "draft-compare", fork.pk)


def test_page_of_a_version_says_it(client, conditional, editor):
    revision = BankDraft.objects.get(bank=conditional).revision
    version = publish_draft(
        actor=editor, bank_id=conditional.pk, revision=revision, notes="Shown less"
    )
    assert WORDS in words_on(client, "bank-version-part", version.pk, "value")
