"""The database's side of the history check: makes the assessment, and reads what was kept.

`python -m benchmarks.history_kept start CLIENTS` prints where the clients save; `… read ID` prints
the rows. Run with the product's settings in the environment.
"""

import json
import os
import sys
from dataclasses import asdict
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlpm.settings")
django.setup()

from django.urls import reverse  # noqa: E402 -- needs the settings loaded above

from assessments.answers.models import Assessment  # noqa: E402
from assessments.answers.services import start_assessment  # noqa: E402
from assessments.banks.queries import parsed_bank, shipped_version  # noqa: E402
from assessments.teams.models import Product, TeamMember  # noqa: E402
from assessments.teams.queries import load_actor  # noqa: E402
from tests.answers.writers import kept_by  # noqa: E402

BANK = "ml-readiness"
QUESTIONS = 20


def start(clients: int) -> dict[str, Any]:
    lead = TeamMember.objects.get(user__email="bench-0@example.org")
    team = TeamMember.objects.filter(team=lead.team).select_related("user").order_by("user_id")
    version = shipped_version(BANK)
    product = Product.objects.filter(team=lead.team)[0]
    made = start_assessment(
        actor=load_actor(lead.user), product=product, bank_version=version, name="History check"
    )
    questions = parsed_bank(version).questions.values()
    codes = [q.code for q in questions if q.kind == "rubric"][:QUESTIONS]
    pk = made.assessment.pk
    return {
        "assessment": pk,
        "emails": [member.user.email for member in team[:clients]],
        "save": {code: reverse("assessments:answer-save", args=[pk, code]) for code in codes},
        "submit": reverse("assessments:assessment-submit", args=[pk]),
        "reopen": reverse("assessments:assessment-reopen", args=[pk]),
    }


def read(assessment_id: int) -> dict[str, Any]:
    return asdict(kept_by(Assessment.objects.get(pk=assessment_id)))


if __name__ == "__main__":
    verb = {"start": start, "read": read}[sys.argv[1]]
    print(json.dumps(verb(int(sys.argv[2]))))
