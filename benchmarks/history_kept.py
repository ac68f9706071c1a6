"""The database's side of the history check: makes the assessment, and reads what was kept.

`python -m benchmarks.history_kept start CLIENTS` prints where the clients save; `… read ID` prints
the rows, `… submit ID` and `… reopen ID` do that by the lead and print when. Run with the
product's settings in the environment.
"""

import json
import os
import sys
import time
from dataclasses import asdict
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlpm.settings")
django.setup()

from django.urls import reverse  # noqa: E402 -- needs the settings loaded above

from assessments.actor import Actor  # noqa: E402
from assessments.answers.models import Assessment  # noqa: E402
from assessments.answers.services import (  # noqa: E402
    reopen_assessment,
    start_assessment,
    submit_assessment,
)
from assessments.banks.queries import parsed_bank, shipped_version  # noqa: E402
from assessments.scoring.bank import Bank  # noqa: E402
from assessments.teams.models import Product, TeamMember  # noqa: E402
from assessments.teams.queries import load_actor  # noqa: E402
from tests.answers.writers import kept_by  # noqa: E402

BANK = "ml-readiness"
LEAD = "bench-0@example.org"
QUESTIONS = 20


def start(clients: int) -> dict[str, Any]:
    lead = TeamMember.objects.get(user__email=LEAD)
    team = TeamMember.objects.filter(team=lead.team).select_related("user").order_by("user_id")
    version = shipped_version(BANK)
    product = Product.objects.filter(team=lead.team)[0]
    made = start_assessment(
        actor=load_actor(lead.user), product=product, bank_version=version, name="History check"
    )
    bank, pk = parsed_bank(version), made.assessment.pk
    codes = rubric_codes(bank)
    section = bank.section_of[codes[0]][1]
    return {
        "assessment": pk,
        "emails": [member.user.email for member in team[:clients]],
        "section": reverse("assessments:assessment-section", args=[pk, section.code]),
        "on_page": [code for code in codes if bank.section_of[code][1] is section],
        "save": {code: reverse("assessments:answer-save", args=[pk, code]) for code in codes},
        "submit": reverse("assessments:assessment-submit", args=[pk]),
        "reopen": reverse("assessments:assessment-reopen", args=[pk]),
    }


def rubric_codes(bank: Bank) -> list[str]:
    """Give the questions that are written to."""
    return [q.code for q in bank.questions.values() if q.kind == "rubric"][:QUESTIONS]


def submit(assessment_id: int) -> dict[str, Any]:
    submit_assessment(actor=_lead(), assessment_id=assessment_id)
    return {"at": time.monotonic()}


def reopen(assessment_id: int) -> dict[str, Any]:
    at = time.monotonic()
    reopen_assessment(actor=_lead(), assessment_id=assessment_id)
    return {"at": at}


def _lead() -> Actor:
    return load_actor(TeamMember.objects.get(user__email=LEAD).user)


def read(assessment_id: int) -> dict[str, Any]:
    return asdict(kept_by(Assessment.objects.get(pk=assessment_id)))


if __name__ == "__main__":
    verb = {"start": start, "read": read, "submit": submit, "reopen": reopen}[sys.argv[1]]
    print(json.dumps(verb(int(sys.argv[2]))))
