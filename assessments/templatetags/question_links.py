"""Where a question of an assessment is asked: the address of its section with its card's id."""

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag
def question_link(assessment_id: int, section: str, code: str) -> str:
    address = reverse("assessments:assessment-section", args=[assessment_id, section])
    return f"{address}#q-{code.replace('.', '-')}"
