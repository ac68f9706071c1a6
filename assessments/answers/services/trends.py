"""Keeps what a product's trend begins at true when the score of an older assessment changes."""

from assessments.answers.models import Assessment
from assessments.teams.earlier import score_before


def pass_score_on(product_id: int) -> None:
    """Read anew what the trend of a product begins at, once an older score changed (2 queries).

    The current assessment is locked before, so that of two older ones that change at once the
    second sees the first. The caller holds an older one of the product: never one that may be
    newer, as an archived one may, because rows are locked older before newer.
    """
    current = Assessment.objects.filter(product=product_id, is_current=True)
    locked = list(current.select_for_update().values_list("pk", flat=True))
    Assessment.objects.filter(pk__in=locked).update(
        score_before=score_before(Assessment.objects.all())
    )
