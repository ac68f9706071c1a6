"""`manage.py serve` starts everything, keeps it running, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests import processes, services
from tests.patience import PATIENCE


class Serving(processes.Site):
    """The command under test, with a log we can read."""

    def __init__(self, database: str, folder: Path, redis_url: str = "") -> None:
        super().__init__(database, folder)
        self.log = folder / "serve.log"
        self.command = [sys.executable, "manage.py", "serve", "--port", str(self.port)]
        del self.env["BASE_URL"]  # as a new user starts it
        self.env.update(REDIS_URL=redis_url, MLPM_VAR=str(folder / "var"))


@pytest.fixture
def serving(database_name: str, tmp_path: Path) -> Iterator[Serving]:
    serving = Serving(database_name, tmp_path)
    serving.start()
    yield serving
    serving.stop()
    if serving.process and serving.process.poll() is None:
        serving.kill()


def children(pid: int) -> list[int]:
    listed = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    found = [int(line) for line in listed.stdout.split()]
    return found + [below for child in found for below in children(child)]


def alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if _runs(pid)]


def _runs(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def eventually(holds: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.1)
    return False


def worker_of(serving: Serving) -> int | None:
    for pid in children(serving.pid):
        with suppress(OSError):  # it may end while we look
            if b"celery" in Path(f"/proc/{pid}/cmdline").read_bytes():
                return pid
    return None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_it_leaves_no_process(serving: Serving, number: signal.Signals) -> None:
    below = children(serving.pid)
    assert len(below) >= 3
    assert serving.process
    serving.process.send_signal(number)
    assert serving.process.wait(timeout=PATIENCE) == 0
    assert alive(below) == []


def test_links_it_hands_out_lead_to_the_port_it_serves(serving: Serving) -> None:
    own = f"BASE_URL=http://127.0.0.1:{serving.port}".encode()
    below = [Path(f"/proc/{pid}/environ").read_bytes() for pid in children(serving.pid)]
    assert below
    assert all(own in env.split(b"\0") for env in below)


def test_killed_it_leaves_no_process(serving: Serving) -> None:
    below = children(serving.pid)
    os.kill(serving.pid, signal.SIGKILL)
    assert serving.process
    serving.process.wait()
    assert eventually(lambda: alive(below) == []), alive(below)


def test_a_killed_worker_is_started_again_and_the_site_stays(serving: Serving) -> None:
    before = worker_of(serving)
    assert before
    os.kill(before, signal.SIGKILL)
    assert eventually(lambda: worker_of(serving) not in {before, None})
    assert serving.is_ready()
    assert b"the worker ended with code -9; starting it again in 1 s" in serving.log.read_bytes()


def test_a_port_in_use_is_one_clear_line(database_name: str, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        env = processes.environment(database_name, MLPM_VAR=str(tmp_path))
        done = processes.run_manage("serve", "--port", port, env=env)
    assert done.returncode == 1
    advice = "stop what uses it, or choose another: make run PORT=8001"
    assert done.stderr.splitlines() == [f"CommandError: port {port} is in use: {advice}"]


def test_a_web_server_that_cannot_start_ends_it_at_once(database_name: str, tmp_path: Path) -> None:
    serving = Serving(database_name, tmp_path)
    serving.env["WEB_THREADS"] = "none"
    with pytest.raises(services.ServiceMissing, match="the web server ended with code"):
        serving.start()
    assert serving.process
    assert alive(children(serving.pid)) == []
