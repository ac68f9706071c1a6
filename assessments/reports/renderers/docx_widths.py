"""How wide the columns of a table in a DOCX are, by what stands in them: twentieths of a point."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Final

TEXT_WIDTH: Final = 9298  # A4 without its margins
MARGIN: Final = 80  # left and right inside a cell
_SIZE: Final = 9 * 20  # of the letters in a table
# Hundredths of the size a letter takes, on the large side: other programs have other letters.
_LETTER: Final = 52
_BOLD: Final = 110  # hundredths of the plain width
_THIN: Final = frozenset("iljtfrI.,:;'!|()[] ")
_BROAD: Final = frozenset("mwMW%@\u00f7\u2192\u2014")
_PLACES: Final = re.compile(r"[ \t\n\u200b]+|(?<=[-/\u2010\u2013])")  # where a line may end


def widths(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Give each column room for its longest word, and share the rest by how much text it has.

    Shared so, the cells of a row come out about equally high. Where every line has room, columns
    are as wide as theirs in proportion; where not even the words have, each gets its part of it.
    """
    columns = list(zip_longest(head, *rows, fillvalue=""))
    least = [_most(_longest_word, column) + MARGIN for column in columns]
    most = [_most(_longest_line, column) + MARGIN for column in columns]
    if sum(most) <= TEXT_WIDTH:
        return _shares(most, TEXT_WIDTH)
    room = TEXT_WIDTH - sum(least)
    if room <= 0:
        return _shares(least, TEXT_WIDTH)
    asked = [_asked(column, line) for column, line in zip(columns, most, strict=True)]
    wanted = [max(one - word, 1) for one, word in zip(asked, least, strict=True)]
    return [word + more for word, more in zip(least, _shares(wanted, room), strict=True)]


def _most(measure: Callable[[str], int], column: Sequence[str]) -> int:
    """Measure the broadest cell of a column, whose head is set in bold."""
    head, *cells = column
    return max(measure(head) * _BOLD // 100, *map(measure, cells), 0)


def _asked(column: Sequence[str], longest: int) -> int:
    """Give the room for a line of few words, for sentences that of a cell's text on the average."""
    if longest < TEXT_WIDTH // 3:
        return longest
    return sum(_length(cell) for cell in column[1:]) // (len(column) - 1) + MARGIN


def _shares(parts: Sequence[int], whole: int) -> list[int]:
    return [whole * part // sum(parts) for part in parts]


def _longest_word(text: str) -> int:
    return max(_length(word) for word in _PLACES.split(text))


def _longest_line(text: str) -> int:
    return max(_length(line) for line in text.split("\n"))


def _length(text: str) -> int:
    return sum(_letter(letter) for letter in text) * _SIZE // 100


def _letter(letter: str) -> int:
    if letter in _THIN:
        return _LETTER * 3 // 5
    if letter in _BROAD or unicodedata.east_asian_width(letter) in "WF":
        return 90
    return 64 if letter.isupper() else _LETTER
