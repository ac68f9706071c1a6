"""Several workers at once: one of them gets the report, on both databases."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from assessments.reports import services
from tests.processes import ROOT

WORKERS = 8


def claim(report_id):
    try:
        return services.claim_report(report_id)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_of_eight_claims_at_once_one_wins(report):
    with ThreadPoolExecutor(WORKERS) as threads:
        claims = list(threads.map(claim, [report.pk] * WORKERS))
    assert [found.attempt for found in claims if found] == [1]


ON_SQLITE = """
import django

django.setup()
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.core.management import call_command
from django.db import connection

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
call_command("migrate", verbosity=0)

from assessments.reports import services
from assessments.reports.clock import after
from assessments.reports.models import Report
from tests.factories import AssessmentFactory, actor_in, make_answers

assessment = AssessmentFactory()
make_answers(assessment, {"value.goal": 3})
actor = actor_in(assessment.team, "lead")
report = services.request_report(actor=actor, assessment_id=assessment.pk)
reports = Report.objects.filter(pk=report.pk)


def claim(_number):
    try:
        return services.claim_report(report.pk)
    finally:
        connection.close()


with ThreadPoolExecutor(6) as threads:
    claims = [found for found in threads.map(claim, range(6)) if found]
print(connection.vendor, [found.attempt for found in claims])
print(services.sweep_reports() == (), services.claim_report(report.pk))
reports.update(lease_until=after(-1))
print(services.sweep_reports() == (report.pk,), services.sweep_reports())
print(services.make_report(report.pk), services.finish_report(claims[0], content=b"", file_name=""))
print(reports.get().state, reports.get().attempt)
"""


def test_the_states_hold_on_the_embedded_database_too(tmp_path):
    env = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "mlpm.settings",
        "MLPM_ENV": "embedded",
        "MLPM_VAR": str(tmp_path),
        "REDIS_URL": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", ON_SQLITE],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.stdout.splitlines() == [
        "sqlite [1]",
        "True None",
        "True ()",
        "True False",
        "ready 2",
    ], done.stderr
