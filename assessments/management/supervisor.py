"""Keeps a web server and a worker running as one: they start, and end, together.

No child outlives this process, not even when it is killed: on Linux the kernel tells them.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

QUICK_DEATH_SECONDS: Final = 3.0
GRACE_SECONDS: Final = 15.0
LONGEST_PAUSE_SECONDS: Final = 30.0
_POLL_SECONDS: Final = 0.1
_PR_SET_PDEATHSIG: Final = 1


@dataclass
class Child:
    """One process to keep running; `must_start` ends everything when its first start fails."""

    name: str
    command: Sequence[str]
    folder: Path
    must_start: bool = False
    orphaned: signal.Signals = signal.SIGKILL  # what the kernel sends when we are gone
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started_at: float = field(default=0.0, init=False)
    due_at: float = field(default=0.0, init=False)
    failures: int = field(default=0, init=False)

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 -- our own command line, no shell
            self.command,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches us alone; we pass it on in order
            preexec_fn=end_with_parent(self.orphaned),  # noqa: PLW1509 -- no threads here
        )

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def ran_for(self) -> float:
        return time.monotonic() - self.started_at


class StartFailedError(Exception):
    """A child that must start ended within its first seconds; the message names it."""


class Supervisor:
    def __init__(self, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self.children, self.say = children, say
        self.stopping = False

    def request_stop(self, *_: object) -> None:
        self.stopping = True

    def run(self, once_up: Callable[[], None]) -> None:
        """Start all children, call `once_up`, then keep them running until asked to stop.

        Raises:
            StartFailedError: a child that must start ended within `QUICK_DEATH_SECONDS`.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.request_stop)
        try:
            for child in self.children:
                child.start()
            self._watch(until=time.monotonic() + QUICK_DEATH_SECONDS)
            if not self.stopping:
                once_up()
            self._watch(until=None)
        finally:
            self._stop_all()

    def _watch(self, until: float | None) -> None:
        while not self.stopping and (until is None or time.monotonic() < until):
            for child in self.children:
                self._keep_running(child)
            time.sleep(_POLL_SECONDS)

    def _keep_running(self, child: Child) -> None:
        if child.process is None:
            if time.monotonic() >= child.due_at:
                child.start()
        elif child.has_ended():
            self._plan_restart(child, child.process.returncode)

    def _plan_restart(self, child: Child, code: int) -> None:
        if child.must_start and child.ran_for() < QUICK_DEATH_SECONDS and not child.failures:
            raise StartFailedError(f"the {child.name} ended with code {code} as it started")
        child.failures = child.failures + 1 if child.ran_for() < LONGEST_PAUSE_SECONDS else 1
        pause = min(2.0 ** (child.failures - 1), LONGEST_PAUSE_SECONDS)
        self.say(f"the {child.name} ended with code {code}; starting it again in {pause:.0f} s")
        child.process, child.due_at = None, time.monotonic() + pause

    def _stop_all(self) -> None:
        running = [child.process for child in self.children if child.process is not None]
        for process in running:
            process.terminate()  # each tells its own children
        deadline = time.monotonic() + GRACE_SECONDS
        for process in running:
            try:
                process.wait(timeout=max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _signal_group(process, signal.SIGKILL)
                process.wait()
        for process in running:
            _signal_group(process, signal.SIGKILL)  # what its own children left behind


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)  # each child leads its own group
    except ProcessLookupError:
        return


def end_with_parent(number: signal.Signals) -> Callable[[], None] | None:
    """Return what a child runs before its program so that it ends when we do (Linux only)."""
    if sys.platform != "linux":
        return None
    libc, parent = ctypes.CDLL(None), os.getpid()

    def ask_the_kernel() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:  # it went between the fork and the line above
            os.kill(os.getpid(), signal.SIGKILL)

    return ask_the_kernel
