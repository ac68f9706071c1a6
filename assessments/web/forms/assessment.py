"""The forms about assessments: starting, naming, moving, submitting, reopening, uploading."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.answers.assigned import Colleague
from assessments.answers.models import Assessment
from assessments.teams.models import Product
from assessments.text import NAME_LENGTH
from assessments.web.forms.blind import WayForm
from assessments.web.forms.days import DayField, let_stand
from assessments.web.forms.once import OnceForm
from assessments.web.forms.plain import GatedField, PlainForm, name_field, note_field, offer

LARGEST_FILE = 2_000_000


class StartForm(OnceForm, WayForm):
    """Start an assessment: which bank, which name, how the team answers, from whose answers."""

    bank_version = forms.TypedChoiceField(
        label=_("Question bank"),
        coerce=int,
        help_text=_("The assessment stays on this version, even when the bank changes."),
    )
    name = name_field(_("Name"), help_text=_("For example the quarter or the release."))
    copy_from = forms.TypedChoiceField(
        label=_("Copy the answers of"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_(
            "The last assessment is chosen: its answers and evidence are copied into the new one, "
            "to be changed there. The earlier one stays as it is."
        ),
    )

    def __init__(
        self,
        versions: Iterable[tuple[str, str]],
        earlier: Iterable[Assessment],
        people: Iterable[Colleague],
        *args: Any,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        offer(self, "bank_version", list(versions))
        copies = [(str(one.pk), one.name) for one in earlier]
        offer(self, "copy_from", [("", str(_("None: begin empty"))), *copies])
        if not copies:
            del self.fields["copy_from"]
        self.offer_people(people)
        self.order_fields(["bank_version", "name", "mode", "respondents", "reveal_on"])


class AssessmentNameForm(PlainForm):
    name = name_field(_("Name"))
    due_date = DayField(label=_("Due"), help_text=_("The day the whole assessment should be done."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        let_stand(self, "due_date")


class MoveAssessmentForm(PlainForm):
    product = forms.TypedChoiceField(label=_("New product"), coerce=int)

    def __init__(self, products: Iterable[Product], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "product", [(str(p.pk), f"{p} ({p.team})") for p in products])


class SubmitForm(PlainForm):
    note = note_field(
        _("Note"), required=False, help_text=_("What readers of this result should know.")
    )


class ReopenForm(PlainForm):
    reason = GatedField(
        limit=NAME_LENGTH, label=_("Why it is opened again"), help_text=_("Kept in the history.")
    )


class UploadForm(PlainForm):
    file = forms.FileField(
        label=_("Answers file (YAML)"),
        help_text=_("Answers in the file replace those of the same questions; others stay."),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 2 MB."))
        return bytes(file.read())
