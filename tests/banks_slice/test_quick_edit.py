"""An edit of one element reads, compares and stores no more than it has to, and misses nothing."""

import pytest

from assessments.banks.draft_chunks import changes_between, chunks_of, put_back
from assessments.banks.draft_tree import find
from assessments.banks.models import BankDraft
from assessments.banks.services import discard_draft, edit_element, open_draft, take_back_revision
from assessments.scoring.outline import outline
from assessments.scoring.wording import wordings
from tests.banks_slice.drafts import GOAL, content, edit, seen
from tests.banks_slice.pages import url
from tests.scoring.method_banks import staged

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["", "@scoring", "value", "value.core", GOAL, "profile.stage"])
def test_history_of_an_edit_is_what_differs_in_the_whole_draft(draft, editor, code):
    row = BankDraft.objects.get(pk=draft.pk)
    texts = {one.key: f"de {one.text}" for one in wordings(outline(row.content))}
    row.content["translations"] = {"de": texts, "fr": {}}
    row.save()
    before = chunks_of(row.content, row.made_from)
    field = "highest_level_reason" if code == "@scoring" else "title"
    for number in (1, 2):
        edit(editor, draft, code, {field: f"Changed {number}"})
    row.refresh_from_db()
    kept = [one.changes for one in row.revisions.order_by("number")]
    was = {f"{code}/title".lstrip("/"): before[code].get("title")}
    assert row.made_from == ({} if code == "@scoring" else {"de": was})
    now = chunks_of(row.content, row.made_from)
    assert changes_between(before, now).keys() == {key for one in kept for key in one}
    for one in reversed(kept):
        put_back(now, one)
    assert now == before


def test_draft_that_was_just_read_is_not_read_again(draft, editor, django_assert_num_queries):
    read = BankDraft.objects.get(pk=draft.pk)
    given = {"actor": editor, "bank_id": draft.bank_id, "code": GOAL, "seen": seen(draft, GOAL)}
    # savepoint, bank, locked draft, update, history, release
    with django_assert_num_queries(6) as asked:
        edit_element(**given, changes={"title": "New"}, read=read)
    assert not [one for one in asked if '"content"' in one["sql"] and "SELECT" in one["sql"]]
    assert find(content(draft), GOAL).node["title"] == "New"


def test_what_somebody_wrote_since_the_draft_was_read_stays(draft, editor):
    read = BankDraft.objects.get(pk=draft.pk)
    given = {"actor": editor, "bank_id": draft.bank_id, "code": GOAL, "seen": seen(draft, GOAL)}
    edit(editor, draft, "value", title="Theirs")
    edit_element(**given, changes={"title": "Mine"}, read=read)
    titles = [find(content(draft), code).node["title"] for code in ("value", GOAL)]
    assert titles == ["Theirs", "Mine"]


def test_scoring_of_a_draft_without_one_is_taken_back_to_none(client, draft_of, editor):
    draft = draft_of(staged())
    discard_draft(actor=editor, bank_id=draft.bank_id, revision=1)
    fresh = open_draft(actor=editor, bank_id=draft.bank_id)
    assert "scoring" not in content(fresh)
    form = client.get(url("draft-scoring", fresh.bank_id)).context["form"]
    sent = {"seen": form["seen"].value(), "base": form["base"].value(), "evidence_months": "6"}
    assert client.post(url("draft-scoring", fresh.bank_id), sent).status_code == 302
    assert content(fresh)["scoring"] == {"evidence_months": 6}
    take_back_revision(actor=editor, bank_id=fresh.bank_id, number=2)
    assert "scoring" not in content(fresh)
    edit(editor, fresh, "@scoring", highest_level_reason="Not yet.")
    take_back_revision(actor=editor, bank_id=fresh.bank_id, number=4)
    assert "scoring" not in content(fresh)
