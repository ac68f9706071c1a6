"""An assessment moves to another bank version and back: nothing is lost, and back is exact."""

import uuid
from datetime import date

import pytest

from assessments.answers import services
from assessments.answers.bank_moves import last_move, preview_of, still_aside
from assessments.answers.errors import (
    Conflict,
)
from assessments.answers.models import (
    AnswerEvent,
    Assessment,
    Milestone,
)
from assessments.answers.queries import answers_of
from assessments.banks.diff.moving import Verdict
from assessments.scoring.answers import Answer as Said
from assessments.scoring.answers import EvidenceItem
from tests import factories
from tests.answers.moving import (
    back,
    fresh,
    lead_of,
    move,
    result,
    said_in,
    save,
    started_on,
    versions_of,
)
from tests.banks.moving_cases import Case, case, cases
from tests.scoring.small_bank import said

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("found", cases(), ids=str)
def test_each_scenario_moves_as_planned_and_back_exactly(found: Case):
    """Acceptance: the plan, the scores before and after, and the exact way back."""
    old, new = versions_of(found, "old", "new")
    ada = factories.UserFactory(name="Ada")
    assessment = started_on(old, found.answers, ada)
    lead = lead_of(assessment)
    before, summary = said_in(assessment), assessment.summary
    assert result(assessment) == found.content["before"]
    preview = preview_of(assessment, new, date(2026, 3, 1))

    made = move(assessment, new, lead)

    assert result(assessment) == found.content["after"]
    assert said_in(assessment) == preview.plan.answers
    assert {one["code"]: [one["verdict"], one["why"]] for one in made.plan} == found.content["plan"]
    assert made.milestone.name == "Before moving to 2.0"
    assert made.milestone.bank_version == old

    back(assessment, made, lead)

    assert fresh(assessment).bank_version == old
    assert said_in(assessment) == before
    assert fresh(assessment).summary == summary
    assert {one.by for one in answers_of(fresh(assessment)).values() if one.code in before} == {
        "Ada"
    }
    again = move(assessment, new, lead)
    assert again.plan == made.plan
    assert result(assessment) == found.content["after"]


def test_a_parked_answer_returns_with_its_question():
    found = case("question_returns")
    old, new, later = versions_of(found, "old", "new", "later")
    bob = factories.UserFactory(name="Bob")
    assessment = started_on(old, found.answers, bob)
    lead = lead_of(assessment)
    first = move(assessment, new, lead)
    assert "b.fax" not in said_in(assessment)
    assert [one.question_code for one in still_aside(assessment)] == ["b.fax"]

    second = move(assessment, later, lead)

    assert said_in(assessment) == found.answers
    assert result(assessment) == found.content["in_the_end"]
    assert answers_of(assessment)["b.fax"].by == "Bob"
    assert not still_aside(assessment)

    back(assessment, second, lead)
    assert result(assessment) == found.content["after"]
    back(assessment, first, lead)
    assert result(assessment) == found.content["before"]
    assert said_in(assessment) == found.answers
    assert last_move(fresh(assessment)) is None


def test_an_answer_parked_for_its_option_returns_with_the_option():
    found = case("choice_renamed")
    old, new, later = versions_of(found, "old", "new", "old")
    assessment = started_on(old, found.answers)
    lead = lead_of(assessment)
    move(assessment, new, lead)
    assert "a.who" not in said_in(assessment)
    move(assessment, later, lead)
    assert said_in(assessment)["a.who"] == said("them")


def test_the_lead_takes_over_what_only_looks_the_same():
    found = case("question_split")
    old, new = versions_of(found, "old", "new")
    proof = EvidenceItem("https://example.org/team")
    answers = {**found.answers, "a.team": said(1, evidence=(proof,))}
    assessment = started_on(old, answers)
    lead = lead_of(assessment)

    made = move(assessment, new, lead, chosen={"b.staff": Verdict.TAKE})

    assert result(assessment) == found.content["chosen"]["after"]
    assert said_in(assessment)["b.staff"] == answers["a.team"]
    assert answers_of(assessment)["b.staff"].to_check == old.pk
    back(assessment, made, lead)
    assert said_in(assessment) == answers
    assert answers_of(assessment)["a.team"].to_check is None


def test_what_was_said_after_a_move_is_kept_when_it_is_taken_back():
    found = case("question_removed")
    # backwards: the new version asks more than the old one
    old, new = versions_of(found, "new", "old")
    answers = {"a.goal": said(2), "b.data": said(1)}
    assessment = started_on(old, answers)
    lead = lead_of(assessment)
    made = move(assessment, new, lead)
    save(assessment, lead, "b.fax", value=True, note="Said since.")
    save(assessment, lead, "a.goal", value=0, note="Changed since.")
    services.add_evidence(
        actor=lead,
        assessment_id=assessment.pk,
        code="b.data",
        url="https://example.org/since",
        operation_id=uuid.uuid4(),
    )

    back(assessment, made, lead)

    assert said_in(assessment) == answers
    assert AnswerEvent.objects.filter(note="Changed since.").exists()
    assert [one.name for one in Milestone.objects.order_by("pk")] == [
        "Before moving to 2.0",
        "Before going back to 1.0",
    ]
    move(assessment, new, lead)
    now = said_in(assessment)
    assert now["b.fax"] == said(True, note="Said since.")
    assert [item.text for item in now["b.data"].evidence] == ["https://example.org/since"]


def test_an_answer_in_doubt_is_marked_until_it_is_confirmed_or_changed():
    found = case("wording_only")
    old, new = versions_of(found, "old", "new")
    assessment = started_on(old, found.answers, factories.UserFactory(name="Ada"))
    lead = lead_of(assessment)
    move(assessment, new, lead)
    doubtful = answers_of(assessment)["b.data"]
    assert (doubtful.to_check, doubtful.by, doubtful.version) == (old.pk, "Ada", 2)
    assert answers_of(assessment)["a.goal"].to_check is None

    mine = {"actor": lead, "assessment_id": assessment.pk, "code": "b.data"}
    with pytest.raises(Conflict):
        services.confirm_answer(**mine, base=1)
    services.confirm_answer(**mine, base=2)

    after = answers_of(assessment)["b.data"]
    assert (after.to_check, after.answer, after.version) == (None, said(1), 3)
    assert services.confirm_answer(**mine, base=3).version == 3


def test_a_page_of_the_old_version_meets_a_conflict_where_the_question_changed():
    found = case("wording_only")
    old, new = versions_of(found, "old", "new")
    assessment = started_on(old, {"a.goal": said(2)})
    lead = lead_of(assessment)
    move(assessment, new, lead)
    with pytest.raises(Conflict):  # nothing was said, and the wording is another one now
        save(assessment, lead, "b.data", 1, base=0)
    assert save(assessment, lead, "a.goal", 1, base=1).version == 2  # the same question


def test_the_level_aimed_at_is_kept_where_the_new_version_has_it():
    found = case("wording_only")
    old, new = versions_of(found, "old", "new")
    assessment = started_on(old, found.answers)
    lead = lead_of(assessment)
    Assessment.objects.filter(pk=assessment.pk).update(target_level="high")
    move(assessment, new, lead)
    assert fresh(assessment).target_level == "high"


def test_a_note_without_an_answer_is_carried_too():
    found = case("weight_changed")
    old, new = versions_of(found, "old", "new")
    answers = {**found.answers, "a.team": Said(note="Nobody has counted yet.")}
    assessment = started_on(old, answers)
    move(assessment, new, lead_of(assessment))
    assert said_in(assessment) == answers
