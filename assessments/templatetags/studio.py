"""Words of the bank studio: kinds, readiness levels and conditions as people read them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from assessments.banks.condition_words import Words, in_words
from assessments.scoring.bank import Kind

register = template.Library()

KIND_NAMES: Mapping[Kind, Any] = MappingProxyType(
    {
        Kind.RUBRIC: _("rubric"),
        Kind.SINGLE: _("single choice"),
        Kind.MULTIPLE: _("multiple choice"),
        Kind.BOOLEAN: _("yes or no"),
        Kind.NUMBER: _("number"),
        Kind.TEXT: _("text"),
        Kind.DATE: _("date"),
    }
)


@register.filter
def kind_name(kind: str) -> str:
    return str(KIND_NAMES[Kind(kind)])


@register.filter
def named(names: Mapping[str, str], code: str) -> str:
    """Look a readiness level's name up; an unknown code stands for itself."""
    return names.get(code, code)


@register.filter
def condition_words(condition: Any, words: Words) -> str:
    """Say a condition in words, of a parsed bank or of a draft; `words` has its questions."""
    if isinstance(condition, BaseModel):
        condition = condition.model_dump(mode="json", by_alias=True, exclude_none=True)
    return in_words(condition, words)
