"""The form that chooses two moments to compare; it is sent by its address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.web.forms.plain import PlainForm

UNKNOWN = {"invalid_choice": _("Choose a milestone or an assessment of this product.")}


class CompareForm(PlainForm):
    """Two different moments, named `from` and `to` as in the address."""

    def __init__(self, offered: list[Any], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label in (("from", _("Before")), ("to", _("After"))):
            self.fields[name] = forms.ChoiceField(
                label=label, choices=offered, error_messages=UNKNOWN
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("from") and said.get("from") == said.get("to"):
            self.add_error("to", _("Choose another moment than the one before."))
        return said
