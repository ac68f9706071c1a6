"""The note typed for a publication survives whatever keeps the draft from being published."""

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
