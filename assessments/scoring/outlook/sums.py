"""Which sums of points a part can reach, as the bits of one whole number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import gcd

from assessments.scoring.outlook.cases import PartCase, Row
from assessments.scoring.plan import Plan


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums `low + step * i` for every bit i that is set."""

    low: int
    step: int
    bits: int

    def any_between(self, start: int, end: int) -> bool:
        """Say whether a sum lies in start ≤ sum < end."""
        first = max(0, -((self.low - start) // self.step))
        last = max(first, -((self.low - end) // self.step))
        return bool((self.bits >> first) & ((1 << (last - first)) - 1))


def sums_of(rows: Sequence[Row], least: int) -> Sums | None:
    """Give the sums of weight times points over answers that allow the level `least`.

    None where some question has no such answer.
    """
    worths = [sorted(set(_worths(row, least))) for row in rows]
    if not all(worths):
        return None
    step = gcd(*(worth - each[0] for each in worths for worth in each)) or 1
    bits = 1
    for each in worths:
        start = bits
        for worth in each[1:]:
            bits |= start << ((worth - each[0]) // step)
    return Sums(sum(each[0] for each in worths), step, bits)


def _worths(row: Row, least: int) -> Iterator[int]:
    return (row.weight * choice.points for choice in row.choices if choice.cap >= least)


def needed(plan: Plan, case: PartCase, level: int) -> int:
    """Give the fewest points with which the part reaches the floor of the level."""
    return -(-case.planned.floors[level] * case.weight * plan.unit // 100)
