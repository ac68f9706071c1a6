"""Answers whose sum of points lies between two ends: by steps from the lowest, else sum by sum."""

from collections.abc import Sequence
from math import gcd
from typing import Final, TypeAlias

from assessments.scoring.outlook.budget import Budget
from assessments.scoring.outlook.cases import Choice, Row
from assessments.scoring.outlook.sums import TooManySums, sums_of

# More sums than this in all are not kept to find the answers that lead to one of them.
MOST_KEPT: Final = 500_000
# Nor more bits of the sums of all starts of the rows: a hundred megabytes.
MOST_BITS_KEPT: Final = 800_000_000

_Menus: TypeAlias = Sequence[tuple[Row, Sequence[Choice]]]


def pick_between(
    rows: Sequence[Row], level: int, start: int, end: int, budget: Budget
) -> dict[str, Choice] | None:
    """Pick answers that allow the level, so that start ≤ their points < end; None without any.

    Args:
        rows: the questions, each with some answer.
        level: index of the level.
        start: the fewest points.
        end: one more than the most points.
        budget: the words that may still be written while sums are marked.

    Raises:
        TooManySums: whether there are any is not known, or which.
    """
    menus = [(row, _rising(row, level)) for row in rows]
    if start >= end or not all(menu for _, menu in menus):
        return None
    found = _on_the_way_up(menus, start, end)
    if found is not None:
        return found
    sums = sums_of(rows, level, budget)
    if sums is None or not sums.any_between(start, end):
        return None
    return _listed(menus, start, end) if sums.apart else _marked(menus, start)


def _rising(row: Row, level: int) -> list[Choice]:
    allowed = [choice for choice in row.choices if choice.cap >= level]
    return sorted(allowed, key=lambda choice: choice.points)


def _on_the_way_up(menus: _Menus, start: int, end: int) -> dict[str, Choice] | None:
    """Raise one answer after the other from the lowest sum, until it lies between the ends."""
    picks = {row.code: menu[0] for row, menu in menus}
    total = sum(row.weight * menu[0].points for row, menu in menus)
    for row, menu in menus:
        for choice in menu:
            total += row.weight * (choice.points - picks[row.code].points)
            picks[row.code] = choice
            if total >= start:
                return picks if total < end else None
    return picks if start <= total < end else None


def _marked(menus: _Menus, start: int) -> dict[str, Choice]:
    """Mark the sums of ever more rows as bits, and go back from the first from the start on."""
    lowest = [row.weight * menu[0].points for row, menu in menus]
    steps = [
        [row.weight * one.points - low for one in menu]
        for (row, menu), low in zip(menus, lowest, strict=True)
    ]
    step = gcd(*(one for each in steps for one in each)) or 1
    if len(menus) * (sum(each[-1] for each in steps) // step) > MOST_BITS_KEPT:
        raise TooManySums
    marks = [1]
    for each in steps:
        here = 0
        for one in each:
            here |= marks[-1] << (one // step)
        marks.append(here)
    first = max(0, -((sum(lowest) - start) // step))
    ahead = marks[-1] >> first
    at = first + (ahead & -ahead).bit_length() - 1
    picks = {}
    for (row, menu), each, before in zip(
        reversed(menus), reversed(steps), reversed(marks[:-1]), strict=True
    ):
        place = next(
            i
            for i, one in enumerate(each)
            if one // step <= at and before >> (at - one // step) & 1
        )
        picks[row.code] = menu[place]
        at -= each[place] // step
    return picks


def _listed(menus: _Menus, start: int, end: int) -> dict[str, Choice]:
    """List the sums row by row with one way to each, and go back from one that lies between."""
    ways: list[dict[int, Choice]] = []
    sums = {0}
    left = Budget(MOST_KEPT)
    for row, menu in menus:
        if not left.spend(len(sums) * len(menu)):
            raise TooManySums
        way = {total + row.weight * choice.points: choice for total in sums for choice in menu}
        ways.append(way)
        sums = set(way)
    total = next(one for one in sums if start <= one < end)
    picks = {}
    for (row, _), way in zip(reversed(menus), reversed(ways), strict=True):
        picks[row.code] = way[total]
        total -= row.weight * way[total].points
    return picks
