"""Editing a draft: nobody's edit is lost, nothing else changes, codes stay what they were."""

import pytest

from assessments.actor import NotAllowed, NotVisible
from assessments.banks.draft_tree import find, order_digest, whole_digest
from assessments.banks.errors import (
    CodeRefused,
    DraftConflict,
    FieldRefused,
    NoDraft,
    UnknownElement,
)
from assessments.banks.models import BankDraft
from assessments.banks.services import (
    add_part,
    add_question,
    add_section,
    discard_draft,
    edit_element,
    fork_bank,
    move_element,
    open_draft,
    publish_draft,
    remove_element,
)
from assessments.scoring.bank import Kind
from tests.banks_slice.drafts import GOAL, content, edit, seen
from tests.factories import MemberFactory, actor_of


def test_fork_remembers_the_version_and_keeps_the_slug(shipped, fork, organisation):
    assert (fork.forked_from, fork.slug, fork.organisation) == (shipped, "small", organisation)


def test_forking_twice_gives_the_same_draft(shipped, draft, editor, organisation):
    again = fork_bank(actor=editor, organisation_id=organisation.pk, version_id=shipped.pk)
    assert again == draft


def test_member_without_the_right_cannot_fork(shipped, organisation):
    member = actor_of(MemberFactory(organisation=organisation).user)
    with pytest.raises(NotAllowed):
        fork_bank(actor=member, organisation_id=organisation.pk, version_id=shipped.pk)


def test_editor_cannot_fork_into_another_organisation(shipped, editor):
    other = MemberFactory().organisation
    with pytest.raises(NotVisible):
        fork_bank(actor=editor, organisation_id=other.pk, version_id=shipped.pk)


def test_shipped_bank_has_no_draft_to_open(shipped, editor):
    with pytest.raises(NotAllowed):
        open_draft(actor=editor, bank_id=shipped.bank_id)


def test_edit_changes_the_field_and_raises_the_revision(draft, editor):
    edited = edit(editor, draft, GOAL, title="What is it for?", weight=5)

    node = find(content(draft), GOAL).node
    assert (node["title"], node["weight"], edited.revision) == ("What is it for?", 5, 2)
    assert BankDraft.objects.get().changed_by_id == editor.user_id


def test_edit_keeps_every_field_it_does_not_name(draft, editor):
    before = find(content(draft), GOAL).node
    edit(editor, draft, GOAL, title="What is it for?")
    assert find(content(draft), GOAL).node == {**before, "title": "What is it for?"}


def test_empty_field_is_taken_away(draft, editor):
    edit(editor, draft, GOAL, improvement="", gate=None)
    assert {"improvement", "gate"}.isdisjoint(find(content(draft), GOAL).node)


def test_unfinished_question_can_be_saved(draft, editor):
    edit(editor, draft, GOAL, levels=["", "Only one text"])
    assert find(content(draft), GOAL).node["levels"] == ["", "Only one text"]


def test_edit_that_changes_nothing_keeps_the_revision(draft, editor):
    title = find(content(draft), GOAL).node["title"]
    assert edit(editor, draft, GOAL, title=title).revision == 1


def test_second_edit_of_the_same_element_is_a_conflict_that_shows_both(draft, editor):
    before = seen(draft, GOAL)
    edit(editor, draft, GOAL, title="Mine")

    with pytest.raises(DraftConflict) as conflict:
        edit_element(
            actor=editor, bank_id=draft.bank_id, code=GOAL, seen=before, changes={"title": "Yours"}
        )

    assert conflict.value.kept["title"] == "Mine"
    assert conflict.value.wanted["title"] == "Yours"
    assert find(content(draft), GOAL).node["title"] == "Mine"


def test_edits_of_different_elements_do_not_conflict(draft, editor):
    goal, fairness = seen(draft, GOAL), seen(draft, "value.fairness")
    section, part = seen(draft, "value.core"), seen(draft, "value")
    for code, digest in ((GOAL, goal), ("value.fairness", fairness), ("value.core", section)):
        edit_element(
            actor=editor, bank_id=draft.bank_id, code=code, seen=digest, changes={"title": code}
        )
    edited = edit_element(
        actor=editor, bank_id=draft.bank_id, code="value", seen=part, changes={"title": "Worth"}
    )
    assert edited.revision == 5


def test_edit_of_a_removed_element_is_a_conflict_with_nothing_kept(draft, editor):
    before = seen(draft, GOAL)
    whole = whole_digest(find(content(draft), GOAL).node)
    remove_element(actor=editor, bank_id=draft.bank_id, code=GOAL, seen=whole)

    with pytest.raises(DraftConflict) as conflict:
        edit_element(
            actor=editor, bank_id=draft.bank_id, code=GOAL, seen=before, changes={"title": "Late"}
        )
    assert (conflict.value.kept, conflict.value.wanted) == (None, {"title": "Late"})


def test_removal_of_an_element_edited_meanwhile_is_a_conflict(draft, editor):
    whole = whole_digest(find(content(draft), "value.core").node)
    edit(editor, draft, GOAL, title="Changed below the section")

    with pytest.raises(DraftConflict):
        remove_element(actor=editor, bank_id=draft.bank_id, code="value.core", seen=whole)
    assert find(content(draft), GOAL)


@pytest.mark.parametrize("field", ["code", "kind", "questions", "sections", "parts", "slug"])
def test_what_answers_hang_on_cannot_be_edited(draft, editor, field):
    with pytest.raises(FieldRefused) as refused:
        edit(editor, draft, GOAL, {field: "other"})
    assert refused.value.field == field


@pytest.mark.parametrize("text", ["a\x00b", "half \ud800", "bell \x07", "x" * 4001])
def test_text_the_gate_refuses_is_named_by_its_field(draft, editor, text):
    with pytest.raises(FieldRefused) as refused:
        edit(editor, draft, GOAL, why=text)
    assert refused.value.field == "why"
    assert BankDraft.objects.get().revision == 1


def test_new_question_gets_a_code_of_its_title(draft, editor):
    code = add_question(
        actor=editor,
        bank_id=draft.bank_id,
        section="value.core",
        kind=Kind.RUBRIC,
        title="How do we know who the buyers are?",
    )
    assert code == "value.know_buyers"
    assert find(content(draft), code).node["kind"] == "rubric"


def test_code_ever_used_is_not_given_again(draft, editor):
    whole = whole_digest(find(content(draft), GOAL).node)
    remove_element(actor=editor, bank_id=draft.bank_id, code=GOAL, seen=whole)
    add = {"actor": editor, "bank_id": draft.bank_id, "section": "value.core", "kind": Kind.TEXT}

    assert add_question(**add, title="Goal") == "value.goal_2"
    with pytest.raises(CodeRefused):
        add_question(**add, title="Other", code=GOAL)


@pytest.mark.parametrize("code", ["Value.Goal", "value goal", ".goal", "a.b.c.d.e", "x" * 101])
def test_misshapen_code_is_refused(draft, editor, code):
    with pytest.raises(CodeRefused):
        add_question(
            actor=editor,
            bank_id=draft.bank_id,
            section="value.core",
            kind=Kind.TEXT,
            title="New",
            code=code,
        )


def test_question_can_be_added_to_the_profile(draft, editor):
    code = add_question(
        actor=editor, bank_id=draft.bank_id, section="profile", kind=Kind.DATE, title="Launch"
    )
    assert (code, content(draft)["profile"][-1]["code"]) == ("profile.launch", code)


def test_title_without_latin_letters_still_gives_a_code(draft, editor):
    code = add_question(
        actor=editor, bank_id=draft.bank_id, section="value.core", kind=Kind.TEXT, title="目標"
    )
    assert code == "value.question"


def test_section_and_part_can_be_added(draft, editor):
    part = add_part(actor=editor, bank_id=draft.bank_id, title="Running it")
    section = add_section(actor=editor, bank_id=draft.bank_id, part=part, title="Costs")
    assert (part, section) == ("running", "running.costs")
    assert content(draft)["parts"][-1]["sections"][0]["code"] == section


def test_empty_title_is_refused(draft, editor):
    with pytest.raises(FieldRefused):
        add_part(actor=editor, bank_id=draft.bank_id, title="  ")


def test_question_cannot_be_added_to_a_section_that_is_gone(draft, editor):
    with pytest.raises(UnknownElement):
        add_question(
            actor=editor, bank_id=draft.bank_id, section="gone", kind=Kind.TEXT, title="New"
        )


def test_removed_part_takes_its_floors_along(draft, editor):
    whole = whole_digest(find(content(draft), "build").node)
    remove_element(actor=editor, bank_id=draft.bank_id, code="build", seen=whole)
    assert list(content(draft)["scoring"]["floors"]) == ["value"]


def test_element_moves_one_place(draft, editor):
    siblings = find(content(draft), GOAL).siblings
    move_element(
        actor=editor,
        bank_id=draft.bank_id,
        code=GOAL,
        direction="down",
        seen=order_digest(siblings),
    )
    section = find(content(draft), "value.core").node
    assert [q["code"] for q in section["questions"]] == ["value.fairness", GOAL, "value.skills"]


def test_first_element_does_not_move_up(draft, editor):
    siblings = find(content(draft), GOAL).siblings
    moved = move_element(
        actor=editor, bank_id=draft.bank_id, code=GOAL, direction="up", seen=order_digest(siblings)
    )
    assert moved.revision == 1


def test_move_in_an_order_changed_meanwhile_is_a_conflict(draft, editor):
    order = order_digest(find(content(draft), GOAL).siblings)
    move = {"actor": editor, "bank_id": draft.bank_id, "seen": order}
    move_element(**move, code=GOAL, direction="down")
    with pytest.raises(DraftConflict):
        move_element(**move, code="value.skills", direction="up")


def test_translations_of_a_removed_text_go_with_it(draft, editor):
    row = BankDraft.objects.get(pk=draft.pk)
    row.content["translations"] = {"de": {"value.goal/title": "Ziel", "title": "Klein"}}
    row.save()
    whole = whole_digest(find(content(draft), GOAL).node)
    remove_element(actor=editor, bank_id=draft.bank_id, code=GOAL, seen=whole)
    assert content(draft)["translations"] == {"de": {"title": "Klein"}}


def test_discarded_draft_is_gone_and_a_new_one_starts_from_the_version(draft, editor):
    edit(editor, draft, GOAL, title="Thrown away")
    discard_draft(actor=editor, bank_id=draft.bank_id, revision=2)
    fresh = open_draft(actor=editor, bank_id=draft.bank_id)
    assert find(fresh.content, GOAL).node["title"] == "How far is value.goal?"


def test_draft_changed_meanwhile_is_not_discarded(draft, editor):
    edit(editor, draft, GOAL, title="New")
    with pytest.raises(DraftConflict):
        discard_draft(actor=editor, bank_id=draft.bank_id, revision=1)


def test_edit_after_publishing_says_there_is_no_draft(draft, editor):
    before = seen(draft, GOAL)
    edit(editor, draft, "value.fairness", title="Is it fair?")
    publish_draft(actor=editor, bank_id=draft.bank_id, revision=2, notes="Clearer")
    with pytest.raises(NoDraft):
        edit_element(
            actor=editor, bank_id=draft.bank_id, code=GOAL, seen=before, changes={"title": "Late"}
        )


def test_draft_of_another_organisation_does_not_exist(draft):
    stranger = actor_of(MemberFactory(edits_banks=True).user)
    with pytest.raises(NotVisible):
        edit(stranger, draft, GOAL, title="New")


def test_edit_asks_a_fixed_number_of_queries(draft, editor, django_assert_num_queries):
    before = seen(draft, GOAL)
    with django_assert_num_queries(6):  # savepoint, bank, locked draft, update, history, release
        edit_element(
            actor=editor, bank_id=draft.bank_id, code=GOAL, seen=before, changes={"title": "New"}
        )
