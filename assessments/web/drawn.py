"""Pieces of pages that look the same for everybody, drawn once in a process and kept.

A piece is kept under everything it depends on, so it can never show what belongs to another.
"""

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import Any, Final

from django.template.loader import get_template
from django.utils.translation import get_language

# By size, not by number: cards of questions take 12 KB each, and there is one of each answer.
MOST_BYTES: Final = 6 * 1024 * 1024


class _Pieces:
    """The pieces used last, as many as `MOST_BYTES` hold; safe to share between threads."""

    def __init__(self) -> None:
        self._pieces: OrderedDict[Hashable, str] = OrderedDict()
        self._lock = Lock()
        self.size = 0

    def get(self, key: Hashable) -> str | None:
        with self._lock:
            if piece := self._pieces.get(key):
                self._pieces.move_to_end(key)
            return piece

    def keep(self, key: Hashable, piece: str) -> None:
        with self._lock:
            if key not in self._pieces:
                self._pieces[key] = piece
                self.size += sys.getsizeof(piece)
            while self.size > MOST_BYTES:
                self.size -= sys.getsizeof(self._pieces.popitem(last=False)[1])


_kept = _Pieces()


def drawn(template: str, key: Hashable, shown: Mapping[str, Any]) -> str:
    """Draw a piece, or give the kept one; a key of None is always drawn afresh.

    `shown` must hold nothing that the template prints and the key leaves out, but `read_only`.
    """
    return kept(
        template,
        key,
        read_only=shown["read_only"],
        draw=lambda: get_template(template).render(dict(shown)),
    )


def kept(template: str, key: Hashable, *, read_only: bool, draw: Callable[[], str]) -> str:
    """Give the piece kept under everything it depends on, drawn when there is none."""
    if key is None:
        return draw()
    whole = (template, get_language(), read_only, key)
    piece = _kept.get(whole)
    if not piece:
        piece = draw()
        _kept.keep(whole, piece)
    return piece
