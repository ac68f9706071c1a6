"""What the result of an assessment is held against: the newest one before it that has a result.

Teams keep no assessments: whoever asks gives the rows to look among.
"""

from typing import TypeVar

from django.db.models import Case, F, Model, OuterRef, Q, QuerySet, Subquery, When

_Row = TypeVar("_Row", bound=Model)


def earlier(rows: QuerySet[_Row]) -> QuerySet[_Row]:
    """Give those of the same product before an outer one, with a result, newest first.

    Archived ones are none of them.
    """
    before = Q(created_at__lt=OuterRef("created_at")) | Q(
        created_at=OuterRef("created_at"), pk__lt=OuterRef("pk")
    )
    found = rows.filter(before, product=OuterRef("product"), score__isnull=False)
    return found.exclude(state="closed").order_by("-created_at", "-pk")


def score_before(rows: QuerySet[_Row]) -> Subquery:
    """Give the score of the newest of them, NULL where it ran on another bank."""
    same = Case(When(bank=OuterRef("bank"), then=F("score")))
    return Subquery(earlier(rows).annotate(same=same).values("same")[:1])
