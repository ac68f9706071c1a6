"""A real Celery worker, a real queue: the report is made in another process."""

import os
import signal
import time

import pytest
from django.db import connection, transaction

from assessments import tasks
from assessments.reports import services
from assessments.reports.models import Report, ReportTransition
from tests import processes
from tests import services as servers
from tests.patience import until

State = Report.ReportState
ENDS = (State.READY, State.FAILED)


def ended(report):
    report.refresh_from_db()
    return report.state in ENDS


@pytest.fixture(autouse=True)
def loud_bell(monkeypatch):
    monkeypatch.setattr(tasks, "_quiet_until", 0.0)


@pytest.fixture
def other_redis(tmp_path, monkeypatch):
    """A Redis of this test's own as the broker, which may be stopped and frozen."""
    port = servers.free_port()
    command = [servers.redis_binary(), "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    process = servers.start(command, log=tmp_path / "redis.log")
    url = f"redis://127.0.0.1:{port}/0"
    servers.wait_for(lambda: servers._answers_ping(url), process, tmp_path / "redis.log")
    real = tasks.make_report.apply_async
    with tasks.make_report.app.connection_for_write(url) as broker:

        def send(arguments, **options):
            return real(arguments, connection=broker, **options)

        monkeypatch.setattr(tasks.make_report, "apply_async", send)
        yield process
    process.kill()
    process.wait()


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_a_worker_process_makes_the_report(celery_worker, report):
    tasks.ring(report.pk)
    until(lambda: ended(report))
    assert report.state == State.READY
    assert bytes(report.file.content).startswith(b"%PDF")
    assert celery_worker.pid != os.getpid()


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_a_message_delivered_five_times_makes_one_report(celery_worker, report):
    sent = [tasks.make_report.delay(report.pk).id for _ in range(5)]
    until(lambda: all(f"[{one}] succeeded" in celery_worker.log.read_text() for one in sent))
    states = list(ReportTransition.objects.order_by("pk").values_list("state", flat=True))
    assert states == [State.REQUESTED, State.RUNNING, State.READY]


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_starts_finds_a_report_nobody_rang_for(report, database_name, tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE assessments_report SET requested_at = now() - interval '1 minute'")
    worker = processes.CeleryWorker(database_name, tmp_path)
    worker.start()
    try:
        until(lambda: ended(report))
        assert report.state == State.READY
    finally:
        worker.stop()


@pytest.mark.django_db
def test_nothing_is_sent_before_the_row_is_committed(
    report, monkeypatch, django_capture_on_commit_callbacks
):
    sent = []
    monkeypatch.setattr(tasks, "_send", sent.append)
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        tasks.ring(report.pk)
        assert sent == []
    assert len(callbacks) == 1
    assert sent == [report.pk]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP], ids=["gone", "frozen"])
def test_without_redis_a_request_ends_within_five_seconds_and_the_row_stands(
    how, other_redis, report, actor, assessment, caplog, monkeypatch
):
    tasks.make_report.apply_async((report.pk,), retry=False)
    other_redis.send_signal(how)
    started = time.monotonic()
    with transaction.atomic():
        asked = services.request_report(
            actor=actor, assessment_id=assessment.pk, target="scale_ready"
        )
        tasks.ring(asked.pk)
    assert time.monotonic() - started < 5
    asked.refresh_from_db()
    assert asked.state == State.REQUESTED
    assert "did not ring" in caplog.text
    tried = []
    monkeypatch.setattr(tasks.make_report, "apply_async", lambda *given, **_: tried.append(given))
    tasks.ring(asked.pk)
    assert tried == [], "the breaker is open, so nothing is tried"


def test_ringing_never_raises(monkeypatch, db, django_capture_on_commit_callbacks):
    def refuse(*_args, **_options):
        raise RuntimeError

    monkeypatch.setattr(tasks.make_report, "apply_async", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.ring(1)
