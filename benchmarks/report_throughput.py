"""Makes a thousand reports of different assessments with two worker processes; prints JSON.

`python -m benchmarks.report_throughput [--reports 1000] [--workers 2] [--format pdf]` fills a
database of its own, then each process asks for a report of each of its assessments and makes it,
sealed and stored as the product does. Printed are reports a second of all processes together, the
CPU time of one report, and the memory of each process after each tenth of its work: it has to stay
flat. The process that draws for it is counted with each; PostgreSQL is not.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from typing import Any, Final

from benchmarks import servers

DATABASE: Final = "throughput"
SAMPLES: Final = 10


def run(given: argparse.Namespace) -> dict[str, Any]:
    started = servers.start_servers()
    started.create_database(DATABASE)
    servers.manage(started, DATABASE, "migrate", "--verbosity", "0")
    servers.manage(started, DATABASE, "seed_benchmark", "--assessments", str(given.reports))
    began = time.perf_counter()
    made = [json.loads(text) for text in _together(started, given)]
    took = time.perf_counter() - began
    reports = sum(one["made"] for one in made)
    return {
        "format": given.format,
        "reports": reports,
        "seconds": round(took, 1),
        "reports a second": round(reports / took, 2),
        "CPU seconds a report": round(sum(one["cpu"] for one in made) / max(1, reports), 3),
        "MiB of each process, by tenths": [one["memory"] for one in made],
    }


def _together(started: servers.Servers, given: argparse.Namespace) -> list[str]:
    command = [sys.executable, "-m", "benchmarks.report_throughput", "--format", given.format]
    command += ["--workers", str(given.workers), "--worker"]
    env = started.environment(DATABASE)
    running = [
        subprocess.Popen([*command, str(number)], env=env, stdout=subprocess.PIPE, text=True)
        for number in range(given.workers)
    ]
    printed = [process.communicate()[0] for process in running]
    if any(process.returncode for process in running):
        raise SystemExit("a worker failed; what it said stands above")
    return printed


def work(given: argparse.Namespace) -> dict[str, Any]:
    """Make the reports of one process's share of the assessments."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlpm.settings")
    django.setup()
    from assessments.answers.models import Assessment
    from assessments.reports.services import make_report, request_report
    from assessments.teams.models import TeamMember
    from assessments.teams.queries import load_actor

    ids = Assessment.objects.order_by("pk").values_list("pk", "team_id")
    mine = [
        (pk, team) for index, (pk, team) in enumerate(ids) if index % given.workers == given.worker
    ]
    memory, made = [], 0
    began = servers.spent_seconds(os.getpid())
    for done, (pk, team) in enumerate(mine, 1):
        lead = TeamMember.objects.filter(team=team, role="lead").select_related("user")[0]
        actor = load_actor(lead.user)
        report = request_report(actor=actor, assessment_id=pk, file_format=given.format)
        made += make_report(report.pk)
        if done % max(1, len(mine) // SAMPLES) == 0:
            memory.append(round(servers.pss_mib(servers.family(os.getpid()))))
    return {"made": made, "cpu": servers.spent_seconds(os.getpid()) - began, "memory": memory}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=1_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--format", default="pdf")
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    print(json.dumps(run(given) if given.worker is None else work(given)))


if __name__ == "__main__":
    main()
