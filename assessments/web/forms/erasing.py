"""The form that asks for the address before somebody is erased."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.web.forms.plain import PlainForm


class EraseForm(PlainForm):
    """Asks for the e-mail address, typed, so that nobody goes by a slip."""

    address = forms.CharField(
        label=_("Type the e-mail address"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )

    def __init__(self, expected: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.expected = expected

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if address.strip().lower() != self.expected.lower():
            raise forms.ValidationError(_("This is not the address. Nobody was erased."))
        return address
