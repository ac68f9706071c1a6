from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from assessments.reports import services
from assessments.reports.models import Report, ReportFile, ReportTransition
from assessments.reports.services import make
from assessments.reports.services.sweep import GAVE_UP

State = Report.ReportState


def log(report):
    return list(report.transitions.order_by("pk").values_list("state", "attempt"))


def expire(report):
    Report.objects.filter(pk=report.pk).update(lease_until=Now() - timedelta(seconds=1))


def age(report, seconds):
    Report.objects.filter(pk=report.pk).update(requested_at=Now() - timedelta(seconds=seconds))


def claimed(report):
    claim = services.claim_report(report.pk)
    assert claim is not None
    return claim


def test_a_requested_report_becomes_running_and_then_ready_with_its_file(report):
    assert services.make_report(report.pk)
    report.refresh_from_db()
    assert report.state == State.READY
    assert report.lease_until is None
    assert report.finished_at is not None
    assert report.file.size == len(report.file.content)
    assert log(report) == [("requested", 0), ("running", 1), ("ready", 1)]


def test_a_running_report_is_not_claimed_a_second_time(report):
    assert services.claim_report(report.pk) is not None
    assert services.claim_report(report.pk) is None


def test_a_report_whose_lease_ran_out_is_claimed_with_the_next_token(report):
    first = claimed(report)
    expire(report)
    second = claimed(report)
    assert (first.attempt, second.attempt) == (1, 2)


def test_a_stale_attempt_can_neither_finish_nor_fail_a_report(report):
    stale = claimed(report)
    expire(report)
    current = claimed(report)
    assert not services.finish_report(stale, content=b"late", file_name="late.pdf")
    assert not services.fail_report(stale, reason="late")
    assert not ReportFile.objects.filter(report=report).exists()
    assert services.finish_report(current, content=b"good", file_name="good.pdf")
    assert bytes(ReportFile.objects.get(report=report).content) == b"good"
    assert log(report) == [("requested", 0), ("running", 1), ("running", 2), ("ready", 2)]


def test_a_finished_report_is_never_made_again(report):
    assert services.make_report(report.pk)
    before = ReportFile.objects.get(report=report).sha256
    assert not services.make_report(report.pk)
    assert ReportFile.objects.get(report=report).sha256 == before
    assert len(log(report)) == 3


def test_an_unknown_report_is_nothing_to_make(db):
    assert not services.make_report(4_000_000)


def test_three_broken_attempts_end_in_failed_with_a_reason_people_can_read(report, monkeypatch):
    def broken(_claim):
        raise RuntimeError("secret detail of the machine")

    monkeypatch.setattr(make, "_rendered", broken)
    for _ in range(3):
        assert not services.make_report(report.pk)
    report.refresh_from_db()
    assert report.state == State.FAILED
    assert report.reason == make.BROKEN
    assert "secret" not in report.reason
    assert log(report)[-1] == ("failed", 3)
    assert services.claim_report(report.pk) is None


def test_a_report_whose_bank_version_is_gone_says_so(report):
    inputs = report.inputs | {"bank": report.inputs["bank"] | {"digest": "0" * 64}}
    Report.objects.filter(pk=report.pk).update(inputs=inputs)
    assert not services.make_report(report.pk)
    report.refresh_from_db()
    assert "question bank" in report.reason
    assert report.state == State.REQUESTED


def test_the_sweep_rings_a_waiting_report_once_in_twenty_seconds(report):
    assert services.sweep_reports() == ()
    age(report, 25)
    assert services.sweep_reports() == (report.pk,)
    assert services.sweep_reports() == ()
    Report.objects.filter(pk=report.pk).update(rung_at=Now() - timedelta(seconds=21))
    assert services.sweep_reports() == (report.pk,)


def test_the_sweep_rings_a_report_whose_maker_died(report):
    claimed(report)
    assert services.sweep_reports() == ()
    expire(report)
    assert services.sweep_reports() == (report.pk,)


def test_the_sweep_fails_a_report_that_lost_its_third_lease(report):
    for _ in range(3):
        claimed(report)
        expire(report)
    assert services.sweep_reports() == ()
    report.refresh_from_db()
    assert (report.state, report.reason) == (State.FAILED, GAVE_UP)
    assert log(report)[-1] == ("failed", 3)


def test_the_sweep_leaves_finished_reports_alone(report):
    services.make_report(report.pk)
    age(report, 3600)
    assert services.sweep_reports() == ()


def test_the_log_refuses_a_second_end(report):
    services.make_report(report.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportTransition.objects.create(report=report, state=State.FAILED, attempt=2)


def test_a_running_report_without_a_lease_cannot_be_stored(report):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(state=State.RUNNING, lease_until=None)
