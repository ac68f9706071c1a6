"""Reads of the portfolio: one row a product, from the stored summary of its current assessment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet, Subquery

from assessments.answers.extent import Extent
from assessments.answers.first_rows import first_ids
from assessments.answers.models import Assessment
from assessments.answers.order import ORDERS, RANK
from assessments.answers.places import Place
from assessments.answers.wanted import LEVEL, Filters
from assessments.teams.earlier import earlier

ROWS: Final = 25


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

    `wanted` is in an order that can be had, from `first_rows.sortable`.

    `previous` is by product: the newest assessment before the current one that has a result. Of a
    blind assessment nothing is stored before its reveal.
    """
    ids = first_ids(extent, bank_id, wanted, after, limit=ROWS + 1)
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
    if wanted.gate:
        found = found.filter(fails_gate=True, summary__gates_failing__icontains=f'"{wanted.gate}"')
    return _with_related(found).order_by(*_order_of(wanted))


def _order_of(wanted: Filters) -> Iterator[Any]:
    names = [RANK, ORDERS["score"]] if wanted.order == LEVEL else [ORDERS[wanted.order]]
    for key in (*names, "pk"):
        if isinstance(key, str):
            yield f"-{key}" if wanted.descending else key
        else:
            yield key.desc() if wanted.descending else key.asc()


def _with_related(found: QuerySet[Assessment]) -> QuerySet[Assessment]:
    related = found.select_related("product", "team", "bank_version__bank")
    return related.defer("bank_version__content")


def _previous(current: Sequence[Assessment]) -> dict[int, Assessment]:
    shown = Assessment.objects.filter(pk__in=[row.pk for row in current])
    ids = shown.values_list(Subquery(earlier(Assessment.objects.all()).values("pk")[:1]))
    return {row.product_id: row for row in Assessment.objects.filter(pk__in=ids)}
