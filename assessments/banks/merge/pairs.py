"""Which row of a list is which later on, where rows have no code and are told by what they say."""

from collections.abc import Hashable, Sequence
from typing import TypeAlias

# What a row says, what tells it best first; what is empty tells nothing.
Row: TypeAlias = tuple[Hashable, ...]
Pairs: TypeAlias = dict[int, int]


def paired(before: Sequence[Row], now: Sequence[Row]) -> Pairs:
    """Map the place of each row to its place now; a row that cannot be told for sure is left out.

    Rows are the same that say the same, or else what tells them best. One reworded is the same
    where it alone, between the same two rows or an end, says the rest as before; where there is
    no rest to go by, it has to stand there alone.
    """
    found: Pairs = {}
    _pair(found, list(before), list(now))
    _pair(found, [row[:1] for row in before], [row[:1] for row in now])
    return found | _reworded(found, before, now)


def _pair(found: Pairs, before: list[Row], now: list[Row]) -> None:
    """Pair what says the same; of equal ones in other numbers nobody knows which are gone."""
    taken = set(found.values())
    for row in dict.fromkeys(before):
        here = [place for place, one in enumerate(before) if one == row and place not in found]
        there = [place for place, one in enumerate(now) if one == row and place not in taken]
        if any(row) and len(here) == len(there):
            found.update(zip(here, there, strict=True))


def _reworded(found: Pairs, before: Sequence[Row], now: Sequence[Row]) -> Pairs:
    made: Pairs = {}
    for here in _runs(found, len(before)):
        above, below = found.get(here[0] - 1, -1), found.get(here[-1] + 1, len(now))
        there = [place for place in range(above + 1, below) if place not in found.values()]
        for place in here:
            same = [one for one in there if now[one][1:] == before[place][1:]]
            alike = [one for one in here if before[one][1:] == before[place][1:]]
            tells = any(before[place][1:]) or len(here) == len(there)
            if tells and len(same) == len(alike) == 1:
                made[place] = same[0]
    return made


def _runs(found: Pairs, many: int) -> list[list[int]]:
    """List the places of rows without a pair, those that follow each other together."""
    runs: list[list[int]] = []
    for place in (place for place in range(many) if place not in found):
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs
