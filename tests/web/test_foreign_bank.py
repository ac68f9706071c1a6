"""A bank of another organisation is not there: not to start from, not to read, not to export."""

import pytest

from assessments.answers.models import Assessment
from assessments.teams.models import Member
from tests import factories


@pytest.fixture
def foreign(world):
    organisation = factories.OrganisationFactory()
    bank = factories.BankFactory(organisation=organisation, title="Their secret bank")
    return factories.BankVersionFactory(bank=bank)


def test_an_assessment_cannot_start_from_a_foreign_version(world, foreign):
    product = world.assessment.product

    reply = world.client("lead").post(
        f"/products/{product.pk}/assessments/new", {"bank_version": foreign.pk, "name": "Mine"}
    )

    assert reply.status_code == 422
    assert "Their secret bank" not in reply.content.decode()
    assert Assessment.objects.filter(product=product).count() == 1


def test_an_assessment_cannot_start_from_a_foreign_assessment(world):
    theirs = factories.AssessmentFactory(bank_version=world.assessment.bank_version)
    fields = {"bank_version": theirs.bank_version_id, "name": "Mine", "copy_from": theirs.pk}

    reply = world.client("lead").post(
        f"/products/{world.assessment.product_id}/assessments/new", fields
    )

    assert reply.status_code == 422


@pytest.mark.parametrize("what", ["/bank-versions/{version}/", "/banks/{bank}/"])
def test_the_pages_of_a_foreign_bank_are_not_there(world, foreign, what):
    Member.objects.filter(user=world.lead).update(edits_banks=True)
    address = what.format(version=foreign.pk, bank=foreign.bank_id)

    reply = world.client("lead").get(address)

    assert reply.status_code == 404
    assert "Their secret bank" not in reply.content.decode()
