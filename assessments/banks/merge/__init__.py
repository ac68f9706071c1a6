"""Brings two banks that grew from one together, by element and field. Pure."""

from assessments.banks.merge.three_way import merge
from assessments.banks.merge.values import ABSENT, Conflict, Merged, Side, Touch, Unmergeable

__all__ = ["ABSENT", "Conflict", "Merged", "Side", "Touch", "Unmergeable", "merge"]
