"""Assignments, what waits and what is due hold on the embedded database too."""

import os
import subprocess
import sys

from tests.processes import ROOT

ON_SQLITE = """
import django

django.setup()
from datetime import date

from django.core.management import call_command
from django.db import connection

call_command("migrate", verbosity=0)

from assessments.answers import services
from assessments.answers.assigned import PART, QUESTION, Spot, read_assigned
from assessments.answers.waiting import assignments_waiting_for
from tests.factories import AssessmentFactory, actor_of, make_answers, person_in

assessment = AssessmentFactory()
services.refresh_summary(assessment.pk)
lead, ada = (actor_of(person_in(assessment.team, role)) for role in ("lead", "contributor"))
spots = [Spot(QUESTION, "value.goal"), Spot(PART, "build")]
day = date(2027, 3, 4)
for _ in range(2):
    services.assign(
        actor=lead, assessment_id=assessment.pk, spots=spots, person_id=ada.user_id, due_on=day
    )
print(connection.vendor, [(one.due_on == day, one.is_here) for one in read_assigned(assessment.pk)])
print(services.tell_what_is_due(day), services.tell_what_is_due(day))
make_answers(assessment, {"value.goal": 3})
print([row.code for row in assignments_waiting_for(ada)])
"""


def test_assignments_hold_on_the_embedded_database_too(tmp_path):
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
        "sqlite [(True, True), (True, True)]",
        "1 0",
        "['build']",
    ], done.stderr
