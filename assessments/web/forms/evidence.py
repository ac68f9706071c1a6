"""The form that adds a link or a file to a question."""

from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.answers.evidence_kinds import MONTHS, EvidenceKind
from assessments.answers.services.files import MEGABYTE, too_large_words
from assessments.answers.uploads import ENDINGS
from assessments.scoring.links import LinkProblem, check_link
from assessments.text import URL_LENGTH, TextProblem
from assessments.web.forms.boxes import Box
from assessments.web.forms.plain import GatedField, NameField, PlainForm, offer

FIRST_DAY, LAST_DAY = "1990-01-01", "2100-12-31"


class LinkField(GatedField):
    """An http or https address behind the text gate."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        try:
            return check_link(text) if text else ""
        except (TextProblem, LinkProblem) as problem:
            raise ValidationError(str(problem.message)) from problem


def _day_field(label: Any, **options: Any) -> forms.DateField:
    attrs = {"type": "date", "min": FIRST_DAY, "max": LAST_DAY}
    widget = forms.DateInput(attrs=attrs, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, **options)


def _kinds() -> list[tuple[str, str]]:
    words = _("%(kind)s (good for %(months)d months)")
    named = [
        (kind.value, str(words % {"kind": kind.label, "months": MONTHS[kind]}))
        for kind in EvidenceKind
    ]
    return [("", str(_("Not said"))), *named]


class EvidenceForm(PlainForm):
    """A file or a link, what it is and until when it is good; exactly one of the two."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,  # refused with words of our own
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    url = LinkField(
        limit=URL_LENGTH,
        label=_("Link"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )
    title = NameField(
        label=_("What it shows"),
        required=False,
        help_text=_("For example: recall over the last three releases."),
    )
    kind = forms.ChoiceField(label=_("Kind of evidence"), required=False)
    dated = _day_field(_("Date of the evidence"))
    expires_on = _day_field(
        _("Good until"),
        help_text=_("Left empty, it follows from the kind, counted from the date of the evidence."),
    )
    operation_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {"operation_id": uuid4()})
        super().__init__(*args, **options)
        offer(self, "kind", _kinds())
        self.fields["file"].help_text = _(
            "PDF, picture, Office or OpenDocument file without macros, text, CSV, Markdown or "
            "JSON; at most %(most)d MB."
        ) % {"most": settings.MLPM_EVIDENCE_FILE_MB}

    @property
    def helper(self) -> FormHelper:
        for name in ("file", "url"):
            self.fields[name].required = True  # when drawn: neither is called optional
        helper = super().helper
        helper.layout = Layout(
            Box(_("A file or a link"), "file", "url"),
            Box(_("About it"), "title", "kind", "dated", "expires_on"),
            "operation_id",
        )
        return helper

    @property
    def is_too_large(self) -> bool:
        return self.has_error("file", code="too_large")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > settings.MLPM_EVIDENCE_FILE_MB * MEGABYTE:
            raise ValidationError(too_large_words(), code="too_large")
        return file

    def clean_operation_id(self) -> Any:
        return self.cleaned_data["operation_id"] or uuid4()

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        file, url = said.get("file"), said.get("url")
        if self.errors.keys() & {"file", "url"}:
            return said
        if file and url:
            message = _("Add either a file or a link, one after the other.")
            self.add_error("url", message)
        elif not file and not url:
            self.add_error("file", _("Choose a file, or type a link."))
        dated, until = said.get("dated"), said.get("expires_on")
        if dated and until and until < dated:
            self.add_error("expires_on", _("This day lies before the date of the evidence."))
        return said
