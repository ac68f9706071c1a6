"""Rename, plan, archive, restore, move, delete: by leads and admins, each in the audit log."""

import uuid
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from assessments.answers import services
from assessments.answers.errors import NotAllowed, NotOpen, NotVisible, Refused
from assessments.answers.models import Answer, AnswerEvent, Assessment, Evidence, Milestone
from assessments.audit.models import AuditEvent
from tests import factories
from tests.scoring.small_bank import FULL

pytestmark = pytest.mark.django_db

VERBS = {
    services.rename_assessment: {"name": "Other"},
    services.plan_assessment: {"target_level": "proven", "due_date": None},
    services.archive_assessment: {},
    services.restore_assessment: {},
    services.delete_assessment: {},
}


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)
def test_only_leads_and_admins_keep_assessments(assessment, ada, verb):
    with pytest.raises(NotAllowed):
        verb(actor=ada, assessment_id=assessment.pk, **VERBS[verb])
    outsider = factories.actor_in(factories.TeamFactory(), "lead")
    with pytest.raises(NotVisible):
        verb(actor=outsider, assessment_id=assessment.pk, **VERBS[verb])
    assert Assessment.objects.get().name == "Spring review"
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)
def test_admin_may_do_all_of_it(assessment, verb):
    admin = factories.actor_of(factories.admin_of(assessment.organisation))
    verb(actor=admin, assessment_id=assessment.pk, **VERBS[verb])


def test_renamed_and_planned(assessment, lead):
    services.rename_assessment(actor=lead, assessment_id=assessment.pk, name=" Autumn  review ")
    services.plan_assessment(
        actor=lead, assessment_id=assessment.pk, target_level="proven", due_date=date(2027, 1, 1)
    )
    assessment.refresh_from_db()
    assert (assessment.name, assessment.target_level, assessment.due_date) == (
        "Autumn review",
        "proven",
        date(2027, 1, 1),
    )
    with pytest.raises(NotAllowed):
        services.plan_assessment(
            actor=lead, assessment_id=assessment.pk, target_level="perfect", due_date=None
        )
    with pytest.raises(Refused):
        services.rename_assessment(actor=lead, assessment_id=assessment.pk, name="")


def test_archived_assessment_takes_no_answers_until_it_is_restored(assessment, lead, save):
    services.archive_assessment(actor=lead, assessment_id=assessment.pk)
    with pytest.raises(NotOpen):
        save("value.goal", 1)
    services.restore_assessment(actor=lead, assessment_id=assessment.pk)
    assert save("value.goal", 1).version == 1


def test_submitted_assessment_comes_back_submitted(assessment, lead, save):
    save("value.goal", 1)
    services.submit_assessment(actor=lead, assessment_id=assessment.pk)
    services.archive_assessment(actor=lead, assessment_id=assessment.pk)
    restored = services.restore_assessment(actor=lead, assessment_id=assessment.pk)
    assert restored.state == "submitted"


def test_reopened_assessment_comes_back_open_though_nothing_was_written_since(
    assessment, lead, save
):
    save("value.goal", 1)
    for act in (
        services.submit_assessment,
        services.reopen_assessment,
        services.archive_assessment,
        services.archive_assessment,  # once more changes nothing
    ):
        act(actor=lead, assessment_id=assessment.pk)
    restored = services.restore_assessment(actor=lead, assessment_id=assessment.pk)
    assert (restored.state, restored.archived_from) == ("open", "")
    assert save("value.goal", 2, base=1).version == 2


@pytest.mark.parametrize("state", ["open", "submitted"])
def test_what_was_archived_before_is_given_its_state_by_the_log(assessment, lead, state):
    if state == "submitted":
        services.submit_assessment(actor=lead, assessment_id=assessment.pk)
    services.archive_assessment(actor=lead, assessment_id=assessment.pk)
    running = factories.AssessmentFactory()
    Assessment.objects.update(archived_from="")

    import_module("assessments.migrations.0027_archived_from").read_the_log(apps, None)

    assessment.refresh_from_db()
    running.refresh_from_db()
    assert (assessment.archived_from, running.archived_from) == (state, "")


def test_moved_assessment_belongs_to_the_new_products_team(assessment, lead):
    other = factories.ProductFactory(
        team=factories.TeamFactory(organisation=assessment.organisation)
    )
    with pytest.raises(NotVisible):
        services.move_assessment(actor=lead, assessment_id=assessment.pk, product_id=other.pk)
    admin = factories.actor_of(factories.admin_of(assessment.organisation))
    services.move_assessment(actor=admin, assessment_id=assessment.pk, product_id=other.pk)
    assessment.refresh_from_db()
    assert (assessment.product, assessment.team) == (other, other.team)


def test_assessment_never_moves_to_another_organisation(assessment):
    user = factories.person_in(assessment.team, "lead")
    elsewhere = factories.ProductFactory()
    factories.TeamMemberFactory(team=elsewhere.team, user=user, role="lead")
    with pytest.raises(NotAllowed):
        services.move_assessment(
            actor=factories.actor_of(user), assessment_id=assessment.pk, product_id=elsewhere.pk
        )


def test_deleted_assessment_leaves_only_the_audit_log(assessment, lead):
    factories.make_answers(assessment, FULL)
    services.add_evidence(
        actor=lead,
        assessment_id=assessment.pk,
        code="value.goal",
        url="https://example.org/a",
        operation_id=uuid.uuid4(),
    )
    services.submit_assessment(actor=lead, assessment_id=assessment.pk)
    next_one = services.start_assessment(
        actor=lead,
        product=assessment.product,
        bank_version=assessment.bank_version,
        name="Next",
        copy_from=assessment,
    ).assessment
    services.delete_assessment(actor=lead, assessment_id=assessment.pk)
    assert list(Assessment.objects.all()) == [next_one]
    for model in (Answer, AnswerEvent, Evidence, Milestone):
        assert not model.objects.exclude(assessment=next_one).exists()
    event = AuditEvent.objects.get(verb="assessment.deleted")
    assert event.object_name == "Spring review"


def test_a_process_that_does_not_know_the_state_before_an_archive_still_starts_one(assessment):
    fields = Assessment._meta.concrete_fields
    known = [one.column for one in fields if one.name not in {"id", "archived_from"}]
    columns = ", ".join(known)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO assessments_assessment ({columns})"  # noqa: S608 -- names of our own
            f" SELECT {columns} FROM assessments_assessment"
        )
    assert set(Assessment.objects.values_list("archived_from", flat=True)) == {""}
    assert Assessment.objects.count() == 2
