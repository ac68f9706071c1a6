"""Nothing of one organisation or team is ever visible in another."""

from datetime import timedelta

import pytest

from assessments.answers.models import Assessment
from assessments.answers.permissions import (
    can_answer,
    can_manage_assessment,
    can_reopen,
    can_request_report,
    can_submit,
    can_view,
)
from assessments.answers.queries import (
    assessment_for,
    assessments_of,
    assessments_visible_to,
    history_of,
    home_rows,
    milestones_of_product,
)
from assessments.answers.services import submit_assessment
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def others(assessment):
    """Give assessments that could leak: another organisation's, another team's, an archived one."""
    organisation = assessment.organisation
    made = [
        factories.AssessmentFactory(),
        factories.AssessmentFactory(team_=factories.TeamFactory(organisation=organisation)),
    ]
    for one in made:
        factories.make_answers(one, {"value.goal": 1})
        lead = factories.actor_in(one.team, "lead")
        submit_assessment(actor=lead, assessment_id=one.pk)
    return made


@pytest.mark.parametrize("role", ["lead", "contributor", "viewer"])
def test_team_member_sees_the_teams_assessments_only(assessment, others, role):
    actor = factories.actor_in(assessment.team, role)
    assert list(assessments_visible_to(actor)) == [assessment]
    assert list(home_rows(actor)) == [assessment]
    assert list(assessments_of(actor, assessment.product)) == [assessment]
    assert assessment_for(actor, assessment.pk) == assessment
    for other in others:
        with pytest.raises(Assessment.DoesNotExist):
            assessment_for(actor, other.pk)
        assert not assessments_of(actor, other.product).exists()
        assert not milestones_of_product(actor, other.product).exists()


def test_admin_sees_the_organisation_and_no_other(assessment, others):
    admin = factories.actor_of(factories.admin_of(assessment.organisation))
    assert set(assessments_visible_to(admin)) == {assessment, others[1]}
    assert [m.assessment for m in milestones_of_product(admin, others[1].product)] == [others[1]]
    assert assessment_for(admin, others[1].pk) == others[1]
    with pytest.raises(Assessment.DoesNotExist):
        assessment_for(admin, others[0].pk)


def test_somebody_without_any_role_sees_nothing(assessment, others):
    nobody = factories.actor_of(factories.UserFactory())
    assert not assessments_visible_to(nobody).exists()
    for one in (assessment, *others):
        with pytest.raises(Assessment.DoesNotExist):
            assessment_for(nobody, one.pk)


def test_admin_of_one_and_member_of_another_sees_both(assessment, others):
    user = factories.admin_of(assessment.organisation)
    factories.TeamMemberFactory(team=others[0].team, user=user)
    actor = factories.actor_of(user)
    assert set(assessments_visible_to(actor)) == {assessment, *others}
    assert [assessment_for(actor, one.pk) for one in others] == others


@pytest.mark.parametrize("edits_banks", [False, True])
def test_member_without_a_team_sees_no_assessment(assessment, others, edits_banks):
    member = factories.MemberFactory(organisation=assessment.organisation, edits_banks=edits_banks)
    actor = factories.actor_of(member.user)
    assert not assessments_visible_to(actor).exists()
    assert not home_rows(actor)


def test_history_is_of_one_assessment_and_one_question(assessment, save):
    save("value.goal", 1)
    save("build.speed", 1)
    other = factories.AssessmentFactory(product=assessment.product)
    factories.make_answers(other, {"value.goal": 4})
    assert [event.value for event in history_of(assessment, "value.goal")] == [1]


RIGHTS = {
    # role: view, answer, submit, reopen, manage, request a report
    "lead": (True, True, True, True, True, True),
    "contributor": (True, True, False, False, False, True),
    "viewer": (True, False, False, False, False, False),
    "admin": (True, True, True, True, True, True),
    "outsider": (False, False, False, False, False, False),
}


@pytest.mark.parametrize(("role", "rights"), RIGHTS.items())
def test_rights_of_each_role(assessment, role, rights):
    if role == "admin":
        actor = factories.actor_of(factories.admin_of(assessment.organisation))
    elif role == "outsider":
        actor = factories.actor_in(factories.TeamFactory(organisation=assessment.organisation))
    else:
        actor = factories.actor_in(assessment.team, role)
    submitted = Assessment(**{**row_of(assessment), "state": "submitted"})
    found = (
        can_view(actor, assessment),
        can_answer(actor, assessment),
        can_submit(actor, assessment),
        can_reopen(actor, submitted),
        can_manage_assessment(actor, assessment),
        can_request_report(actor, assessment),
    )
    assert found == rights
    assert not can_answer(actor, submitted)
    assert not can_submit(actor, submitted)
    assert not can_reopen(actor, assessment)


def row_of(assessment) -> dict[str, int]:
    return {"team_id": assessment.team_id, "organisation_id": assessment.organisation_id}


def test_home_pages_by_the_time_of_the_last_write_without_gaps(assessment, ada):
    rows = [
        factories.AssessmentFactory(
            product=assessment.product, bank_version=assessment.bank_version
        )
        for _ in range(6)
    ]
    for n, row in enumerate(rows):
        at = assessment.touched_at + timedelta(minutes=n // 2)  # pairs share a time
        Assessment.objects.filter(pk=row.pk).update(touched_at=at)
    Assessment.objects.filter(pk=assessment.pk).update(state="closed")
    seen, after = [], None
    while True:
        page = list(home_rows(ada, after=after, limit=2))
        seen += page[:2]
        if len(page) < 3:
            break
        after = (page[1].touched_at, page[1].pk)
    assert [row.pk for row in seen] == [row.pk for row in reversed(rows)]


@pytest.mark.parametrize("count", [1, 3])
def test_home_rows_cost_one_query_with_all_they_show(
    assessment, ada, count, django_assert_num_queries
):
    for _ in range(count - 1):
        factories.AssessmentFactory(product=assessment.product)
    with django_assert_num_queries(1):  # assessments with product, team, bank and version
        shown = [
            (
                row.product.name,
                row.team.name,
                row.organisation.name,
                row.bank_version.number,
                row.bank_version.bank.title,
            )
            for row in home_rows(ada)
        ]
    assert len(shown) == count


def test_archived_products_assessments_leave_the_home_page(assessment, ada):
    assessment.product.archived_at = assessment.created_at
    assessment.product.save()
    assert not home_rows(ada)
    assert assessment_for(ada, assessment.pk) == assessment
