"""A figure that leads to its ledger: the page that says how it is made."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import template
from django.urls import reverse

from assessments.reports.explanation import Inputs

register = template.Library()


@register.inclusion_tag("components/explained_figure.html")
def explained_figure(assessment_id: int, shown: str, figure: str, code: str = "") -> dict[str, Any]:
    """Give the figure as a link; `code` names a part, section or gate, empty the whole."""
    return {"shown": shown, "address": explain_address(assessment_id, figure, code)}


@register.simple_tag
def explain_address(assessment_id: int, figure: str, code: str = "") -> str:
    if code:
        return reverse("assessments:results-explain-of", args=[assessment_id, figure, code])
    return reverse("assessments:results-explain", args=[assessment_id, figure])


@register.filter
def cells_of(head: Sequence[str], row: Inputs) -> Iterator[tuple[str, str]]:
    """Give each cell of a row with the head of its column."""
    return zip(head[1:], row.cells, strict=True)
