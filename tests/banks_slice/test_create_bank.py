"""A new bank: whose it is, what it starts with, and how it is found in the studio."""

import pytest
from django.db import IntegrityError
from django.utils.html import escape

from assessments.actor import NotAllowed, NotVisible
from assessments.banks.errors import FieldRefused
from assessments.banks.models import Bank, BankDraft
from assessments.banks.services import add_part, create_bank
from assessments.scoring.bank_scoring import METHODS
from assessments.scoring.draft import DraftBank
from assessments.web.forms.studio_methods import METHOD_CHOICES
from tests.banks_slice.drafts import content
from tests.banks_slice.pages import url
from tests.factories import MemberFactory, OrganisationFactory, actor_of

pytestmark = pytest.mark.django_db


def test_new_bank_starts_with_levels_and_nothing_to_ask(editor, organisation):
    draft = create_bank(actor=editor, organisation_id=organisation.pk, title=" Our own: bank ")
    held = content(draft)
    assert (draft.bank.organisation, draft.bank.slug) == (organisation, "our-own-bank")
    assert (held["title"], held["parts"], held["profile"]) == ("Our own: bank", [], [])
    assert draft.writers == [editor.user_id]
    assert [one["name"] for one in held["scoring"]["levels"]][::4] == ["Exploring", "Scale-ready"]


def test_second_bank_of_the_same_title_gets_another_slug(editor, organisation):
    made = [
        create_bank(actor=editor, organisation_id=organisation.pk, title=title)
        for title in ("Ours", "Ours", "日本")
    ]
    assert [draft.bank.slug for draft in made] == ["ours", "ours-2", "bank"]


def test_new_part_gets_floors_that_rise(editor, organisation):
    draft = create_bank(actor=editor, organisation_id=organisation.pk, title="Ours")
    code = add_part(actor=editor, bank_id=draft.bank_id, title="Value")
    assert content(draft)["scoring"]["floors"] == {
        code: {"framed": 20, "proven": 40, "launch_ready": 60, "scale_ready": 80}
    }


@pytest.mark.parametrize("title", ["", "  ", "a\x00b", "x" * 501])
def test_title_that_cannot_be_is_refused(editor, organisation, title):
    with pytest.raises(FieldRefused):
        create_bank(actor=editor, organisation_id=organisation.pk, title=title)
    assert Bank.objects.count() == 0


def test_only_editors_of_the_organisation_begin_a_bank(editor, organisation):
    member = actor_of(MemberFactory(organisation=organisation).user)
    with pytest.raises(NotAllowed):
        create_bank(actor=member, organisation_id=organisation.pk, title="Ours")
    with pytest.raises(NotVisible):
        create_bank(actor=editor, organisation_id=OrganisationFactory().pk, title="Ours")


def test_page_makes_one_bank_however_often_it_is_sent(client, organisation):
    form = client.get(url("bank-new")).context["form"]
    sent = {name: form[name].value() for name in form.fields} | {"title": "Ours"}
    replies = [client.post(url("bank-new"), sent) for _ in range(2)]
    (draft,) = BankDraft.objects.all()
    assert {reply["Location"] for reply in replies} == {url("draft-detail", draft.bank_id)}


def test_page_refuses_an_organisation_of_others(client, organisation):
    sent = {"title": "Ours", "method": "staged", "organisation": OrganisationFactory().pk}
    reply = client.post(url("bank-new"), sent)
    assert (reply.status_code, list(reply.context["form"].errors)) == (422, ["organisation"])
    assert Bank.objects.count() == 0


def test_page_refuses_a_method_there_is_not(client, organisation):
    sent = {"title": "Ours", "method": "guess", "organisation": organisation.pk}
    reply = client.post(url("bank-new"), sent)
    assert (reply.status_code, list(reply.context["form"].errors)) == (422, ["method"])


# What nobody can choose for an editor; all else a new bank has from the start.
LACKS = {"two_scores": {"scoring.raw", "scoring.mitigation"}}


@pytest.mark.parametrize("method", METHODS)
def test_new_bank_scores_by_the_chosen_method_and_lacks_questions_only(
    client, organisation, method
):
    form = client.get(url("bank-new")).context["form"]
    sent = {name: form[name].value() for name in form.fields} | {"title": "Ours", "method": method}
    assert client.post(url("bank-new"), sent).status_code == 302
    (draft,) = BankDraft.objects.all()
    assert draft.content["scoring"]["method"] == method
    paths = {problem.path for problem in DraftBank(draft.content).problems()}
    assert paths == {"parts", *LACKS.get(method, ())}
    page = client.get(url("draft-scoring", draft.bank_id)).content.decode()
    assert escape(str(dict(METHOD_CHOICES)[method])) in page


def test_method_there_is_not_is_refused(editor, organisation):
    with pytest.raises(FieldRefused):
        create_bank(actor=editor, organisation_id=organisation.pk, title="Ours", method="guess")
    assert Bank.objects.count() == 0


def hits(client, fork, **asked):
    reply = client.get(url("draft-detail", fork.pk), asked)
    return [hit.element.code for hit in reply.context["search"].hits]


def test_search_finds_elements_by_code_title_and_the_texts_of_answers(client, fork):
    assert hits(client, fork, q="VALUE.goal far") == ["value.goal"]
    assert hits(client, fork, q="value.goal") == ["profile.people", "value.goal"]  # who looks at it
    assert hits(client, fork, q="skills there") == ["value.skills"]
    assert hits(client, fork, q="Design") == ["value.skills"]
    assert hits(client, fork, q="core") == ["value.core"]
    assert hits(client, fork, q="no such words") == []


def test_search_shows_only_what_the_check_speaks_of(client, editor, fork):
    reply = client.get(url("draft-detail", fork.pk), {"findings": "on", "q": "value."})
    found = reply.context["search"].hits
    assert found
    assert all(hit.errors + hit.warnings for hit in found)
    assert b'id="at-profile"' not in reply.content


def test_a_name_that_is_always_taken_just_before_is_refused_with_words(
    editor, organisation, monkeypatch
):
    def taken(**_values):
        raise IntegrityError

    monkeypatch.setattr(Bank.objects, "create", taken)
    with pytest.raises(FieldRefused, match="Try again"):
        create_bank(actor=editor, organisation_id=organisation.pk, title="Ours")
