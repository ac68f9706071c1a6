"""Comments, the count of notices and the digest hold on the embedded database too."""

import os
import subprocess
import sys

from tests.processes import ROOT

ON_SQLITE = """
import django

django.setup()
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
mail.outbox = []
call_command("migrate", verbosity=0)

from assessments.answers import services
from assessments.answers.threads import discussions_of, open_threads
from assessments.notices.queries import notice_page
from assessments.notices.services import send_digests
from tests.factories import AssessmentFactory, actor_of, person_in

assessment = AssessmentFactory()
ada = person_in(assessment.team, "lead", name="Ada")
bob = person_in(assessment.team, "contributor", name="Bob")
for _ in range(2):
    comment = services.add_comment(
        actor=actor_of(ada), assessment_id=assessment.pk, code="value.goal", text="@Bob?",
        operation_id=uuid.uuid4(),
    )
print(connection.vendor, actor_of(bob).unread, len(notice_page(actor_of(bob))))
print(dict(open_threads(assessment)), [row.replied for row in discussions_of(assessment)])
bob.team_memberships.all().delete()
print(actor_of(bob).unread, notice_page(actor_of(bob)))
bob.team_memberships.create(team=assessment.team, role="viewer")
later = timezone.now() + timedelta(minutes=11)


def work(_number):
    try:
        return send_digests(later)
    finally:
        connection.close()


with ThreadPoolExecutor(4) as workers:
    print(sum(workers.map(work, range(4))), [one.subject for one in mail.outbox])
"""


def test_the_talk_holds_on_the_embedded_database_too(tmp_path):
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
        "sqlite 2 2",
        "{'value.goal': 2} [0, 0]",
        "0 []",
        "1 ['2 things on ML readiness']",
    ], done.stderr
