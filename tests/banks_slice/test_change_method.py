"""A draft that changes its scoring method: what goes, what stays, and the way back."""

from copy import deepcopy

import pytest

from assessments.actor import NotAllowed
from assessments.banks.draft_tree import elements
from assessments.banks.errors import DraftConflict, FieldRefused
from assessments.banks.services import (
    change_method,
    discard_draft,
    open_draft,
    take_back_revision,
)
from assessments.scoring.draft import DraftBank
from tests.banks_slice.drafts import content, edit, seen
from tests.banks_slice.pages import url
from tests.factories import MemberFactory, actor_of
from tests.scoring.method_banks import METHOD_BANKS, mean_tree, risk_rules, staged
from tests.scoring.small_bank import small_bank

pytestmark = pytest.mark.django_db


def change(editor, draft, method):
    digest = seen(draft, "@scoring")
    return change_method(actor=editor, bank_id=draft.bank_id, method=method, seen=digest)


def without(questions):
    return [
        {key: value for key, value in node.items() if key not in {"gate", "stage", "rules"}}
        for node in questions
    ]


def questions(draft):
    return [e.node for e in elements(content(draft)) if e.group == "question"]


@pytest.mark.parametrize("method", [*METHOD_BANKS, "weighted_mean"])
def test_questions_stay_and_what_the_old_method_alone_uses_goes(draft_of, editor, method):
    for bank in (staged, risk_rules, small_bank):
        draft = draft_of(bank())
        before = without(deepcopy(questions(draft)))
        assert before != questions(draft)
        edit(editor, draft, "@scoring", evidence_months=6)
        if method == bank().scoring.method:
            continue
        change(editor, draft, method)
        held = content(draft)["scoring"]
        assert questions(draft) == before
        assert (held["method"], held["evidence_months"]) == (method, 6)
        paths = {problem.path for problem in DraftBank(content(draft)).problems()}
        assert paths <= {"scoring.raw", "scoring.mitigation"}


def test_change_is_undone_in_one_step(draft_of, editor):
    titles = {"scoring/streams/gov.strategy/1/title": "Messen", "title": "Baum"}
    draft = draft_of(mean_tree(), titles)
    before = content(draft)
    revision = change(editor, draft, "weighted_mean").revision
    assert content(draft)["translations"] == {"de": {"title": "Baum"}}
    assert set(content(draft)["scoring"]["floors"]) == {"gov", "build"}
    take_back_revision(actor=editor, bank_id=draft.bank_id, number=revision)
    assert content(draft) == before


def test_method_it_has_already_is_no_revision(draft_of, editor):
    draft = draft_of(staged())
    before = content(draft)
    assert change(editor, draft, "staged").revision == 1
    assert content(draft) == before


def test_what_cannot_be_is_refused(draft_of, editor, organisation):
    draft = draft_of(staged())
    digest = seen(draft, "@scoring")
    with pytest.raises(FieldRefused):
        change(editor, draft, "guess")
    with pytest.raises(NotAllowed):
        change(actor_of(MemberFactory(organisation=organisation).user), draft, "additive")
    edit(editor, draft, "@scoring", evidence_months=6)
    with pytest.raises(DraftConflict):
        change_method(actor=editor, bank_id=draft.bank_id, method="additive", seen=digest)
    assert content(draft)["scoring"]["method"] == "staged"


def test_gates_go_with_the_weighted_mean(draft_of, editor):
    draft = draft_of(small_bank())
    gated = {"value.goal", "value.fairness"}
    assert {node["code"] for node in questions(draft) if "gate" in node} == gated
    change(editor, draft, "additive")
    assert not [node for node in questions(draft) if "gate" in node]
    change(editor, draft, "weighted_mean")
    assert not [node for node in questions(draft) if "gate" in node]


@pytest.mark.parametrize(("bank", "holding"), [(risk_rules, 3), (small_bank, 2)])
def test_page_says_what_goes_and_changes_it(client, draft_of, bank, holding):
    draft = draft_of(bank())
    address = url("draft-method", draft.bank_id)
    page = client.get(address)
    assert f"the gates, stages or rules of {holding} questions" in page.content.decode()
    sent = {"method": "additive", "seen": page.context["form"]["seen"].value()}
    reply = client.post(address, sent)
    assert (reply.status_code, reply["Location"]) == (302, url("draft-scoring", draft.bank_id))
    assert content(draft)["scoring"] == {"method": "additive"}
    late = client.post(address, {"method": "staged", "seen": sent["seen"]})
    assert (late.status_code, late["Location"]) == (302, address)
    assert content(draft)["scoring"] == {"method": "additive"}
    assert client.post(address, {"method": "guess", "seen": "x"}).status_code == 422
    assert "Goes too" not in client.get(address).content.decode()


def test_page_says_that_the_chosen_method_is_the_one_it_has(client, draft_of):
    draft = draft_of(staged())
    address = url("draft-method", draft.bank_id)
    shown = client.get(address).context["form"]["seen"].value()
    reply = client.post(address, {"method": "staged", "seen": shown}, follow=True).content.decode()
    assert "The bank scores this way already." in reply
    assert "Saved in the draft" not in reply.split("<form")[0]


def test_what_the_new_method_may_use_is_not_said_to_go(client, draft_of):
    page = client.get(url("draft-method", draft_of(risk_rules()).bank_id)).content.decode()
    assert "Goes too, unless the new method uses it" in page


def test_draft_without_scoring_is_offered_a_method(client, draft_of, editor):
    draft = draft_of(staged())
    discard_draft(actor=editor, bank_id=draft.bank_id, revision=1)
    fresh = open_draft(actor=editor, bank_id=draft.bank_id)
    address = url("draft-method", draft.bank_id)
    assert address in client.get(url("draft-scoring", draft.bank_id)).content.decode()
    sent = {"method": "staged", "seen": client.get(address).context["form"]["seen"].value()}
    assert client.post(address, sent).status_code == 302
    assert content(fresh)["scoring"]["method"] == "staged"
