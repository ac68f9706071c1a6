"""A fork takes over what its origin changed since, keeps its own changes, and asks for the rest."""

import pytest

from assessments.actor import NotAllowed
from assessments.audit.models import AuditEvent
from assessments.banks.draft_tree import find
from assessments.banks.errors import DraftConflict, NothingNewer, Undecided
from assessments.banks.formats import EXPORTS
from assessments.banks.merge import Side
from assessments.banks.models import Bank, BankDraft, BankVersion
from assessments.banks.services import (
    Target,
    discard_draft,
    edit_element,
    import_bank,
    import_upload,
    keep_upload,
    open_draft,
    publish_draft,
    publish_imported_draft,
    restore_draft,
    take_back_revision,
    take_over,
)
from assessments.banks.upstream import draft_with_content, taking_over, upstream_of
from assessments.scoring.bank import Bank as BankContent
from tests.banks_slice.drafts import GOAL, content, edit, seen
from tests.banks_slice.pages import url
from tests.factories import MemberFactory, actor_of
from tests.races import behind
from tests.scoring.small_bank import small_bank

WHY = "build.speed"


def ship(**changes: object) -> BankVersion:
    """Publish a newer version of the shipped bank with some fields of two questions changed."""
    bank = small_bank().model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for code, fields in {GOAL: changes, WHY: {"why": "Speed tells how much it costs."}}.items():
        find(bank, code).node.update(fields)
    import_bank(bank=BankContent.model_validate(bank))
    return publish_imported_draft(slug="small", notes="Newer")


def preview(bank_id):
    bank = Bank.objects.get(pk=bank_id)
    return taking_over(bank, draft_with_content(bank))


def take(actor, bank_id, **choices):
    found = preview(bank_id)
    decided = {one.key: choices.get(one.path[-1]) for one in found.merged.conflicts}
    decided = {key: side for key, side in decided.items() if side is not None}
    return take_over(actor=actor, bank_id=bank_id, seen=found.seen, choices=decided)


def published(actor, draft, **changes):
    open_draft(actor=actor, bank_id=draft.bank_id)
    revision = edit(actor, draft, GOAL, **changes).revision
    return publish_draft(actor=actor, bank_id=draft.bank_id, revision=revision, notes="Ours")


@pytest.mark.django_db
def test_changes_of_the_origin_come_over_and_own_ones_stay(draft, editor):
    edit(editor, draft, GOAL, title="Our title")
    newer = ship(weight=9)
    take(editor, draft.bank_id)
    now = content(draft)
    goal = find(now, GOAL).node
    assert (goal["title"], goal["weight"]) == ("Our title", 9)
    assert find(now, WHY).node["why"] == "Speed tells how much it costs."
    event = AuditEvent.objects.get(verb="bank.taken_over")
    assert event.detail == {"from": "1.0", "number": newer.number, "taken_over": 2, "decided": 0}

    revision = BankDraft.objects.get().revision
    publish_draft(actor=editor, bank_id=draft.bank_id, revision=revision, notes="Level again")
    bank = Bank.objects.get(pk=draft.bank_id)
    assert bank.forked_from == newer
    assert upstream_of(bank, None) is None


@pytest.mark.django_db
@pytest.mark.parametrize(("side", "title"), [(Side.OURS, "Our title"), (Side.THEIRS, "Theirs")])
def test_both_changed_is_as_chosen(draft, editor, side, title):
    edit(editor, draft, GOAL, title="Our title")
    ship(title="Theirs")
    with pytest.raises(Undecided) as undecided:
        take(editor, draft.bank_id)
    assert undecided.value.keys == (f"{GOAL}|field|title",)
    take(editor, draft.bank_id, title=side)
    assert find(content(draft), GOAL).node["title"] == title


@pytest.mark.django_db
def test_without_a_draft_one_begins_with_the_newest_own_version(draft, editor):
    published(editor, draft, title="Our title")
    ship(weight=9)
    take(editor, draft.bank_id)
    goal = find(content(draft), GOAL).node
    assert (goal["title"], goal["weight"]) == ("Our title", 9)


@pytest.mark.django_db
def test_second_take_over_begins_where_the_first_ended(draft, editor):
    ship(weight=9)
    take(editor, draft.bank_id)
    edit(editor, draft, GOAL, weight=7)
    with pytest.raises(NothingNewer):
        take(editor, draft.bank_id)
    newest = ship(weight=9, title="Theirs")
    take(editor, draft.bank_id)
    goal = find(content(draft), GOAL).node
    assert (goal["title"], goal["weight"]) == ("Theirs", 7)
    assert BankDraft.objects.get(bank=draft.bank_id).merged_from == newest


@pytest.mark.django_db
@pytest.mark.parametrize("undo", ["restore", "take back"])
def test_undone_take_over_is_offered_again(draft, editor, shipped, undo):
    newer = ship(weight=9)
    edit(editor, draft, GOAL, title="Our title")
    revision = take(editor, draft.bank_id).revision
    if undo == "restore":
        edit(editor, draft, GOAL, title="Another")
        restore_draft(
            actor=editor, bank_id=draft.bank_id, number=revision - 1, revision=revision + 1
        )
    else:
        take_back_revision(actor=editor, bank_id=draft.bank_id, number=revision)
    assert find(content(draft), GOAL).node["weight"] == 3
    again = preview(draft.bank_id).upstream
    assert (again.base, again.theirs) == (shipped, newer)
    take(editor, draft.bank_id)
    goal = find(content(draft), GOAL).node
    assert (goal["title"], goal["weight"]) == ("Our title", 9)


@pytest.mark.django_db
def test_discarded_draft_takes_nothing_over(draft, editor, shipped):
    newer = ship(weight=9)
    revision = take(editor, draft.bank_id).revision
    discard_draft(actor=editor, bank_id=draft.bank_id, revision=revision)
    bank = Bank.objects.get(pk=draft.bank_id)
    assert bank.forked_from == shipped
    assert upstream_of(bank, None).theirs == newer


@pytest.mark.django_db
def test_what_adds_nothing_counts_at_once(draft, editor):
    """The organisation had changed the same things the same way: there is nothing to publish."""
    edit(editor, draft, WHY, why="Speed tells how much it costs.")
    published(editor, draft, weight=9)
    newer = ship(weight=9)
    take(editor, draft.bank_id)
    assert Bank.objects.get(pk=draft.bank_id).forked_from == newer


@pytest.mark.django_db
def test_retired_version_of_the_origin_is_not_taken_over(draft, editor):
    newer = ship(weight=9)
    BankVersion.objects.filter(pk=newer.pk).update(retired_at="2026-01-01T00:00Z")
    with pytest.raises(NothingNewer):
        preview(draft.bank_id)


@pytest.mark.django_db
def test_only_who_edits_the_bank_may(draft, shipped, editor, organisation):
    ship(weight=9)
    for actor, bank in (
        (actor_of(MemberFactory(organisation=organisation).user), draft.bank_id),
        (editor, shipped.bank_id),
    ):
        with pytest.raises(NotAllowed):
            take_over(actor=actor, bank_id=bank, seen="", choices={})


@pytest.mark.django_db
def test_page_leads_from_the_bank_to_the_check(client, draft, editor):
    edit(editor, draft, GOAL, title="Our title")
    ship(title="Theirs", weight=9)
    bank, page = url("bank-detail", draft.bank_id), url("bank-upstream", draft.bank_id)
    assert page in client.get(bank).content.decode()
    shown = client.get(page)
    text = shown.content.decode()
    assert "Keep yours" in text
    assert "weight: 3 → 9" in text
    (one,) = shown.context["asked"]
    assert (one.ours, one.theirs) == (("Our title",), ("Theirs",))

    undecided = client.post(page, {"seen": shown.context["seen"], one.name: "mine"})
    assert undecided.status_code == 422
    assert "Choose whose is to stand" in undecided.content.decode()
    edit(editor, draft, WHY, weight=4)
    stale = client.post(page, {"seen": shown.context["seen"], one.name: "theirs"})
    assert stale.status_code == 409
    assert stale.context["asked"][0].chosen == "theirs"

    done = client.post(page, {"seen": stale.context["seen"], one.name: "theirs"})
    assert done.url == url("draft-check", draft.bank_id)
    assert find(content(draft), GOAL).node["title"] == "Theirs"
    assert find(content(draft), WHY).node["weight"] == 4
    again = client.get(page, follow=True)
    assert "no newer version" in again.content.decode()
    assert page not in client.get(bank).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_one_side_is_marked_for_all_and_each_can_still_be_changed(client, draft, editor, side):
    fields = ["title", "why", "improvement"]
    edit(editor, draft, GOAL, **dict.fromkeys(fields, "ours"))
    ship(**dict.fromkeys(fields, "theirs"))
    page = url("bank-upstream", draft.bank_id)
    shown = client.get(page)
    assert f'name="all" value="{side}"' in shown.content.decode()
    held = content(draft)

    marked = client.post(page, {"seen": shown.context["seen"], "all": side})

    asked = marked.context["asked"]
    assert (marked.status_code, [one.chosen for one in asked]) == (200, [side] * 3)
    assert not marked.context["problems"]
    assert content(draft) == held
    other = {"ours": "theirs", "theirs": "ours"}[side]
    choices = {one.name: side for one in asked} | {asked[0].name: other}
    client.post(page, {"seen": marked.context["seen"], **choices})
    node = find(content(draft), GOAL).node
    assert sorted(node[field] for field in fields) == sorted([side, side, other])


@pytest.mark.django_db
def test_marking_all_of_a_draft_changed_meanwhile_says_so(client, draft, editor):
    edit(editor, draft, GOAL, title="Ours", why="Ours")
    ship(title="Theirs", why="Theirs")
    page = url("bank-upstream", draft.bank_id)
    shown = client.get(page)
    edit(editor, draft, WHY, weight=4)
    marked = client.post(page, {"seen": shown.context["seen"], "all": "ours"})
    assert (marked.status_code, marked.context["changed"]) == (409, True)


@pytest.mark.django_db
def test_one_thing_changed_on_both_sides_needs_no_button_for_all(client, draft, editor):
    edit(editor, draft, GOAL, title="Ours")
    ship(title="Theirs")
    assert 'name="all"' not in client.get(url("bank-upstream", draft.bank_id)).content.decode()


@pytest.mark.django_db
def test_draft_with_a_code_twice_says_so(client, draft):
    ship(weight=9)
    kept = content(draft)
    find(kept, WHY).node["code"] = GOAL
    BankDraft.objects.filter(pk=draft.pk).update(content=kept)
    page = client.get(url("bank-upstream", draft.bank_id), follow=True)
    assert f"The code {GOAL} stands for two things" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("conflicts", [1, 3])
def test_page_asks_a_fixed_number_of_queries(
    client, draft, editor, conflicts, django_assert_num_queries
):
    fields = ["title", "why", "improvement"][:conflicts]
    edit(editor, draft, GOAL, **dict.fromkeys(fields, "Ours"))
    ship(**dict.fromkeys(fields, "Theirs"))
    page = url("bank-upstream", draft.bank_id)
    assert len(client.get(page).context["asked"]) == conflicts
    # session, user, actor, bank, draft; what it was made from, and what is newer there
    with django_assert_num_queries(7):
        client.get(page)


@pytest.mark.django_db
def test_a_file_in_the_place_of_the_draft_has_taken_nothing_over(draft, editor):
    ship(weight=9)
    take(editor, draft.bank_id)
    (row,) = BankDraft.objects.filter(bank=draft.bank_id)
    raw = EXPORTS["json"].write(small_bank()).raw
    upload = keep_upload(actor=editor, name="bank.json", content=raw)
    target = Target(bank_id=draft.bank_id, revision=row.revision)
    import_upload(actor=editor, upload=upload, target=target)
    row.refresh_from_db()
    assert (row.merged_from, row.merged_in) == (None, 0)


@pytest.mark.django_db(transaction=True)
def test_edit_meanwhile_is_not_lost(draft, editor):
    ship(weight=9)
    before = preview(draft.bank_id).seen
    found = behind(
        lambda: edit_element(
            actor=editor,
            bank_id=draft.bank_id,
            code=GOAL,
            seen=seen(draft, GOAL),
            changes={"title": "Kept"},
        ),
        lambda: take_over(actor=editor, bank_id=draft.bank_id, seen=before, choices={}),
    )
    assert isinstance(found, DraftConflict)
    assert find(content(draft), GOAL).node["title"] == "Kept"
