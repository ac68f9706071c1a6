"""Assignments: who may give and take what, what is told of it, and what still waits."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from assessments.actor import NotAllowed, NotVisible
from assessments.answers import services
from assessments.answers.assigned import PART, QUESTION, Spot, questions_for, read_assigned
from assessments.answers.errors import NotOpen, Refused
from assessments.answers.models import Assessment, Assignment
from assessments.answers.services import refresh_summary
from assessments.answers.waiting import assignments_waiting_for
from assessments.banks.queries import parsed_bank
from assessments.notices.models import Notice
from assessments.teams.models import Member, TeamMember, User
from tests import factories
from tests.scoring.small_bank import DONT_KNOW, FULL, said, small_bank

pytestmark = pytest.mark.django_db

GOAL, SPEED = Spot(QUESTION, "value.goal"), Spot(QUESTION, "build.speed")
VALUE, PROFILE = Spot(PART, "value"), Spot(PART, "profile")
DAY = date(2027, 3, 4)


@pytest.fixture
def give(assessment, lead, bob):
    """Return a function that assigns; without a word, the lead gives the goal to Bob."""
    refresh_summary(assessment.pk)

    def assign(*spots, actor=lead, person=bob, due_on=None):
        return services.assign(
            actor=actor,
            assessment_id=assessment.pk,
            spots=spots or (GOAL,),
            person_id=person.user_id,
            due_on=due_on,
        )

    return assign


def _talk(assessment):
    return Assessment.objects.values_list("talk", flat=True).get(pk=assessment.pk)


def _told(actor):
    return [(n.kind, n.question_code, n.detail) for n in Notice.objects.filter(user=actor.user_id)]


def test_a_lead_assigns_parts_and_questions_with_a_day(assessment, lead, bob, give):
    give(VALUE, PROFILE, SPEED, due_on=DAY)

    found = read_assigned(assessment.pk)
    assert [(one.spot, one.name, one.due_on, one.is_here) for one in found] == [
        (spot, "Bob", DAY, True) for spot in (VALUE, PROFILE, SPEED)
    ]
    assert {one.by_id for one in found} == {lead.user_id}
    assert _talk(assessment) == 1


def test_the_person_is_told_in_one_notice(bob, give):
    give(due_on=DAY)
    give(VALUE, SPEED)

    assert _told(bob) == [
        (
            "assigned",
            "value.goal",
            {
                "question": "How far is value.goal?",
                "code": "value.goal",
                "count": 1,
                "due_on": "2027-03-04",
            },
        ),
        (
            "assigned",
            "",
            {"part": "Value of the product", "code": "value", "count": 2, "due_on": None},
        ),
    ]


def test_assigning_again_changes_nothing_and_tells_nobody(assessment, bob, give):
    first = give(GOAL, due_on=DAY)
    again = give(GOAL, GOAL, due_on=DAY)

    assert [row.pk for row in again] == [row.pk for row in first]
    assert Assignment.objects.count() == 1
    assert len(_told(bob)) == 1
    assert _talk(assessment) == 1


def test_assigning_again_without_a_day_keeps_the_day(give):
    give(due_on=DAY)
    give()

    assert Assignment.objects.get().due_on == DAY


def test_assigning_again_with_another_day_moves_it_and_tells_the_person(bob, give):
    give(due_on=DAY)
    give(due_on=DAY + timedelta(1))

    assert Assignment.objects.get().due_on == DAY + timedelta(1)
    assert [detail["due_on"] for *_, detail in _told(bob)] == ["2027-03-04", "2027-03-05"]


def test_two_people_can_share_a_question(assessment, ada, bob, give):
    give(person=ada)
    give(person=bob)

    assert [one.person_id for one in read_assigned(assessment.pk)] == [ada.user_id, bob.user_id]


def test_a_contributor_takes_a_question_and_gives_it_up_without_a_notice(assessment, ada, give):
    (row,) = give(actor=ada, person=ada)
    services.unassign(actor=ada, assessment_id=assessment.pk, assignment_id=row.pk)

    assert read_assigned(assessment.pk) == []
    assert _told(ada) == []
    assert _talk(assessment) == 2


def test_a_contributor_gives_nothing_to_others_and_takes_nothing_from_them(
    assessment, ada, bob, give
):
    (row,) = give(person=bob)
    with pytest.raises(NotAllowed):
        give(actor=ada, person=bob)
    with pytest.raises(NotAllowed):
        services.unassign(actor=ada, assessment_id=assessment.pk, assignment_id=row.pk)
    with pytest.raises(NotAllowed):
        services.change_due(
            actor=bob, assessment_id=assessment.pk, assignment_id=row.pk, due_on=None
        )


def test_a_contributor_cannot_move_the_day_a_lead_set(ada, give):
    give(person=ada, due_on=DAY)
    give(actor=ada, person=ada, due_on=DAY + timedelta(9))

    assert Assignment.objects.get().due_on == DAY


def test_a_lead_moves_the_day_and_takes_an_assignment_away(assessment, lead, bob, give):
    (row,) = give(due_on=DAY)
    target = {"actor": lead, "assessment_id": assessment.pk, "assignment_id": row.pk}

    assert services.change_due(**target, due_on=None).due_on is None
    assert len(_told(bob)) == 2
    services.unassign(**target)
    with pytest.raises(NotVisible):
        services.unassign(**target)


def test_a_viewer_may_neither_assign_nor_be_assigned(assessment, lead, give):
    viewer = factories.actor_in(assessment.team, "viewer")

    with pytest.raises(NotAllowed):
        give(actor=viewer, person=viewer)
    with pytest.raises(Refused, match="people of the team"):
        give(person=viewer)


def test_only_people_of_the_team_can_be_asked(assessment, give):
    admin = factories.actor_of(factories.admin_of(assessment.organisation))
    other_team = factories.TeamFactory(organisation=assessment.organisation)
    strangers = [
        admin,
        factories.actor_in(other_team, "contributor"),
        factories.actor_in(factories.TeamFactory(), "lead"),
    ]
    for stranger in strangers:
        with pytest.raises(Refused) as refused:
            give(person=stranger)
        assert refused.value.field == "person"

    give(actor=admin)
    assert Assignment.objects.count() == 1


def test_another_team_or_organisation_sees_nothing_to_assign(assessment, bob, give):
    (row,) = give()
    other_team = factories.TeamFactory(organisation=assessment.organisation)
    outsiders = [
        factories.actor_in(other_team, "lead"),
        factories.actor_in(factories.TeamFactory(), "lead"),
        factories.actor_of(factories.admin_of(factories.OrganisationFactory())),
    ]
    for outsider in outsiders:
        target = {"actor": outsider, "assessment_id": assessment.pk}
        with pytest.raises(NotVisible):
            services.assign(**target, spots=[GOAL], person_id=bob.user_id)
        with pytest.raises(NotVisible):
            services.unassign(**target, assignment_id=row.pk)
        with pytest.raises(NotVisible):
            services.change_due(**target, assignment_id=row.pk, due_on=DAY)


def test_an_assignment_is_reached_through_its_own_assessment_alone(assessment, lead, give):
    (row,) = give()
    other = factories.AssessmentFactory(product=assessment.product)

    with pytest.raises(NotVisible):
        services.unassign(actor=lead, assessment_id=other.pk, assignment_id=row.pk)


@pytest.mark.parametrize("spot", [Spot(PART, "nothing"), Spot(QUESTION, "value"), Spot(PART, "")])
def test_a_place_the_bank_does_not_have_is_refused(give, spot):
    with pytest.raises(Refused) as refused:
        give(GOAL, spot)

    assert refused.value.field == "places"
    assert Assignment.objects.count() == 0


def test_a_submitted_assessment_takes_no_assignments(assessment, lead, give):
    (row,) = give()
    services.submit_assessment(actor=lead, assessment_id=assessment.pk)

    with pytest.raises(NotOpen):
        give(SPEED)
    with pytest.raises(NotOpen):
        services.unassign(actor=lead, assessment_id=assessment.pk, assignment_id=row.pk)


def _waits(actor):
    return [Spot(row.place, row.code) for row in assignments_waiting_for(actor)]


def test_what_is_due_first_waits_first_until_it_is_answered(assessment, bob, give):
    give(SPEED)
    give(VALUE, due_on=DAY)
    give(GOAL, due_on=DAY - timedelta(1))
    assert _waits(bob) == [GOAL, VALUE, SPEED]

    factories.make_answers(assessment, {"value.goal": 3, "build.speed": DONT_KNOW})
    assert _waits(bob) == [VALUE]

    known = {"value.goal", "build.speed"}
    factories.make_answers(assessment, {c: a for c, a in FULL.items() if c not in known})
    refresh_summary(assessment.pk)
    assert _waits(bob) == []


def test_a_question_that_is_not_shown_does_not_wait(assessment, bob, give):
    give(Spot(QUESTION, "value.fairness"))
    assert len(_waits(bob)) == 1

    factories.make_answers(assessment, {"profile.people": said("no", note="nobody is judged")})
    assert _waits(bob) == []


def test_nothing_waits_in_a_submitted_assessment_or_an_archived_product(
    assessment, lead, bob, give
):
    give()
    services.submit_assessment(actor=lead, assessment_id=assessment.pk)
    assert _waits(bob) == []

    services.reopen_assessment(actor=lead, assessment_id=assessment.pk, reason="More to say")
    assert _waits(bob) == [GOAL]
    Assessment.objects.update(mode="blind")
    assert _waits(bob) == []


def test_nothing_waits_after_a_reveal_because_nobody_answers_any_more(assessment, bob, give):
    give(due_on=DAY)
    Assessment.objects.update(mode="blind", revealed_at=timezone.now())

    assert _waits(bob) == []
    assert services.tell_what_is_due(DAY) == 0


@pytest.mark.parametrize("revealed", [None, timezone.now()])
def test_a_contributor_gives_up_in_a_blind_assessment_too(assessment, ada, give, revealed):
    (row,) = give(actor=ada, person=ada)
    Assessment.objects.update(mode="blind", revealed_at=revealed)

    services.unassign(actor=ada, assessment_id=assessment.pk, assignment_id=row.pk)

    assert read_assigned(assessment.pk) == []


@pytest.mark.parametrize("how", ["out of the team", "out of the organisation", "now a viewer"])
def test_who_left_keeps_the_assignment_but_nothing_waits(assessment, bob, give, how):
    give(due_on=DAY)
    rows = TeamMember.objects.filter(user=bob.user_id)
    if how == "out of the team":
        rows.delete()
    elif how == "out of the organisation":
        Member.objects.filter(user=bob.user_id).delete()
    else:
        rows.update(role="viewer")

    assert [one.is_here for one in read_assigned(assessment.pk)] == [False]
    assert _waits(factories.actor_of(User.objects.get(pk=bob.user_id))) == []
    assert services.tell_what_is_due(DAY) == 0


@pytest.mark.parametrize("count", [1, 3])
def test_what_waits_costs_two_queries(assessment, bob, give, count, django_assert_num_queries):
    codes = ["value.goal", "build.speed", "build.way"][:count]
    give(*(Spot(QUESTION, code) for code in codes))
    parsed_bank(assessment.bank_version)

    with django_assert_num_queries(2):  # assignments with their assessments, answers
        assert len(assignments_waiting_for(bob)) == count
    with django_assert_num_queries(1):
        assert len(read_assigned(assessment.pk)) == count


def test_what_is_due_is_told_once_for_each_day(assessment, bob, give):
    give(GOAL, VALUE, due_on=DAY)
    give(SPEED, due_on=DAY + timedelta(3))
    Notice.objects.all().delete()

    assert services.tell_what_is_due(DAY - timedelta(3)) == 0
    assert services.tell_what_is_due(DAY - timedelta(2)) == 1
    assert services.tell_what_is_due(DAY - timedelta(2)) == 0
    assert services.tell_what_is_due(DAY + timedelta(30)) == 1
    assert [(kind, code, detail["count"]) for kind, code, detail in _told(bob)] == [
        ("due", "", 2),
        ("due", "build.speed", 1),
    ]


def test_what_is_answered_is_not_told(assessment, give):
    give(due_on=DAY)
    factories.make_answers(assessment, {"value.goal": 3})

    assert services.tell_what_is_due(DAY) == 0


def test_my_questions_are_those_assigned_to_me_or_to_nobody_and_best_answered_by_me(
    assessment, ada, bob, give
):
    bank = small_bank()
    give(VALUE, person=ada)
    give(SPEED, person=bob)
    assigned = read_assigned(assessment.pk)

    mine = questions_for(bank, assigned, ada.user_id, "product_management")
    assert mine == {q.code for q in VALUE.questions(bank)} | {"build.reasons"}
    assert questions_for(bank, assigned, bob.user_id, "") == {"build.speed"}
    assert questions_for(bank, [], bob.user_id, "") == frozenset()
