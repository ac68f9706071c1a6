"""Files that are a ZIP of parts: taken apart within bounds, and packed in one form. Pure.

Sizes are looked at twice: as the directory claims them, before anything is unpacked, and while it
is unpacked.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

FIRST: Final = "[Content_Types].xml"
_PACKINGS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)  # the first a ZIP can hold
_ENCRYPTED: Final = 0x1


class BadPackage(ValueError):
    """The file is no package, damaged, or unpacks to more than allowed; the message says which."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many parts a package may have, and how many bytes they may unpack to together."""

    parts: int
    unpacked: int


class Package:
    """A package whose parts are unpacked one by one, as they are asked for."""

    def __init__(self, content: bytes, bounds: Bounds) -> None:
        """Look at the directory; nothing is unpacked yet.

        Raises:
            BadPackage: it is none, or claims more than the bounds.
        """
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise BadPackage("The file is no sound ZIP file.") from error
        self._left = bounds.unpacked
        self._entries = _checked(self._archive.infolist(), bounds)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._entries)

    def read(self, name: str) -> bytes:
        """Unpack a part.

        Raises:
            BadPackage: there is none of this name, it is damaged, or it passes the bounds.
        """
        if name not in self._entries:
            raise BadPackage(f"The file has no part {name}.")
        try:
            with self._archive.open(self._entries[name]) as opened:
                found = opened.read(self._left + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            ValueError,
            RuntimeError,
        ) as error:
            raise BadPackage(f"The part {name} of the file is damaged.") from error
        self._left -= len(found)
        if self._left < 0:
            raise BadPackage("The file unpacks to more than is read.")
        return found


def _checked(entries: list[zipfile.ZipInfo], bounds: Bounds) -> dict[str, zipfile.ZipInfo]:
    if len(entries) > bounds.parts:
        raise BadPackage(f"The file has {len(entries)} parts; at most {bounds.parts} are read.")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > bounds.unpacked:
        raise BadPackage(
            f"The file unpacks to {unpacked} bytes; at most {bounds.unpacked} are read."
        )
    if any(entry.compress_type not in _PACKINGS for entry in entries):
        raise BadPackage("The file is packed in a way that is not read.")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise BadPackage("The file is protected by a password.")
    found = {entry.filename: entry for entry in entries}
    if len(found) < len(entries):
        raise BadPackage("A part stands twice in the file.")
    return found


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Give a ZIP of the parts, always the same: the list of types first, the others by name."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != FIRST, name)):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            archive.writestr(entry, parts[name], zipfile.ZIP_DEFLATED, 6)
    return target.getvalue()
