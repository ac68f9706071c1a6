"""What the scoring says of elements by code goes with them, is copied with them, and never dangles.

Each of the banks is one of `tests/scoring/method_banks.py`; all edits are those of the studio.
"""

import pytest

from assessments.banks.draft_tree import find, order_digest, whole_digest
from assessments.banks.models import BankDraft
from assessments.banks.services import (
    add_section,
    duplicate_element,
    place_element,
    remove_element,
    take_back_revision,
)
from assessments.scoring.draft import DraftBank
from tests.banks_slice.drafts import content, edit
from tests.scoring.method_banks import mean_tree, two_scores

pytestmark = pytest.mark.django_db


def scoring(draft):
    return content(draft)["scoring"]


def complaints(draft):
    return [f"{path}: {message}" for path, message in DraftBank(content(draft)).problems()]


def remove(editor, draft, code):
    seen = whole_digest(find(content(draft), code).node)
    return remove_element(actor=editor, bank_id=draft.bank_id, code=code, seen=seen)


def place(editor, draft, code, parent):
    held = find(content(draft), parent).children
    place_element(
        actor=editor,
        bank_id=draft.bank_id,
        code=code,
        parent=parent,
        before="",
        seen=order_digest(held),
    )


STREAM_TITLES = {
    "scoring/streams/gov.strategy/0/title": "Schaffen",
    "scoring/streams/gov.strategy/1/title": "Messen",
}


def test_removed_question_leaves_its_stream_and_its_target(draft_of, editor):
    draft = draft_of(mean_tree())
    remove(editor, draft, "gov.a1")
    assert scoring(draft)["streams"]["gov.strategy"][0]["questions"] == ["gov.a2", "gov.a3"]
    assert (scoring(draft)["targets"], complaints(draft)) == ({}, [])


def test_question_that_states_a_target_takes_the_pair_along(draft_of, editor):
    draft = draft_of(mean_tree())
    remove(editor, draft, "gov.wanted")
    assert (scoring(draft)["targets"], complaints(draft)) == ({}, [])


def test_stream_without_questions_goes_and_the_next_keeps_its_translation(draft_of, editor):
    draft = draft_of(mean_tree(), STREAM_TITLES)
    edited = edit(editor, draft, "gov", title="Governing")
    edited.made_from = {"de": {"scoring/streams/gov.strategy/1/title": "Measure once"}}
    edited.save(update_fields=["made_from"])
    for code in ("gov.a1", "gov.a2", "gov.a3"):
        remove(editor, draft, code)
    (stream,) = scoring(draft)["streams"]["gov.strategy"]
    assert stream["title"] == "Measure"
    moved = {"scoring/streams/gov.strategy/0/title": "Messen"}
    assert content(draft)["translations"] == {"de": moved}
    held = BankDraft.objects.get(pk=draft.pk).made_from
    assert held == {"de": {"scoring/streams/gov.strategy/0/title": "Measure once"}}
    assert complaints(draft) == []


def test_removed_section_takes_its_streams_and_undo_brings_them_back(draft_of, editor):
    draft = draft_of(mean_tree(), STREAM_TITLES)
    before = content(draft)
    removed = remove(editor, draft, "gov.strategy")
    assert (scoring(draft)["streams"], content(draft)["translations"]) == ({}, {"de": {}})
    assert complaints(draft) == []
    take_back_revision(actor=editor, bank_id=draft.bank_id, number=removed.revision)
    assert content(draft) == before


def test_question_moved_to_another_section_leaves_its_stream(draft_of, editor):
    draft = draft_of(mean_tree())
    place(editor, draft, "gov.a1", "build.secure")
    assert scoring(draft)["streams"]["gov.strategy"][0]["questions"] == ["gov.a2", "gov.a3"]
    assert scoring(draft)["targets"] == {"gov.a1": "gov.a1_wanted"}
    assert complaints(draft) == []


def test_copied_section_has_streams_and_targets_of_its_own(draft_of, editor):
    draft = draft_of(mean_tree(), STREAM_TITLES)
    duplicate_element(actor=editor, bank_id=draft.bank_id, code="gov.strategy", new_code="")
    copies = scoring(draft)["streams"]["gov.strategy_2"]
    assert [stream["title"] for stream in copies] == ["Create", "Measure"]
    assert copies[0]["questions"] == ["gov.a1_2", "gov.a2_2", "gov.a3_2"]
    assert scoring(draft)["targets"] == {"gov.a1": "gov.a1_wanted", "gov.a1_2": "gov.a1_wanted"}
    german = content(draft)["translations"]["de"]
    assert german["scoring/streams/gov.strategy_2/1/title"] == "Messen"
    assert complaints(draft) == []


def test_copied_part_looks_at_the_targets_in_the_copy(draft_of, editor):
    draft = draft_of(mean_tree())
    duplicate_element(actor=editor, bank_id=draft.bank_id, code="gov", new_code="")
    assert scoring(draft)["targets"]["gov.a1_2"] == "gov.a1_wanted_2"
    assert complaints(draft) == []


def test_question_copied_alone_joins_its_stream(draft_of, editor):
    draft = draft_of(mean_tree())
    duplicate_element(actor=editor, bank_id=draft.bank_id, code="gov.a1", new_code="")
    first = scoring(draft)["streams"]["gov.strategy"][0]["questions"]
    assert first == ["gov.a1", "gov.a1_2", "gov.a2", "gov.a3"]


def test_removed_section_leaves_the_score_it_counted_in(draft_of, editor):
    draft = draft_of(two_scores())
    remove(editor, draft, "ease.live")
    assert (scoring(draft)["mitigation"], complaints(draft)) == (["ease.design"], [])


def test_side_without_anything_is_said_by_the_check(draft_of, editor):
    draft = draft_of(two_scores())
    remove(editor, draft, "risk")
    assert scoring(draft)["raw"] == []
    assert complaints(draft) == ["scoring.raw: needs at least 1, has 0"]


def test_copy_counts_in_the_same_score(draft_of, editor):
    draft = draft_of(two_scores())
    for code in ("risk", "ease.live"):
        duplicate_element(actor=editor, bank_id=draft.bank_id, code=code, new_code="")
    assert scoring(draft)["raw"] == ["risk", "risk_2"]
    assert scoring(draft)["mitigation"] == ["ease.design", "ease.live", "ease.live_2"]
    assert complaints(draft) == []


def test_counted_question_that_moves_to_the_profile_counts_no_more(draft_of, editor):
    draft = draft_of(two_scores())
    edit(editor, draft, "@scoring", raw=["risk.what", "risk.kind"], mitigation=["ease"])
    place_element(
        actor=editor,
        bank_id=draft.bank_id,
        code="risk.kind",
        parent="profile",
        before="",
        seen=order_digest([]),
    )
    assert scoring(draft)["raw"] == ["risk.what"]


def test_undoing_an_addition_takes_along_what_was_said_of_it_since(draft_of, editor):
    draft = draft_of(two_scores(), {"title": "Zwei Zahlen"})
    new = add_section(actor=editor, bank_id=draft.bank_id, part="ease", title="Told to all")
    number = BankDraft.objects.get(pk=draft.pk).revision
    edit(editor, draft, "@scoring", mitigation=["ease.design", new])
    take_back_revision(actor=editor, bank_id=draft.bank_id, number=number)
    assert (scoring(draft)["mitigation"], complaints(draft)) == (["ease.design"], [])
