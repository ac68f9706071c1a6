"""Files that look small and are not; each is to be refused before it does harm."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Final

from tests.banks.spreadsheets import sheet_part, with_parts

MEGABYTE: Final = 1024 * 1024
SHEET: Final = "xl/worksheets/sheet2.xml"


def yaml_aliases() -> bytes:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    return "\n".join(lines).encode()


def yaml_merged() -> bytes:
    return b"a: &a {b: 1}\nc:\n  <<: [" + b"*a, " * 50_000 + b"*a]"


def deep_json() -> bytes:
    return b'{"a":' * 100_000 + b"1" + b"}" * 100_000


def deep_lists() -> bytes:
    return b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}"


def deep_yaml() -> bytes:
    return b"a: " + b"[" * 100_000


def many_values() -> bytes:
    return b'{"pillars":[' + b"{}," * 1_700_000 + b"{}]}"


def matrix() -> bytes:
    """A few kilobytes that would make half a million choices."""
    rows, columns = [f"r{n}" for n in range(3000)], list(range(900))
    element = {"type": "matrix", "name": "m", "rows": rows, "columns": columns}
    return json.dumps({"pages": [{"name": "p", "elements": [element]}]}).encode()


def same_names() -> bytes:
    rows = ["a"] * 50_000
    element = {"type": "matrix", "name": "m", "rows": rows, "columns": []}
    return json.dumps({"pages": [{"name": "p", "elements": [element]}]}).encode()


def columns_claimed() -> bytes:
    return with_parts({SHEET: sheet_part("<dimension ref='A1:BDWGN1'/><sheetData/>")})


def columns_held() -> bytes:
    row = "<row r='1'>" + "<c/>" * 1_000_000 + "</row>"
    return with_parts({SHEET: sheet_part(f"<sheetData>{row}</sheetData>")})


def far_cell() -> bytes:
    return with_parts({SHEET: sheet_part("<row r='1'><c r='BDWGN1'><v>1</v></c></row>")})


def many_elements() -> bytes:
    return with_parts({SHEET: sheet_part("<x/>" * 9_000_000)})


def entities() -> bytes:
    levels = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "aaaaaaaaaa"}">' for n in range(10)
    )
    return with_parts({SHEET: f"<!DOCTYPE a [{levels}]><a>&a9;</a>".encode()})


def unpacks_to_512_megabytes() -> bytes:
    """Half a megabyte of zeros packed; the directory says what it unpacks to."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        archive.writestr("xl/_rels/workbook.xml.rels", "<a/>")
        with archive.open(SHEET, "w") as part:
            for _ in range(512):
                part.write(bytes(MEGABYTE))
    return target.getvalue()


def unpacks_to_more_than_it_says() -> bytes:
    """The same in the part that is read first, and the directory says a hundred bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    zeros = bytes(MEGABYTE)
    packed = b"".join(packer.compress(zeros) for _ in range(512)) + packer.flush()
    entries, directory = b"", b""
    for name in (b"xl/workbook.xml", b"xl/_rels/workbook.xml.rels"):
        head = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 0, len(packed), 100, len(name), 0)
        directory += (
            b"PK\x01\x02\x14\x00" + head + bytes(10) + struct.pack("<I", len(entries)) + name
        )
        entries += b"PK\x03\x04" + head + name + packed
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 2, 2, len(directory), len(entries), 0)
    return entries + directory + end


BOMBS: Final[dict[str, Callable[[], bytes]]] = {
    make.__name__: make
    for make in (
        *(yaml_aliases, yaml_merged, deep_json, deep_lists, deep_yaml, many_values),
        *(matrix, same_names),
        *(columns_claimed, columns_held, far_cell, many_elements, entities),
        *(unpacks_to_512_megabytes, unpacks_to_more_than_it_says),
    )
}
