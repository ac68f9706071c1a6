"""Tells which office document a zip archive is, within limits that no honest document reaches.

The directory is measured before it is read, and every entry is unpacked in small pieces to see
that it is as long as it says; nothing is kept of it.
"""

import zipfile
import zlib
from io import BytesIO
from typing import Final

from django.utils.translation import gettext_lazy as _

from assessments.answers.upload_problems import UploadProblem
from assessments.answers.virus_test import OVERLAP, holds_test_virus

MOST_ENTRIES: Final = 1000
MOST_EXPANDED: Final = 50 * 1024 * 1024
MOST_RATIO: Final = 200
LARGEST_DIRECTORY: Final = 512 * 1024
_PIECE: Final = 64 * 1024
_END: Final = 22
_ENCRYPTED: Final = 0x1
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_PARTS: Final = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
)
_ODF: Final = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_MACROS: Final = ("vbaproject.bin", "vbadata.xml")
_MACRO_FOLDERS: Final = ("basic/", "scripts/", "xl/macrosheets/")


def office_type(content: bytes) -> str:
    """Give `docx`, `xlsx`, `pptx`, `odt`, `ods` or `odp`.

    Raises:
        UploadProblem: it is another archive, too large unpacked, damaged, or holds macros.
    """
    _measure(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries, len(content))
            found = _type_of(archive)
            for entry in entries:
                _unpack(archive, entry)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError) as error:
        if isinstance(error, UploadProblem):
            raise
        raise _damaged() from error
    return found


def _measure(content: bytes) -> None:
    """See by the last record how long the directory is, before anything is read into objects."""
    at = content.rfind(b"PK\x05\x06", max(0, len(content) - _END - 0xFFFF))
    if at < 0 or len(content) < at + _END:
        raise _damaged()
    entries = int.from_bytes(content[at + 10 : at + 12], "little")
    directory = int.from_bytes(content[at + 12 : at + 16], "little")
    if entries > MOST_ENTRIES or directory > LARGEST_DIRECTORY:
        raise _too_large()
    if at + _END + int.from_bytes(content[at + 20 : at + 22], "little") != len(content):
        raise _damaged()


def _check_entries(entries: list[zipfile.ZipInfo], packed: int) -> None:
    expanded = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or expanded > min(MOST_EXPANDED, packed * MOST_RATIO):
        raise _too_large()
    for entry in entries:
        name = entry.filename.lower()
        if entry.flag_bits & _ENCRYPTED:
            message = _("The file is protected by a password. Upload it without one.")
            raise UploadProblem("encrypted", message)
        if entry.compress_type not in _METHODS or name.startswith("/") or ".." in name.split("/"):
            raise _damaged()
        if name.endswith(_MACROS) or name.startswith(_MACRO_FOLDERS):
            raise _macros()


def _type_of(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        with archive.open("[Content_Types].xml") as opened:
            if b"macroenabled" in opened.read(MOST_EXPANDED).lower():
                raise _macros()
        found = next((kind for part, kind in _PARTS if part in names), None)
    elif "mimetype" in names:
        with archive.open("mimetype") as opened:
            found = _ODF.get(opened.read(100).strip())
    else:
        found = None
    if found is None:
        message = _("The file is an archive. Upload the document itself.")
        raise UploadProblem("archive", message)
    return found


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Read an entry to its end: a wrong length or checksum shows only then."""
    before = b""
    with archive.open(entry) as opened:
        while piece := opened.read(_PIECE):
            if holds_test_virus(before[-OVERLAP:] + piece):
                raise UploadProblem("virus", _("The file holds a virus test pattern."))
            before = piece


def _damaged() -> UploadProblem:
    return UploadProblem("damaged", _("The file is damaged or incomplete. Save it again."))


def _macros() -> UploadProblem:
    return UploadProblem("macros", _("The file holds macros. Save it without them."))


def _too_large() -> UploadProblem:
    message = _("Unpacked, the file is larger than is kept. Save it as a PDF.")
    return UploadProblem("too_large_unpacked", message)
