"""Blind mode: own sheets, and the reveal."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.answers import services
from assessments.answers.errors import Conflict, NotAllowed, NotOpen, Refused
from assessments.answers.models import Assessment, Evidence, Sheet
from assessments.answers.queries import answers_of, history_of, home_rows
from assessments.answers.sheets import seen_by
from assessments.audit.models import AuditEvent
from assessments.notices.models import Notice
from assessments.teams.models import Member, TeamMember, User
from tests import factories
from tests.answers.blind_team import begin, reveal, row_of, say, seen, settle

pytestmark = pytest.mark.django_db


def test_each_respondent_has_an_empty_sheet_from_the_start(blind, ada):
    sheets = list(Sheet.objects.filter(assessment=blind).order_by("pk"))
    assert [(s.discipline, s.revision, s.submitted_at) for s in sheets] == [
        ("product_management", 0, None),
        ("engineering", 0, None),
    ]
    assert sheets[0].respondent_id == ada.user_id
    assert sheets[0].summary == row_of(blind)["summary"]


def test_an_answer_goes_to_the_own_sheet_and_leaves_the_assessment_as_it_was(blind, ada):
    before = row_of(blind)
    saved = say(ada, blind, "value.goal", 3, note="Agreed by the sponsor.")
    assert row_of(blind) == before
    assert saved.summary["answered"] == 1
    sheet = Sheet.objects.get(assessment=blind, respondent=ada.user_id)
    assert (sheet.revision, sheet.summary["answered"]) == (1, 1)


def test_a_respondent_sees_the_own_answers_and_nobody_elses(blind, ada, bob, lead):
    say(ada, blind, "value.goal", 3)
    assert answers_of(seen(ada, blind))["value.goal"].answer.value == 3
    assert answers_of(seen(bob, blind)) == {}
    assert answers_of(seen(lead, blind)) == {}
    assert seen(ada, blind).summary["answered"] == 1
    assert seen(bob, blind).summary["answered"] == 0
    assert [one.summary["answered"] for one in seen_by(lead, home_rows(lead))] == [0]


def test_history_and_evidence_are_those_of_the_own_sheet(blind, ada, bob):
    say(ada, blind, "value.goal", 3)
    services.add_evidence(
        actor=ada,
        assessment_id=blind.pk,
        code="value.goal",
        url="https://example.org/a",
        operation_id=uuid.uuid4(),
    )
    assert [event.value for event in history_of(seen(ada, blind), "value.goal")] == [3]
    assert list(history_of(seen(bob, blind), "value.goal")) == []
    assert Evidence.objects.get(assessment=blind).respondent_id == ada.user_id
    assert "value.goal" not in answers_of(seen(bob, blind))


def test_the_same_question_is_no_conflict_between_two_sheets(blind, ada, bob):
    assert say(ada, blind, "value.goal", 3).version == 1
    assert say(bob, blind, "value.goal", 1).version == 1
    with pytest.raises(Conflict) as caught:
        say(bob, blind, "value.goal", 2)
    assert caught.value.current.answer.value == 1


def test_who_has_no_sheet_cannot_answer(blind, lead, team):
    other = factories.actor_in(team)
    for actor in (lead, other):
        with pytest.raises(NotAllowed):
            say(actor, blind, "value.goal", 3)
    with pytest.raises(NotAllowed):
        services.submit_sheet(actor=other, assessment_id=blind.pk)


def test_a_submitted_sheet_takes_no_answers_until_it_is_taken_back(blind, ada):
    services.submit_sheet(actor=ada, assessment_id=blind.pk)
    with pytest.raises(NotOpen):
        say(ada, blind, "value.goal", 3)
    services.take_back_sheet(actor=ada, assessment_id=blind.pk)
    assert say(ada, blind, "value.goal", 3).version == 1


def test_submitting_a_sheet_shows_nowhere_before_the_reveal(blind, ada):
    before, events = row_of(blind), AuditEvent.objects.count()
    services.submit_sheet(actor=ada, assessment_id=blind.pk)
    services.submit_sheet(actor=ada, assessment_id=blind.pk)
    assert row_of(blind) == before
    assert AuditEvent.objects.count() == events
    assert not Notice.objects.exists()


def test_the_last_sheet_submitted_reveals_all(blind, ada, bob, lead):
    say(ada, blind, "value.goal", 3)
    services.submit_sheet(actor=ada, assessment_id=blind.pk)
    services.submit_sheet(actor=bob, assessment_id=blind.pk)
    found = seen(bob, blind)
    assert found.is_revealed
    assert answers_of(found)["value.goal"].answer.value == 3
    assert found.summary["answered"] == 1
    told = {notice.user_id for notice in Notice.objects.filter(kind="revealed")}
    assert told == {ada.user_id, bob.user_id, lead.user_id}
    event = AuditEvent.objects.get(verb="assessment.revealed")
    assert event.detail == {"respondents": 2, "submitted": 2}


def leave(actor, how="team"):
    user = User.objects.get(pk=actor.user_id)
    rows = TeamMember if how == "team" else Member
    rows.objects.filter(user=user).delete()


@pytest.mark.parametrize("how", ["team", "organisation"])
def test_the_sheet_of_somebody_who_left_is_not_waited_for(blind, ada, bob, how):
    leave(bob, how)

    services.submit_sheet(actor=ada, assessment_id=blind.pk)

    assert row_of(blind)["revealed_at"] is not None


def test_an_admin_who_left_the_team_is_still_waited_for(blind, ada, bob):
    Member.objects.filter(user_id=bob.user_id).update(role="admin")
    leave(bob)

    services.submit_sheet(actor=ada, assessment_id=blind.pk)

    assert row_of(blind)["revealed_at"] is None


def test_the_sweep_reveals_when_the_last_one_waited_for_has_left(blind, ada, bob):
    today = timezone.now().date()
    leave(bob)
    assert services.reveal_due(today) == 0  # Ada is still at it

    Sheet.objects.filter(respondent=ada.user_id).update(submitted_at=timezone.now())

    assert services.reveal_due(today) == 1
    assert row_of(blind)["revealed_at"] is not None


def test_a_sheet_taken_back_keeps_the_sweep_from_revealing(blind, ada, bob):
    services.submit_sheet(actor=ada, assessment_id=blind.pk)
    services.take_back_sheet(actor=ada, assessment_id=blind.pk)
    leave(bob)

    assert services.reveal_due(timezone.now().date()) == 0


def test_after_the_reveal_no_sheet_changes(blind, ada, lead):
    reveal(lead, blind)
    with pytest.raises(NotOpen):
        say(ada, blind, "value.goal", 3)
    with pytest.raises(NotOpen):
        services.submit_sheet(actor=ada, assessment_id=blind.pk)
    with pytest.raises(NotOpen):
        services.take_back_sheet(actor=ada, assessment_id=blind.pk)


def test_what_was_saved_before_the_reveal_gets_its_reply_after_it(blind, ada, lead):
    sent = {
        "assessment_id": blind.pk,
        "code": "value.goal",
        "base": 0,
        "operation_id": uuid.uuid4(),
        "state": "answered",
        "value": 2,
    }
    first = services.save_answer(actor=ada, **sent)
    reveal(lead, blind)
    before = row_of(blind)

    again = services.save_answer(actor=ada, **sent)

    assert (again.version, again.at) == (first.version, first.at)
    assert row_of(blind) == before
    with pytest.raises(NotOpen):
        services.save_answer(actor=ada, **{**sent, "operation_id": uuid.uuid4()})


def test_only_a_lead_reveals_and_plans(blind, ada):
    day = timezone.now().date() + timedelta(days=3)
    with pytest.raises(NotAllowed):
        services.reveal_now(actor=ada, assessment_id=blind.pk)
    with pytest.raises(NotAllowed):
        services.plan_reveal(actor=ada, assessment_id=blind.pk, reveal_on=day)
    with pytest.raises(NotAllowed):
        services.add_respondents(actor=ada, assessment_id=blind.pk, people=[])


def test_the_sweep_reveals_what_is_due_and_nothing_before(blind, lead):
    day = timezone.now().date() + timedelta(days=3)
    services.plan_reveal(actor=lead, assessment_id=blind.pk, reveal_on=day)
    assert services.reveal_due(day - timedelta(days=1)) == 0
    assert services.reveal_due(day) == 1
    assert services.reveal_due(day) == 0
    assert seen(lead, blind).is_revealed


def test_the_day_of_the_reveal_lies_ahead(blind, lead):
    with pytest.raises(Refused) as caught:
        services.plan_reveal(actor=lead, assessment_id=blind.pk, reveal_on=timezone.now().date())
    assert caught.value.field == "reveal_on"


def test_more_people_may_be_asked_before_the_reveal(blind, lead, people, team):
    new = factories.person_in(team)
    give = {"actor": lead, "assessment_id": blind.pk}
    assert services.add_respondents(people=[new.pk, people[1].pk], **give) == 1
    assert say(factories.actor_of(new), blind, "value.goal", 2).version == 1
    viewer = factories.person_in(team, "viewer")
    with pytest.raises(Refused):
        services.add_respondents(people=[viewer.pk], **give)
    reveal(lead, blind)
    with pytest.raises(NotOpen):
        services.add_respondents(people=[people[0].pk], **give)


@pytest.mark.parametrize("chosen", [[], [1]])
def test_a_blind_assessment_needs_two_people(lead, team, ada, chosen):
    with pytest.raises(Refused) as caught:
        begin(lead, team, [ada.user_id] * len(chosen))
    assert caught.value.field == "respondents"
    assert not Assessment.objects.exists()


def test_a_blind_assessment_begins_empty_and_is_not_copied_before_its_reveal(
    blind, lead, team, ada, bob
):
    both = [ada.user_id, bob.user_id]
    with pytest.raises(NotAllowed):
        begin(lead, team, None, copy_from=blind)
    shared = factories.AssessmentFactory(team_=team)
    with pytest.raises(Refused) as caught:
        begin(lead, team, both, copy_from=shared)
    assert caught.value.field == "copy_from"


def test_a_revealed_assessment_is_copied_as_it_counts(blind, lead, team, ada, bob):
    say(ada, blind, "build.speed", 3)
    say(bob, blind, "build.speed", 2)
    reveal(lead, blind)
    copy = begin(lead, team, None, copy_from=seen(lead, blind))
    assert answers_of(seen(lead, copy))["build.speed"].answer.value == 3


def test_before_the_reveal_it_can_neither_be_submitted_nor_settled(blind, lead):
    with pytest.raises(NotOpen):
        services.submit_assessment(actor=lead, assessment_id=blind.pk)
    with pytest.raises(NotOpen):
        settle(lead, blind, "value.goal", 3)
