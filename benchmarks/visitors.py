"""Finds seeded users with an open assessment of their own each; prints them as JSON.

Run as `python -m benchmarks.visitors COUNT` with the product's settings in the environment.
"""

import json
import os
import sys
from typing import Any, Final

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlpm.settings")
django.setup()

from django.urls import reverse  # noqa: E402 -- needs the settings loaded above

from assessments.answers.models import Assessment  # noqa: E402
from assessments.banks.queries import parsed_bank  # noqa: E402
from assessments.scoring.bank import Bank  # noqa: E402
from assessments.teams.models import TeamMember  # noqa: E402

QUESTIONS: Final = 10


def main(count: int) -> None:
    taken: set[int] = set()
    visitors: list[dict[str, Any]] = []
    members = TeamMember.objects.filter(user__email__startswith="bench-", role="lead")
    for member in members.select_related("user").order_by("user_id"):
        open_ones = Assessment.objects.filter(team_id=member.team_id, state="open")
        found = open_ones.exclude(pk__in=taken).order_by("-touched_at").first()
        if found and len(visitors) < count:
            taken.add(found.pk)
            visitors.append(_visitor(member.user.email, found))
    if len(visitors) < count:
        raise SystemExit(f"{len(visitors)} users with an open assessment, {count} are needed")
    print(json.dumps(visitors))


def _visitor(email: str, assessment: Assessment) -> dict[str, Any]:
    section, codes = _section_of_ten(parsed_bank(assessment.bank_version_id))
    return {
        "email": email,
        "assessment": assessment.pk,
        "home": reverse("assessments:home"),
        "section": reverse("assessments:assessment-section", args=[assessment.pk, section]),
        "save": {
            code: reverse("assessments:answer-save", args=[assessment.pk, code]) for code in codes
        },
        "reports": reverse("assessments:report-list", args=[assessment.pk]),
        "report_request": reverse("assessments:report-request", args=[assessment.pk]),
    }


def _section_of_ten(bank: Bank) -> tuple[str, list[str]]:
    for part in bank.parts:
        for section in part.sections:
            if len(section.questions) == QUESTIONS:
                return section.code, [question.code for question in section.questions]
    raise SystemExit("no section of the bank has ten questions")


if __name__ == "__main__":
    main(int(sys.argv[1]))
