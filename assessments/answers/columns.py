"""Rows of plain SQL as model instances, for the few statements that run on nearly every page."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import DateField, DateTimeField, JSONField, Model, UUIDField

from assessments.answers.statements import read_day, read_identifier, read_json, read_moment

Row = TypeVar("Row", bound=Model)

_READ: dict[type[Any], Callable[[Any], Any]] = {
    DateField: read_day,
    DateTimeField: read_moment,
    JSONField: read_json,
    UUIDField: lambda value: None if value is None else read_identifier(value),
}


class Columns(Generic[Row]):
    """The columns of a model in a SELECT, and how its part of a row becomes an instance."""

    def __init__(
        self,
        model: type[Row],
        alias: str,
        *,
        only: Collection[str] = (),
        without: Collection[str] = (),
    ) -> None:
        every = model._meta.concrete_fields  # noqa: SLF001 -- Django's public API for fields
        fields = [
            field
            for field in every
            if (not only or field.attname in only) and field.attname not in without
        ]
        self.model = model
        self.names = tuple(field.attname for field in fields)
        self.sql = ", ".join(f"{alias}.{field.column}" for field in fields)
        self._read = [(n, _READ[type(f)]) for n, f in enumerate(fields) if type(f) in _READ]

    def __len__(self) -> int:
        return len(self.names)

    def instance(self, row: Sequence[Any]) -> Row:
        """Give the instance; columns that were left out are deferred."""
        values = list(row)
        for place, read in self._read:
            values[place] = read(values[place])
        return self.model.from_db(DEFAULT_DB_ALIAS, self.names, values)


def instances(row: Sequence[Any], *parts: Columns[Any]) -> list[Any]:
    """Give one instance for each part of a joined row."""
    found, start = [], 0
    for part in parts:
        found.append(part.instance(row[start : start + len(part)]))
        start += len(part)
    return found
