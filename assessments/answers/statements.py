"""Runs the statements of a save as SQL: building them anew each time cost more than running them.

The SQL is the same for PostgreSQL and SQLite; what differs between their drivers is told here.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

_CLOCK: Final = {
    "postgresql": "statement_timestamp()",
    "sqlite": "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now')",
}
_LOCK: Final = {"postgresql": "FOR UPDATE OF {table}", "sqlite": ""}
_JSON: Final = {"postgresql": "CAST({value} AS jsonb)", "sqlite": "{value}"}
_NESTED: Final = {"postgresql": "{value}", "sqlite": "json({value})"}
_LISTED: Final = {
    "postgresql": "CAST(json_agg(json_build_array({each})) AS text)",
    "sqlite": "json_group_array(json_array({each}))",
}


def rows(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run one statement and give its rows (1 query)."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def changed(sql: str, parameters: Sequence[Any]) -> int:
    """Run one statement and give how many rows it changed (1 query)."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)


def marks(count: int, each: str = "%s") -> str:
    """Give the placeholders of a list."""
    return ", ".join([each] * count)


def row_of(columns: int) -> str:
    """Give the placeholders of one row of VALUES."""
    return f"({marks(columns)})"


def clock() -> str:
    """Give the expression for the present, by the database's clock."""
    return _CLOCK[connection.vendor]


def locking(table: str) -> str:
    """Give the end of a SELECT that locks its rows; on SQLite each transaction is the only one."""
    return _LOCK[connection.vendor].format(table=table)


def as_json(value: str) -> str:
    return _JSON[connection.vendor].format(value=value)


def nested(value: str) -> str:
    """Give a JSON column as it stands inside other JSON."""
    return _NESTED[connection.vendor].format(value=value)


def listed(columns: str) -> str:
    """Give the expression for all rows as one JSON text, NULL or an empty list for none."""
    return _LISTED[connection.vendor].format(each=columns)


def json_text(value: Any) -> str | None:
    """Give a value as a JSON column takes it; None is no value."""
    return None if value is None else json.dumps(value)


def read_json(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def moment(value: datetime) -> Any:
    """Give a moment as the driver takes it."""
    return connection.ops.adapt_datetimefield_value(value)


def day(value: date | None) -> Any:
    """Give a day as the driver takes it."""
    return None if value is None else connection.ops.adapt_datefield_value(value)


def read_day(value: Any) -> date | None:
    """Give a day from what the driver gave; None stays None."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def read_moment(value: Any) -> Any:
    """Give a moment in UTC from what the driver gave; None stays None."""
    if value is None:
        return None
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def identifier(value: UUID) -> Any:
    """Give an operation id as the driver takes it."""
    return value if connection.features.has_native_uuid_field else value.hex


def read_identifier(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def flat(values: Iterable[Iterable[Any]]) -> list[Any]:
    """Give the parameters of several rows as one list."""
    return [one for row in values for one in row]
