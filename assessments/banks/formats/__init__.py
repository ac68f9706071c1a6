"""Reads and writes bank files: one module a format, one row each in `FORMATS`. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from assessments.banks.formats.errors import BankFileRefused, refuse
from assessments.banks.formats.native import read_bank, write_bank
from assessments.scoring.bank import Bank

__all__ = ["FORMATS", "BankFileRefused", "BankFormat", "format_of"]


@dataclass(frozen=True, slots=True)
class BankFormat:
    """How one kind of file is read and, where it can be, written."""

    name: str
    suffixes: tuple[str, ...]
    content_type: str
    read: Callable[[bytes], Bank]
    write: Callable[[Bank], bytes] | None = None


FORMATS: dict[str, BankFormat] = {
    row.name: row
    for row in (
        BankFormat(
            "yaml",
            (".yaml", ".yml"),
            "application/yaml",
            partial(read_bank, format_name="yaml"),
            partial(write_bank, format_name="yaml"),
        ),
        BankFormat(
            "json",
            (".json",),
            "application/json",
            partial(read_bank, format_name="json"),
            partial(write_bank, format_name="json"),
        ),
    )
}


def format_of(filename: str) -> BankFormat:
    """Give the format a file name's ending stands for.

    Raises:
        BankFileRefused: no format has that ending.
    """
    suffix = PurePath(filename).suffix.lower()
    for row in FORMATS.values():
        if suffix in row.suffixes:
            return row
    known = ", ".join(ending for row in FORMATS.values() for ending in row.suffixes)
    raise refuse(f"{filename}: the name must end in one of {known}.")
