"""The embedded default: SQLite and a queue of files, safe for several writers at once."""

import stat
import time
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from mlpm import database, queue, secret


def test_the_journal_is_wal_only_where_wal_cannot_corrupt() -> None:
    assert database.journal_mode((3, 51, 2)) == "TRUNCATE"
    assert database.journal_mode((3, 51, 3)) == "WAL"


def test_sqlite_takes_its_write_lock_at_the_start(tmp_path: Path) -> None:
    options = database.with_options({"ENGINE": "django.db.backends.sqlite3"})["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20


def test_a_sqlite_that_cannot_save_is_named() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"SQLite is 3\.34\.1: 3\.35 or later"):
        database._sqlite_options((3, 34, 1))


def test_the_secret_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret-key"
    key = secret.kept_in(path)
    assert len(key) == 50
    assert secret.kept_in(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [child.name for child in path.parent.iterdir()] == ["secret-key"]


def test_the_file_broker_keeps_queue_and_processed_on_one_file_system(tmp_path: Path) -> None:
    options = queue.over_files(tmp_path)["CELERY_BROKER_TRANSPORT_OPTIONS"]
    places = [Path(options[name]) for name in ("data_folder_in", "processed_folder")]
    assert len({place.stat().st_dev for place in places}) == 1
    assert options["store_processed"] is True
    assert options["data_folder_in"] == options["data_folder_out"]


def test_only_old_copies_of_messages_are_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue.over_files(tmp_path)
    copy = tmp_path / "processed" / "1.celery.msg"
    copy.write_text("{}")
    queue.forget_taken_messages(tmp_path)
    assert copy.exists()
    later = time.time() + 2 * 3600
    monkeypatch.setattr(queue.time, "time", lambda: later)
    queue.forget_taken_messages(tmp_path)
    assert not copy.exists()


def test_redis_outlasts_a_running_task_before_it_hands_a_message_out_again() -> None:
    options = queue.over_redis("redis://")
    visible_after = options["CELERY_BROKER_TRANSPORT_OPTIONS"]["visibility_timeout"]
    assert visible_after > 2 * options["CELERY_TASK_TIME_LIMIT"]
    assert options["CELERY_ACCEPT_CONTENT"] == ["json"]
    assert options["CELERY_TASK_IGNORE_RESULT"] is True
