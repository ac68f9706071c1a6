"""Rows that a form of the studio names by their place, because they have no code."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

# As many digits as no list has rows; what is longer is no place.
PLACE: Final = r"\d{1,6}"


@dataclass(frozen=True, slots=True)
class Listed:
    """The fields of one list: each name is one of `starts`, the row's place, and what follows.

    `told_by` has the names of what tells rows apart, best first, with `{}` for the place.
    `named_in` is the start of the names of fields whose value is a place in this list.
    """

    starts: Sequence[str]
    told_by: Sequence[str]
    named_in: str = ""

    def split(self, name: str) -> tuple[str, int, str] | None:
        """Split the name of a field of the list at the place in it; None for another field."""
        start = next((start for start in self.starts if name.startswith(start)), None)
        rest = name.removeprefix(start) if start else ""
        found = re.match(rf"{PLACE}(?![^:/])", rest, re.ASCII)
        if start is None or found is None:
            return None
        return start, int(found[0]), name[len(start) + found.end() :]

    def naming(self, names: Iterable[str]) -> Iterator[str]:
        """Give those of the fields whose value is a place in the list."""
        return (name for name in names if self.named_in and name.startswith(self.named_in))
