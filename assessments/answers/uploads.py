"""Says by its content alone whether a file may be kept as evidence, and under which name.

Nothing is drawn or run, and the type a browser declares is never looked at. What has two faces,
like a picture with an archive behind it, is refused where that shows; the rest is harmless because
a file is only ever handed out as an attachment.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from assessments.answers.archives import office_type
from assessments.answers.file_names import kept_name
from assessments.answers.upload_problems import UploadProblem
from assessments.answers.virus_test import holds_test_virus

HEAD: Final = 2048
_MARKUP: Final = re.compile(
    rb"<\s*(?:script|html|head|body|svg|iframe|object|embed|!doctype|!entity|\?xml|\?php)\b",
    re.IGNORECASE,
)
_PROGRAMS: Final = (b"MZ\x90\x00", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!")
_ARCHIVES: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file that is kept: how it is handed out, and the endings its name may have."""

    media_type: str
    endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept, under a name that is safe everywhere."""

    name: str
    media_type: str
    content: bytes


PDF: Final = FileType("application/pdf", (".pdf",))
PNG: Final = FileType("image/png", (".png",))
JPEG: Final = FileType("image/jpeg", (".jpg", ".jpeg"))
WEBP: Final = FileType("image/webp", (".webp",))
GIF: Final = FileType("image/gif", (".gif",))
JSON: Final = FileType("application/json", (".json",))
CSV: Final = FileType("text/csv; charset=utf-8", (".csv", ".tsv"))
MARKDOWN: Final = FileType("text/markdown; charset=utf-8", (".md", ".markdown"))
TEXT: Final = FileType("text/plain; charset=utf-8", (".txt", ".log", ".yaml", ".yml"))
_OOXML: Final = "application/vnd.openxmlformats-officedocument"
_ODF: Final = "application/vnd.oasis.opendocument"
OFFICE: Final = {
    "docx": FileType(f"{_OOXML}.wordprocessingml.document", (".docx",)),
    "xlsx": FileType(f"{_OOXML}.spreadsheetml.sheet", (".xlsx",)),
    "pptx": FileType(f"{_OOXML}.presentationml.presentation", (".pptx",)),
    "odt": FileType(f"{_ODF}.text", (".odt",)),
    "ods": FileType(f"{_ODF}.spreadsheet", (".ods",)),
    "odp": FileType(f"{_ODF}.presentation", (".odp",)),
}
TYPES: Final = (PDF, PNG, JPEG, WEBP, GIF, JSON, CSV, MARKDOWN, TEXT, *OFFICE.values())
ENDINGS: Final = tuple(ending for kept in TYPES for ending in kept.endings)


def check_upload(name: str, content: bytes) -> CheckedFile:
    """Give the file as it is kept.

    Raises:
        UploadProblem: it is empty, of a kind that is not kept, damaged, or two kinds at once.
    """
    if not content.strip():
        raise UploadProblem("empty", _("The file is empty. Choose the file again."))
    if holds_test_virus(content):
        raise UploadProblem("virus", _("The file holds a virus test pattern."))
    found = _type_of(content, name)
    return CheckedFile(kept_name(name, found.endings), found.media_type, content)


def names_a_file(text: str) -> bool:
    """Say whether a text can be the name of a file that was kept."""
    return text.endswith(ENDINGS) and text == kept_name(text, ENDINGS)


def _type_of(content: bytes, name: str) -> FileType:
    if content.startswith(_PROGRAMS):
        raise UploadProblem("program", _("The file is a program or a script; those are not kept."))
    if content.startswith(_ARCHIVES):
        return OFFICE[office_type(content)]
    for begins, check, found in _SIGNATURES:
        if content.startswith(begins):
            check(content)
            _check_one_face(content)
            return found
    return _text_type(content, name)


def _whole_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-HEAD:]:
        raise _damaged()


def _whole_png(content: bytes) -> None:
    """Walk the pieces of a PNG: the last one must end where the file ends."""
    at = 8
    while at + 12 <= len(content):
        kind, at = content[at + 4 : at + 8], at + 12 + int.from_bytes(content[at : at + 4], "big")
        if kind == b"IEND":
            break
    else:
        raise _damaged()
    if at != len(content):
        raise _two_faced()


def _whole_riff(content: bytes) -> None:
    length = int.from_bytes(content[4:8], "little") + 8
    if content[8:12] != b"WEBP" or length > len(content):
        raise _damaged()
    if len(content) - length > 1:
        raise _two_faced()


def _whole_jpeg(content: bytes) -> None:
    if b"\xff\xd9" not in content[2:]:
        raise _damaged()


def _whole_gif(content: bytes) -> None:
    if not content.rstrip(b"\x00").endswith(b";"):
        raise _two_faced()


_SIGNATURES: Final[tuple[tuple[bytes, Callable[[bytes], None], FileType], ...]] = (
    (b"%PDF-", _whole_pdf, PDF),
    (b"\x89PNG\r\n\x1a\n", _whole_png, PNG),
    (b"\xff\xd8\xff", _whole_jpeg, JPEG),
    (b"RIFF", _whole_riff, WEBP),
    (b"GIF87a", _whole_gif, GIF),
    (b"GIF89a", _whole_gif, GIF),
)


def _check_one_face(content: bytes) -> None:
    """Refuse a PDF or picture that is a web page at its head or an archive at its tail."""
    tail = content[-65_557:]
    at = tail.rfind(b"PK\x05\x06")
    is_archive = at >= 0 and at + 22 + int.from_bytes(tail[at + 20 : at + 22], "little") == len(
        tail
    )
    if is_archive or _MARKUP.search(content[:HEAD]) or _MARKUP.search(content[-HEAD:]):
        raise _two_faced()


def _text_type(content: bytes, name: str) -> FileType:
    if _CONTROL.search(content[:HEAD]) or b"\x00" in content:
        raise UploadProblem(
            "unknown",
            _(
                "This kind of file is not kept. Upload a PDF, a picture (PNG, JPEG, WebP, GIF), "
                "an Office or OpenDocument file without macros, text, CSV, Markdown or JSON."
            ),
        )
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = _("The file is no text in UTF-8. Save it as UTF-8, or as a PDF.")
        raise UploadProblem("not_utf8", message) from None
    if _MARKUP.search(content[:HEAD]) or content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        message = _("The file is a web page, SVG or XML; those are not kept. Save it as a PDF.")
        raise UploadProblem("markup", message)
    return _plain(content, name.lower())


def _plain(content: bytes, name: str) -> FileType:
    """Tell the kinds of plain text apart by name: nothing depends on it but the ending."""
    if name.endswith(JSON.endings) and content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in b"{[":
        return JSON
    return next((one for one in (CSV, MARKDOWN) if name.endswith(one.endings)), TEXT)


def _damaged() -> UploadProblem:
    return UploadProblem("damaged", _("The file is damaged or incomplete. Save it again."))


def _two_faced() -> UploadProblem:
    message = _("The file is two kinds of file at once; such files are not kept. Save it again.")
    return UploadProblem("two_faced", message)
