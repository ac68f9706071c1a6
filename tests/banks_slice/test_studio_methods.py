"""Questions of every scoring method in the studio: each method's own fields, and no others'."""

import pytest

from assessments.banks.draft_tree import elements, find
from tests.banks_slice.drafts import content, edit
from tests.banks_slice.pages import typed, url
from tests.scoring.method_banks import METHOD_BANKS, additive, risk_rules, staged, two_scores

pytestmark = pytest.mark.django_db


def shown(client, draft, code):
    return client.get(url("draft-edit", draft.bank_id, code)).context["form"]


def save(client, draft, code, **changes):
    data = typed(client, draft.bank, code, **changes)
    return client.post(url("draft-edit", draft.bank_id, code), data)


def node(draft, code):
    return find(content(draft), code).node


def own_fields(form):
    """Give the fields that belong to one method or some, by what stands last in their names."""
    ends = {name.rpartition(":")[2] for name in form.fields}
    return ends & {"points", "score", "stage", "when", "risk", "fails_below", "weight"}


@pytest.mark.parametrize(
    ("method", "code", "own"),
    [
        ("minimum_of_parts", "data.schema", set()),
        ("additive", "care.plan", {"points", "score"}),
        ("additive", "use.tools", {"points"}),
        ("staged", "plan.a1", {"stage"}),
        ("two_scores", "risk.kind", {"points", "score"}),
        ("risk_rules", "ops.alarm", {"when", "risk"}),
        ("mean_tree", "build.one", {"score"}),
    ],
)
def test_question_is_offered_what_the_method_of_its_bank_uses(client, draft_of, method, code, own):
    form = shown(client, draft_of(METHOD_BANKS[method]()), code)
    assert own_fields(form) == own | {"weight"}


@pytest.mark.parametrize("method", METHOD_BANKS)
def test_every_form_sent_as_shown_changes_nothing(client, draft_of, method):
    draft = draft_of(METHOD_BANKS[method]())
    before = content(draft)
    for code in [element.code for element in elements(content(draft))]:
        assert save(client, draft, code).status_code == 302
    assert content(draft) == before


def test_what_another_method_left_is_shown_until_it_is_taken_away(client, draft_of):
    draft = draft_of(risk_rules())
    edit_gate(draft)
    assert own_fields(shown(client, draft, "ops.alarm")) >= {"fails_below", "stage"}
    taken = {"fails_below": "", "caps_at": "", "stage": ""}
    assert save(client, draft, "ops.alarm", **taken).status_code == 302
    assert {"gate", "stage"}.isdisjoint(node(draft, "ops.alarm"))
    assert own_fields(shown(client, draft, "ops.alarm")) == {"weight", "when", "risk"}


def edit_gate(draft):
    held = find(draft.content, "ops.alarm").node
    held |= {"gate": {"fails_below": 2, "caps_at": "gone"}, "stage": "l1"}
    draft.save(update_fields=["content"])


def test_points_are_given_changed_and_taken_away(client, draft_of):
    draft = draft_of(additive())
    typed = {"choice:a:points": "-1.5", "choice:b:points": "0", "choice:c:text": ""}
    assert save(client, draft, "care.plan", **typed).status_code == 302
    assert [(c["code"], c["points"]) for c in node(draft, "care.plan")["choices"]] == [
        ("a", -1.5),
        ("b", 0),
    ]
    save(client, draft, "care.plan", **{"choice:a:points": "", "choice:b:points": ""})
    assert [set(c) for c in node(draft, "care.plan")["choices"]] == [{"code", "text"}] * 2


def test_points_half_stated_are_said_by_the_check_at_the_choice(client, draft_of):
    draft = draft_of(additive())
    save(client, draft, "care.plan", **{"choice:b:points": ""})
    (found,) = client.get(url("draft-edit", draft.bank_id, "care.plan")).context["check"]
    assert (found.inside, found.found.id) == ("choice “care.plan b”", "BANK001")


def test_profile_has_no_points(client, draft_of):
    draft = draft_of(two_scores())
    client.post(
        url("draft-add", draft.bank_id, "profile"), {"title": "What kind is it?", "kind": "single"}
    )
    assert "points" not in own_fields(shown(client, draft, "profile.kind"))


def test_stage_is_one_of_the_levels_above_the_lowest(client, draft_of):
    draft = draft_of(staged())
    form = shown(client, draft, "plan.a1")
    assert form.fields["stage"].choices == [("", "—"), ("l1", "Stage 1"), ("l2", "Stage 2")]
    save(client, draft, "plan.a1", stage="l2")
    assert node(draft, "plan.a1")["stage"] == "l2"
    assert save(client, draft, "plan.a1", stage="l0").status_code == 422


def test_stage_whose_level_is_gone_is_kept_and_named_until_another_is_chosen(
    client, draft_of, editor
):
    draft = draft_of(staged())
    levels = [{"code": "l0", "name": "Stage 0"}, {"code": "l1", "name": "Stage 1"}]
    edit(editor, draft, "@scoring", levels=levels)
    assert save(client, draft, "plan.a2", title="Renamed").status_code == 302
    assert node(draft, "plan.a2")["stage"] == "l2"
    assert ("l2", "l2, which asks for nothing here") in shown(client, draft, "plan.a2").fields[
        "stage"
    ].choices


def rules(draft, code="ops.alarm"):
    return [(rule["when"], rule["risk"]) for rule in node(draft, code)["rules"]]


def test_rules_are_added_changed_ordered_and_taken_away(client, draft_of):
    draft = draft_of(risk_rules())
    changes = {
        "rule:0:when": "two",
        "rule:1:when": "",
        "rule:2:place": "1",
        "rule:3:when": "one && (two || !none_of)",
        "rule:3:risk": "medium",
    }
    assert save(client, draft, "ops.alarm", **changes).status_code == 302
    assert rules(draft) == [
        ("default", "high"),
        ("two", "none"),
        ("one && (two || !none_of)", "medium"),
    ]


def test_rule_may_name_a_choice_that_is_made_with_it(client, draft_of):
    draft = draft_of(risk_rules())
    changes = {"choice:new-0:text": "Tested often", "rule:0:when": "tested_often"}
    assert save(client, draft, "ops.alarm", **changes).status_code == 302
    assert rules(draft)[0] == ("tested_often", "none")
    assert node(draft, "ops.alarm")["choices"][-1]["code"] == "tested_often"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rule:0:when": "one &&"}, "rule:0:when"),
        ({"rule:0:when": "one three"}, "rule:0:when"),
        ({"rule:0:when": "three"}, "rule:0:when"),
        ({"choice:two:text": ""}, "rule:0:when"),
        ({"rule:0:risk": ""}, "rule:0:risk"),
        ({"rule:0:risk": "gone"}, "rule:0:risk"),
        ({"rule:0:place": "0"}, "rule:0:place"),
        ({"rule:1:when": "default"}, "rule:2:when"),
        ({"rule:3:risk": "high"}, "rule:3:when"),
    ],
)
def test_rule_that_cannot_be_is_refused_at_its_field(client, draft_of, changes, field):
    draft = draft_of(risk_rules())
    before = content(draft)
    reply = save(client, draft, "ops.alarm", **changes)
    assert (reply.status_code, list(reply.context["form"].errors)) == (422, [field])
    assert content(draft) == before


def test_rule_whose_risk_is_gone_is_kept_and_named(client, draft_of, editor):
    draft = draft_of(risk_rules())
    risks = [{"code": "none", "name": "No risk"}, {"code": "high", "name": "High risk"}]
    edit(editor, draft, "@scoring", risks=risks)
    assert save(client, draft, "net.zones", title="Renamed").status_code == 302
    assert rules(draft, "net.zones")[1] == ("NET1_1", "medium")
    check = client.get(url("draft-edit", draft.bank_id, "net.zones")).context["check"]
    assert [one.inside for one in check if one.found.severity == "error"] == ["rule 2"]


def test_rule_changed_by_somebody_else_is_shown_beside_ones_own(client, draft_of):
    draft = draft_of(risk_rules())
    sent = typed(client, draft.bank, "ops.alarm", **{"rule:1:when": "two"})
    save(client, draft, "ops.alarm", **{"rule:1:when": "!one"})
    reply = client.post(url("draft-edit", draft.bank_id, "ops.alarm"), sent)
    (difference,) = reply.context["differences"]
    assert (reply.status_code, difference.kept, difference.wanted) == (409, "!one", "two")


@pytest.mark.parametrize("bad", ["nan", "\x00", "9" * 5000])
@pytest.mark.parametrize(
    ("method", "code"),
    [("additive", "care.plan"), ("staged", "plan.a1"), ("risk_rules", "ops.alarm")],
)
def test_no_value_of_a_field_breaks_the_page(client, draft_of, method, code, bad):
    draft = draft_of(METHOD_BANKS[method]())
    for name in typed(client, draft.bank, code):
        if name not in {"seen", "base"}:
            assert save(client, draft, code, **{name: bad}).status_code in {302, 422}, name
