"""Files with their seals: how each format carries one, and how it is read back from any file.

What is read here comes from anybody: sizes are bounded, nothing is run, and whatever cannot be read
is `NotReadable`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import cast

from assessments.reports.sealed.contents import Contents, NotReadable
from assessments.reports.sealed.packages import MAIN_PARTS, open_package

__all__ = ["SEALED", "Contents", "NotReadable", "format_of", "read_contents"]


@dataclass(frozen=True, slots=True)
class Sealing:
    """How a format carries its seal: `put` adds it, `read` takes the file apart."""

    put: Callable[[bytes, str], bytes]
    read: Callable[[bytes], Contents]


def _carried_by(module: str) -> Sealing:
    """Give what a module says of its format, loaded with the first file of it."""

    def put(content: bytes, seal: str) -> bytes:
        return cast("bytes", import_module(f"{__name__}.{module}").put(content, seal))

    def read(content: bytes) -> Contents:
        return cast("Contents", import_module(f"{__name__}.{module}").read(content))

    return Sealing(put, read)


SEALED: Mapping[str, Sealing] = MappingProxyType(
    {
        "pdf": _carried_by("in_pdf"),
        "docx": _carried_by("in_docx"),
        "xlsx": _carried_by("in_xlsx"),
        "csv": _carried_by("in_csv"),
        "json": _carried_by("in_json"),
    }
)


def format_of(content: bytes) -> str:
    """Tell the format by the content alone.

    Raises:
        NotReadable: an archive that is neither DOCX nor XLSX.
    """
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"PK"):
        names = open_package(content).keys()
        found = next((name for name, main in MAIN_PARTS.items() if main in names), None)
        if found is None:
            raise NotReadable
        return found
    return "json" if content.lstrip()[:1] == b"{" else "csv"


def read_contents(content: bytes) -> tuple[str, Contents]:
    """Take a file apart: its format, and what is in it.

    Raises:
        NotReadable: it is no file of this format.
    """
    file_format = format_of(content)
    return file_format, SEALED[file_format].read(content)
