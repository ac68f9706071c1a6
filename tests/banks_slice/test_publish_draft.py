"""Publishing freezes the next version under the number its changes ask for."""

import datetime as dt

import pytest

from assessments.answers.models import Answer
from assessments.audit.models import AuditEvent
from assessments.banks.draft_tree import find, whole_digest
from assessments.banks.errors import (
    DraftConflict,
    FieldRefused,
    NoDraft,
    NotPublishable,
)
from assessments.banks.models import BankDraft, BankVersion
from assessments.banks.queries import check_of, parsed_bank
from assessments.banks.services import (
    add_question,
    open_draft,
    publish_draft,
    remove_element,
)
from assessments.scoring.bank import Kind
from assessments.scoring.engine import score
from tests.banks_slice.drafts import GOAL, content, edit
from tests.factories import AssessmentFactory, TeamFactory, make_answers
from tests.scoring.small_bank import FULL, small_bank


def publish(actor, draft, notes="Changed"):
    revision = BankDraft.objects.get(bank=draft.bank_id).revision
    return publish_draft(actor=actor, bank_id=draft.bank_id, revision=revision, notes=notes)


def test_wording_only_is_a_minor_and_a_weight_a_major(draft, editor):
    edit(editor, draft, GOAL, title="What is it for?")
    first = publish(editor, draft, "Clearer title")
    open_draft(actor=editor, bank_id=draft.bank_id)
    edit(editor, draft, GOAL, weight=7)
    second = publish(editor, draft, "Goal counts more")

    assert (first.number, first.notes) == ("1.1", "Clearer title")
    assert second.number == "2.0"


def test_published_content_has_number_and_notes_and_parses(draft, editor):
    edit(editor, draft, GOAL, title="What is it for?")
    bank = parsed_bank(publish(editor, draft, "Clearer title").pk)
    assert (bank.version, bank.notes) == ("1.1", "Clearer title")
    assert bank.questions[GOAL].title == "What is it for?"


def test_running_assessment_keeps_version_digest_answers_and_score(draft, editor, organisation):
    edit(editor, draft, "value.fairness", title="Is it fair?")
    running = publish(editor, draft)
    assessment = AssessmentFactory(
        bank_version=running, team_=TeamFactory(organisation=organisation)
    )
    make_answers(assessment, FULL)

    def state():
        row = BankVersion.objects.get(pk=assessment.bank_version_id)
        answers = list(Answer.objects.filter(assessment=assessment).order_by("pk").values())
        return row.digest, row.content, answers, score(parsed_bank(row), FULL, dt.date(2026, 6, 1))

    before = state()
    open_draft(actor=editor, bank_id=draft.bank_id)
    edit(editor, draft, GOAL, title="What is it for?")
    minor = publish(editor, draft)
    open_draft(actor=editor, bank_id=draft.bank_id)
    edit(editor, draft, GOAL, weight=9, gate=None)
    major = publish(editor, draft)

    assessment.refresh_from_db()
    assert (minor.number, major.number) == ("1.2", "2.0")
    assert assessment.bank_version_id == running.pk
    assert state() == before
    assert score(parsed_bank(major), FULL, dt.date(2026, 6, 1)) != before[3]


def test_bank_takes_the_title_of_what_was_published(draft, editor):
    edit(editor, draft, "", title="Our bank", publisher="Acme")
    publish(editor, draft)
    draft.bank.refresh_from_db()
    assert (draft.bank.title, draft.bank.publisher) == ("Our bank", "Acme")


def test_publishing_is_in_the_audit_log(draft, editor, organisation):
    edit(editor, draft, GOAL, title="What is it for?")
    version = publish(editor, draft)
    event = AuditEvent.objects.get(verb="bank.published")
    assert (event.organisation, event.actor_id) == (organisation, editor.user_id)
    assert event.detail == {"number": "1.1", "digest": version.digest}


def test_second_publisher_finds_no_draft(draft, editor):
    edit(editor, draft, GOAL, title="What is it for?")
    publish(editor, draft)
    with pytest.raises(NoDraft):
        publish_draft(actor=editor, bank_id=draft.bank_id, revision=2, notes="Again")


def test_draft_changed_after_it_was_read_is_not_published(draft, editor):
    edit(editor, draft, GOAL, title="What is it for?")
    with pytest.raises(DraftConflict):
        publish_draft(actor=editor, bank_id=draft.bank_id, revision=1, notes="Unread")
    assert BankVersion.objects.filter(bank=draft.bank).count() == 0


def test_unchanged_draft_is_not_published(draft, editor):
    with pytest.raises(NotPublishable, match="Nothing has changed"):
        publish(editor, draft)


def test_unfinished_draft_is_not_published_and_says_where(draft, editor):
    edit(editor, draft, GOAL, levels=[""])
    with pytest.raises(NotPublishable) as refused:
        publish(editor, draft)
    paths = {problem.path for problem in refused.value.problems}
    assert any(path.startswith("parts[0].sections[0].questions[0].levels") for path in paths)
    assert BankDraft.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("notes", ["", "  ", "a\x00b"])
def test_notes_that_say_nothing_are_refused(draft, editor, notes):
    edit(editor, draft, GOAL, title="What is it for?")
    with pytest.raises(FieldRefused) as refused:
        publish(editor, draft, notes)
    assert refused.value.field == "notes"


def test_check_names_the_number_and_the_reason(draft, editor, fork):
    edit(editor, draft, GOAL, weight=9)
    checked = check_of(fork, BankDraft.objects.get(pk=draft.pk))
    assert (checked.base_number, checked.number) == ("1.0", "2.0")
    assert checked.changes.reasons == ("value.goal: weight",)


def test_removed_question_makes_a_major(draft, editor, fork):
    whole = whole_digest(find(content(draft), "value.skills").node)
    remove_element(actor=editor, bank_id=draft.bank_id, code="value.skills", seen=whole)
    assert publish(editor, draft).number == "2.0"


def test_code_used_again_for_another_question_is_not_published(draft, editor):
    row = BankDraft.objects.get(pk=draft.pk)
    find(row.content, "build.story").node["kind"] = "date"
    del find(row.content, "build.story").node["max_length"]
    row.save()
    with pytest.raises(NotPublishable, match="was a question of the kind text"):
        publish(editor, draft)


def test_code_of_a_question_removed_versions_ago_is_not_published_again(draft, editor):
    whole = whole_digest(find(content(draft), "build.story").node)
    remove_element(actor=editor, bank_id=draft.bank_id, code="build.story", seen=whole)
    publish(editor, draft)
    open_draft(actor=editor, bank_id=draft.bank_id)
    row = BankDraft.objects.get(bank=draft.bank)
    find(row.content, "build.work").children.append(
        {"code": "build.story", "kind": "text", "title": "Something else"}
    )
    row.save()
    with pytest.raises(NotPublishable, match="give the new question a new code"):
        publish(editor, draft)


def test_added_question_is_published_when_it_is_finished(draft, editor):
    code = add_question(
        actor=editor, bank_id=draft.bank_id, section="value.core", kind=Kind.BOOLEAN, title="Ours?"
    )
    version = publish(editor, draft)
    assert version.number == "2.0"
    assert code in parsed_bank(version).questions


def test_shipped_version_is_untouched_by_its_fork(shipped, draft, editor):
    edit(editor, draft, GOAL, weight=9)
    publish(editor, draft)
    assert parsed_bank(shipped.pk) == small_bank()


def test_a_code_that_asks_something_else_is_asked_about_and_makes_a_major(draft, editor):
    texts = [f"Contracts {word}." for word in ("none", "drafted", "signed", "kept", "renewed")]
    edit(editor, draft, GOAL, title="Who signs the contracts?", levels=texts)

    check = check_of(draft.bank, BankDraft.objects.get(bank=draft.bank_id))

    (found,) = [one for one in check.warnings if one.id == "DRAFT003"]
    assert found.path == "parts[0].sections[0].questions[0].code"
    assert "asked “How far is value.goal?” before" in found.message
    assert check.number == "2.0"
