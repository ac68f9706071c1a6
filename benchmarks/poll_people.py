"""Seats people at one seeded assessment, signed in: some save, each own questions; the others view.

`python -m benchmarks.poll_people SAVERS VIEWERS` prints them as JSON, with the product's settings
in the environment.
"""

import json
import os
import secrets
import sys
from typing import Any, Final

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlpm.settings")
django.setup()

from django.conf import settings  # noqa: E402 -- needs the settings loaded above
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.urls import reverse  # noqa: E402

from assessments.answers.models import Assessment  # noqa: E402
from assessments.banks.queries import parsed_bank  # noqa: E402
from assessments.teams.models import Member, TeamMember, User  # noqa: E402

QUESTIONS_EACH: Final = 2


def main(savers: int, viewers: int) -> None:
    assessment = Assessment.objects.filter(state="open").order_by("-touched_at")[0]
    bank = parsed_bank(assessment.bank_version_id)
    section = max((s for _, s in bank.iter_sections()), key=lambda one: len(one.questions))
    codes = [q.code for q in section.questions if q.kind == "rubric"]
    at_page = reverse("assessments:assessment-section", args=[assessment.pk, section.code])
    changes = reverse("assessments:assessment-changes", args=[assessment.pk])
    seated = []
    for number in range(savers):
        own = codes[number * QUESTIONS_EACH : (number + 1) * QUESTIONS_EACH]
        save = {c: reverse("assessments:answer-save", args=[assessment.pk, c]) for c in own}
        seated.append(
            {"cookies": person(assessment, "contributor"), "section": at_page, "save": save}
        )
    said = {
        "savers": seated,
        "viewers": [person(assessment, "viewer") for _ in range(viewers)],
        "changes": f"{changes}?section={section.code}",
    }
    print(json.dumps(said))


def person(assessment: Assessment, role: str) -> dict[str, Any]:
    """Make somebody of the team with a session, and give the cookies."""
    user = User.objects.create(email=f"poll-{secrets.token_hex(6)}@example.org", name="Poll Er")
    Member.objects.create(organisation_id=assessment.organisation_id, user=user)
    TeamMember.objects.create(team_id=assessment.team_id, user=user, role=role)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return {
        settings.SESSION_COOKIE_NAME: session.session_key,
        settings.CSRF_COOKIE_NAME: secrets.token_hex(16),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
