"""Files packed into a ZIP while it is read: no more than one of them is ever held in memory."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

# name, content, and year, month, day, hour, minute, second
Entry = tuple[str, bytes, tuple[int, int, int, int, int, int]]


class _Sink(io.RawIOBase):
    """Takes what the archive writes and gives it away; it cannot go back."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self._held += content
        return len(content)

    def take(self) -> bytes:
        taken = bytes(self._held)
        self._held.clear()
        return taken


def zipped(entries: Iterable[Entry]) -> Iterator[bytes]:
    """Give the bytes of a ZIP of these entries, one after the other; same entries, same bytes."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content, moment in entries:
            told = zipfile.ZipInfo(name, moment)
            told.compress_type = zipfile.ZIP_DEFLATED
            told.external_attr = 0o644 << 16
            archive.writestr(told, content)
            yield sink.take()
    yield sink.take()


def told_apart(names: Iterable[str]) -> list[str]:
    """Give each name once: a second one of the same gets a number before its ending."""
    taken: set[str] = set()
    found = []
    for name in names:
        stem, dot, ending = name.rpartition(".")
        candidate, number = name, 1
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{stem}-{number}{dot}{ending}"
        taken.add(candidate.casefold())
        found.append(candidate)
    return found
