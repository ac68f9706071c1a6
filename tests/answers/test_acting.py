"""Actions and terms: made once a question, changed by who may answer, never an answer themselves."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.urls import reverse

from assessments.actor import NotAllowed, NotVisible
from assessments.answers.errors import NotOpen, Refused
from assessments.answers.models import ActionItem, Answer, Assessment, PathTerm
from assessments.answers.path_queries import actions_of, path_terms, terms_for
from assessments.answers.services import (
    Wanted,
    change_action,
    make_actions,
    set_path_term,
    tell_actions_due,
)
from assessments.audit.models import AuditEvent
from assessments.banks.queries import parsed_bank
from assessments.notices.models import Notice, NoticeKind
from assessments.notices.queries import Wanted as Told
from assessments.notices.sentences import address_of, sentence_of
from assessments.notices.services import choose
from assessments.scoring.outlook.path import Terms
from assessments.teams.models import TeamMember
from tests import factories

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 4)
SWITCHED_OFF = Told(on_page=False, by_mail=False)
GOAL = Wanted("value.goal", 3, Fraction(7, 2))
SKILLS = Wanted("value.skills", ("b", "a"), Fraction(10))


@pytest.fixture
def assessment() -> Assessment:
    return factories.AssessmentFactory()


@pytest.fixture
def actor(assessment: Assessment) -> Any:
    return factories.actor_in(assessment.team)


def made(actor: Any, assessment: Assessment, *wanted: Wanted) -> list[ActionItem]:
    return make_actions(
        actor=actor, assessment_id=assessment.pk, target="launch_ready", wanted=wanted
    )


def changed(actor: Any, action: ActionItem, **more: Any) -> ActionItem:
    said = {"owner_id": None, "due_on": None, "state": "to_do", **more}
    return change_action(
        actor=actor, assessment_id=action.assessment_id, action_id=action.pk, **said
    )


def test_actions_keep_the_answer_aimed_at_and_its_effort(assessment, actor):
    goal, skills = made(actor, assessment, GOAL, SKILLS)

    assert (goal.question_code, goal.value, goal.effort) == ("value.goal", 3, Decimal("3.50"))
    assert (skills.value, skills.state, skills.owner) == (["a", "b"], "to_do", None)


def test_a_question_under_way_gets_no_second_action(assessment, actor):
    made(actor, assessment, GOAL)

    assert [one.question_code for one in made(actor, assessment, GOAL, SKILLS)] == ["value.skills"]
    assert ActionItem.objects.count() == 2


def test_a_done_action_changes_no_answer_and_makes_room_for_another(assessment, actor):
    factories.make_answers(assessment, {"value.goal": 1})
    (action,) = made(actor, assessment, GOAL)
    changed(actor, action, state="done")

    assert Answer.objects.get(question_code="value.goal").value == 1
    assert len(made(actor, assessment, GOAL)) == 1
    with pytest.raises(Refused) as refused:
        changed(actor, action, state="doing")
    assert (refused.value.field, refused.value.code) == ("state", "twice")


def test_owner_day_and_state_are_set(assessment, actor):
    (action,) = made(actor, assessment, GOAL)
    owner = factories.person_in(assessment.team)
    changed(actor, action, owner_id=owner.pk, due_on=date(2030, 1, 2), state="doing")

    action.refresh_from_db()
    assert (action.owner, action.due_on, action.state) == (owner, date(2030, 1, 2), "doing")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"owner_id": "stranger"}, "owner"),
        ({"owner_id": "viewer"}, "owner"),
        ({"state": "x"}, "state"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field(assessment, actor, more, field):
    (action,) = made(actor, assessment, GOAL)
    people = {
        "stranger": factories.UserFactory(),
        "viewer": factories.person_in(assessment.team, "viewer"),
    }
    more = {name: getattr(people.get(value), "pk", value) for name, value in more.items()}

    with pytest.raises(Refused) as refused:
        changed(actor, action, **more)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Wanted("no.such", 1, Fraction(1)), "wanted"),
        (Wanted("value.goal", 9, Fraction(1)), "wanted"),
    ],
)
def test_an_answer_that_fits_no_question_is_refused_and_nothing_is_made(
    assessment, actor, wanted, field
):
    with pytest.raises(Refused) as refused:
        made(actor, assessment, SKILLS, wanted)

    assert refused.value.field == field
    assert not ActionItem.objects.exists()


def test_an_unknown_level_is_refused(assessment, actor):
    with pytest.raises(Refused):
        make_actions(actor=actor, assessment_id=assessment.pk, target="perfect", wanted=[GOAL])


def test_who_may_not_answer_plans_nothing(assessment):
    viewer = factories.actor_in(assessment.team, "viewer")
    stranger = factories.actor_in(factories.TeamFactory())

    with pytest.raises(NotAllowed):
        made(viewer, assessment, GOAL)
    with pytest.raises(NotVisible):
        made(stranger, assessment, GOAL)


@pytest.mark.parametrize("state", ["open", "submitted"])
def test_planning_goes_on_after_a_submit(state):
    assessment = factories.AssessmentFactory(state=state)

    assert made(factories.actor_in(assessment.team), assessment, GOAL)


def test_nothing_is_planned_in_the_archive(assessment, actor):
    Assessment.objects.update(state="closed")

    with pytest.raises(NotOpen):
        made(actor, assessment, GOAL)


def test_an_action_of_another_assessment_is_not_visible(assessment, actor):
    (action,) = made(actor, assessment, GOAL)
    other = factories.AssessmentFactory(product=assessment.product)
    action.assessment = other

    with pytest.raises(NotVisible):
        changed(actor, action)


def term(actor: Any, assessment: Assessment, code: str = "value.goal", **more: Any) -> None:
    said = {"cannot_change": False, "days": None, **more}
    set_path_term(actor=actor, assessment_id=assessment.pk, code=code, **said)


def test_terms_are_kept_changed_and_dropped(assessment, actor):
    bank = parsed_bank(assessment.bank_version)
    days = [Decimal("0.5"), Decimal(1), Decimal("2.25"), Decimal(3)]

    term(actor, assessment, days=days)
    term(actor, assessment, "value.skills", cannot_change=True)
    assert terms_for(bank, path_terms(assessment)) == Terms(
        frozenset({"value.skills"}), {"value.goal": tuple(map(Fraction, days))}
    )
    term(actor, assessment)
    term(actor, assessment, "value.skills", days=[Decimal(7)])
    assert terms_for(bank, path_terms(assessment)) == Terms(
        frozenset(), {"value.skills": (Fraction(7),)}
    )


@pytest.mark.parametrize("days", [[Decimal(1)], [Decimal(-1)] * 4, [Decimal(10_001)] * 4])
def test_figures_that_fit_no_step_are_refused(assessment, actor, days):
    with pytest.raises(Refused) as refused:
        term(actor, assessment, days=days)
    assert refused.value.field == "days"


@pytest.mark.parametrize("code", ["no.such", "profile.stage"])
def test_terms_are_about_questions_of_the_parts(assessment, actor, code):
    with pytest.raises(NotVisible):
        term(actor, assessment, code, cannot_change=True)


def test_figures_a_new_bank_has_no_steps_for_are_left_out(assessment):
    PathTerm.objects.create(
        assessment=assessment, question_code="value.goal", days=["1"], at=assessment.created_at
    )
    bank = parsed_bank(assessment.bank_version)

    assert terms_for(bank, path_terms(assessment)) == Terms()


def test_before_a_reveal_nothing_of_a_plan_is_shown(assessment, actor):
    made(actor, assessment, GOAL)
    term(actor, assessment, cannot_change=True)
    assessment.mode = "blind"

    assert list(actions_of(assessment)) == []
    assert path_terms(assessment) == {}


def owned(actor: Any, assessment: Assessment, **more: Any) -> tuple[ActionItem, Any]:
    action = made(actor, assessment, GOAL)[0]
    owner = factories.person_in(assessment.team)
    return changed(actor, action, owner_id=owner.pk, **more), owner


def test_a_new_owner_is_told_once_and_again_at_another_day(assessment, actor):
    action, owner = owned(actor, assessment, due_on=DAY)
    changed(actor, action, owner_id=owner.pk, due_on=DAY)
    changed(actor, action, owner_id=owner.pk, due_on=DAY, state="doing")

    told = Notice.objects.get(user=owner)
    assert told.kind == NoticeKind.ACTION
    title = parsed_bank(assessment.bank_version).questions["value.goal"].title
    assert title in sentence_of(told)
    assert address_of(told) == reverse("assessments:action-list", args=[assessment.pk])

    changed(actor, action, owner_id=owner.pk, due_on=DAY + timedelta(7), state="doing")
    assert Notice.objects.filter(user=owner, kind=NoticeKind.ACTION).count() == 2


def test_who_takes_an_action_or_switched_it_off_is_not_told(assessment, actor):
    action = made(actor, assessment, GOAL)[0]
    changed(actor, action, owner_id=actor.user_id)
    assert not Notice.objects.exists()

    owner = factories.person_in(assessment.team)
    choose(actor=factories.actor_of(owner), wanted={NoticeKind.ACTION: SWITCHED_OFF})
    changed(actor, action, owner_id=owner.pk)
    assert not Notice.objects.exists()


def test_what_is_due_is_told_two_days_before_and_once_for_each_day(assessment, actor):
    action, owner = owned(actor, assessment, due_on=DAY)

    assert tell_actions_due(DAY - timedelta(3)) == 0
    assert tell_actions_due(DAY - timedelta(2)) == 1
    assert tell_actions_due(DAY + timedelta(9)) == 0
    due = Notice.objects.get(user=owner, kind=NoticeKind.ACTION_DUE)
    assert "is due on" in sentence_of(due)
    changed(actor, action, owner_id=owner.pk, due_on=DAY + timedelta(5))
    assert tell_actions_due(DAY + timedelta(9)) == 1


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_nothing_is_told_of_an_action_that_is_over(assessment, actor, state):
    action, owner = owned(actor, assessment)
    changed(actor, action, owner_id=owner.pk, due_on=DAY, state=state)

    assert tell_actions_due(DAY) == 0
    assert Notice.objects.filter(user=owner).count() == 1


def test_nothing_is_told_to_who_left_or_of_what_is_archived(assessment, actor):
    _action, owner = owned(actor, assessment, due_on=DAY)
    Assessment.objects.update(state="closed")
    assert tell_actions_due(DAY) == 0

    Assessment.objects.update(state="open")
    TeamMember.objects.filter(user=owner).delete()
    assert tell_actions_due(DAY) == 0


def test_making_and_changing_actions_is_logged_without_what_stayed(assessment, actor):
    action, owner = owned(actor, assessment)
    changed(actor, action, owner_id=owner.pk)
    changed(actor, action, owner_id=owner.pk, state="done")

    events = AuditEvent.objects.filter(verb__startswith="action.").order_by("pk")
    assert [(one.verb, one.detail) for one in events] == [
        (
            "action.made",
            {"assessment": assessment.pk, "target_level": "launch_ready", "count": 1},
        ),
        (
            "action.changed",
            {"assessment": assessment.pk, "question": "value.goal", "owner": str(owner)},
        ),
        (
            "action.changed",
            {"assessment": assessment.pk, "question": "value.goal", "state": "done"},
        ),
    ]
