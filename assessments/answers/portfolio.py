"""Reads of the portfolio: one row a product, from the stored summary of its current assessment.

Each index of the portfolio begins with whose it is, the bank, the level and the gates. A page asks
each of these groups for its first rows, so that it reads as much of 100 assessments as of 100,000.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet, Subquery

from assessments.answers.earlier import earlier
from assessments.answers.extent import Extent
from assessments.answers.models import Assessment
from assessments.answers.order import NEVER, NOTHING, ORDERS, RANK
from assessments.answers.places import BEYOND, Place
from assessments.answers.statements import flat, marks, row_of, rows
from assessments.scoring.bank_scoring import MOST_LEVELS

ROWS: Final = 25
LEVEL: Final = "level"
_SCORE: Final = f"COALESCE(one.score, one.risk_free, {NOTHING})"
_KEYS: Final = {
    "name": "one.product_name",
    "score": _SCORE,
    LEVEL: _SCORE,
    "trend": "COALESCE(one.score - one.score_before, 0)",
    "age": "one.touched_at",
    "due": f"COALESCE(one.due_date, '{NEVER}')",
}
_GROUP: Final = f"""
    one.is_current AND one.bank_id = %s AND one.{{column}}_id = asked.column1
    AND COALESCE(one.level_rank, {NOTHING}) = asked.column2 AND one.fails_gate = asked.column3
"""
_BEYOND: Final = "AND ({key}, one.id) {beyond} (asked.column4, asked.column5)"
# On SQLite a subquery cannot look at what stands beside it; there the groups are sorted as a whole.
_FIRST: Final = {
    "postgresql": """
        SELECT found.id FROM (VALUES {groups}) AS asked CROSS JOIN LATERAL (
            SELECT one.id, {key} AS place FROM assessments_assessment one
            WHERE {group} ORDER BY {key} {way}, one.id {way} LIMIT {limit}
        ) found ORDER BY {level} found.place {way}, found.id {way} LIMIT {limit}
    """,
    "sqlite": """
        SELECT one.id FROM (VALUES {groups}) AS asked CROSS JOIN assessments_assessment one
        WHERE {group} ORDER BY {level} {key} {way}, one.id {way} LIMIT {limit}
    """,
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What of a portfolio is wanted, in which order; `rank` -1 means without a result."""

    rank: int | None = None
    fails_gate: bool | None = None
    order: str = LEVEL
    descending: bool = True

    @property
    def ranks(self) -> list[int]:
        every = range(NOTHING, MOST_LEVELS) if self.rank is None else (self.rank,)
        return sorted(every, reverse=self.descending)

    @property
    def gates(self) -> tuple[bool, ...]:
        return (False, True) if self.fails_gate is None else (self.fails_gate,)


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, the assessment before each where there is one, and whether more follow."""

    rows: Sequence[Assessment]
    previous: dict[int, Assessment]
    has_more: bool


def portfolio_page(
    extent: Extent, bank_id: int, wanted: Filters, after: Place | None = None
) -> Page:
    """Give a page of products, each by its current assessment (3 queries).

    `previous` is by product: the newest assessment before the current one that has a result. Of a
    blind assessment nothing is stored before its reveal.
    """
    ids = _first(extent, bank_id, wanted, after)
    found = _with_related(Assessment.objects.filter(pk__in=ids[:ROWS]))
    kept = sorted(found, key=lambda row: ids.index(row.pk))
    return Page(kept, _previous(kept), len(ids) > ROWS)


def portfolio_rows(extent: Extent, bank_id: int, wanted: Filters) -> QuerySet[Assessment]:
    """Give all rows in the same order, for a file (1 query)."""
    found = extent.rows.filter(bank=bank_id)
    if wanted.rank is not None:
        found = found.annotate(rank=RANK).filter(rank=wanted.rank)
    if wanted.fails_gate is not None:
        found = found.filter(fails_gate=wanted.fails_gate)
    return _with_related(found).order_by(*_order_of(wanted))


def _order_of(wanted: Filters) -> Iterator[Any]:
    names = [RANK, ORDERS["score"]] if wanted.order == LEVEL else [ORDERS[wanted.order]]
    for key in (*names, "pk"):
        if isinstance(key, str):
            yield f"-{key}" if wanted.descending else key
        else:
            yield key.desc() if wanted.descending else key.asc()


def _first(extent: Extent, bank_id: int, wanted: Filters, after: Place | None) -> list[int]:
    """Give the ids of a page and, where there is a next one, of one row more."""
    groups = list(_groups(extent, wanted, after))
    if not groups:
        return []
    names = {"key": _KEYS[wanted.order], "way": "DESC" if wanted.descending else "ASC"}
    beyond = _BEYOND if after else ""
    group = f"{_GROUP} {beyond}".format(
        column=extent.column, beyond="<" if wanted.descending else ">", **names
    )
    sql = _FIRST[connection.vendor].format(
        groups=marks(len(groups), row_of(len(groups[0]))),
        group=group,
        level=f"asked.column2 {names['way']}," if wanted.order == LEVEL else "",
        limit=ROWS + 1,
        **names,
    )
    return [pk for (pk,) in rows(sql, [*flat(groups), bank_id])]


def _groups(
    extent: Extent, wanted: Filters, after: Place | None
) -> Iterator[tuple[int | bool | Any, ...]]:
    """Give whose, level and gates of each group, and the place its rows lie beyond."""
    for rank in wanted.ranks:
        bound: tuple[Any, ...] = ()
        if after is not None:
            if wanted.order == LEVEL and _is_past(rank, after.rank, wanted):
                continue
            starts = wanted.order == LEVEL and rank != after.rank
            bound = BEYOND[wanted.descending] if starts else (after.stored, after.pk)
        for whose in extent.ids:
            yield from ((whose, rank, fails, *bound) for fails in wanted.gates)


def _is_past(rank: int, last: int, wanted: Filters) -> bool:
    return rank > last if wanted.descending else rank < last


def _with_related(found: QuerySet[Assessment]) -> QuerySet[Assessment]:
    related = found.select_related("product", "team", "bank_version__bank")
    return related.defer("bank_version__content")


def _previous(current: Sequence[Assessment]) -> dict[int, Assessment]:
    shown = Assessment.objects.filter(pk__in=[row.pk for row in current])
    ids = shown.values_list(Subquery(earlier().values("pk")[:1]))
    return {row.product_id: row for row in Assessment.objects.filter(pk__in=ids)}
