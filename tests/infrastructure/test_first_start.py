"""The embedded default from nothing: no server, one command, and the worker makes the report."""

import signal
import subprocess
from pathlib import Path

import pytest

from tests import processes
from tests.infrastructure.test_serve import alive, children, eventually

BANKS = processes.ROOT / "assessments" / "banks" / "library"


class Embedded(processes.Site):
    """`serve --then load_demo` on SQLite and the queue of files, as `make run` ends up."""

    def __init__(self, folder: Path) -> None:
        super().__init__("none", folder)
        self.var = folder / "var"
        self.env.update(DATABASE_URL="", REDIS_URL="", MLPM_VAR=str(self.var), LOG_LEVEL="WARNING")
        self.command = [self.command[0], "manage.py", "serve", "--port", str(self.port)]
        self.command += ["--then", "load_demo"]

    def prepare(self) -> None:
        banks = ("import_bank", *map(str, sorted(BANKS.glob("*.yaml"))))
        for arguments in [("migrate", "-v0"), banks, ("collectstatic", "--no-input", "-v0")]:
            done = processes.run_manage(*arguments, env=self.env)
            assert done.returncode == 0, done.stderr

    def has_announced(self) -> bool:
        return b"Serving at" in self.log.read_bytes()

    def run_until_announced(self) -> str:
        self.start()
        assert eventually(self.has_announced, seconds=120), self.log.read_text()
        return self.log.read_text()

    def interrupt(self) -> None:
        assert self.process
        below = children(self.pid)
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(timeout=30) == 0
        assert alive(below) == []


@pytest.mark.slow
@pytest.mark.worker
def test_a_second_start_keeps_the_data_of_the_first(tmp_path: Path) -> None:
    embedded = Embedded(tmp_path)
    embedded.prepare()
    said = embedded.run_until_announced()
    embedded.interrupt()

    report = next(Path(line.split(": ")[1]) for line in said.splitlines() if ".pdf" in line)
    assert report.read_bytes().startswith(b"%PDF")
    text = subprocess.run(["pdftotext", report, "-"], capture_output=True, text=True, check=True)
    assert "Arrival Forecast" in text.stdout

    embedded.prepare()
    assert embedded.run_until_announced() == said
    embedded.interrupt()
    assert [path.name for path in report.parent.iterdir()] == [report.name]


def test_services_of_the_run_are_not_used_by_the_embedded_default(tmp_path: Path) -> None:
    asked = "from django.conf import settings as s; print(s.DATABASES['default']['NAME'], s.CELERY_BROKER_URL)"
    env = {**Embedded(tmp_path).env, "DJANGO_SETTINGS_MODULE": "mlpm.settings"}
    done = processes.run_python(asked, env=env)
    assert done.stdout.split() == [f"{tmp_path}/var/mlpm.sqlite3", "filesystem://localhost//"]
