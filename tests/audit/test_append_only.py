"""The database itself keeps history and audit log: written once, gone only with their owner."""

import pytest
from django.db import IntegrityError, connection, transaction

from assessments.actor import NotAllowed, NotVisible
from assessments.answers.models import AnswerEvent
from assessments.audit.models import AuditEvent
from assessments.audit.queries import Filters, audit_of
from assessments.audit.services import record
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment():
    assessment = factories.AssessmentFactory()
    user = factories.person_in(assessment.team)
    factories.make_answers(assessment, {"value.goal": 2}, by=user)
    record(
        "assessment.started",
        assessment,
        organisation_id=assessment.organisation_id,
        actor_id=user.pk,
    )
    return assessment


def delete_all(model) -> None:
    with transaction.atomic():
        model.objects.all().delete()
        connection.check_constraints()  # now instead of at the commit


CHANGES = [
    (AnswerEvent, {"value": 4}),
    (AnswerEvent, {"note": "Never said."}),
    (AnswerEvent, {"by": None, "value": 4}),
    (AuditEvent, {"verb": "assessment.deleted"}),
    (AuditEvent, {"detail": {"a": 1}}),
]


@pytest.mark.parametrize(("model", "change"), CHANGES)
def test_written_row_cannot_change(assessment, model, change):
    with pytest.raises(IntegrityError, match="cannot change"), transaction.atomic():
        model.objects.update(**change)


@pytest.mark.parametrize("model", [AnswerEvent, AuditEvent])
def test_person_cannot_be_replaced_by_another(assessment, model):
    other = factories.UserFactory()
    field = "by" if model is AnswerEvent else "actor"
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**{field: other})


@pytest.mark.parametrize("model", [AnswerEvent, AuditEvent])
def test_row_cannot_be_deleted_while_its_owner_stands(assessment, model):
    with pytest.raises(IntegrityError, match="is kept"):
        delete_all(model)
    assert model.objects.count() == 1


def test_audit_event_of_no_organisation_is_never_deleted():
    record("bank.imported", factories.BankFactory(), organisation_id=None)
    with pytest.raises(IntegrityError, match="is kept"):
        delete_all(AuditEvent)


def test_rows_go_with_their_owner(assessment):
    organisation = assessment.organisation
    assessment.delete()
    connection.check_constraints()
    assert not AnswerEvent.objects.exists()
    organisation.delete()
    connection.check_constraints()
    assert not AuditEvent.objects.exists()


def test_erased_person_leaves_the_rows_without_a_name(assessment):
    AnswerEvent.objects.get().by.delete()
    connection.check_constraints()
    assert (AnswerEvent.objects.get().by, AuditEvent.objects.get().actor) == (None, None)


def test_audit_log_is_read_by_the_admins_of_its_organisation_only(assessment):
    admin = factories.actor_of(factories.admin_of(assessment.organisation))
    lead = factories.actor_in(assessment.team, "lead")
    elsewhere = factories.actor_of(factories.admin_of(factories.OrganisationFactory()))
    of = assessment.organisation_id
    assert [event.verb for event in audit_of(admin, of, Filters())] == ["assessment.started"]
    with pytest.raises(NotAllowed):
        audit_of(lead, of, Filters())
    with pytest.raises(NotVisible):
        audit_of(elsewhere, of, Filters())
