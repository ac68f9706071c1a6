"""Bounds of the overall score: a mean over the parts that have a score, which differ by case."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from assessments.scoring.outlook.worlds import Outcome, Worlds
from assessments.scoring.plan import Plan

# For each weight of scored parts the lowest and highest sum of part weight times part score.
Table = dict[int, tuple[Fraction, Fraction]]
ZERO = (Fraction(0), Fraction(0))


def tables_of(plan: Plan, worlds: Worlds) -> Iterator[Table]:
    """Give the table of each component; the outermost one where it has too many cases."""
    for component, outcomes in zip(worlds.problem.components, worlds.outcomes, strict=True):
        if outcomes is None:
            weights = [plan.parts[index].weight for index in component.parts]
            yield joined({0: ZERO, w: (ZERO[0], Fraction(w))} for w in weights)
        else:
            yield table_of(share_of(plan, outcome) for outcome in outcomes)


class Share(NamedTuple):
    """What one outcome adds: weight of scored parts, bounds of part weight times part score."""

    weight: int
    low: Fraction
    high: Fraction


def share_of(plan: Plan, outcome: Outcome) -> Share:
    """Weigh the parts of an outcome that have a score."""
    weight, (low, high) = 0, ZERO
    for case, extent in zip(outcome.case.parts, outcome.extents, strict=True):
        if case.weight:
            whole = case.weight * plan.unit
            weight += case.planned.weight
            low += Fraction(case.planned.weight * extent.low, whole)
            high += Fraction(case.planned.weight * extent.high, whole)
    return Share(weight, low, high)


def table_of(shares: Iterable[Share]) -> Table:
    """Keep the lowest and the highest sum for each weight."""
    table: Table = {}
    for weight, low, high in shares:
        widen(table, weight, low, high)
    return table


def joined(tables: Iterable[Table]) -> Table:
    """Combine what is independent: weights and sums add up."""
    whole: Table = {0: ZERO}
    for table in tables:
        found: Table = {}
        for weight, (low, high) in whole.items():
            for more, (least, most) in table.items():
                widen(found, weight + more, low + least, high + most)
        whole = found
    return whole


def widen(table: Table, weight: int, low: Fraction, high: Fraction) -> None:
    known = table.get(weight)
    table[weight] = (min(low, known[0]), max(high, known[1])) if known else (low, high)


def ends(table: Table) -> tuple[Fraction | None, Fraction | None]:
    """Give the lowest and the highest overall score (rule S12)."""
    scored = [(weight, *each) for weight, each in table.items() if weight]
    return (
        min((low / weight for weight, low, _ in scored), default=None),
        max((high / weight for weight, _, high in scored), default=None),
    )
