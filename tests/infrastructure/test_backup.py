"""A backup made with the commands of the README restores everything, report files included."""

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from assessments.reports.models import Report, ReportFile
from tests import factories, processes, services


@pytest.fixture
def other_database(database_name: str) -> Iterator[dict[str, str]]:
    name = f"{database_name}_restored"
    env = processes.environment(name)
    _run("createdb", "--maintenance-db", _server(env, "postgres"), name)
    yield env
    _run("dropdb", "--maintenance-db", _server(env, "postgres"), name)


@pytest.mark.django_db(transaction=True)
def test_a_restored_backup_holds_every_row(
    database_name: str, other_database: dict[str, str], tmp_path: Path
) -> None:
    assessment = factories.AssessmentFactory()
    _report(assessment, b"%PDF-1.7 every byte of it \x00\xff")
    original = processes.environment(database_name)["DATABASE_URL"]
    restored, dump = other_database["DATABASE_URL"], str(tmp_path / "mlpm.dump")

    _run("pg_dump", "--format=custom", f"--file={dump}", original)
    _run("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={restored}", dump)

    held = _contents(original)
    assert _contents(restored) == held
    assert {"assessments_assessment", "assessments_reportfile"} <= set(held)
    assert processes.run_manage("migrate", "--check", env=other_database).returncode == 0


def _report(assessment: object, content: bytes) -> None:
    report = Report.objects.create(
        assessment=assessment,
        organisation=assessment.product.team.organisation,
        format="pdf",
        inputs={},
        inputs_digest="0" * 64,
        revision=1,
        state="ready",
    )
    sha256 = hashlib.sha256(content).hexdigest()
    ReportFile.objects.create(report=report, content=content, size=len(content), sha256=sha256)


def _contents(url: str) -> dict[str, tuple[int, str]]:
    """Count and hash the rows of each table that has any."""
    connection = psycopg2.connect(url.replace("postgres://", "postgresql://"))
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            tables = [name for (name,) in cursor.fetchall()]
            held = {}
            for table in tables:
                rows = "count(*), md5(string_agg(r::text, chr(10) ORDER BY r::text))"
                cursor.execute(f'SELECT {rows} FROM "{table}" r')  # noqa: S608 -- from the catalogue
                held[table] = cursor.fetchone()
    finally:
        connection.close()
    return {table: (count, digest) for table, (count, digest) in held.items() if count}


def _server(env: dict[str, str], database: str) -> str:
    return f"{env['DATABASE_URL'].rpartition('/')[0]}/{database}"


def _run(program: str, *arguments: str) -> None:
    command = [services.postgres_binaries() / program, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
