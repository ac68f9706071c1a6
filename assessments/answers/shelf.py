"""What a move to another bank version kept aside stands under codes that no bank can hold.

Every read of what stands in an assessment leaves these rows out, with one of the two below.
"""

from typing import TypeVar

from django.db.models import Model, QuerySet

from assessments.answers.models.bank_move import ASIDE

Row = TypeVar("Row", bound=Model)


def standing(rows: "QuerySet[Row]", column: str = "question_code") -> "QuerySet[Row]":
    """Leave out what is kept aside (no query)."""
    return rows.exclude(**{f"{column}__startswith": ASIDE})


def stands(column: str) -> str:
    """Give the same as a condition in SQL."""
    return f"substr({column}, 1, 1) <> '{ASIDE}'"
