"""The sweep of every worker also refreshes the summaries that time has changed."""

from datetime import date

import pytest

from assessments import tasks
from assessments.answers.models import Assessment
from assessments.answers.services import recount

pytestmark = pytest.mark.django_db


def test_sweep_refreshes_what_went_out_of_date(assessment):
    Assessment.objects.update(stale_on=date(2026, 1, 1))
    tasks.sweep()
    assessment.refresh_from_db()
    assert assessment.stale_on is None
    assert assessment.summary == recount(assessment, date(2026, 1, 1)).content
