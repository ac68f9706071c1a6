"""The servers and the driver a run uses are the real ones."""

import os

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import is_psycopg3

from tests import processes


def test_the_driver_is_psycopg2() -> None:
    assert is_psycopg3 is False


@pytest.mark.django_db
def test_the_database_is_a_supported_postgresql() -> None:
    assert connection.vendor == "postgresql"
    assert connection.pg_version >= 150000


@pytest.mark.worker
def test_the_worker_is_another_process(celery_worker: processes.CeleryWorker) -> None:
    assert celery_worker.pid != os.getpid()
    os.kill(celery_worker.pid, 0)


@pytest.mark.worker
def test_a_killed_worker_can_be_started_again(celery_worker: processes.CeleryWorker) -> None:
    before = celery_worker.pid
    celery_worker.kill()
    celery_worker.start()
    assert celery_worker.pid != before
