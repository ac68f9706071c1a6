"""Celery options: the message is a doorbell, the report row in the database is the truth."""

import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

HARD_LIMIT_SECONDS: Final = 60
SOFT_LIMIT_SECONDS: Final = 45
# Redis hands a message out again after this long; it must outlast a task that is still running.
VISIBILITY_SECONDS: Final = 2 * HARD_LIMIT_SECONDS + 30

_KEEP_TAKEN_SECONDS: Final = 3600

COMMON: Final[dict[str, Any]] = {
    "CELERY_ACCEPT_CONTENT": ["json"],
    "CELERY_TASK_SERIALIZER": "json",
    "CELERY_TASK_IGNORE_RESULT": True,
    "CELERY_TASK_ACKS_LATE": True,
    "CELERY_TASK_REJECT_ON_WORKER_LOST": True,
    "CELERY_TASK_TIME_LIMIT": HARD_LIMIT_SECONDS,
    "CELERY_TASK_SOFT_TIME_LIMIT": SOFT_LIMIT_SECONDS,
    "CELERY_TASK_PUBLISH_RETRY": False,
    "CELERY_WORKER_PREFETCH_MULTIPLIER": 1,
    "CELERY_WORKER_MAX_TASKS_PER_CHILD": 500,
    "CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS": True,
    "CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT": 10,
    "CELERY_WORKER_HIJACK_ROOT_LOGGER": False,
    "CELERY_WORKER_SEND_TASK_EVENTS": False,
    "CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP": True,
    "CELERY_BROKER_CONNECTION_MAX_RETRIES": None,  # a worker waits for its broker, however long
    "CELERY_BROKER_CONNECTION_TIMEOUT": 2,
    "CELERY_TIMEZONE": "UTC",
    "CELERY_ENABLE_UTC": True,
}


def over_redis(url: str) -> dict[str, Any]:
    """Options for a Redis broker: lost messages come back within seconds, no call hangs."""
    return {
        **COMMON,
        "CELERY_BROKER_URL": url,
        "CELERY_BROKER_TRANSPORT_OPTIONS": {
            "visibility_timeout": VISIBILITY_SECONDS,
            "unacked_restore_interval": 2,
            "unacked_restore_throttle": 1,
            "socket_timeout": 3,
            "socket_connect_timeout": 2,
            "socket_keepalive": True,
            "health_check_interval": 10,
        },
    }


def over_files(folder: Path) -> dict[str, Any]:
    """Options for a broker of plain files; moving within one file system loses no message."""
    places = {
        "data_folder_in": folder / "messages",
        "data_folder_out": folder / "messages",
        "processed_folder": folder / "processed",
        "control_folder": folder / "control",
    }
    for place in places.values():
        place.mkdir(parents=True, exist_ok=True)
    return {
        **COMMON,
        "CELERY_BROKER_URL": "filesystem://localhost//",
        "CELERY_BROKER_TRANSPORT_OPTIONS": {
            **{name: str(place) for name, place in places.items()},
            "store_processed": True,
            "polling_interval": 0.1,
        },
    }


def forget_taken_messages(folder: Path) -> None:
    """Delete the copies the file broker keeps of messages it handed out over an hour ago."""
    for taken in (folder / "processed").glob("*.msg"):
        with suppress(FileNotFoundError):  # another worker may be doing the same
            if time.time() - taken.stat().st_ctime > _KEEP_TAKEN_SECONDS:  # a move sets ctime
                taken.unlink()
