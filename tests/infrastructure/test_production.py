"""Production refuses an unsafe set-up, in one line a reason, and is clean when it is set up well."""

from pathlib import Path

import psycopg2
import pytest
from django.core.checks import CheckMessage
from django.db import connection

from mlpm import checks
from tests import processes

START_A_WORKER = "from mlpm.celery import app; app.worker_main(['worker', '-P', 'threads'])"
SECRET = "a-secret-that-nobody-else-has-0123456789-abcdefghijklmnop"


@pytest.fixture
def production(tmp_path: Path, database_name: str) -> dict[str, str]:
    return processes.environment(
        database_name,
        MLPM_ENV="production",
        MLPM_VAR=str(tmp_path),
        SECRET_KEY=SECRET,
        BASE_URL="https://readiness.example.org",
        ALLOWED_HOSTS="readiness.example.org",
    )


@pytest.fixture
def in_production(settings: object) -> None:
    settings.MLPM_ENV = "production"  # type: ignore[attr-defined]


def _check(env: dict[str, str]) -> tuple[int, str]:
    arguments = ("check", "--deploy", "--database", "default", "--fail-level", "WARNING")
    done = processes.run_manage(*arguments, env=env)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.django_db
def test_a_good_production_is_clean(production: dict[str, str]) -> None:
    code, said = _check(production)
    assert code == 0, said
    assert "no issues" in said


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"DEBUG": "yes"}, "DEBUG is on"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is a default, generated or short one"),
        ({"SECRET_KEY": "django-insecure-" + "x" * 60}, "SECRET_KEY is a default"),
        ({"BASE_URL": "http://readiness.example.org"}, "BASE_URL is not https"),
        ({"DATABASE_URL": "sqlite:////tmp/none.sqlite3"}, "DATABASE_URL is SQLite"),
        ({"DATABASE_URL": "", "TEST": "1"}, "DATABASE_URL is SQLite"),
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"REDIS_URL": ""}, "REDIS_URL is not set"),
    ],
)
def test_production_refuses(
    production: dict[str, str], change: dict[str, str], reason: str
) -> None:
    done = processes.run_manage("serve", "--port", "0", env={**production, **change})
    assert done.returncode != 0
    assert reason in done.stdout + done.stderr


def test_production_refuses_a_key_that_was_generated(production: dict[str, str]) -> None:
    Path(production["MLPM_VAR"], "secret-key").write_text(SECRET)
    code, said = _check(production)
    assert code != 0
    assert "SECRET_KEY is a default, generated" in said


@pytest.mark.django_db
def test_embedded_refuses_nothing() -> None:
    assert checks.settings_are_safe() == []
    assert checks.database_is_safe(databases=["default"]) == []


@pytest.mark.django_db
def test_production_refuses_commits_that_are_not_durable(in_production: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    assert "synchronous_commit is off" in _said(checks.database_is_safe(databases=["default"]))


@pytest.mark.django_db
def test_production_refuses_demo_data(in_production: None) -> None:
    from assessments.teams.models import Organisation

    assert "demo data" not in _said(checks.database_is_safe(databases=["default"]))
    Organisation.objects.create(name="Demo", slug="demo")
    assert "demo data" in _said(checks.database_is_safe(databases=["default"]))


@pytest.mark.django_db(transaction=True)
def test_the_web_server_and_the_worker_end_with_the_reason(production: dict[str, str]) -> None:
    with psycopg2.connect(_address(production)) as session, session.cursor() as cursor:
        name = production["DATABASE_URL"].rpartition("/")[2]
        cursor.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    session.close()
    try:
        for started in ("import mlpm.wsgi", "import mlpm.asgi", START_A_WORKER):
            done = processes.run_python(started, env=production)
            assert done.returncode == 3, started
            assert "refused to start: synchronous_commit is off" in done.stderr
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'ALTER DATABASE "{name}" RESET synchronous_commit')


def _address(env: dict[str, str]) -> str:
    return env["DATABASE_URL"].replace("postgres://", "postgresql://")


def _said(messages: list[CheckMessage]) -> str:
    return "\n".join(str(message.msg) for message in messages)
