"""What a process has no use for at rest, it does not load."""

import json
import os

import pytest

from tests.processes import run_python

SAY = "import json, sys; print(json.dumps([*sys.modules]))"
WORKER = "from mlpm.celery import app; app.loader.import_default_modules()"
WEB = "import mlpm.wsgi; from django.urls import get_resolver; get_resolver().url_patterns"
FILES = {"typst", "docx", "openpyxl", "lxml", "PIL", "icalendar", "ruamel"}


def loaded(code: str) -> set[str]:
    done = run_python(f"{code}; {SAY}", {**os.environ})
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("code", [WORKER, WEB], ids=["worker", "web"])
def test_a_process_loads_no_library_that_only_a_file_needs(code: str) -> None:
    assert not {name.partition(".")[0] for name in loaded(code)} & FILES


def test_the_worker_loads_no_page() -> None:
    found = loaded(WORKER)
    assert "assessments.tasks" in found
    assert not [name for name in found if name.startswith("assessments.web")]
