"""The short form of `benchmarks/report_faults.py`, and proof that its checker sees a fault."""

from datetime import timedelta

import pytest
import redis
from django.conf import settings
from django.db.models.functions import Now

from assessments.answers.models import Answer
from assessments.reports import services
from assessments.reports.models import Report, ReportFile
from benchmarks import report_faults
from benchmarks.report_faults import Figures, torment
from tests import processes
from tests.reports.conftest import NONCE

KILLS = 3


def expire():
    """Stand for the minute that a lease lasts."""
    past = Now() - timedelta(seconds=1)
    Report.objects.filter(state="running").update(lease_until=past, rung_at=past)


def flush():
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.flushdb()


@pytest.fixture
def asked(actor, assessment):
    found = {}
    for number in range(12):
        nonce = f"{NONCE}-{number}"
        Answer.objects.filter(question_code="value.goal").update(note=f"Agreed, {nonce}")
        report = services.request_report(actor=actor, assessment_id=assessment.pk)
        found[report.pk] = nonce
    Report.objects.update(requested_at=Now() - timedelta(minutes=1))
    return found


@pytest.mark.worker
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_report_ends_once_whatever_kills_the_worker(
    asked, database_name, tmp_path, monkeypatch
):
    monkeypatch.setattr(report_faults, "LATEST_KILL", 0.05)
    worker = processes.CeleryWorker(database_name, tmp_path)
    worker.start()
    try:
        figures = torment(asked, worker, flush, kills=KILLS, flushes=1, seed=5, after_kill=expire)
    finally:
        worker.kill()
    assert figures.kept, figures
    assert figures.kills >= 1, "the run is invalid: nothing was killed"
    assert figures.ready >= 9, figures


@pytest.mark.django_db
def test_the_checker_sees_what_is_stuck_broken_or_without_its_text(asked, monkeypatch):
    monkeypatch.setattr(report_faults, "LONGEST_WAIT", 0.1)
    first, second, third, *_ = asked
    for pk in (first, second, third):
        services.make_report(pk)
    ReportFile.objects.filter(report=second).update(content=b"%PDF half a fi")
    figures = Figures(reports=len(asked))
    report_faults._judge(asked | {third: "another text"}, figures)
    assert (figures.ready, figures.stuck) == (3, len(asked) - 3)
    assert (figures.broken_files, figures.without_their_text) == (1, 1)
    assert not figures.kept
