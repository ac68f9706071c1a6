"""Pieces of pages that look the same for everybody, drawn once in a process and kept.

A piece is kept under everything it depends on, so it can never show what belongs to another.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import Any, Final

from django.template.loader import get_template
from django.utils.translation import get_language

KEPT: Final = 2048

_pieces: OrderedDict[Hashable, str] = OrderedDict()
_lock = Lock()


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
    with _lock:
        if piece := _pieces.get(whole):
            _pieces.move_to_end(whole)
            return piece
    piece = draw()
    with _lock:
        _pieces[whole] = piece
        while len(_pieces) > KEPT:
            _pieces.popitem(last=False)
    return piece
