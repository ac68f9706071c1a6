"""Makes the floor's tables, ten questions and signed-in users; prints their session keys as JSON.

Run as `python -m benchmarks.floor.seed USERS` with the floor's settings in the environment.
"""

import json
import os
import sys
from typing import Final

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.floor.settings"
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402

from benchmarks.floor.models import Answer, Question  # noqa: E402

# As long as the texts of a section of the shipped bank.
TITLE: Final = "Is the model compared with a simple baseline that the team could ship instead ({})?"
WHY: Final = "Without it nobody can say what the effort bought, and a simpler thing may do as well."
LEVEL: Final = "Level {}: compared once by hand on one data set, noted where the team finds it"


def main(users: int) -> None:
    call_command("migrate", verbosity=0)  # first the users, to whom our own tables point
    call_command("migrate", run_syncdb=True, verbosity=0)
    questions = Question.objects.bulk_create(
        Question(title=TITLE.format(n), why=WHY, levels=[LEVEL.format(level) for level in range(5)])
        for n in range(10)
    )
    people = User.objects.bulk_create(
        User(username=f"floor-{n}", password="!")  # noqa: S106 -- nobody signs in with it
        for n in range(users)
    )
    Answer.objects.bulk_create(
        Answer(user=user, question=question, value=question.pk % 5)
        for user in people
        for question in questions
    )
    print(json.dumps([{"user": user.pk, "session": _signed_in(user)} for user in people]))


def _signed_in(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    main(int(sys.argv[1]))
