"""Which assessment stands for a product in the portfolio: the newest that is not archived."""

from django.db import transaction
from django.db.models import Case, Value, When

from assessments.teams.earlier import score_before
from assessments.teams.models import Product
from assessments.teams.services.locking import older_first


@transaction.atomic(savepoint=False)
def choose_current(product: Product) -> None:
    """Mark the one that stands for the product; of an archived product none does (2 queries).

    Its trend begins at the score of the newest before it that has one, if that is of its bank.

    The caller has locked the product's row, so that of two changes at once the second sees the
    first.
    """
    rows = product.assessments.all()
    known = older_first(rows).values("pk", "state", "created_at")
    kept = [row for row in known if row["state"] != "closed"]
    newest = max(kept, key=lambda row: (row["created_at"], row["pk"]), default=None)
    chosen = newest["pk"] if newest and product.archived_at is None else None
    rows.update(
        is_current=Case(When(pk=chosen, then=Value(value=True)), default=Value(value=False)),
        score_before=Case(When(pk=chosen, then=score_before(rows)), default=None),
    )
