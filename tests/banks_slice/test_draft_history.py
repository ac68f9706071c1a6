"""The history of a draft: every edit is kept in pieces, and any of them can be gone back to."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.actor import NotAllowed
from assessments.banks.draft_chunks import (
    CannotTakeBack,
    changes_between,
    chunks_of,
    content_from,
    put_back,
    take_back,
)
from assessments.banks.draft_tree import elements, find, order_digest, whole_digest
from assessments.banks.errors import CodeRefused, DraftConflict, UnknownElement, UnknownRevision
from assessments.banks.models import BankDraft, DraftRevision
from assessments.banks.services import (
    add_part,
    duplicate_element,
    move_element,
    place_element,
    remove_element,
    restore_draft,
    take_back_revision,
)
from assessments.banks.services import lock_draft as locking
from tests.banks_slice.drafts import GOAL, content, edit
from tests.factories import MemberFactory, actor_of
from tests.scoring.small_bank import small_content

WORDS = st.sampled_from(["one", "two", "three"])


def changed_content(draw):
    """Give the small bank after some edits, removals and moves drawn at random."""
    held = small_content()
    held["translations"] = {"de": {"title": "Eine kleine Bank", f"{GOAL}/title": "Ziel"}, "fr": {}}
    for element in list(elements(held)):
        what = draw(st.integers(0, 9))
        if what == 0:
            element.node["title"] = draw(WORDS)
        elif what == 1 and element.node in element.siblings:
            element.siblings.remove(element.node)
        elif what == 2:
            element.siblings.reverse()
    if draw(st.booleans()):
        held["translations"]["de"][f"{GOAL}/title"] = draw(WORDS)
        held["scoring"]["levels"].pop()
    return held


CONTENTS = st.composite(changed_content)()


@given(CONTENTS)
def test_content_comes_back_from_its_pieces(held):
    before = deepcopy(held)
    assert content_from(chunks_of(held)) == before
    assert held == before


@given(CONTENTS, CONTENTS, CONTENTS)
def test_walking_back_gives_each_state_as_it_was(first, second, third):
    states = [chunks_of(one) for one in (first, second, third)]
    now = dict(states[2])
    put_back(now, changes_between(states[1], states[2]))
    assert now == states[1]
    put_back(now, changes_between(states[0], states[1]))
    assert content_from(now) == first


@given(CONTENTS, CONTENTS)
def test_last_change_can_always_be_taken_back(first, second):
    before, after = chunks_of(first), chunks_of(second)
    now = dict(after)
    take_back(now, changes_between(before, after))
    assert now == before


def test_doubled_codes_keep_both_elements():
    held = small_content()
    twin = deepcopy(held["parts"][0]["sections"][0]["questions"][0])
    held["parts"][1]["sections"][0]["questions"].append(twin)
    assert content_from(chunks_of(held)) == held


def test_change_that_was_changed_again_is_not_taken_back():
    one, two, three = ({"": {"title": title}} for title in "abc")
    with pytest.raises(CannotTakeBack):
        take_back(dict(three), changes_between(one, two))


def remove(editor, draft, code):
    seen = whole_digest(find(content(draft), code).node)
    return remove_element(actor=editor, bank_id=draft.bank_id, code=code, seen=seen)


@pytest.mark.django_db
def test_removal_is_undone_with_floors_and_translations_and_later_edits_stay(draft, editor):
    BankDraft.objects.filter(pk=draft.pk).update(
        content={**content(draft), "translations": {"de": {"value/title": "Nutzen"}}}
    )
    before = content(draft)
    number = remove(editor, draft, "value").revision
    assert (content(draft)["translations"], "value" in content(draft)["scoring"]["floors"]) == (
        {"de": {}},
        False,
    )
    edit(editor, draft, "build", title="Building on")
    add_part(actor=editor, bank_id=draft.bank_id, title="Later")
    with pytest.raises(DraftConflict):  # the floors were changed again by the new part
        take_back_revision(actor=editor, bank_id=draft.bank_id, number=number)
    last = BankDraft.objects.get().revision
    take_back_revision(actor=editor, bank_id=draft.bank_id, number=last)
    take_back_revision(actor=editor, bank_id=draft.bank_id, number=number)
    before["parts"][1]["title"] = "Building on"
    assert content(draft) == before


@pytest.mark.django_db
def test_restoring_is_a_revision_that_can_be_undone(draft, editor):
    start = content(draft)
    edit(editor, draft, GOAL, title="One")
    remove(editor, draft, "build")
    edit(editor, draft, "", title="Two")
    end = content(draft)
    done = restore_draft(actor=editor, bank_id=draft.bank_id, number=1, revision=4)
    assert (content(draft), done.revision) == (start, 5)
    assert DraftRevision.objects.get(number=5).restores == 1
    take_back_revision(actor=editor, bank_id=draft.bank_id, number=5)
    assert content(draft) == end


@pytest.mark.django_db
def test_one_edit_keeps_one_question_and_who_made_it(draft, editor):
    edit(editor, draft, GOAL, title="Reworded")
    (row,) = DraftRevision.objects.all()
    assert (row.number, row.by_id, list(row.changes)) == (2, editor.user_id, [GOAL])
    assert [side["title"] for side in row.changes[GOAL]] == ["How far is value.goal?", "Reworded"]


@pytest.mark.django_db
def test_history_is_bounded(draft, editor, monkeypatch):
    monkeypatch.setattr(locking, "HISTORY_KEPT", 3)
    monkeypatch.setattr(locking, "DROP_EVERY", 5)
    for number in range(6):
        edit(editor, draft, GOAL, title=f"Title {number}")
    assert sorted(DraftRevision.objects.values_list("number", flat=True)) == [3, 4, 5, 6, 7]
    with pytest.raises(UnknownRevision):
        restore_draft(actor=editor, bank_id=draft.bank_id, number=1, revision=7)
    restore_draft(actor=editor, bank_id=draft.bank_id, number=2, revision=7)
    assert find(content(draft), GOAL).node["title"] == "Title 0"


@pytest.mark.django_db
def test_restoring_what_was_changed_meanwhile_is_refused(draft, editor):
    edit(editor, draft, GOAL, title="One")
    with pytest.raises(DraftConflict):
        restore_draft(actor=editor, bank_id=draft.bank_id, number=1, revision=1)
    with pytest.raises(UnknownRevision):
        take_back_revision(actor=editor, bank_id=draft.bank_id, number=9)


@pytest.mark.django_db
def test_only_editors_go_back(draft, editor, organisation):
    edit(editor, draft, GOAL, title="One")
    member = actor_of(MemberFactory(organisation=organisation).user)
    with pytest.raises(NotAllowed):
        restore_draft(actor=member, bank_id=draft.bank_id, number=1, revision=2)
    with pytest.raises(NotAllowed):
        take_back_revision(actor=member, bank_id=draft.bank_id, number=2)


@pytest.mark.django_db
def test_copy_of_a_part_has_its_own_codes_floors_and_conditions(draft, editor):
    edit(editor, draft, "value.skills", show_if={"question": GOAL, "at_least": 2})
    code = duplicate_element(actor=editor, bank_id=draft.bank_id, code="value", new_code="")
    held = content(draft)
    copy = find(held, "value_2").node
    assert (code, [part["code"] for part in held["parts"]]) == (
        "value_2",
        ["value", "value_2", "build"],
    )
    assert copy["sections"][0]["code"] == "value.core_2"
    skills = find(held, "value.skills_2").node
    assert skills["show_if"] == {"question": "value.goal_2", "at_least": 2}
    assert [one["code"] for one in skills["choices"]] == ["a", "b", "c", "d", "none"]
    assert held["scoring"]["floors"]["value_2"] == held["scoring"]["floors"]["value"]


@pytest.mark.django_db
def test_copy_of_a_question_stands_after_it_under_a_new_code(draft, editor):
    duplicate_element(actor=editor, bank_id=draft.bank_id, code=GOAL, new_code="value.aim")
    asked = find(content(draft), "value.core").node["questions"]
    assert [one["code"] for one in asked][:2] == [GOAL, "value.aim"]
    assert {**asked[1], "code": GOAL} == asked[0]
    with pytest.raises(CodeRefused):
        duplicate_element(actor=editor, bank_id=draft.bank_id, code=GOAL, new_code="value.aim")


def place(editor, draft, code, parent, before="", seen=None):
    node = find(content(draft), parent).node if parent else content(draft)
    held = node.get("questions") or node.get("sections") or node.get("parts")
    return place_element(
        actor=editor,
        bank_id=draft.bank_id,
        code=code,
        parent=parent,
        before=before,
        seen=seen or order_digest(held),
    )


@pytest.mark.django_db
def test_elements_move_between_lists_of_their_kind(draft, editor):
    place(editor, draft, GOAL, "value.market", "value.sold")
    asked = [one["code"] for one in find(content(draft), "value.market").node["questions"]]
    assert asked == ["value.segments", GOAL, "value.sold"]
    place(editor, draft, "value.market", "build")
    assert find(content(draft), "value.market").part == "build"
    place(editor, draft, "build", "", "value")
    assert [part["code"] for part in content(draft)["parts"]] == ["build", "value"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "parent"),
    [(GOAL, "value"), ("value.core", ""), ("", "value"), ("value", "value.core")],
)
def test_elements_move_nowhere_else(draft, editor, code, parent):
    before = content(draft)
    with pytest.raises(UnknownElement):
        place(editor, draft, code, parent)
    assert content(draft) == before


@pytest.mark.django_db
def test_move_into_a_list_that_was_changed_is_refused(draft, editor):
    with pytest.raises(DraftConflict):
        place(editor, draft, GOAL, "value.market", seen="other")


@pytest.mark.django_db
def test_order_that_was_changed_is_put_back(draft, editor):
    order = order_digest(content(draft)["parts"])
    moved = move_element(
        actor=editor, bank_id=draft.bank_id, code="build", direction="up", seen=order
    )
    take_back_revision(actor=editor, bank_id=draft.bank_id, number=moved.revision)
    assert [part["code"] for part in content(draft)["parts"]] == ["value", "build"]


@pytest.mark.django_db
def test_move_of_what_was_moved_on_is_not_taken_back(draft, editor):
    first = place(editor, draft, GOAL, "value.market")
    place(editor, draft, GOAL, "build.work")
    before = content(draft)
    with pytest.raises(DraftConflict):
        take_back_revision(actor=editor, bank_id=draft.bank_id, number=first.revision)
    assert content(draft) == before


@pytest.mark.django_db
def test_element_put_where_it_stands_is_no_revision(draft, editor):
    before = BankDraft.objects.get(pk=draft.pk).revision
    order = find(content(draft), "value.core").node["questions"]
    place(editor, draft, order[0]["code"], "value.core", order[1]["code"])
    assert BankDraft.objects.get(pk=draft.pk).revision == before
