"""A form of the studio that adds something adds it once, however often the same is sent."""

import uuid

import pytest
from django.test import Client

from assessments.banks.draft_tree import codes_in, find, whole_digest
from assessments.banks.models import BankDraft, DraftRevision
from assessments.banks.services import discard_draft, open_draft, remove_element
from tests.banks_slice.drafts import GOAL, content
from tests.banks_slice.pages import url
from tests.teams.conftest import at_once

QUESTION = {"title": "Who pays?", "kind": "rubric", "code": ""}


def _form() -> dict[str, str]:
    return {"form_id": str(uuid.uuid4())}


@pytest.mark.parametrize(
    ("name", "args", "data", "leads_to"),
    [
        ("draft-add", ["value.core"], QUESTION, "/value.pays/edit"),
        ("draft-add", ["profile"], QUESTION, "/profile.pays/edit"),
        ("draft-add", ["value"], {"title": "Costs", "code": ""}, "#at-value.costs"),
        ("draft-part-add", [], {"title": "Running it", "code": ""}, "#at-running"),
        ("draft-duplicate", [GOAL], {"code": "value.aim"}, "/value.aim/edit"),
        ("draft-duplicate", ["value.core"], {"code": "value.copy"}, "#at-value.copy"),
        ("draft-duplicate", ["value"], {"code": ""}, "#at-value_2"),
    ],
)
def test_the_same_form_sent_again_leads_to_what_it_added(client, fork, name, args, data, leads_to):
    address, sent = url(name, fork.pk, *args), data | _form()

    first = client.post(address, sent)
    held = content(fork.draft)
    second = client.post(address, sent)

    assert first["Location"].endswith(leads_to)
    assert second["Location"] == first["Location"]
    assert content(fork.draft) == held
    assert BankDraft.objects.get(bank=fork).revision == 2


def test_another_text_in_a_form_gone_back_to_is_another_question(client, fork):
    form = _form()
    client.post(url("draft-add", fork.pk, "value.core"), QUESTION | form)
    other = client.post(
        url("draft-add", fork.pk, "value.core"), QUESTION | form | {"title": "Who sells?"}
    )
    assert other["Location"] == url("draft-edit", fork.pk, "value.sells")
    assert {"value.pays", "value.sells"} <= codes_in(content(fork.draft))


def test_a_refused_form_can_be_sent_again(client, fork):
    sent = QUESTION | _form() | {"code": GOAL}
    page = client.post(url("draft-add", fork.pk, "value.core"), sent)
    assert page.status_code == 422
    assert page.context["form"]["form_id"].value() == sent["form_id"]
    again = client.post(url("draft-add", fork.pk, "value.core"), sent | {"code": "value.buyer"})
    assert again["Location"] == url("draft-edit", fork.pk, "value.buyer")


def test_what_was_added_and_removed_since_is_not_added_again(client, fork, editor):
    sent = QUESTION | _form()
    client.post(url("draft-add", fork.pk, "value.core"), sent)
    seen = whole_digest(find(content(fork.draft), "value.pays").node)
    remove_element(actor=editor, bank_id=fork.pk, code="value.pays", seen=seen)

    reply = client.post(url("draft-add", fork.pk, "value.core"), sent)

    assert reply.status_code == 409
    assert "This was removed from the draft meanwhile." in reply.content.decode()
    assert "Who pays?" in reply.content.decode()
    DraftRevision.objects.all().delete()  # as long histories lose their oldest rows
    assert client.post(url("draft-add", fork.pk, "value.core"), sent).status_code == 409


def test_what_the_next_draft_added_is_not_taken_for_it(client, fork, editor):
    sent = QUESTION | _form()
    client.post(url("draft-add", fork.pk, "value.core"), sent)
    discard_draft(actor=editor, bank_id=fork.pk, revision=2)
    open_draft(actor=editor, bank_id=fork.pk)
    other = QUESTION | {"title": "Who sells?"} | _form()
    assert client.post(url("draft-add", fork.pk, "value.core"), other).status_code == 302

    reply = client.post(url("draft-add", fork.pk, "value.core"), sent)

    assert reply.status_code == 409
    assert "This was removed from the draft meanwhile." in reply.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_sends_at_the_same_moment_add_one_question(client, fork):
    sent = QUESTION | _form()

    def post():
        own = Client()
        own.cookies = client.cookies
        return own.post(url("draft-add", fork.pk, "value.core"), sent)

    replies = at_once(post, post)

    assert {one["Location"] for one in replies} == {url("draft-edit", fork.pk, "value.pays")}
    titles = [one["title"] for one in find(content(fork.draft), "value.core").node["questions"]]
    assert titles.count("Who pays?") == 1
