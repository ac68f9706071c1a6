"""The forms about reports: which one to make, and which level the advice aims at."""

from collections.abc import Sequence

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.scoring.bank import Bank

FORMATS = [("pdf", _("PDF, for people")), ("json", _("JSON, for programs"))]


def target_choices(bank: Bank) -> Sequence[tuple[str, object]]:
    """Give the levels one can aim at: all but the lowest, which needs nothing."""
    levels = [(level.code, level.name) for level in bank.scoring.levels[1:]]
    return [("", _("The next level")), *levels]


class ReportForm(forms.Form):
    """What to make; both fields have a first choice that needs no thought."""

    file_format = forms.ChoiceField(label=_("Format"), choices=FORMATS, initial="pdf")
    target = forms.ChoiceField(
        label=_("Recommendations towards"),
        required=False,
        help_text=_("The report lists what to do next to reach this level."),
    )

    def __init__(self, bank: Bank, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.fields["target"].choices = target_choices(bank)  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("file_format", "target")
