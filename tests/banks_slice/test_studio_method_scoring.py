"""The page of levels and scoring for every method: its own settings, and only what exists."""

import pytest

from assessments.banks.draft_tree import find
from assessments.banks.services import change_method
from assessments.scoring.draft import DraftBank
from tests.banks_slice.drafts import content, edit, seen
from tests.banks_slice.pages import held, typed, url
from tests.scoring.method_banks import (
    METHOD_BANKS,
    additive,
    mean_tree,
    minimum,
    risk_rules,
    staged,
    two_scores,
)

pytestmark = pytest.mark.django_db


def form_of(client, draft):
    return client.get(url("draft-scoring", draft.bank_id)).context["form"]


def as_shown(client, draft):
    return held(form_of(client, draft))


def save(client, draft, **changes):
    address = url("draft-scoring", draft.bank_id)
    return client.post(address, as_shown(client, draft) | changes)


def scoring(draft):
    return content(draft)["scoring"]


def ends(draft):
    return [(b["name"], b.get("up_to", b.get("below"))) for b in scoring(draft)["levels"]]


@pytest.mark.parametrize("method", METHOD_BANKS)
def test_form_sent_as_shown_changes_nothing(client, draft_of, method):
    draft = draft_of(METHOD_BANKS[method]())
    before = content(draft)
    assert save(client, draft).status_code == 302
    assert content(draft) == before


def test_bands_are_renamed_bounded_added_in_their_order_and_removed(client, draft_of):
    draft = draft_of(additive())
    added = {
        "level:low:below": "2.5",
        "level:low:sentence": "Little is done.",
        "level:new-0:name": "Middle",
        "level:new-0:up_to": "4",
    }
    assert save(client, draft, **added).status_code == 302
    assert scoring(draft)["levels"] == [
        {"code": "low", "name": "Low", "below": 2.5, "sentence": "Little is done."},
        {"code": "middle", "name": "Middle", "up_to": 4},
        {"code": "high", "name": "High"},
    ]
    save(client, draft, **{"level:low:below": "", "level:low:up_to": "5"})
    assert ends(draft) == [("Middle", 4), ("Low", 5), ("High", None)]
    save(client, draft, **{"level:low:name": "", "level:low:up_to": ""})
    assert ends(draft) == [("Middle", 4), ("High", None)]


def test_bound_at_a_figure_comes_after_the_one_below_it(client, draft_of):
    draft = draft_of(additive())
    save(client, draft, **{"level:new-0:name": "Exactly three", "level:new-0:up_to": "3"})
    assert ends(draft) == [("Low", 3), ("Exactly three", 3), ("High", None)]
    assert DraftBank(content(draft)).problems() == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"level:research:below": "1"}, "level:research:below"),
        ({"level:some:up_to": "0"}, "level:some:up_to"),
        ({"level:new-0:up_to": "9"}, "level:new-0:name"),
        ({"level:some:up_to": "many"}, "level:some:up_to"),
        ({"level:some:up_to": "1e16"}, "level:some:up_to"),
        ({"evidence_months": "0"}, "evidence_months"),
    ],
)
def test_band_that_cannot_be_is_refused_at_its_field(client, draft_of, changes, field):
    draft = draft_of(minimum())
    before = content(draft)
    reply = save(client, draft, **changes)
    assert (reply.status_code, list(reply.context["form"].errors)) == (422, [field])
    assert content(draft) == before


def test_band_without_a_bound_is_named_by_the_check(client, draft_of):
    draft = draft_of(additive())
    save(client, draft, **{"level:low:below": ""})
    (found,) = client.get(url("draft-scoring", draft.bank_id)).context["check"]
    assert (found.inside, found.found.severity) == ("level “Low”", "error")


def test_stages_are_put_in_another_order_and_fulfilled_from_a_share(client, draft_of):
    draft = draft_of(staged())
    changes = {"level:l2:place": "2", "level:new-0:name": "Beyond", "fulfilled_from": "75"}
    assert save(client, draft, **changes).status_code == 302
    assert [level["code"] for level in scoring(draft)["levels"]] == ["l0", "l2", "l1", "beyond"]
    assert scoring(draft)["fulfilled_from"] == 75


@pytest.mark.parametrize(("bank", "prefix"), [(staged, "level"), (risk_rules, "risk")])
def test_places_wait_for_the_button(client, draft_of, bank, prefix):
    fields = form_of(client, draft_of(bank())).fields
    places = {name for name in fields if name.endswith(":place")}
    assert places
    assert places == {name for name in fields if "data-by-button" in fields[name].widget.attrs}
    assert {name.split(":")[0] for name in places} == {prefix}


def test_risks_are_added_between_others_and_removed(client, draft_of):
    draft = draft_of(risk_rules())
    save(client, draft, **{"risk:new-0:name": "Low risk", "risk:new-0:sentence": "Bearable."})
    assert save(client, draft, **{"risk:low_risk:place": "2"}).status_code == 302
    assert [risk["code"] for risk in scoring(draft)["risks"]] == [
        "none",
        "low_risk",
        "medium",
        "high",
    ]
    save(client, draft, **{"risk:medium:name": ""})
    assert [risk["code"] for risk in scoring(draft)["risks"]] == ["none", "low_risk", "high"]


def test_scale_of_a_mean_tree_lies_above_nought(client, draft_of):
    draft = draft_of(mean_tree())
    refused = save(client, draft, scale="0")
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["scale"])
    assert save(client, draft, scale="0.5").status_code == 302
    assert scoring(draft)["scale"] == 0.5


def test_parts_and_sections_are_put_in_the_two_scores(client, draft_of):
    draft = draft_of(two_scores())
    changes = {
        "side:ease.live": "",
        "side:risk": "",
        "side:risk.what": "raw",
        "gate": "60",
        "variants": "",
        "discount": "20",
    }
    assert save(client, draft, **changes).status_code == 302
    held = {key: scoring(draft).get(key) for key in ("raw", "mitigation", "gate", "variants")}
    assert held == {
        "raw": ["risk.what"],
        "mitigation": ["ease.design"],
        "gate": 60,
        "variants": None,
    }
    assert scoring(draft)["discount"] == 20


def test_score_may_be_left_empty_and_the_check_says_so(client, draft_of):
    draft = draft_of(two_scores())
    assert save(client, draft, **{"side:risk": ""}).status_code == 302
    check = client.get(url("draft-scoring", draft.bank_id)).context["check"]
    assert [one.inside for one in check if one.found.severity == "error"] == ["raw"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"side:risk.what": "raw"}, "side:risk.what"),
        ({"side:risk.what": "mitigation"}, "side:risk.what"),
        ({"side:ease": "both"}, "side:ease"),
        ({"gate": "101"}, "gate"),
        ({"variants": "0"}, "variants"),
        ({"discount": "1.5"}, "discount"),
    ],
)
def test_score_that_cannot_be_is_refused_at_its_field(client, draft_of, changes, field):
    draft = draft_of(two_scores())
    before = content(draft)
    reply = save(client, draft, **changes)
    assert (reply.status_code, list(reply.context["form"].errors)) == (422, [field])
    assert content(draft) == before


@pytest.mark.parametrize("whole", ["side:ease", "side:ease.live"])
def test_what_is_counted_singly_is_not_counted_as_a_whole_too(client, draft_of, editor, whole):
    draft = draft_of(two_scores())
    edit(editor, draft, "@scoring", mitigation=["ease.design", "ease.told"])
    changes = {whole: "mitigation"} | ({"side:ease.design": ""} if whole == "side:ease" else {})
    reply = save(client, draft, **changes)
    assert (reply.status_code, list(reply.context["form"].errors)) == (422, [whole])
    assert save(client, draft, gate="50").status_code == 302
    assert scoring(draft)["mitigation"] == ["ease.design", "ease.told"]


def test_parts_offered_are_those_there_are(client, draft_of):
    draft = draft_of(two_scores())
    client.post(url("draft-add", draft.bank_id, "ease"), {"title": "Asked later"})
    fields = [name for name in form_of(client, draft).fields if name.startswith("side:")]
    assert fields == [
        "side:risk",
        "side:risk.what",
        "side:ease",
        "side:ease.design",
        "side:ease.live",
        "side:ease.asked_later",
    ]


def test_two_who_change_the_scoring_see_both(client, draft_of):
    draft = draft_of(two_scores())
    sent = as_shown(client, draft)
    save(client, draft, **{"side:risk": ""})
    address = url("draft-scoring", draft.bank_id)
    reply = client.post(address, sent | {"side:risk": "mitigation", "gate": "70"})
    (difference,) = reply.context["differences"]
    assert (reply.status_code, difference.kept, difference.wanted) == (409, "—", "Mitigation")
    both = reply.context["form"]
    assert (both["gate"].value(), both["side:risk"].value()) == ("70", "mitigation")


@pytest.mark.parametrize("gate", ["70", "101"])
def test_text_for_a_method_that_was_left_meanwhile_is_shown_for_copying(
    client, draft_of, editor, gate
):
    draft = draft_of(two_scores())
    code = scoring(draft)["levels"][0]["code"]
    sent = as_shown(client, draft) | {f"level:{code}:sentence": "Long thought about.", "gate": gate}
    digest = seen(draft, "@scoring")
    change_method(actor=editor, bank_id=draft.bank_id, method="risk_rules", seen=digest)
    before = content(draft)
    reply = client.post(url("draft-scoring", draft.bank_id), sent)
    assert (reply.status_code, reply.context["typed"]) == (409, ["Long thought about.", gate])
    assert "Long thought about." in reply.content.decode()
    assert content(draft) == before


def test_gate_typed_while_the_method_changed_is_not_dropped_in_silence(client, fork, editor):
    without = "value.segments"
    sent = typed(client, fork, without, fails_below="2", caps_at="exploring", title="How far?")
    digest = seen(fork.draft, "@scoring")
    change_method(actor=editor, bank_id=fork.pk, method="additive", seen=digest)
    address, before = url("draft-edit", fork.pk, without), content(fork.draft)
    script = client.post(address, sent, headers={"accept": "application/json"})
    reply = client.post(address, sent)
    assert (script.status_code, reply.status_code) == (409, 409)
    assert reply.context["typed"] == ["2", "exploring"]
    assert content(fork.draft) == before
    form = reply.context["form"]
    again = {name: form[name].value() or "" for name in form.fields}
    assert client.post(address, again).status_code == 302
    assert find(content(fork.draft), without).node["title"] == "How far?"


@pytest.mark.parametrize("bad", ["nan", "\x00", "9" * 5000])
@pytest.mark.parametrize("method", METHOD_BANKS)
def test_no_value_of_a_field_breaks_the_page(client, draft_of, method, bad):
    draft = draft_of(METHOD_BANKS[method]())
    for name in as_shown(client, draft):
        if name not in {"seen", "base"}:
            assert save(client, draft, **{name: bad}).status_code in {302, 422}, name
