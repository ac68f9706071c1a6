"""Editors at the same moment, on the real database: one publishes, no edit is lost."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from assessments.banks.draft_tree import find
from assessments.banks.errors import DraftConflict, NoDraft
from assessments.banks.models import BankDraft, BankVersion
from assessments.banks.services import edit_element, publish_draft
from tests.banks_slice.drafts import GOAL, content, edit, seen
from tests.races import behind

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts in threads that start together; give what each returned or raised."""
    gate, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(index: int, act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            found[index] = act()
        except (DraftConflict, NoDraft) as error:
            found[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_of_two_publishers_one_publishes_and_one_finds_no_draft(draft, editor):
    edit(editor, draft, GOAL, title="What is it for?")

    def publish():
        return publish_draft(actor=editor, bank_id=draft.bank_id, revision=2, notes="Clearer")

    found = at_once(publish, publish)
    kinds = sorted(type(one).__name__ for one in found)
    assert kinds == ["BankVersion", "NoDraft"]
    assert BankVersion.objects.filter(bank=draft.bank_id).count() == 1


def test_edits_of_eight_questions_at_once_are_all_kept(draft, editor):
    codes = [GOAL, "value.fairness", "value.skills", "value.segments"]
    codes += ["value.sold", "build.speed", "build.reasons", "build.way"]
    digests = {code: seen(draft, code) for code in codes}

    def change(code):
        return lambda: edit_element(
            actor=editor,
            bank_id=draft.bank_id,
            code=code,
            seen=digests[code],
            changes={"title": f"New {code}"},
        )

    at_once(*(change(code) for code in codes))
    kept = content(draft)
    assert [find(kept, code).node["title"] for code in codes] == [f"New {code}" for code in codes]
    assert BankDraft.objects.get().revision == 9


def test_of_two_edits_of_one_question_one_conflicts(draft, editor):
    before = seen(draft, GOAL)

    def change(title):
        return lambda: edit_element(
            actor=editor,
            bank_id=draft.bank_id,
            code=GOAL,
            seen=before,
            changes={"title": title},
        )

    found = at_once(change("First"), change("Second"))
    conflicts = [one for one in found if isinstance(one, DraftConflict)]
    assert len(conflicts) == 1
    assert find(content(draft), GOAL).node["title"] == conflicts[0].kept["title"]


def test_edit_behind_a_publication_finds_no_draft_and_publication_behind_an_edit_another(
    draft, editor
):
    edit(editor, draft, GOAL, title="What is it for?")
    before = seen(draft, GOAL)

    def change(title):
        return lambda: edit_element(
            actor=editor, bank_id=draft.bank_id, code=GOAL, seen=before, changes={"title": title}
        )

    def publish(revision):
        return lambda: publish_draft(
            actor=editor, bank_id=draft.bank_id, revision=revision, notes="Clearer"
        )

    assert isinstance(behind(change("First"), publish(2)), DraftConflict)
    assert find(content(draft), GOAL).node["title"] == "First"
    assert isinstance(behind(publish(3), change("Second")), NoDraft)
    (version,) = BankVersion.objects.filter(bank=draft.bank_id)
    assert find(version.content, GOAL).node["title"] == "First"
