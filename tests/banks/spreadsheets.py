"""Makes spreadsheets by hand: one of ours with some cells changed, and parts of any kind."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from assessments.banks.formats import EXPORTS, FORMATS, ImportFormat
from assessments.scoring.bank import Bank
from tests.scoring.small_bank import small_bank


def written(bank: Bank | None = None) -> bytes:
    return EXPORTS["xlsx"].write(bank or small_bank()).raw


def book_of(bank: Bank | None = None) -> Workbook:
    return load_workbook(io.BytesIO(written(bank)))


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def changed(cells: Mapping[str, Any]) -> bytes:
    """Give the small bank as a spreadsheet with cells like `Questions!B2` put to other values."""
    book = book_of()
    for place, value in cells.items():
        sheet, _, cell = place.partition("!")
        book[sheet][cell] = value
    return saved(book)


def with_parts(parts: Mapping[str, bytes]) -> bytes:
    """Give the small bank as a spreadsheet with some of its parts put to other bytes."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(written())) as ours,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in {**dict.fromkeys(ours.namelist()), **parts}:
            archive.writestr(name, parts[name] if name in parts else ours.read(name))
    return target.getvalue()


def only_format(monkeypatch: pytest.MonkeyPatch, row: ImportFormat) -> None:
    """Let every file be read by one format, for one test."""
    for name in reversed(list(FORMATS)):  # so that the undoing puts them back in their order
        monkeypatch.delitem(FORMATS, name)
    monkeypatch.setitem(FORMATS, row.name, row)


def sheet_part(xml: str) -> bytes:
    """Give a sheet of raw rows."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}">{xml}</worksheet>'.encode()
