"""One person who saves through the services, in a process of its own: no web server in between.

`python -m benchmarks.history_writers ASSESSMENT NUMBER SECONDS` prints what was seen, as JSON. Run
with the product's settings in the environment.
"""

import json
import os
import sys
import threading
from dataclasses import asdict

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlpm.settings")
django.setup()

from assessments.answers.models import Assessment  # noqa: E402 -- needs the settings loaded above
from assessments.banks.queries import parsed_bank  # noqa: E402
from assessments.teams.models import TeamMember  # noqa: E402
from assessments.teams.queries import load_actor  # noqa: E402
from benchmarks.history_kept import rubric_codes  # noqa: E402
from tests.answers.writers import Writers  # noqa: E402

# Share of the writes that go to the one question all answer: about a quarter ends in a conflict.
CONTENTION = 0.17


def main(assessment_id: int, number: int, seconds: float) -> None:
    assessment = Assessment.objects.select_related("bank_version").get(pk=assessment_id)
    team = TeamMember.objects.filter(team=assessment.team_id).select_related("user")
    actor = load_actor(team.order_by("user_id")[number].user)
    codes = rubric_codes(parsed_bank(assessment.bank_version))
    writers = Writers(assessment, [actor], codes, CONTENTION)
    print("ready", flush=True)
    sys.stdin.readline()  # all begin together
    threading.Timer(seconds, writers.stop.set).start()
    writers.save_until_stopped(number, actor)
    print(json.dumps([asdict(one) for one in writers.operations]), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
