"""The pages of a draft's history, and those that copy and move its elements."""

import pytest

from assessments.banks.draft_tree import find, order_digest, whole_digest
from assessments.banks.models import BankDraft, DraftRevision
from assessments.banks.services import add_language
from tests.banks_slice.drafts import GOAL, content, edit
from tests.banks_slice.pages import url

pytestmark = pytest.mark.django_db


def posted(client, name, *args, **data):
    return client.post(url(name, *args), data, follow=True)


def test_history_says_who_changed_what_and_leads_there(client, fork, editor):
    edit(editor, fork.draft, GOAL, title="What is it for?")
    edit(editor, fork.draft, "", title="Our bank", licence="CC BY 4.0")
    page = client.get(url("draft-history", fork.pk))
    newest, first = page.context["revisions"]
    assert (newest.row.number, newest.lines[0].fields) == (3, ("title", "licence"))
    (line,) = first.lines
    assert (line.before, line.after) == ("How far is value.goal?", "What is it for?")
    assert url("draft-edit", fork.pk, GOAL) in page.content.decode()


def test_history_says_what_each_of_several_fields_was(client, fork, editor):
    levels = list(find(content(fork.draft), GOAL).node["levels"])
    before, levels[2] = levels[2], "Agreed by all"
    edit(editor, fork.draft, GOAL, levels=levels, weight=7)
    (newest,) = client.get(url("draft-history", fork.pk)).context["revisions"]
    assert set(newest.lines[0].details) == {
        f"level 2: “{before}” → “Agreed by all”",
        "weight: 3 → 7",
    }


def test_history_of_what_no_bank_could_hold_is_still_shown(client, fork):
    changes = {GOAL: [{"choices": [{"code": []}], "levels": "none"}, {"choices": 3, "levels": [1]}]}
    DraftRevision.objects.create(draft=fork.draft, number=2, changes=changes)
    assert client.get(url("draft-history", fork.pk)).status_code == 200


def test_history_of_a_new_part_names_no_order_of_nothing(client, fork):
    client.post(url("draft-part-add", fork.pk), {"title": "After launch"})
    (newest,) = client.get(url("draft-history", fork.pk)).context["revisions"]
    said = {(line.what, line.title) for line in newest.lines}
    assert said == {("Added", "After launch"), ("Changed", "Levels and scoring")}


def test_history_says_which_language_came_and_went(client, fork, editor):
    add_language(actor=editor, bank_id=fork.pk, language="de")
    (added,) = client.get(url("draft-history", fork.pk)).context["revisions"]
    posted(client, "draft-undo", fork.pk, number=added.row.number)
    removed = client.get(url("draft-history", fork.pk)).context["revisions"][0]
    said = [one.brief for one in (added, removed)]
    assert said == ["Language added: Deutsch (de)", "Language removed: Deutsch (de)"]


def test_removal_is_undone_from_the_tree(client, fork):
    before = content(fork.draft)
    client.post(
        url("draft-remove", fork.pk, "build"),
        {"seen": whole_digest(find(before, "build").node)},
    )
    last = client.get(url("draft-detail", fork.pk)).context["last"]
    assert last.brief == "Removed: Building it"
    reply = posted(client, "draft-undo", fork.pk, number=last.row.number)
    assert b"Undone." in reply.content
    assert content(fork.draft) == before


def test_draft_is_restored_to_a_revision(client, fork, editor):
    for title in ("One", "Two", "Three"):
        edit(editor, fork.draft, GOAL, title=title)
    reply = posted(client, "draft-restore", fork.pk, number=2, revision=4)
    assert b"as it was at revision 2" in reply.content
    assert find(content(fork.draft), GOAL).node["title"] == "One"
    assert reply.context["revisions"][0].brief == "Went back to revision 2"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("draft-undo", {"number": 2}, "changed again later"),
        ("draft-undo", {"number": 99}, "does not reach back"),
        ("draft-undo", {}, "does not reach back"),
        ("draft-restore", {"number": 1, "revision": 1}, "changed the draft meanwhile"),
        ("draft-restore", {"number": 77, "revision": 3}, "does not reach back"),
        ("draft-restore", {"number": "x", "revision": "9" * 40}, "changed the draft meanwhile"),
    ],
)
def test_way_back_that_is_closed_is_said(client, fork, editor, name, data, words):
    for title in ("One", "Two"):
        edit(editor, fork.draft, GOAL, title=title)
    assert words in posted(client, name, fork.pk, **data).content.decode()
    assert BankDraft.objects.get().revision == 3


def test_long_history_is_shown_in_pages(client, fork, editor):
    for number in range(31):
        edit(editor, fork.draft, GOAL, title=f"Title {number}")
    page = client.get(url("draft-history", fork.pk))
    assert (len(page.context["revisions"]), page.context["older"]) == (30, 3)
    older = client.get(url("draft-history", fork.pk), {"before": 3})
    assert [one.row.number for one in older.context["revisions"]] == [2]
    assert (page.context["first"], older.context["first"]) == (None, 1)


def test_the_draft_as_it_was_begun_is_put_back_from_its_history(client, fork, editor):
    began = content(fork.draft)
    assert client.get(url("draft-history", fork.pk)).context["first"] is None
    for title in ("One", "Two"):
        edit(editor, fork.draft, GOAL, title=title)
    page = client.get(url("draft-history", fork.pk)).content.decode()
    assert "The draft as it was begun." in page
    assert 'name="number" value="1" aria-label="Restore the draft to this: revision 1"' in page

    posted(client, "draft-restore", fork.pk, number=1, revision=3)

    assert content(fork.draft) == began


def test_the_oldest_state_kept_is_put_back_when_older_changes_are_dropped(client, fork, editor):
    for title in ("One", "Two", "Three"):
        edit(editor, fork.draft, GOAL, title=title)
    DraftRevision.objects.filter(number=2).delete()
    page = client.get(url("draft-history", fork.pk))
    assert page.context["first"] == 2
    assert "The oldest state that is kept." in page.content.decode()

    posted(client, "draft-restore", fork.pk, number=2, revision=4)

    assert find(content(fork.draft), GOAL).node["title"] == "One"


def test_copy_is_proposed_a_code_and_opened(client, fork):
    form = client.get(url("draft-duplicate", fork.pk, GOAL)).context["form"]
    assert form["code"].value() == "value.goal_2"
    reply = client.post(url("draft-duplicate", fork.pk, GOAL), {"code": "value.aim"})
    assert reply["Location"] == url("draft-edit", fork.pk, "value.aim")
    again = client.post(url("draft-duplicate", fork.pk, GOAL), {"code": "value.aim"})
    assert (again.status_code, "code" in again.context["form"].errors) == (422, True)


def test_question_is_moved_to_another_section_by_its_page(client, fork):
    targets = client.get(url("draft-moving", fork.pk, GOAL)).context["targets"]
    assert [one.words for one in targets if one.is_here] == ["Value of the product: Core"]
    there = next(one for one in targets if one.value.startswith("value.market:"))
    client.post(url("draft-place", fork.pk), {"code": GOAL, "target": there.value})
    assert find(content(fork.draft), GOAL).section == "value.market"


def test_dropping_beside_a_question_moves_it_there(client, fork):
    held = find(content(fork.draft), "value.core").children
    target = f"value.core:{order_digest(held)}"
    data = {"code": "value.skills", "target": target, "before": GOAL}
    client.post(url("draft-place", fork.pk), data)
    codes = [one["code"] for one in find(content(fork.draft), "value.core").children]
    assert codes == ["value.skills", GOAL, "value.fairness"]
    late = posted(client, "draft-place", fork.pk, **data)
    assert "changed by somebody else" in late.content.decode()


def test_moving_what_is_gone_is_a_clear_page(client, fork):
    reply = client.post(url("draft-place", fork.pk), {"code": "gone", "target": "value.core:x"})
    assert reply.status_code == 409
