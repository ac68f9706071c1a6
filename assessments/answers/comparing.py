"""What a product is compared with: the other complete products of its organisation and bank."""

from fractions import Fraction
from typing import Final

from assessments.answers.models import Assessment
from assessments.scoring.comparison import Comparison, Entry, Field, field_of

MOST: Final = 500
_UNIT: Final = 1_000_000


def as_share(score: int) -> Fraction:
    """Give a stored score, which is in millionths, as a share in 0..1."""
    return Fraction(score, _UNIT)


def compared_with(organisation_id: int, bank_id: int) -> Field:
    """Read the 500 complete products of an organisation and bank that changed last (1 query).

    It holds every team's scores: only what `compare` says of it may reach a page.
    """
    rows = Assessment.objects.filter(
        organisation=organisation_id, bank=bank_id, is_current=True, is_complete=True
    )
    last = rows.order_by("-touched_at").values_list("product_id", "team_id", "score")[:MOST]
    return field_of(Entry(product, team, score or 0) for product, team, score in last)


def compare(field: Field, assessment: Assessment) -> Comparison:
    """Compare an assessment's stored score with those of all products but its own (no query).

    Of a blind assessment nothing is stored before its reveal, so it counts as incomplete.
    """
    score = assessment.score if assessment.is_complete else None
    return field.place(assessment.product_id, assessment.team_id, score)
