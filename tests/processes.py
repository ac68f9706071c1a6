"""The project's own processes, real ones, on the test's database, queue and folder."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings

from tests import services

ROOT = Path(__file__).resolve().parent.parent


def environment(database: str, **more: str) -> dict[str, str]:
    """Build the environment of a process that works on this test run's `database`."""
    server = os.environ["TEST_DATABASE_URL"].rpartition("/")[0]
    # What the browser fixtures allow in this process is not a setting of the product's.
    ours = {key: value for key, value in os.environ.items() if key != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return {
        **ours,
        "DJANGO_SETTINGS_MODULE": "mlpm.settings",
        "MLPM_ENV": "embedded",
        "MLPM_VAR": str(settings.MLPM_VAR),
        "DATABASE_URL": f"{server}/{database}",
        "REDIS_URL": settings.REDIS_URL,
        "PYTHONUNBUFFERED": "1",
        "LOG_LEVEL": "INFO",
        **more,
    }


class Running:
    """A process that can be stopped, killed and started again on the same address."""

    def __init__(self, command: list[str], env: dict[str, str], log: Path) -> None:
        self.command, self.env, self.log = command, env, log
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self.process is not None, "not started"
        return self.process.pid

    def start(self) -> None:
        self.log.write_bytes(b"")
        self.process = services.start(self.command, log=self.log, env=self.env)
        services.wait_for(self.is_ready, self.process, self.log)

    def is_ready(self) -> bool:
        raise NotImplementedError

    def stop(self) -> None:
        if self.process is not None:
            services.stop(self.process)

    def kill(self) -> None:
        """End the process and its children as `kill -9` does."""
        assert self.process is not None, "not started"
        os.killpg(self.process.pid, signal.SIGKILL)  # it leads its own session
        self.process.wait()


class CeleryWorker(Running):
    def __init__(self, database: str, folder: Path, *options: str) -> None:
        command = [sys.executable, "-m", "celery", "-A", "mlpm", "worker", "-P", "threads"]
        command += ["-c", "2", "-l", "INFO", "--without-gossip", "--without-mingle", *options]
        super().__init__(command, environment(database), folder / "celery-worker.log")

    def is_ready(self) -> bool:
        return b"ready." in self.log.read_bytes()


class Site(Running):
    """The site under gunicorn, as in production but for https."""

    def __init__(self, database: str, folder: Path) -> None:
        self.port = services.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        env = environment(database, BIND=f"127.0.0.1:{self.port}", BASE_URL=self.url)
        command = [sys.executable, "-m", "gunicorn", "mlpm.wsgi", "-c", "deploy/gunicorn.conf.py"]
        super().__init__(command, env, folder / "gunicorn.log")

    def is_ready(self) -> bool:
        try:
            with urlopen(f"{self.url}/health/live", timeout=2) as reply:
                return bool(reply.status == 200)
        except (URLError, OSError):
            return False


def run_manage(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run `manage.py` with `arguments` and return what it printed."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def run_python(code: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run `code` in a fresh interpreter and return what it printed."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
