"""Evidence, talk, actions and assignments go with their question in a move, and come back with it."""

import uuid
from datetime import date

import pytest

from assessments.answers import services
from assessments.answers.assigned import read_assigned
from assessments.answers.bank_moves import kept_aside_in, still_aside
from assessments.answers.errors import (
    AnswerOutOfRange,
    FileRefused,
    NotVisible,
)
from assessments.answers.evidence_queries import evidence_of
from assessments.answers.models import (
    ActionItem,
    Answer,
    Assignment,
    Evidence,
    PathTerm,
)
from assessments.answers.path_queries import actions_of, path_terms
from assessments.answers.threads import open_threads, threads_of
from assessments.banks.diff.moving import Verdict
from assessments.banks.queries import parsed_bank
from assessments.scoring.answers import EvidenceItem
from assessments.web.kept_aside import kept_rows
from tests import factories
from tests.answers.moving import (
    back,
    fresh,
    lead_of,
    move,
    said_in,
    started_on,
    versions_of,
)
from tests.banks.moving_cases import LEVELS, bank_of, case
from tests.scoring.small_bank import said

pytestmark = pytest.mark.django_db


def belongings(assessment, code, person):
    """Give a question all that can belong to it."""
    actor = factories.actor_of(person)
    mine = {"actor": actor, "assessment_id": assessment.pk}
    services.add_comment(**mine, code=code, text="Why so?", operation_id=uuid.uuid4())
    PathTerm.objects.create(
        assessment=assessment, question_code=code, cannot_change=True, at=assessment.created_at
    )
    Assignment.objects.create(
        assessment=assessment,
        place="question",
        code=code,
        person=person,
        assigned_at=assessment.created_at,
    )
    action_for(assessment, code, True if code == "b.fax" else 2)


def action_for(assessment, code, value, target="high"):
    return ActionItem.objects.create(
        assessment=assessment,
        question_code=code,
        target_level=target,
        value=value,
        effort=1,
        made_at=assessment.created_at,
        changed_at=assessment.created_at,
    )


def what_belongs(assessment, actor):
    """Give the codes of all that is shown beside the answers."""
    row = fresh(assessment)
    return {
        "evidence": [link.question_code for link in evidence_of(actor, row)],
        "talk": dict(open_threads(row)),
        "assigned": [one.spot.code for one in read_assigned(row.pk)],
        "actions": [one.question_code for one in actions_of(row)],
        "terms": list(path_terms(row)),
    }


@pytest.mark.parametrize("name", ["code_reused", "question_removed"])
def test_all_that_belongs_to_a_question_goes_and_comes_back_with_it(name):
    found = case(name)
    code = "a.goal" if name == "code_reused" else "b.fax"
    old, new = versions_of(found, "old", "new")
    proof = EvidenceItem("https://example.org/proof")
    value = found.content["answers"][code]
    answers = {**found.answers, code: said(value, note="As agreed.", evidence=(proof,))}
    assessment = started_on(old, answers)
    person = factories.person_in(assessment.team, "lead")
    lead = factories.actor_of(person)
    belongings(assessment, code, person)
    whole = what_belongs(assessment, lead)
    assert all(list(what) == [code] for what in whole.values())

    made = move(assessment, new, lead)

    assert not any(what_belongs(assessment, lead).values())
    assert not threads_of(fresh(assessment), code)
    shelf = still_aside(assessment).get().shelf
    assert Answer.objects.get(question_code=shelf).note == "As agreed."
    assert Evidence.objects.get(question_code=shelf).url == proof.text
    back(assessment, made, lead)
    assert what_belongs(assessment, lead) == whole
    assert said_in(assessment) == answers


def test_evidence_taken_back_since_stands_again():
    found = case("wording_only")
    old, new = versions_of(found, "old", "new")
    answers = {**found.answers, "b.data": said(1, evidence=(EvidenceItem("https://a.example"),))}
    assessment = started_on(old, answers)
    lead = lead_of(assessment)
    made = move(assessment, new, lead)
    pk = Evidence.objects.get().pk
    services.remove_evidence(actor=lead, assessment_id=assessment.pk, evidence_id=pk)
    back(assessment, made, lead)
    assert said_in(assessment) == answers


def test_an_action_that_aims_at_an_answer_that_is_gone_waits_aside():
    found = case("choice_renamed")
    old, new = versions_of(found, "old", "new")
    assessment = started_on(old, found.answers)
    lead = lead_of(assessment)
    for code, value in (("a.who", "them"), ("a.way", "auto")):
        action_for(assessment, code, value)
    made = move(assessment, new, lead)
    assert [one.question_code for one in actions_of(fresh(assessment))] == ["a.way"]
    back(assessment, made, lead)
    codes = {one.question_code for one in actions_of(fresh(assessment))}
    assert codes == {"a.who", "a.way"}
    assert said_in(assessment) == found.answers


def test_an_action_put_aside_is_neither_changed_nor_told():
    found = case("choice_renamed")
    old, new = versions_of(found, "old", "new")
    assessment = started_on(old, found.answers)
    lead = lead_of(assessment)
    action = action_for(assessment, "a.who", "them")
    owner, day = factories.person_in(assessment.team, "contributor"), date(2026, 3, 1)
    ActionItem.objects.update(owner=owner, due_on=day)
    made = move(assessment, new, lead)

    assert services.tell_actions_due(day) == 0
    with pytest.raises(NotVisible):
        services.change_action(
            actor=lead,
            assessment_id=assessment.pk,
            action_id=action.pk,
            owner_id=owner.pk,
            due_on=day,
            state="done",
        )
    back(assessment, made, lead)
    assert services.tell_actions_due(day) == 1


def test_an_assignment_put_aside_is_not_changed():
    found = case("question_removed")
    old, new = versions_of(found, "old", "new")
    assessment = started_on(old, found.answers)
    person = factories.person_in(assessment.team, "lead")
    lead = factories.actor_of(person)
    belongings(assessment, "b.fax", person)
    row = Assignment.objects.get()
    move(assessment, new, lead)
    mine = {"actor": lead, "assessment_id": assessment.pk, "assignment_id": row.pk}
    with pytest.raises(NotVisible):
        services.change_due(**mine, due_on=date(2026, 3, 1))
    with pytest.raises(NotVisible):
        services.unassign(**mine)
    assert Assignment.objects.get().due_on is None


def test_an_action_stays_where_no_bank_has_levels():
    asked = {"a.goal": {"title": "Is the goal agreed?", "boolean": True}}
    plain = {"scoring": {"method": "additive"}}
    old = factories.version_of(bank_of(asked, version="1.0", **plain))
    second = bank_of({"a.goal": {**asked["a.goal"], "title": "Is the goal agreed on?"}}, **plain)
    new = factories.version_of(second, bank=old.bank, major=2)
    assessment = started_on(old, {"a.goal": said(value=False)})
    action = action_for(assessment, "a.goal", value=True, target="")
    move(assessment, new, lead_of(assessment))
    assert list(actions_of(fresh(assessment))) == [action]


def taken_over(assessment, new, lead):
    return move(assessment, new, lead, chosen={"b.staff": Verdict.TAKE})


def kept_titles(assessment):
    return [row.title for row in kept_rows(kept_aside_in(fresh(assessment)))]


def test_evidence_added_to_an_answer_taken_over_waits_under_its_question():
    found = case("question_split")
    old, new = versions_of(found, "old", "new")
    assessment = started_on(old, found.answers)
    lead = lead_of(assessment)
    made = taken_over(assessment, new, lead)
    proof = EvidenceItem("https://example.org/since")
    mine = {"actor": lead, "assessment_id": assessment.pk}
    services.add_evidence(**mine, code="b.staff", url=proof.text, operation_id=uuid.uuid4())

    back(assessment, made, lead)

    assert said_in(assessment) == found.answers
    title = parsed_bank(new).questions["b.staff"].title
    assert kept_titles(assessment) == [title]
    move(assessment, new, lead)
    assert said_in(assessment)["b.staff"].evidence == (proof,)


def test_an_action_that_does_not_fit_where_its_answer_was_taken_over_comes_back():
    found = case("question_split")
    old = factories.version_of(found.bank("old"))
    lower = {"method": "weighted_mean", "levels": LEVELS[:2], "wanted": {"mid": 1}}
    scoring = {**lower, "floors": {part: {"mid": 40} for part in "ab"}}
    second = bank_of(found.content["new"], version="2.0", scoring=scoring)
    new = factories.version_of(second, bank=old.bank, major=2)
    assessment = started_on(old, found.answers)
    lead = lead_of(assessment)
    action = action_for(assessment, "a.team", 2)
    made = taken_over(assessment, new, lead)

    assert not actions_of(fresh(assessment))
    assert kept_titles(assessment) == [parsed_bank(old).questions["b.care"].title]
    back(assessment, made, lead)
    assert [one.question_code for one in actions_of(fresh(assessment))] == ["a.team"]
    assert ActionItem.objects.get() == action


def test_evidence_and_files_of_the_old_questions_are_refused():
    found = case("code_reused")
    old, new = versions_of(found, "old", "new")
    assessment = started_on(old, found.answers)
    lead = lead_of(assessment)
    move(assessment, new, lead)
    mine = {"actor": lead, "assessment_id": assessment.pk}
    link = {"url": "https://example.org/x", "operation_id": uuid.uuid4(), "bank_version": old.pk}
    with pytest.raises(AnswerOutOfRange):
        services.add_evidence(**mine, code="a.goal", **link)
    services.add_evidence(**mine, code="b.data", **link)
    with pytest.raises(FileRefused):
        services.load_answers(**mine, answers={"a.goal": said(9)})
    assert "a.goal" not in said_in(assessment)
