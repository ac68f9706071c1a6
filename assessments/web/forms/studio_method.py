"""The form that lets a draft score by another method."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.banks.draft_tree import SCORING, Node, find, own_digest
from assessments.web.forms.plain import PlainForm, offer
from assessments.web.studio_method_words import methods_with_what_goes


class MethodForm(PlainForm):
    """`seen` is the digest of the scoring the page shows; each method says what it leaves out."""

    method = forms.ChoiceField(label=_("How it scores"), widget=forms.RadioSelect)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, content: Node, data: Any = None) -> None:
        scoring = find(content, SCORING).node
        seen = own_digest(scoring)
        super().__init__(data, initial={"method": scoring.get("method"), "seen": seen})
        offer(self, "method", methods_with_what_goes(content))
