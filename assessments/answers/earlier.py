"""What the result of an assessment is held against: the newest one before it that has a result."""

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When

from assessments.answers.models import Assessment


def earlier() -> QuerySet[Assessment]:
    """Give the assessments of the same product before an outer one, with a result, newest first.

    Archived ones are none of them.
    """
    before = Q(created_at__lt=OuterRef("created_at")) | Q(
        created_at=OuterRef("created_at"), pk__lt=OuterRef("pk")
    )
    rows = Assessment.objects.filter(before, product=OuterRef("product"), score__isnull=False)
    return rows.exclude(state=Assessment.AssessmentState.CLOSED).order_by("-created_at", "-pk")


def score_before() -> Subquery:
    """Give the score of the newest of them, NULL where it ran on another bank."""
    same = Case(When(bank=OuterRef("bank"), then=F("score")))
    return Subquery(earlier().annotate(same=same).values("same")[:1])
