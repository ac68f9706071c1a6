"""What production refuses, each with one line saying which and why; embedded allows all of it."""

import sys
from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import OperationalError, ProgrammingError, connections

_SHORTEST_SECRET: Final = 50
_DEMO_SLUG: Final = "demo"
_DURABILITY: Final = ("synchronous_commit", "fsync", "full_page_writes")


def register_checks() -> None:
    register(settings_are_safe, Tags.security)
    register(database_is_safe, Tags.database)


def settings_are_safe(**_: Any) -> list[CheckMessage]:
    return _errors(_unsafe_settings())


def database_is_safe(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    return _errors(_unsafe_database()) if "default" in (databases or ()) else []


def refuse_unsafe_start() -> None:
    """End the process with one line for each reason why production must not start.

    The code is 3 for what somebody has to change, and 1 for a database that may come back.
    """
    try:
        refused = [*settings_are_safe(), *database_is_safe(databases=["default"])]
    except OperationalError as error:
        raise SystemExit(f"cannot start: the database does not answer: {error}".strip()) from None
    finally:
        connections.close_all()  # a server that forks must not share this connection
    if refused:
        for message in refused:
            print(f"refused to start: {message.msg}", file=sys.stderr)  # noqa: T201
        raise SystemExit(3)


def _errors(reasons: Iterator[tuple[str, str]]) -> list[CheckMessage]:
    if settings.MLPM_ENV != "production":
        return []
    return [Error(reason, id=f"mlpm.{name}") for name, reason in reasons]


def _unsafe_settings() -> Iterator[tuple[str, str]]:
    if settings.DEBUG:
        yield "debug", "DEBUG is on: error pages would show settings and answers to anyone"
    if _is_weak(settings.SECRET_KEY):
        yield "secret", "SECRET_KEY is a default, generated or short one: sessions can be forged"
    if not settings.BASE_URL.startswith("https://"):
        yield "https", "BASE_URL is not https: cookies and passwords would travel in the clear"
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield "sqlite", "DATABASE_URL is SQLite: it serves one machine only; use PostgreSQL"
    if not settings.REDIS_URL:
        yield "broker", "REDIS_URL is not set: the file queue serves one machine only"
    if settings.EMAIL_BACKEND == "mlpm.mail.KeptMailBackend":
        yield "mail", "EMAIL_URL is keptmail://: staff could read the links that reset passwords"


def _is_weak(key: str) -> bool:
    kept = settings.MLPM_VAR / "secret-key"
    generated = kept.is_file() and kept.read_text().strip() == key
    return generated or key.startswith("django-insecure-") or len(key) < _SHORTEST_SECRET


def _unsafe_database() -> Iterator[tuple[str, str]]:
    if connections["default"].vendor != "postgresql":
        return  # the settings check has already said so
    for setting in _DURABILITY:
        if _shown(setting) == "off":
            yield (
                setting,
                f"{setting} is off in PostgreSQL: a saved answer could be lost in a crash",
            )
    if _has_demo():
        yield "demo", "demo data is in the database and its passwords are public; delete it first"


def _shown(setting: str) -> str:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [setting])
        return str(cursor.fetchone()[0])


def _has_demo() -> bool:
    organisations = apps.get_model("assessments", "Organisation")._default_manager  # noqa: SLF001
    try:
        return bool(organisations.filter(slug=_DEMO_SLUG).exists())
    except ProgrammingError:  # before the first migrate there is no table
        return False
