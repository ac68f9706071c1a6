"""How well several people agree: Krippendorff's alpha, exact, with missing values.

Where it is not defined it is a typed reason in words, never a number.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import product
from types import MappingProxyType
from typing import Any, Final, TypeAlias

# What each person said about one thing, in the same order of people; None is missing.
Unit: TypeAlias = Sequence[Any]
Counts: TypeAlias = Mapping[Any, int]
Distances: TypeAlias = Mapping[tuple[Any, Any], Fraction]
PAIR: Final = 2


class Cause(StrEnum):
    ONE_PERSON = "one_person"
    NOTHING_SHARED = "nothing_shared"
    NO_VARIATION = "no_variation"


_WORDS: Final = MappingProxyType(
    {
        Cause.ONE_PERSON: "fewer than two people answered.",
        Cause.NOTHING_SHARED: "no question was answered by two people.",
        Cause.NO_VARIATION: "all gave the same answer throughout, which chance could give too.",
    }
)


@dataclass(frozen=True, slots=True)
class Undefined:
    """The absence of an alpha, with its cause."""

    cause: Cause

    @property
    def reason(self) -> str:
        return f"Not defined: {_WORDS[self.cause]}"


Alpha: TypeAlias = Fraction | Undefined


class Metric(StrEnum):
    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


def alpha(units: Iterable[Unit], metric: Metric) -> Alpha:
    """Give Krippendorff's alpha: 1 for full agreement, 0 for what chance would give, or below.

    Args:
        units: what each person said about each thing; a thing with fewer than two values pairs
            with nothing and is left out.
        metric: how far two values lie apart; ordinal and interval need numbers.

    Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), sections C and
        D; docs/scoring.md, rule S37.
    """
    rows = list(units)
    said = [Counter(value for value in row if value is not None) for row in rows]
    pairable = [counts for counts in said if counts.total() >= PAIR]
    if not pairable:
        return Undefined(Cause.NOTHING_SHARED if _people(rows) >= PAIR else Cause.ONE_PERSON)
    whole = sum(pairable, Counter[Any]())
    if len(whole) == 1:
        return Undefined(Cause.NO_VARIATION)
    apart = _distances(whole, METRICS[metric])
    observed = sum((_spread(one, apart) / (one.total() - 1) for one in pairable), Fraction(0))
    return 1 - (whole.total() - 1) * observed / _spread(whole, apart)


def _people(rows: Sequence[Unit]) -> int:
    return len({place for row in rows for place, value in enumerate(row) if value is not None})


def _distances(counts: Counts, metric: Callable[[Any, Any, Counts], Fraction]) -> Distances:
    pairs = product(counts, repeat=PAIR)
    return {(one, other): metric(one, other, counts) for one, other in pairs if one != other}


def _spread(counts: Counts, apart: Distances) -> Fraction:
    """Add up the squared distances of all ordered pairs of these values."""
    pairs = product(counts, repeat=PAIR)
    return sum(
        (counts[one] * counts[two] * apart[one, two] for one, two in pairs if one != two),
        Fraction(0),
    )


def _nominal(_one: Any, _other: Any, _counts: Counts) -> Fraction:
    return Fraction(1)


def _ordinal(one: Any, other: Any, counts: Counts) -> Fraction:
    """Square how many values lie from one rank to the other, each end counted half."""
    low, high = sorted((one, other))
    between = sum(count for value, count in counts.items() if low <= value <= high)
    return (between - Fraction(counts[low] + counts[high], 2)) ** 2


def _interval(one: Any, other: Any, _counts: Counts) -> Fraction:
    return (Fraction(one) - Fraction(other)) ** 2


METRICS: Final = MappingProxyType(
    {Metric.NOMINAL: _nominal, Metric.ORDINAL: _ordinal, Metric.INTERVAL: _interval}
)
