"""A draft that changes its scoring method: what goes, what stays, and the way back."""

from copy import deepcopy

import pytest

from assessments.actor import NotAllowed
from assessments.banks.draft_tree import elements, find
from assessments.banks.errors import DraftConflict, FieldRefused
from assessments.banks.services import (
    change_method,
    discard_draft,
    open_draft,
    take_back_revision,
)
from assessments.scoring.bank_scoring import METHOD_TYPES
from assessments.scoring.draft import DraftBank
from assessments.scoring.method_consistency import OF_METHOD
from assessments.web.studio_method_words import OF_QUESTIONS, SETTINGS
from tests.banks_slice.drafts import content, edit, seen
from tests.banks_slice.pages import url
from tests.factories import MemberFactory, actor_of
from tests.scoring.method_banks import METHOD_BANKS, mean_tree, minimum, risk_rules, staged
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


@pytest.mark.parametrize(
    "method", ["minimum_of_parts", "additive", "staged", "two_scores", "mean_tree"]
)
def test_levels_keep_their_names_meanings_and_translations(draft_of, editor, method):
    german = {"scoring/levels/framed/name": "Umrissen", "title": "Titel"}
    draft = draft_of(small_bank(), german)
    before = content(draft)["scoring"]["levels"]
    assert before[0]["sentence"] == "We have an idea."
    change(editor, draft, method)
    kept = content(draft)["scoring"]["levels"]
    assert [{k: v for k, v in one.items() if k not in {"up_to", "below"}} for one in kept] == before
    assert content(draft)["translations"] == {"de": german}
    change(editor, draft, "weighted_mean")
    assert content(draft)["scoring"]["levels"] == before
    assert set(content(draft)["scoring"]["floors"]["value"]) == {one["code"] for one in before[1:]}


def test_bounds_in_points_stay_and_others_begin_anew(draft_of, editor):
    draft = draft_of(minimum())
    before = content(draft)["scoring"]["levels"]
    change(editor, draft, "additive")
    assert content(draft)["scoring"]["levels"] == before
    change(editor, draft, "two_scores")
    bounds = [one.get("up_to") for one in content(draft)["scoring"]["levels"]]
    assert bounds == [*(100 * n // len(before) for n in range(1, len(before))), None]


def test_method_without_levels_begins_with_those_of_a_new_bank(draft_of, editor):
    draft = draft_of(mean_tree())
    change(editor, draft, "two_scores")
    assert [one["up_to"] for one in content(draft)["scoring"]["levels"][:-1]] == [25, 50, 75]


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


def goes(client, draft):
    """Give what the page says beside each method, by the method."""
    form = client.get(url("draft-method", draft.bank_id)).context["form"]
    labels = dict(form.fields["method"].choices)
    return {
        method: label.partition(". ")[2].removeprefix("Left out: ").rstrip(".")
        for method, label in labels.items()
    }


def test_page_says_beside_each_method_what_it_leaves_out(client, draft_of, editor):
    draft = draft_of(small_bank())
    of_mean = (
        "the floors of parts, what the advice aims at, how much may be not applicable, "
        "the gates of 2 questions"
    )
    assert goes(client, draft) == {
        "weighted_mean": "",
        "minimum_of_parts": of_mean,
        "additive": of_mean,
        "staged": of_mean,
        "two_scores": of_mean,
        "risk_rules": of_mean.replace("what", "the levels or bands, what"),
        "mean_tree": of_mean,
    }
    rules = draft_of(risk_rules())
    assert set(goes(client, rules).values()) == {"", "the risks, the rules of 3 questions"}
    assert goes(client, rules)["risk_rules"] == ""


def test_what_stays_with_the_new_method_is_not_said_to_go(client, draft_of):
    draft = draft_of(risk_rules())
    for node, key, value in (
        ("ops.alarm", "gate", {"fails_below": 2}),
        ("net.zones", "stage", "l1"),
    ):
        find(draft.content, node).node[key] = value
    draft.save(update_fields=["content"])
    said = goes(client, draft)
    assert said["weighted_mean"] == "the risks, the stage of 1 question, the rules of 3 questions"
    assert said["staged"] == "the risks, the gate of 1 question, the rules of 3 questions"
    assert said["additive"].endswith(
        "the gate of 1 question, the stage of 1 question, " + said["staged"][-24:]
    )


def test_nothing_left_out_is_said_too(client, draft_of):
    draft = draft_of(minimum())
    assert goes(client, draft)["additive"] == "Nothing is left out"
    assert goes(client, draft)["two_scores"] == "the bounds of bands, which begin anew"


def test_page_says_every_setting_there_is():
    fields = {key for one in METHOD_TYPES.values() for key in one.model_fields}
    assert set(SETTINGS) == fields - {"method", "evidence_months"} | {"bounds"}
    assert set(OF_QUESTIONS) == set(OF_METHOD)


@pytest.mark.parametrize("bank", [risk_rules, small_bank])
def test_page_changes_the_method(client, draft_of, bank):
    draft = draft_of(bank())
    address = url("draft-method", draft.bank_id)
    page = client.get(address)
    sent = {"method": "additive", "seen": page.context["form"]["seen"].value()}
    reply = client.post(address, sent)
    assert (reply.status_code, reply["Location"]) == (302, url("draft-scoring", draft.bank_id))
    now = content(draft)["scoring"]
    assert now["method"] == "additive"
    late = client.post(address, {"method": "staged", "seen": sent["seen"]})
    assert (late.status_code, late["Location"]) == (302, address)
    assert content(draft)["scoring"] == now
    assert client.post(address, {"method": "guess", "seen": "x"}).status_code == 422


def test_page_says_that_the_chosen_method_is_the_one_it_has(client, draft_of):
    draft = draft_of(staged())
    address = url("draft-method", draft.bank_id)
    shown = client.get(address).context["form"]["seen"].value()
    reply = client.post(address, {"method": "staged", "seen": shown}, follow=True).content.decode()
    assert "The bank scores this way already." in reply
    assert "Saved in the draft" not in reply.split("<form")[0]


def test_draft_without_scoring_is_offered_a_method(client, draft_of, editor):
    draft = draft_of(staged())
    discard_draft(actor=editor, bank_id=draft.bank_id, revision=1)
    fresh = open_draft(actor=editor, bank_id=draft.bank_id)
    address = url("draft-method", draft.bank_id)
    assert address in client.get(url("draft-scoring", draft.bank_id)).content.decode()
    sent = {"method": "staged", "seen": client.get(address).context["form"]["seen"].value()}
    assert client.post(address, sent).status_code == 302
    assert content(fresh)["scoring"]["method"] == "staged"
