"""Which sums of points a part can reach: as the bits of one number, or one by one if far apart."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Final

from assessments.scoring.outlook.budget import Budget
from assessments.scoring.outlook.cases import PartCase, Row
from assessments.scoring.plan import Plan

# Scores with many decimals, or multiples of many sizes, put sums so far apart that bits for all
# that lies between would fill the memory.
MOST_BITS: Final = 1 << 22
MOST_APART: Final = 50_000
# Words of 64 bits written in all while sums are marked; a listed one takes as long as eight.
MOST_MARKED: Final = 500_000_000
WORD: Final = 64
LISTED: Final = 8


class TooManySums(Exception):
    """The sums lie too far apart for bits and are too many to be listed."""


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums `low + step * i` for every bit i that is set, or those of `apart`, rising."""

    low: int
    step: int
    bits: int
    apart: tuple[int, ...] = ()

    def any_between(self, start: int, end: int) -> bool:
        """Say whether a sum lies in start ≤ sum < end."""
        if self.apart:
            place = bisect_left(self.apart, start)
            return place < len(self.apart) and self.apart[place] < end
        first = max(0, -((self.low - start) // self.step))
        last = min(-((self.low - end) // self.step), self.bits.bit_length())
        return first < last and bool((self.bits >> first) & ((1 << (last - first)) - 1))


def sums_of(rows: Sequence[Row], least: int, budget: Budget | None = None) -> Sums | None:
    """Give the sums of weight times points over answers that allow the level `least`.

    None where some question has no such answer.

    Args:
        rows: the questions.
        least: index of the level.
        budget: the words that may still be written; by default those of one call.

    Raises:
        TooManySums: they could be neither marked nor listed in bounded memory, or the budget ends.
    """
    budget = budget or Budget(MOST_MARKED)
    worths = [sorted(set(_worths(row, least))) for row in rows]
    if not all(worths):
        return None
    low = sum(each[0] for each in worths)
    step = gcd(*(worth - each[0] for each in worths for worth in each)) or 1
    width = sum(each[-1] - each[0] for each in worths) // step
    if width >= MOST_BITS:
        return Sums(low, step, 0, _apart(worths, budget))
    _spend(budget, sum(map(len, worths)) * (width // WORD + 1))
    bits = 1
    for each in worths:
        start = bits
        for worth in each[1:]:
            bits |= start << ((worth - each[0]) // step)
    return Sums(low, step, bits)


def _spend(budget: Budget, words: int) -> None:
    if not budget.spend(words):
        raise TooManySums


def _apart(worths: Sequence[Sequence[int]], budget: Budget) -> tuple[int, ...]:
    found = {0}
    for each in worths:
        if len(found) * len(each) > MOST_APART:
            raise TooManySums
        _spend(budget, LISTED * len(found) * len(each))
        found = {total + worth for total in found for worth in each}
    return tuple(sorted(found))


def _worths(row: Row, least: int) -> Iterator[int]:
    return (row.weight * choice.points for choice in row.choices if choice.cap >= least)


def needed(plan: Plan, case: PartCase, level: int) -> int:
    """Give the fewest points with which the part reaches the floor of the level."""
    return -(-case.planned.floors[level] * case.weight * plan.unit // 100)
