"""Database settings: SQLite tuned for one machine, PostgreSQL for everything else."""

import sqlite3
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured

# Two connections that write and checkpoint at once can corrupt a WAL file before this version.
_WAL_IS_SAFE_FROM: Final = (3, 51, 3)
# Saving relies on RETURNING.
_OLDEST: Final = (3, 35)


def journal_mode(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    return "WAL" if version >= _WAL_IS_SAFE_FROM else "TRUNCATE"


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'mlpm.sqlite3'}"


def with_options(parsed: dict[str, Any]) -> dict[str, Any]:
    """Add the options each engine needs to a parsed `DATABASE_URL`."""
    shared = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}
    if parsed["ENGINE"].endswith("sqlite3"):
        return {**parsed, **shared, "OPTIONS": _sqlite_options()}
    return {**parsed, **shared, "OPTIONS": {**_postgres_options(), **parsed.get("OPTIONS", {})}}


def _sqlite_options(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> dict[str, Any]:
    if version < _OLDEST:
        found = ".".join(map(str, version))
        raise ImproperlyConfigured(f"Python's SQLite is {found}: 3.35 or later is needed")
    return {
        "transaction_mode": "IMMEDIATE",  # a write that starts as a read fails, not waits
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode={journal_mode()};",
    }


def _postgres_options() -> dict[str, Any]:
    from mlpm.prepared import PreparingCursor  # SQLite does without the driver

    limits = (
        "statement_timeout=60s",
        "lock_timeout=10s",
        "idle_in_transaction_session_timeout=60s",
    )
    return {
        "connect_timeout": 3,
        "cursor_factory": PreparingCursor,
        "options": " ".join(f"-c {limit}" for limit in limits),
    }
