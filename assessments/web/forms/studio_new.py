"""The form that begins a bank: its title, its scoring method and whose it is."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.teams.models import Organisation
from assessments.web.forms.once import OnceForm
from assessments.web.forms.plain import name_field, offer
from assessments.web.forms.studio_methods import METHOD_CHOICES


class NewBankForm(OnceForm):
    title = name_field(_("Title"), help_text=_("What people choose it by. You can change it."))
    method = forms.ChoiceField(
        label=_("How it scores"),
        choices=METHOD_CHOICES,
        initial="weighted_mean",
        widget=forms.RadioSelect,
        help_text=_("It decides what levels and questions are made of."),
    )
    organisation = forms.TypedChoiceField(label=_("Organisation"), coerce=int)

    def __init__(self, organisations: Sequence[Organisation], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "organisation", [(str(one.pk), str(one)) for one in organisations])
        if len(organisations) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.initial["organisation"] = organisations[0].pk
