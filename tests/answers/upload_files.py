"""Small files of every kind that is kept, and of the kinds that must not be."""

import io
import struct
import zipfile
import zlib

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
CONTENT_TYPES = "[Content_Types].xml"


def chunk(kind: bytes, content: bytes = b"") -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def png() -> bytes:
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00\xff")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND")


def pdf(inside: bytes = b"") -> bytes:
    return b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\n" + inside + b"\ntrailer <<>>\n%%EOF\n"


def webp() -> bytes:
    body = b"WEBPVP8L" + struct.pack("<I", 6) + b"\x2f\x00\x00\x00\x00\x00"
    return b"RIFF" + struct.pack("<I", len(body)) + body


def zipped(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return kept.getvalue()


def office(part: str = "xl/workbook.xml", **more: bytes) -> bytes:
    return zipped({CONTENT_TYPES: b"<Types/>", part: b"<workbook/>", **more})


def odf(kind: str = "spreadsheet") -> bytes:
    named = f"application/vnd.oasis.opendocument.{kind}".encode()
    return zipped({"mimetype": named, "content.xml": b"<office/>"})


def zip_bomb() -> bytes:
    return office(**{"xl/worksheets/sheet1.xml": b"0" * (51 * 1024 * 1024)})


def crowded_zip(entries: int = 100_000, *, claimed: int | None = None) -> bytes:
    """Repeat the directory's one record; `claimed` is what the last record says of it."""
    one = zipped({"a": b""}, zipfile.ZIP_STORED)
    begin, end = one.find(b"PK\x01\x02"), one.rfind(b"PK\x05\x06")
    directory = one[begin:end] * entries
    said = min(entries if claimed is None else claimed, 0xFFFF)
    last = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, said, said, len(directory), begin, 0)
    return one[:begin] + directory + last


def understated_zip() -> bytes:
    """Say in the directory that the large entry is small."""
    content = office(**{"xl/big.xml": b"0" * 4_000_000})
    return content.replace(struct.pack("<I", 4_000_000), struct.pack("<I", 10))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 20 + b"\xff\xd9"
CSV = b"year,recall\n2026,0.9\n"

KEPT = {
    "pdf": ("plan.pdf", pdf(), "application/pdf"),
    "png": ("chart.png", png(), "image/png"),
    "jpeg": ("photo.JPG", JPEG, "image/jpeg"),
    "webp": ("photo.webp", webp(), "image/webp"),
    "gif": ("steps.gif", GIF, "image/gif"),
    "text": ("minutes.txt", "Beschluß\n".encode(), "text/plain; charset=utf-8"),
    "text with a mark": ("minutes.txt", b"\xef\xbb\xbfagreed", "text/plain; charset=utf-8"),
    "csv": ("runs.csv", CSV, "text/csv; charset=utf-8"),
    "markdown": ("notes.md", b"# Notes\n\n1 < 2\n", "text/markdown; charset=utf-8"),
    "json": ("metrics.json", b'{"recall": 0.9}', "application/json"),
    "xlsx": (
        "runs.xlsx",
        office(),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "docx": (
        "plan.docx",
        office("word/document.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "pptx": (
        "deck.pptx",
        office("ppt/presentation.xml"),
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    "ods": ("runs.ods", odf(), "application/vnd.oasis.opendocument.spreadsheet"),
    "odt": ("plan.odt", odf("text"), "application/vnd.oasis.opendocument.text"),
}

# Name, content, and the code of the problem each is refused with.
BAD = {
    "SVG with a script": ("drawing.svg", SVG, "markup"),
    "SVG behind an XML line": ("a.svg", b'<?xml version="1.0"?>' + SVG, "markup"),
    "HTML as .png": ("picture.png", HTML, "markup"),
    "HTML behind blanks and a mark": ("a.txt", b"\xef\xbb\xbf \n" + HTML, "markup"),
    "HTML behind words": ("a.txt", b"hello " + HTML, "markup"),
    "XML with entities": ("a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "markup"),
    "PNG with a script behind it": ("a.png", png() + b"<script>alert(1)</script>", "two_faced"),
    "PNG with an archive behind it": ("a.png", png() + office(), "two_faced"),
    "PDF that is HTML": ("a.pdf", b"%PDF-1.4\n" + HTML + b"\n%%EOF", "two_faced"),
    "PDF that is an archive": ("a.pdf", pdf() + office(), "two_faced"),
    "GIF that is a script": ("a.gif", b"GIF89a=1;/*" + b"*/alert(1)", "two_faced"),
    "PDF cut off": ("a.pdf", pdf()[:20], "damaged"),
    "PNG cut off": ("a.png", png()[:30], "damaged"),
    "EICAR": ("eicar.txt", EICAR, "virus"),
    "EICAR in a document": ("a.xlsx", office(**{"xl/a.bin": EICAR}), "virus"),
    "zero bytes": ("empty.pdf", b"", "empty"),
    "only blanks": ("empty.txt", b" \n\n", "empty"),
    "zip bomb": ("bomb.xlsx", zip_bomb(), "too_large_unpacked"),
    "100 000 entries": ("many.zip", crowded_zip(), "too_large_unpacked"),
    "20 000 entries that claim to be one": (
        "a.xlsx",
        crowded_zip(20_000, claimed=1),
        "too_large_unpacked",
    ),
    "entry larger than it says": ("a.xlsx", understated_zip(), "damaged"),
    "nested zip": ("nested.zip", zipped({"inner.zip": office()}), "archive"),
    "document with macros": ("a.xlsm", office(**{"xl/vbaProject.bin": b"x"}), "macros"),
    "entry outside its folder": ("a.xlsx", office(**{"../../etc/x": b"x"}), "damaged"),
    "program": ("a.exe", b"MZ\x90\x00\x03\x00\x00\x00", "program"),
    "script": ("a.sh", b"#!/bin/sh\nrm -rf /\n", "program"),
    "text with a NUL": ("a.txt", b"a" * 3000 + b"\x00", "unknown"),
    "text in UTF-16": ("a.csv", "a,b".encode("utf-16"), "unknown"),
    "text in Latin-1": ("a.csv", "größe".encode("latin-1"), "not_utf8"),
}
