"""Which assessment stands for a product in the portfolio: the newest that is not archived."""

from django.db.models import Case, Value, When

from assessments.teams.models import Product


def choose_current(product: Product) -> None:
    """Mark the one that stands for the product; of an archived product none does (2 queries).

    The caller has locked the product's row, so that of two changes at once the second sees the
    first.
    """
    kept = product.assessments.exclude(state="closed").order_by("-created_at", "-pk")
    newest = None if product.archived_at else kept.values_list("pk", flat=True).first()
    chosen = Case(When(pk=newest, then=Value(value=True)), default=Value(value=False))
    product.assessments.update(is_current=chosen)
