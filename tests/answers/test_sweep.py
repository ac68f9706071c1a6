"""The sweep of every worker also refreshes the summaries that time has changed."""

from datetime import date

import pytest

from assessments import tasks
from assessments.answers.models import Assessment
from assessments.answers.services import recount, refreshing
from tests import factories

pytestmark = pytest.mark.django_db


def test_sweep_refreshes_what_went_out_of_date(assessment):
    Assessment.objects.update(stale_on=date(2026, 1, 1))
    tasks.sweep()
    assessment.refresh_from_db()
    assert assessment.stale_on is None
    assert assessment.summary == recount(assessment, date(2026, 1, 1)).content


def test_a_row_that_fails_does_not_stop_the_ones_after_it(assessment, monkeypatch):
    after = factories.AssessmentFactory()
    Assessment.objects.update(stale_on=date(2026, 1, 1))
    refresh = refreshing.refresh_summary

    def failing(pk):
        if pk == assessment.pk:
            raise ValueError(pk)
        return refresh(pk)

    monkeypatch.setattr(refreshing, "refresh_summary", failing)
    assert refreshing.refresh_stale_summaries(date(2026, 1, 2)) == 1
    after.refresh_from_db()
    assert after.stale_on is None
