"""The note typed for a publication survives whatever keeps the draft from being published."""

from assessments.banks.checking import DraftCheck
from assessments.banks.models import BankVersion
from tests.banks_slice.drafts import GOAL, edit
from tests.banks_slice.pages import url


def test_the_note_is_kept_where_the_draft_holds_errors(client, fork, draft, editor):
    edit(editor, draft, GOAL, title="")

    reply = client.post(url("bank-publish", fork.pk), {"revision": 2, "notes": "My long note"})

    assert reply.status_code == 422
    assert "My long note" in reply.content.decode()


def test_the_note_is_kept_where_the_draft_got_errors_meanwhile(client, fork, draft, editor):
    edit(editor, draft, GOAL, title="Clearer")
    edit(editor, draft, GOAL, title="")

    reply = client.post(url("bank-publish", fork.pk), {"revision": 2, "notes": "My long note"})

    assert reply.status_code in {409, 422}
    assert "My long note" in reply.content.decode()


def test_warnings_ask_and_whoever_publishes_with_them_says_so(client, fork, draft, editor):
    edit(editor, draft, GOAL, title="Clearer")
    asked = client.get(url("draft-check", fork.pk))
    assert "I have looked at the" in asked.content.decode()
    sent = {"revision": 2, "notes": "My long note"}

    refused = client.post(url("bank-publish", fork.pk), sent)

    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["despite_warnings"]
    assert "My long note" in refused.content.decode()
    assert not BankVersion.objects.filter(bank=fork).exists()
    said = client.post(url("bank-publish", fork.pk), sent | {"despite_warnings": "on"})
    assert said.status_code == 302
    assert BankVersion.objects.get(bank=fork).notes == "My long note"


def test_nothing_is_asked_where_there_is_no_warning(client, fork, draft, editor, monkeypatch):
    edit(editor, draft, GOAL, title="Clearer")
    monkeypatch.setattr(DraftCheck, "warnings", ())

    assert "I have looked at" not in client.get(url("draft-check", fork.pk)).content.decode()
    sent = {"revision": 2, "notes": "Clearer"}
    assert client.post(url("bank-publish", fork.pk), sent).status_code == 302


def test_warnings_of_a_draft_changed_meanwhile_are_shown_before_they_are_asked_about(
    client, fork, draft, editor
):
    edit(editor, draft, GOAL, title="Clearer")
    edit(editor, draft, GOAL, title="Clearer still")

    reply = client.post(url("bank-publish", fork.pk), {"revision": 2, "notes": "My long note"})

    assert reply.status_code == 409
    assert "the draft was changed meanwhile" in reply.content.decode()
    assert "My long note" in reply.content.decode()
    assert not reply.context["form"].errors
