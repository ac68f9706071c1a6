"""An organisation goes as a whole, with its own bank in use; a bank version in use stays alone."""

import pytest
from django.db import connection
from django.db.models.deletion import RestrictedError

from assessments.answers.models import Answer, Assessment, BankMove
from assessments.answers.services import submit_assessment
from assessments.banks.models import Bank
from tests import factories
from tests.answers.moving import lead_of, move, started_on, versions_of
from tests.banks.moving_cases import case

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment() -> Assessment:
    team = factories.TeamFactory()
    bank = factories.BankFactory(organisation=team.organisation)
    made = factories.AssessmentFactory(
        product=factories.ProductFactory(team=team),
        bank_version=factories.BankVersionFactory(bank=bank),
    )
    lead = factories.actor_in(team, "lead")
    submit_assessment(actor=lead, assessment_id=made.pk, note="")
    return made


def test_organisation_goes_with_its_own_bank_in_use(assessment):
    assessment.organisation.delete()
    connection.check_constraints()

    assert not Assessment.objects.exists()
    assert not Bank.objects.exists()


def test_organisation_goes_with_assessments_that_moved_to_another_version():
    found = case("wording_only")
    old, new = versions_of(found, "old", "new")
    moved = started_on(old, found.answers)
    Bank.objects.update(organisation=moved.organisation)
    move(moved, new, lead_of(moved))
    assert Answer.objects.filter(to_check=old).exists()

    moved.organisation.delete()
    connection.check_constraints()

    assert not Bank.objects.exists()
    assert not BankMove.objects.exists()


def test_bank_version_in_use_stays(assessment):
    with pytest.raises(RestrictedError):
        assessment.bank_version.bank.delete()
