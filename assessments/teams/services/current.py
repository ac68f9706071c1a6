"""Which assessment stands for a product in the portfolio: the newest that is not archived."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Case, PositiveIntegerField, Value, When
from django.db.models.functions import Cast

from assessments.teams.models import Product
from assessments.teams.services.locking import older_first


@transaction.atomic(savepoint=False)
def choose_current(product: Product) -> None:
    """Mark the one that stands for the product; of an archived product none does (2 queries).

    Its trend begins at the score of the newest before it that has one, if that is of its bank.

    The caller has locked the product's row, so that of two changes at once the second sees the
    first.
    """
    rows = older_first(product.assessments.all())
    known = rows.values("pk", "state", "created_at", "score", "bank")
    kept = [row for row in known if row["state"] != "closed"]
    kept.sort(key=lambda row: (row["created_at"], row["pk"]), reverse=True)
    chosen = kept[0]["pk"] if kept and product.archived_at is None else None
    begins_at = Cast(Value(_score_before(kept)), PositiveIntegerField())  # NULL has no type
    product.assessments.update(
        is_current=Case(When(pk=chosen, then=Value(value=True)), default=Value(value=False)),
        score_before=Case(When(pk=chosen, then=begins_at), default=None),
    )


def _score_before(kept: Sequence[Mapping[str, Any]]) -> int | None:
    before = next((row for row in kept[1:] if row["score"] is not None), None)
    if before is None or before["bank"] != kept[0]["bank"]:
        return None
    score: int = before["score"]
    return score
