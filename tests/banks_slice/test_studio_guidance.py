"""What the studio says to somebody who sees it for the first time, and says of what was done."""

import pytest

from assessments.banks.draft_tree import find, whole_digest
from assessments.banks.models import Bank, BankDraft
from assessments.banks.services import add_part, create_bank
from tests.banks_slice.drafts import content, edit
from tests.banks_slice.pages import typed, url
from tests.scoring.small_bank import small_bank

pytestmark = pytest.mark.django_db
ROWS = "Who pays?\tsingle\tNobody = 0\tThe buyer = 1\nWho asks?\ttext\nSince when?\tdate"


@pytest.fixture
def new_bank(editor, organisation) -> Bank:
    return create_bank(actor=editor, organisation_id=organisation.pk, title="Ours").bank


@pytest.fixture
def worth(editor, new_bank) -> None:
    add_part(actor=editor, bank_id=new_bank.pk, title="Worth")


def test_empty_draft_says_what_to_begin_with(client, new_bank):
    assert "Begin with a part" in client.get(url("draft-detail", new_bank.pk)).content.decode()


def test_draft_with_a_part_says_it_no_more(client, new_bank, worth):
    assert "Begin with a part" not in client.get(url("draft-detail", new_bank.pk)).content.decode()


def test_opened_profile_says_what_it_is_for(client, fork):
    page = client.get(url("draft-detail", fork.pk) + "?at=profile").content.decode()
    assert "never scored" in page


def test_last_change_counts_all_that_was_pasted(client, fork):
    address = url("draft-paste", fork.pk, "value.core")
    shown = client.post(address, {"rows": ROWS, "step": "look"}).context
    client.post(address, {"rows": ROWS, "step": "make", "form_id": shown["form_id"]})
    page = client.get(url("draft-detail", fork.pk)).content.decode()
    assert "Added: Who asks? and 2 more" in page


def test_last_change_names_the_new_part_and_not_its_floors(client, new_bank, worth):
    page = client.get(url("draft-detail", new_bank.pk)).content.decode()
    assert "Added: Worth" in page
    assert "Changed: Levels and scoring" not in page


def test_preview_of_pasted_rows_shows_scores_and_how_many_have_to_be_mended(client, fork):
    reply = client.post(
        url("draft-paste", fork.pk, "value.core"),
        {"rows": f"{ROWS}\nBad\tkindless", "step": "look"},
    )
    page = reply.content.decode()
    assert "Nobody = 0 / The buyer = 1" in page
    assert "1 row has to be mended before anything is made." in page


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("value.goal", "A gate holds the result down"),
        ("value.sold", "Yes counts as level 4"),
        ("build.way", "A choice with the score 1 counts as level 4"),
        ("value.skills", "All options ticked count as level 4"),
    ],
)
def test_form_says_what_a_gate_does_and_what_answers_come_to(client, fork, code, words):
    page = client.get(url("draft-edit", fork.pk, code)).content.decode()
    assert words in page
    assert find(content(BankDraft.objects.get(bank=fork)), code).node["kind"]


def test_page_of_a_choice_without_help_has_its_first_rows_open(client, fork):
    page = client.get(url("draft-choice", fork.pk, "value.skills", "a")).content.decode()
    assert '<details class="stack-small" open><summary>Add help texts</summary>' in page


def test_language_without_a_text_is_not_said_to_lose_any(client, fork):
    client.post(url("draft-languages", fork.pk), {"language": "de"})
    page = client.get(url("draft-language", fork.pk, "de")).content.decode()
    assert "Nothing is translated into it yet." in page
    assert "0 translated texts" not in page


def test_last_change_of_an_order_names_what_holds_it(client, fork):
    tree = client.get(url("draft-detail", fork.pk) + "?at=value").context
    (value, *_others) = tree["parts"].rows
    order = value.children.rows[0].children.order
    client.post(url("draft-move", fork.pk), {"seen": order, "down": "value.goal"})

    page = client.get(url("draft-detail", fork.pk)).content.decode()
    section = find(content(fork.draft), "value.core").node["title"]
    assert f"Order changed: {section}</p>" in page
    (newest, *_older) = client.get(url("draft-history", fork.pk)).context["revisions"]
    (line,) = newest.lines
    title = find(content(fork.draft), "value.goal").node["title"]
    assert line.before.startswith(title)
    assert not line.after.startswith(title)


def test_page_of_what_is_gone_shows_what_was_not_saved_before_and_leads_back(client, fork, editor):
    sent = typed(client, fork, "build.way", why="It decides much.")
    removed = find(content(fork.draft), "build.way").node
    client.post(url("draft-remove", fork.pk, "build.way"), {"seen": whole_digest(removed)})

    reply = client.post(url("draft-edit", fork.pk, "build.way"), sent)

    assert (reply.status_code, reply.context["typed"]) == (409, ["It decides much."])
    page = reply.content.decode()
    assert url("draft-history", fork.pk) in page
    assert url("draft-detail", fork.pk) in page


def test_page_of_a_discarded_draft_shows_all_that_was_on_the_form(client, fork, editor):
    sent = typed(client, fork, "build.way", why="It decides much.")
    client.post(url("draft-discard", fork.pk), {"revision": fork.draft.revision})

    reply = client.post(url("draft-edit", fork.pk, "build.way"), sent)

    assert reply.status_code == 409
    assert {"It decides much.", sent["title"]} <= set(reply.context["typed"])


def test_only_a_first_version_says_nothing_of_running_assessments(client, draft_of, fork, editor):
    own = draft_of(small_bank(slug="own"))
    edit(editor, fork.draft, "value.goal", why="It decides much.")
    pages = [client.get(url("draft-check", one)).content.decode() for one in (own.bank_id, fork.pk)]
    assert ["Publish version" in page for page in pages] == [True, True]
    assert ["unning assessments" in page for page in pages] == [False, True]
