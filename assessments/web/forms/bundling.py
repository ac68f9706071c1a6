"""The form of many reports at once: which products, which format, which language."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.answers.models import Assessment
from assessments.web.forms.once import OnceForm
from assessments.web.forms.plain import offer
from assessments.web.forms.report import FORMATS, LANGUAGE_OF_MANY, languages_of_many


class BundleForm(OnceForm):
    """All that is offered is chosen at first: the usual wish is all of a portfolio."""

    file_format = forms.ChoiceField(label=_("Format"), choices=FORMATS)
    language = forms.ChoiceField(label=_("Language"), help_text=LANGUAGE_OF_MANY)
    assessments = forms.TypedMultipleChoiceField(
        label=_("Products"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each with its newest assessment, as it stands now."),
        error_messages={"required": _("Choose at least one product.")},
    )

    def __init__(self, rows: Iterable[Assessment], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(str(row.pk), f"{row.product} ({row.team})") for row in rows]
        offer(self, "assessments", choices)
        offer(self, "language", languages_of_many())
        self.initial["assessments"] = [value for value, _words in choices]
