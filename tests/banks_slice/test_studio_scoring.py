"""The page of levels and scoring: every field of it is shown, changed, and kept apart."""

import pytest

from tests.banks_slice.drafts import content, edit
from tests.banks_slice.pages import as_sent, shown_in, url

pytestmark = pytest.mark.django_db


def as_shown(client, fork, **changes):
    return as_sent(shown_in(client, url("draft-scoring", fork.pk)) | changes)


def save(client, fork, changes):
    return client.post(url("draft-scoring", fork.pk), as_shown(client, fork) | changes)


def test_form_sent_as_shown_changes_nothing(client, fork):
    before = content(fork.draft)
    assert save(client, fork, {}).status_code == 302
    assert content(fork.draft) == before


def test_levels_floors_limits_and_aims_are_changed(client, fork):
    changes = {
        "level:proven:name": "Shown",
        "level:scale_ready:name": "",
        "level:new-0:name": "Beyond all",
        "floor:value:framed": "41",
        "floor:build:framed": "",
        "highest_level": "proven",
        "highest_level_reason": "It is short.",
        "limit_share": "30",
        "limit_caps_at": "framed",
        "wanted:framed": "1",
        "part_weights:build": "3",
        "provisional_below_coverage": "0",
        "always_provisional": "on",
        "evidence_months": "6",
    }
    assert save(client, fork, changes).status_code == 302
    scoring = content(fork.draft)["scoring"]
    assert [level["code"] for level in scoring["levels"]][2:] == [
        "proven",
        "launch_ready",
        "beyond_all",
    ]
    assert scoring["levels"][2]["name"] == "Shown"
    assert (scoring["floors"]["value"]["framed"], "framed" in scoring["floors"]["build"]) == (
        41,
        False,
    )
    assert scoring["not_applicable_limit"] == {"share": 30, "caps_at": "framed"}
    assert (scoring["wanted"]["framed"], scoring["part_weights"]) == (1, {"build": 3})
    kept = {key: scoring[key] for key in CERTAIN}
    assert kept == CERTAIN


def test_level_that_is_removed_takes_its_floors_and_aims_along(client, fork):
    changes = {"level:proven:name": "", "highest_level": "", "limit_caps_at": "framed"}
    assert save(client, fork, changes).status_code == 302
    check = client.get(url("draft-check", fork.pk)).context["check"]
    assert [found for found in check.errors if found.path.startswith("scoring")] == []
    scoring = content(fork.draft)["scoring"]
    assert [list(row) for row in scoring["floors"].values()] == [
        ["framed", "scale_ready", "launch_ready"],
        ["framed", "scale_ready", "launch_ready"],
    ]


CERTAIN = {
    "highest_level": "proven",
    "highest_level_reason": "It is short.",
    "provisional_below_coverage": 0,
    "always_provisional": True,
    "evidence_months": 6,
}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"floor:value:framed": "50"}, "floor:value:proven"),
        ({"floor:value:framed": "101"}, "floor:value:framed"),
        ({"limit_share": ""}, "limit_share"),
        ({"limit_caps_at": ""}, "limit_caps_at"),
        ({"evidence_months": "0"}, "evidence_months"),
        ({"wanted:framed": "1.5"}, "wanted:framed"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(client, fork, changes, field):
    before = content(fork.draft)
    reply = save(client, fork, changes)
    assert (reply.status_code, list(reply.context["form"].errors)) == (422, [field])
    assert content(fork.draft) == before


def test_edit_of_the_title_meanwhile_is_no_conflict(client, fork, editor):
    sent = as_shown(client, fork)
    edit(editor, fork.draft, "", title="Another")
    assert (
        client.post(url("draft-scoring", fork.pk), sent | {"limit_share": "5"}).status_code == 302
    )


def test_edit_of_the_scoring_meanwhile_is_shown_beside_ones_own(client, fork):
    sent = as_shown(client, fork)
    save(client, fork, {"limit_share": "5"})
    reply = client.post(url("draft-scoring", fork.pk), sent | {"limit_share": "7"})
    (difference,) = reply.context["differences"]
    assert (reply.status_code, difference.kept, difference.wanted) == (409, "5", "7")


def test_gates_offer_only_the_levels_there_are(client, fork):
    save(client, fork, {"level:scale_ready:name": "", "level:launch_ready:name": "Ready"})
    form = client.get(url("draft-edit", fork.pk, "value.goal")).context["form"]
    offered = [name for code, name in form.fields["exactly_caps_at"].choices]
    assert offered == ["—", "Exploring", "Framed", "Proven", "Ready"]
