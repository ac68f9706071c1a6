"""The statements of a save are SQL: they have to hold on the embedded default's database too."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.infrastructure.embedded_saving import NOTE

ROOT = Path(__file__).resolve().parents[2]


def test_saves_conflicts_and_replays_are_the_same_on_sqlite(tmp_path):
    environment = {**os.environ, "MLPM_VAR": str(tmp_path), "MLPM_ENV": "embedded"}
    environment |= {"DJANGO_SETTINGS_MODULE": "mlpm.settings", "DATABASE_URL": "", "REDIS_URL": ""}
    program = [sys.executable, "-m", "tests.infrastructure.embedded_saving"]
    done = subprocess.run(
        program, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "saved": 4,
        "repeated": 2,
        "conflict": 2,
        "events": 9,
        "revision": 10,
        "of_the_answer": 10,
        "note": NOTE,
        "at": "+00:00",
        "recount": True,
    }
