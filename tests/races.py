"""Two connections at once on PostgreSQL: run one beside the other until it waits for a lock."""

import threading
import time
from collections.abc import Callable
from typing import Any, Final

from django.db import connection, transaction

from tests.patience import PATIENCE

WAITS_FOR_US: Final = """
    SELECT EXISTS (
        SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))
    )
"""


class Beside:
    """An act in a thread of its own; `found` is what it returned or raised, once it has ended."""

    def __init__(self, act: Callable[[], Any]) -> None:
        self.found: list[Any] = []
        self._act = act
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        try:
            self.found.append(self._act())
        except Exception as error:  # noqa: BLE001 -- the test says which one it expects
            self.found.append(error)
        finally:
            connection.close()

    def start_and_wait(self) -> None:
        """Start it, and come back once it waits for a lock this connection holds."""
        self._thread.start()
        until = time.monotonic() + PATIENCE
        with connection.cursor() as cursor:
            while time.monotonic() < until:
                cursor.execute(WAITS_FOR_US)
                if cursor.fetchone()[0]:
                    return
                time.sleep(0.02)
        raise AssertionError(f"it waited for no lock: {self.found}")

    def ended(self) -> Any:
        """Wait for its end, and give what it returned or raised."""
        self._thread.join(PATIENCE)
        (only,) = self.found
        return only


def behind(first: Callable[[], Any], second: Callable[[], Any]) -> Any:
    """Begin the second act once the first has its locks; give what the second came to.

    The first is committed only when the second waits for it. An error is given, not raised.
    """
    other = Beside(second)
    with transaction.atomic():
        first()
        other.start_and_wait()
    return other.ended()
