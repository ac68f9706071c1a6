"""Pieces of pages that look the same for everybody, drawn once in a process and kept.

A piece is kept under everything it depends on, so it can never show what belongs to another.
"""

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from threading import Lock
from typing import Any, Final

from django.template.loader import get_template
from django.utils.translation import get_language

KEPT: Final = 4096

_pieces: OrderedDict[Hashable, str] = OrderedDict()
_lock = Lock()


def drawn(template: str, key: Hashable, shown: Mapping[str, Any]) -> str:
    """Draw a piece, or give the kept one; a key of None is always drawn afresh.

    `shown` must hold nothing that the template prints and the key leaves out, but `read_only`.
    """
    if key is None:
        return get_template(template).render(dict(shown))
    whole = (template, get_language(), shown["read_only"], key)
    with _lock:
        if kept := _pieces.get(whole):
            _pieces.move_to_end(whole)
            return kept
    piece = get_template(template).render(dict(shown))
    with _lock:
        _pieces[whole] = piece
        while len(_pieces) > KEPT:
            _pieces.popitem(last=False)
    return piece
