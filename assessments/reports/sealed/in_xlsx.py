"""The seal of an XLSX: over the value of every cell, not over how it looks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

from assessments.reports.sealed.contents import Contents, NotReadable
from assessments.reports.sealed.packages import (
    MAIN_PARTS,
    data_and_seal,
    open_package,
    parsed,
    put_seal,
)

_X: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_STRINGS: Final = "xl/sharedStrings.xml"
_DIGITS: Final = 9
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")

put = put_seal


def read(content: bytes) -> Contents:
    """Take the file apart; a cell is known by its sheet and place.

    Raises:
        NotReadable: it is no XLSX.
    """
    parts = open_package(content)
    if not {MAIN_PARTS["xlsx"], _RELATIONS} <= parts.keys():
        raise NotReadable
    strings = _strings(parts)
    visible = {
        f"{sheet}!{cell.get('r')}": value
        for sheet, root in _sheets(parts)
        for cell in root.iter(f"{_X}c")
        if (value := _value(cell, strings))
    }
    return Contents(visible, *data_and_seal(parts))


def _sheets(parts: Mapping[str, bytes]) -> Iterator[tuple[str, etree._Element]]:
    targets = {one.get("Id"): one.get("Target", "") for one in parsed(parts[_RELATIONS])}
    for sheet in parsed(parts[MAIN_PARTS["xlsx"]]).iter(f"{_X}sheet"):
        target = targets.get(sheet.get(_ID), "")
        name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if name not in parts:
            raise NotReadable
        yield sheet.get("name", ""), parsed(parts[name])


def _strings(parts: Mapping[str, bytes]) -> Sequence[str]:
    if _STRINGS not in parts:
        return ()
    return [_text(one) for one in parsed(parts[_STRINGS]).iter(f"{_X}si")]


def _value(cell: etree._Element, strings: Sequence[str]) -> str:
    """Give the value with its type in front; empty for an empty cell."""
    if (formula := cell.find(f"{_X}f")) is not None:
        return f"formula {formula.text}"
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return f"text {_text(cell)}"
    stored = cell.findtext(f"{_X}v")
    if stored is None:
        return ""
    if kind == "s":
        return f"text {_shared(stored, strings)}"
    return f"number {_number(stored)}" if kind == "n" else f"{kind} {stored}"


def _shared(stored: str, strings: Sequence[str]) -> str:
    if not stored.isdecimal() or len(stored) > _DIGITS or int(stored) >= len(strings):
        raise NotReadable
    return strings[int(stored)]


def _number(stored: str) -> str:
    try:
        return str(float(stored)).removesuffix(".0")
    except ValueError:
        return stored


def _text(holder: etree._Element) -> str:
    words = "".join(one.text or "" for one in holder.iter(f"{_X}t"))
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), words)
