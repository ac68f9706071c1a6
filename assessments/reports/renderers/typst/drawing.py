"""Hands orders to the process that draws, one at a time; starts it when there is none."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread, Timer
from typing import Any, Final

DRAWER: Final = Path(__file__).resolve().parent / "drawer.py"
# Nothing takes a tenth of it; a task has 45 s (mlpm.queue) and its lease 60 s.
LIMIT_SECONDS: Final = 30


class Refused(RuntimeError):
    """The engine refused the document; `said` is its whole explanation."""

    def __init__(self, message: str, said: str) -> None:
        super().__init__(message)
        self.said = said


class Broken(RuntimeError):
    """The process ended without a reply, `code` 0 by itself, or it took too long and was killed."""

    def __init__(self, code: int) -> None:
        super().__init__(f"ended with {code}")
        self.code = code


class Drawing:
    """The drawing process of this process; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def compile(self, order: dict[str, Any]) -> bytes:
        """Give the PDF of an order.

        Raises:
            Refused: the engine refused the document.
            Broken: there was no reply.
        """
        line = json.dumps(order).encode() + b"\n"
        with self._lock:
            try:
                return self._reply(line)
            except Broken as broken:
                if broken.code:
                    raise
                return self._reply(line)  # it was just ending by itself, with nothing to do

    def end(self) -> None:
        """End the process and wait for it."""
        with self._lock:
            self._let_go()

    def _reply(self, line: bytes) -> bytes:
        process = self._started()
        limit = Timer(LIMIT_SECONDS, process.kill)
        limit.start()
        try:
            head = _exchange(process, line)
            content = b"" if "refused" in head else _read(process, head["size"])
        except BaseException:  # cut off in the middle: the next order must not get this reply
            process.kill()
            process.wait()
            raise
        finally:
            limit.cancel()
        if "refused" in head:
            raise Refused(head["refused"], head["said"])
        return content

    def _started(self) -> subprocess.Popen[bytes]:
        """Give the process, a new one after the last has ended, and one of its own after a fork."""
        if self._owner != os.getpid():
            self._process = None
        if self._process is None or self._process.poll() is not None:
            self._let_go()
            self._process = subprocess.Popen(  # noqa: S603 -- our own file
                [sys.executable, str(DRAWER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            self._owner = os.getpid()
            # It ends by itself when nothing is asked: somebody has to take note of it then.
            Thread(target=self._process.wait, daemon=True).start()
        return self._process

    def _let_go(self) -> None:
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            with suppress(BrokenPipeError), process:
                pass  # closes its pipes, and waits


def _exchange(process: subprocess.Popen[bytes], line: bytes) -> dict[str, Any]:
    orders, replies = process.stdin, process.stdout
    assert orders is not None  # noqa: S101 -- pipes were asked for
    assert replies is not None  # noqa: S101
    with suppress(BrokenPipeError):  # then there is no reply either
        orders.write(line)
        orders.flush()
    head = replies.readline()
    if not head:
        raise Broken(process.wait())
    found: dict[str, Any] = json.loads(head)
    return found


def _read(process: subprocess.Popen[bytes], size: int) -> bytes:
    replies = process.stdout
    assert replies is not None  # noqa: S101 -- a pipe was asked for
    content = replies.read(size)
    if len(content) < size:
        raise Broken(process.wait())
    return content
