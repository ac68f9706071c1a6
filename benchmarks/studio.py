"""What the studio takes on a bank of 500 questions in three languages, beside a floor.

`python -m benchmarks.studio [--questions 500] [--times 20]` starts PostgreSQL with durable commits
and prints a line for each: milliseconds of the server alone, the goal, and what the same job takes
at the very least (reading the row, writing the row, parsing). It fails when a goal is missed.
"""

import argparse
import json
import sys
from typing import Final

from benchmarks import servers

DATABASE: Final = "studio"
GOALS_MS: Final = {
    "open_editor_after_an_edit": 300,
    "open_editor_again": 300,
    "open_scoring": 300,
    "open_languages": 300,
    "open_one_language": 300,
    "one_edit": 50,
    "lint": 2000,
    "import": 2000,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--times", type=int, default=20)
    given = parser.parse_args()
    started = servers.start_servers()
    servers.prepare_product(started, DATABASE)
    asked = ("--questions", str(given.questions), "--measure", str(given.times))
    said = servers.python(started, DATABASE, "-m", "benchmarks.studio_seat", *asked)
    found = json.loads(said.splitlines()[-1])["measured"]
    missed = []
    for name, figures in found.items():
        goal = GOALS_MS.get(name)
        print(json.dumps({"what": name, **figures, **({"goal_ms": goal} if goal else {})}))
        if goal is not None and figures["ms"] > goal:
            missed.append(name)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
