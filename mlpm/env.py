"""Typed reads of the environment that fail loudly, naming the variable and what it should be."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import environ
from django.core.exceptions import ImproperlyConfigured

_source: Final = environ.Env()
_ENGINES: Final = ("django.db.backends.postgresql", "django.db.backends.sqlite3")
KEPT_MAIL: Final = "keptmail://"


class Unset:
    """The type of `REQUIRED`: there is no default, the variable has to be set."""


REQUIRED: Final = Unset()


def load_file(path: Path) -> None:
    """Take variables from a `.env` file; what is already set wins."""
    if path.is_file():
        environ.Env.read_env(str(path))


def text(name: str, default: str | Unset = REQUIRED) -> str:
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if isinstance(default, Unset):
        raise ImproperlyConfigured(f"{name} is not set; see Settings in README.md")
    return default


def flag(name: str, *, default: bool) -> bool:
    value = text(name, "yes" if default else "no").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}")


def number(name: str, default: int, *, at_least: int = 0) -> int:
    value = text(name, str(default))
    try:
        parsed = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from None
    if parsed < at_least:
        raise ImproperlyConfigured(f"{name} must be at least {at_least}, not {parsed}")
    return parsed


def names(name: str, default: Sequence[str] = ()) -> list[str]:
    value = text(name, ",".join(default))
    return [item.strip() for item in value.split(",") if item.strip()]


def choice(name: str, allowed: Sequence[str], default: str) -> str:
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}")
    return value


def database(name: str, default: str) -> dict[str, Any]:
    return _address(name, text(name, default), _source.db_url_config, "postgres://… or sqlite:///…")


def email(name: str, default: str) -> dict[str, Any]:
    if text(name, default) == KEPT_MAIL:
        return {"EMAIL_BACKEND": "mlpm.mail.KeptMailBackend"}
    return _address(name, text(name, default), _source.email_url_config, "smtp+tls://… or similar")


def _address(
    name: str, value: str, parse: Callable[[str], dict[str, Any]], expected: str
) -> dict[str, Any]:
    complaint = f"{name} must be {expected}"  # never the value: it may hold a password
    try:
        parsed = parse(value)
    except (ValueError, KeyError, ImproperlyConfigured):
        raise ImproperlyConfigured(complaint) from None
    if parsed.get("ENGINE", _ENGINES[0]) not in _ENGINES:
        raise ImproperlyConfigured(complaint)
    return parsed
