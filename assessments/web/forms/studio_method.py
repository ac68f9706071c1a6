"""The form that lets a draft score by another method."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.banks.draft_tree import Node, own_digest
from assessments.web.forms.plain import PlainForm
from assessments.web.forms.studio_methods import METHOD_CHOICES


class MethodForm(PlainForm):
    """`seen` is the digest of the scoring the page shows."""

    method = forms.ChoiceField(
        label=_("How it scores"), choices=METHOD_CHOICES, widget=forms.RadioSelect
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, scoring: Node, data: Any = None) -> None:
        seen = own_digest(scoring)
        super().__init__(data, initial={"method": scoring.get("method"), "seen": seen})
