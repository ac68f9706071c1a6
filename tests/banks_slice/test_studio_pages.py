"""What the pages of the bank studio do, and what they say when they cannot."""

import pytest

from assessments.banks.draft_tree import find, order_digest, whole_digest
from assessments.banks.models import BankDraft, BankVersion
from assessments.banks.services import publish_draft
from tests.banks_slice.drafts import GOAL, content, edit
from tests.banks_slice.pages import DRAFT_PAGES, found_on, typed, url
from tests.factories import (
    AssessmentFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", [page[1] for page in DRAFT_PAGES if page[0] == "draft-edit"])
def test_form_sent_as_shown_changes_nothing(client, fork, code):
    before = find(content(fork.draft), code).node
    reply = client.post(url("draft-edit", fork.pk, code), typed(client, fork, code))
    draft = BankDraft.objects.get(bank=fork)
    assert reply.status_code == 302
    assert (find(draft.content, code).node, draft.revision) == (before, 1)


def test_edited_question_is_in_the_draft(client, fork):
    data = typed(
        client,
        fork,
        GOAL,
        title="What is it for?",
        weight="7",
        level_1="Somebody has said so.",
        effort_4="8.5",
        fails_below="3",
        caps_at="framed",
        exactly_level="",
        exactly_caps_at="",
        improvement="Ask the buyer.",
        answered_by="business",
        not_applicable_when="if nobody buys",
    )
    reply = client.post(url("draft-edit", fork.pk, GOAL), data)

    node = find(content(fork.draft), GOAL).node
    assert reply["Location"] == f"{url('draft-detail', fork.pk)}?at={GOAL}#at-{GOAL}"
    assert (node["title"], node["weight"], node["improvement"]) == (
        "What is it for?",
        7,
        "Ask the buyer.",
    )
    assert (node["levels"][1], node["effort"]) == ("Somebody has said so.", [0.5, 1, 2, 8.5])
    assert node["gate"] == {"fails_below": 3, "caps_at": "framed"}
    assert node["not_applicable"] == {"when": "if nobody buys"}
    assert node["answered_by"] == "business"


def test_level_can_be_added_and_taken_away(client, fork):
    client.post(url("draft-edit", fork.pk, GOAL), typed(client, fork, GOAL, level_5="Beyond it."))
    assert len(find(content(fork.draft), GOAL).node["levels"]) == 6
    cut = typed(client, fork, GOAL, level_5="", level_4="")
    client.post(url("draft-edit", fork.pk, GOAL), cut)
    node = find(content(fork.draft), GOAL).node
    assert (len(node["levels"]), node["effort"]) == (4, [0.5, 1, 2])


def test_choices_are_added_changed_and_removed_with_stable_codes(client, fork):
    changes = {
        "choice:hand:text": "By one person",
        "choice:script:text": "",
        "choice:new-0:text": "Never at all",
        "choice:new-0:score": "0.1",
    }
    data = typed(client, fork, "build.way", **changes)
    client.post(url("draft-edit", fork.pk, "build.way"), data)
    assert find(content(fork.draft), "build.way").node["choices"] == [
        {"code": "hand", "text": "By one person", "score": 0},
        {"code": "staged", "text": "In stages", "score": 1},
        {"code": "never_at_all", "text": "Never at all", "score": 0.1},
    ]


def test_minimum_of_zero_is_kept(client, fork):
    data = typed(client, fork, "build.users", maximum="50")
    client.post(url("draft-edit", fork.pk, "build.users"), data)
    node = find(content(fork.draft), "build.users").node
    assert (node["minimum"], node["maximum"]) == (0, 50)


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("title", "", "required"),
        ("title", "x" * 501, "1 more than the 500"),
        ("why", "a\x00b", "NUL"),
        ("level_2", "bell \x07", "U+0007"),
        ("weight", "0", "greater than or equal to 1"),
        ("weight", "heavy", "number"),
        ("caps_at", "nowhere", "valid choice"),
        ("caps_at", "", "Say at which readiness level"),
        ("exactly_level", "1", "fails the gate already"),
    ],
)
def test_refused_field_says_why_and_keeps_everything_typed(client, fork, field, text, words):
    data = typed(client, fork, GOAL, **{"source": "Kept as typed", field: text})
    reply = client.post(url("draft-edit", fork.pk, GOAL), data)

    page = reply.content.decode()
    assert reply.status_code == 422
    assert any(words in str(problem) for problem in reply.context["form"].errors[field])
    assert "Kept as typed" in page
    assert f'href="#id_{field}"' in page
    assert BankDraft.objects.get(bank=fork).revision == 1


def test_conflict_page_shows_both_and_keeps_what_either_changed(client, fork, editor):
    mine = typed(client, fork, GOAL, title="My title", level_2="My level")
    levels = find(content(fork.draft), GOAL).node["levels"]
    theirs = [levels[0], "Their level", *levels[2:]]
    edit(editor, fork.draft, GOAL, title="Their title", why="Their reason", levels=theirs)

    reply = client.post(url("draft-edit", fork.pk, GOAL), mine)
    shown = {one.label: (one.kept, one.wanted) for one in reply.context["differences"]}
    assert reply.status_code == 409
    assert shown == {
        "Question": ("Their title", "My title"),
        "Why it matters": ("Their reason", None),
        "Level 1": ("Their level", None),
    }
    assert find(content(fork.draft), GOAL).node["title"] == "Their title"

    form = reply.context["form"]
    again = {name: form[name].value() or "" for name in form.fields}
    assert client.post(url("draft-edit", fork.pk, GOAL), again).status_code == 302
    node = find(content(fork.draft), GOAL).node
    assert (node["title"], node["why"]) == ("My title", "Their reason")
    assert node["levels"][1:3] == ["Their level", "My level"]


def test_conflict_with_a_tampered_base_keeps_what_was_typed(client, fork, editor):
    mine = typed(client, fork, GOAL, title="My title", base="{")
    edit(editor, fork.draft, GOAL, why="Their reason")
    reply = client.post(url("draft-edit", fork.pk, GOAL), mine)
    assert reply.status_code == 409
    assert reply.context["form"]["title"].value() == "My title"


def test_edit_of_a_removed_question_keeps_the_typed_text(client, fork, editor):
    mine = typed(client, fork, GOAL, title="Typed in vain")
    whole = whole_digest(find(content(fork.draft), GOAL).node)
    client.post(url("draft-remove", fork.pk, GOAL), {"seen": whole})

    reply = client.post(url("draft-edit", fork.pk, GOAL), mine)
    assert reply.status_code == 409
    assert "Typed in vain" in reply.content.decode()


def test_edit_after_publishing_is_a_clear_page_with_the_typed_text(client, fork, editor):
    mine = typed(client, fork, GOAL, title="Typed in vain")
    edit(editor, fork.draft, "value.fairness", title="Is it fair?")
    publish_draft(actor=editor, bank_id=fork.pk, revision=2, notes="Clearer")

    reply = client.post(url("draft-edit", fork.pk, GOAL), mine)
    assert reply.status_code == 409
    assert "Typed in vain" in reply.content.decode()


def test_address_of_a_draft_that_is_gone_leads_to_the_bank(client, fork):
    client.post(url("draft-discard", fork.pk), {"revision": 1})
    reply = client.get(url("draft-edit", fork.pk, GOAL))
    assert (reply.status_code, reply["Location"]) == (302, url("bank-detail", fork.pk))


def test_element_is_removed_only_as_it_was_seen(client, fork, editor):
    whole = whole_digest(find(content(fork.draft), GOAL).node)
    edit(editor, fork.draft, GOAL, title="Changed")
    assert client.post(url("draft-remove", fork.pk, GOAL), {"seen": whole}).status_code == 409
    whole = whole_digest(find(content(fork.draft), GOAL).node)
    assert client.post(url("draft-remove", fork.pk, GOAL), {"seen": whole}).status_code == 302


def test_move_button_swaps_neighbours(client, fork):
    order = order_digest(find(content(fork.draft), GOAL).siblings)
    client.post(url("draft-move", fork.pk), {"down": GOAL, "seen": order})
    questions = find(content(fork.draft), "value.core").node["questions"]
    assert [q["code"] for q in questions][:2] == ["value.fairness", GOAL]


def test_move_in_a_stale_order_says_so_and_changes_nothing(client, fork):
    reply = client.post(url("draft-move", fork.pk), {"down": GOAL, "seen": "old"}, follow=True)
    assert "changed by somebody else" in reply.content.decode()
    assert BankDraft.objects.get(bank=fork).revision == 1


def test_new_question_opens_its_form(client, fork):
    data = {"title": "Who pays?", "kind": "rubric", "code": ""}
    reply = client.post(url("draft-add", fork.pk, "value.core"), data)
    assert reply["Location"] == url("draft-edit", fork.pk, "value.pays")


def test_taken_code_is_refused_at_its_field(client, fork):
    data = {"title": "Who pays?", "kind": "rubric", "code": GOAL}
    reply = client.post(url("draft-add", fork.pk, "value.core"), data)
    assert reply.status_code == 422
    assert "is or was used" in str(reply.context["form"].errors["code"])


def test_section_and_part_are_added(client, fork):
    client.post(url("draft-part-add", fork.pk), {"title": "Running it"})
    client.post(url("draft-add", fork.pk, "running"), {"title": "Costs"})
    assert find(content(fork.draft), "running.costs").part == "running"


def test_check_page_names_the_next_number_and_who_stays(
    client, fork, shipped, organisation, editor
):
    AssessmentFactory(
        bank_version=shipped, team_=TeamFactory(organisation=organisation), name="Ours running"
    )
    AssessmentFactory(bank_version=shipped, name="Not ours")
    edit(editor, fork.draft, GOAL, weight=9)

    page = client.get(url("draft-check", fork.pk)).content.decode()
    assert "Version 2.0" in page
    assert "it can move a score" in page
    assert "Ours running" in page
    assert "Not ours" not in page


def test_check_page_links_each_error_to_the_page_that_mends_it(client, fork, editor):
    edit(editor, fork.draft, GOAL, levels=["Only one"])
    page = client.get(url("draft-check", fork.pk)).content.decode()
    assert url("draft-edit", fork.pk, GOAL) in page
    assert "Publish" not in page.partition("<main")[2].replace("Check and publish", "")


def test_publish_makes_the_version_and_says_its_number(client, fork, editor):
    edit(editor, fork.draft, GOAL, title="What is it for?")
    data = {"revision": 2, "notes": "Clearer", "despite_warnings": "on"}
    reply = client.post(url("bank-publish", fork.pk), data, follow=True)
    assert "Version 1.1 is published" in reply.content.decode()
    assert BankVersion.objects.get(bank=fork).notes == "Clearer"


def test_publish_without_a_note_keeps_the_page(client, fork, editor):
    edit(editor, fork.draft, GOAL, title="What is it for?")
    reply = client.post(url("bank-publish", fork.pk), {"revision": 2, "notes": " "})
    assert reply.status_code == 422
    assert reply.context["form"].errors["notes"]


def test_publish_of_a_draft_changed_meanwhile_keeps_the_note(client, fork, editor):
    edit(editor, fork.draft, GOAL, title="Read")
    edit(editor, fork.draft, GOAL, weight=9)
    reply = client.post(url("bank-publish", fork.pk), {"revision": 2, "notes": "My note"})
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "My note" in page
    assert "Version 2.0" in page
    assert not BankVersion.objects.filter(bank=fork).exists()


def test_second_publisher_gets_a_clear_page_with_the_note(client, fork, editor):
    edit(editor, fork.draft, GOAL, title="What is it for?")
    data = {"revision": 2, "notes": "Clearer", "despite_warnings": "on"}
    client.post(url("bank-publish", fork.pk), data)
    reply = client.post(url("bank-publish", fork.pk), data)
    assert reply.status_code == 409
    assert "published or discarded meanwhile" in reply.content.decode()


def test_unchanged_draft_offers_no_publishing(client, fork):
    reply = client.get(url("draft-check", fork.pk))
    assert "Nothing has changed" in reply.content.decode()
    forced = client.post(url("bank-publish", fork.pk), {"revision": 1, "notes": "Anyway"})
    assert forced.status_code == 422


def test_discard_of_a_draft_changed_meanwhile_asks_again(client, fork, editor):
    edit(editor, fork.draft, GOAL, title="New")
    assert client.post(url("draft-discard", fork.pk), {"revision": 1}).status_code == 409
    assert client.post(url("draft-discard", fork.pk), {"revision": 2}).status_code == 302
    assert not BankDraft.objects.exists()


def test_text_of_a_bank_is_never_markup(client, fork, editor):
    edit(editor, fork.draft, GOAL, title="<script>alert(1)</script>")
    page = client.get(url("draft-detail", fork.pk) + "?at=value").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_check_page_says_question_and_level_in_words_and_no_path_of_a_file(client, fork, editor):
    levels = find(content(fork.draft), GOAL).node["levels"]
    edit(editor, fork.draft, GOAL, levels=[*levels[:2], "x" * 401, *levels[3:]])
    title = find(content(fork.draft), GOAL).node["title"]

    reply = client.get(url("draft-check", fork.pk))

    said = {(one.found.id, one.where) for one in found_on(reply, "warnings")}
    assert ("BANK009", f"{GOAL} “{title}”, level 2") in said
    assert ("BANK017", "The bank, publisher") in said
    assert "parts[0]" not in reply.content.decode()


def test_edit_page_says_what_of_the_question_is_missing(client, fork):
    data = {"title": "Who pays?", "kind": "rubric", "code": ""}
    client.post(url("draft-add", fork.pk, "value.core"), data)
    page = client.get(url("draft-edit", fork.pk, "value.pays")).content.decode()
    assert '<li><b>levels</b>: this is missing <span class="small">(BANK001)</span></li>' in page


def test_check_page_names_a_choice_by_its_text(client, fork, editor):
    choices = find(content(fork.draft), "build.way").node["choices"]
    twice = [choices[0], {**choices[1], "text": choices[0]["text"]}]
    edit(editor, fork.draft, "build.way", choices=twice)

    errors = found_on(client.get(url("draft-check", fork.pk)), "errors")

    assert any(f"choice “{choices[0]['text']}”" in one.where for one in errors)


def test_check_page_says_in_words_which_answers_show_a_finding(client, fork, editor):
    gate = {"fails_below": 2, "caps_at": "exploring", "exactly": {"level": 4, "caps_at": "framed"}}
    edit(editor, fork.draft, GOAL, gate=gate)

    reply = client.get(url("draft-check", fork.pk))

    (drop,) = [one for one in found_on(reply, "warnings") if one.found.id == "BANK027"]
    assert [(line.code, line.words) for line in drop.witness.then] == [
        (GOAL, "value.goal: Kept up in use.")
    ]
    page = reply.content.decode()
    assert "The better answer to value.goal brings a lower level than before." in page
    assert "value.goal: Kept up in use." in page
    assert "Which skills are there?" in page


def test_check_page_shows_answers_for_an_error_that_keeps_the_draft_back(client, fork, editor):
    gate = {"fails_below": 4, "caps_at": "exploring", "exactly": {"level": 4, "caps_at": "framed"}}
    edit(editor, fork.draft, GOAL, gate=gate)

    reply = client.get(url("draft-check", fork.pk))

    assert {one.found.id for one in found_on(reply, "errors")} == {"BANK023", "BANK025"}
    assert all(one.witness for one in found_on(reply, "errors"))
    assert "No answers come out better than these, at framed." in reply.content.decode()


def test_the_level_beyond_the_usual_ones_is_folded_until_it_holds_something(client, fork):
    address = url("draft-edit", fork.pk, GOAL)
    page = client.get(address).content.decode()
    folded = page.partition('<details class="stack-small">')[2].partition("</details>")[0]
    assert 'name="level_5"' in folded
    assert 'name="effort_5"' in folded
    assert 'name="level_4"' not in folded

    refused = client.post(address, typed(client, fork, GOAL, title="", level_5="Beyond it."))
    assert '<details class="stack-small" open>' in refused.content.decode()
