"""Who deletes a product or an assessment waits for the sweep at worst; nothing deadlocks."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from assessments.answers.models import Assessment
from assessments.answers.services import delete_assessment
from assessments.reports import services
from assessments.reports.models import BundleMember, Report, ReportSchedule
from assessments.reports.services import Plan, bundling, running_schedules
from assessments.teams.models import Product
from assessments.teams.services import choose_current, delete_product
from tests import factories
from tests.races import Beside

pytestmark = pytest.mark.django_db(transaction=True)
LATER = date(2030, 1, 7)


@pytest.fixture
def lead(assessment):
    return factories.actor_of(factories.person_in(assessment.team, "lead"))


@pytest.fixture
def member(assessment, lead):
    """Give the one report of a bundle that waits to be asked for."""
    choose_current(assessment.product)
    services.request_bundle(
        actor=lead,
        organisation_id=assessment.organisation_id,
        assessment_ids=[assessment.pk],
        file_format="json",
    )
    return BundleMember.objects.get()


def test_assessment_deleted_while_its_report_is_asked_for(assessment, lead, member):
    filling = Beside(lambda: bundling._fill(member.pk))
    with transaction.atomic():
        list(Assessment.objects.select_for_update().filter(pk=assessment.pk))
        filling.start_and_wait()
        delete_assessment(actor=lead, assessment_id=assessment.pk)

    assert filling.ended() is True
    member.refresh_from_db()
    assert (member.report, "deleted" in member.reason) == (None, True)


def test_product_deleted_while_its_schedule_runs(assessment, lead, monkeypatch):
    choose_current(assessment.product)
    plan = Plan("weekly", 0, "json", [lead.user_id])
    made = services.make_schedule(actor=lead, product_id=assessment.product_id, plan=plan)
    deleting = Beside(lambda: delete_product(actor=lead, product_id=assessment.product_id))
    real = running_schedules.request_in_any

    def asked_while_somebody_deletes(**more: Any) -> Report:
        deleting.start_and_wait()
        return real(**more)

    monkeypatch.setattr(running_schedules, "request_in_any", asked_while_somebody_deletes)
    assert running_schedules._run(made.pk, LATER)

    assert deleting.ended() is None
    assert not Product.objects.exists()
    assert not ReportSchedule.objects.exists()


def test_product_deleted_while_its_reports_are_asked_for(assessment, lead, member):
    filling = Beside(lambda: bundling._fill(member.pk))
    with transaction.atomic():
        list(Assessment.objects.select_for_update().filter(pk=assessment.pk))
        filling.start_and_wait()
        delete_product(actor=lead, product_id=assessment.product_id)

    assert filling.ended() is True
