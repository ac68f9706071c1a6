"""The form of a schedule of reports: when, which format and language, and to whom."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.reports.services import Plan
from assessments.scoring.bank import Bank
from assessments.teams.models import User
from assessments.web.forms.once import OnceForm
from assessments.web.forms.plain import offer
from assessments.web.forms.report import FORMATS, LANGUAGE_OF_MANY, languages_of_many
from assessments.web.schedule_words import when_choices


class ScheduleForm(OnceForm):
    when = forms.ChoiceField(
        label=_("When"),
        help_text=_("Early in the day, by the clock of UTC. The first report comes after today."),
    )
    file_format = forms.ChoiceField(label=_("Format"), choices=FORMATS)
    language = forms.ChoiceField(label=_("Language"), help_text=LANGUAGE_OF_MANY)
    recipients = forms.TypedMultipleChoiceField(
        label=_("Who gets it by mail"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only people who may see this product."),
        error_messages={"required": _("Choose at least one person.")},
    )
    attach = forms.BooleanField(
        label=_("Attach the file to the mail, if it is smaller than 5 MB"), required=False
    )

    def __init__(
        self, people: Iterable[User], banks: Iterable[Bank], *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        offer(self, "when", when_choices())  # type: ignore[arg-type]  # grouped choices
        offer(self, "language", languages_of_many(*banks))
        offer(self, "recipients", [(str(one.pk), str(one)) for one in people])

    @property
    def plan(self) -> Plan:
        said = self.cleaned_data
        rhythm, _colon, number = said["when"].partition(":")
        return Plan(
            rhythm,
            int(number),
            said["file_format"],
            said["recipients"],
            attach=said["attach"],
            language=said["language"],
        )
