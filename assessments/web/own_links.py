"""Finds the links to our own pages in a plain text, so that only they can be clicked."""

import re


def linked(text: str, base_url: str) -> list[tuple[str, bool]]:
    """Cut a text into pieces, each with whether it is a link below `base_url`."""
    own = re.compile(rf"({re.escape(base_url)}/(?:[^\s<>\"']*[^\s<>\"'.,;:!?)])?)")
    pieces = own.split(text)
    return [(piece, number % 2 == 1) for number, piece in enumerate(pieces) if piece]
