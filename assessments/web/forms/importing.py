"""The forms that import a bank: choose a file, then say what becomes of it."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.banks.formats.limits import MOST_BYTES
from assessments.banks.models import Bank
from assessments.banks.services import Target
from assessments.teams.models import Organisation
from assessments.text import COUNT_DIGITS, whole_number
from assessments.web.forms.once import OnceForm
from assessments.web.forms.plain import PlainForm, offer

ENDINGS: Final = ".yaml,.yml,.json,.xlsx"
NEW: Final = "new"
DRAFT: Final = "draft"


class UploadForm(PlainForm):
    use_required_attribute = False
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,  # refused with words of our own
        help_text=_(
            "A question bank as YAML, JSON or spreadsheet (XLSX), an AWS custom lens, or a "
            "SurveyJS survey; at most 5 MB. You need not say which: the file shows it."
        ),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 5 MB."), code="too_large")
        return file


class TargetField(forms.ChoiceField):
    """What is offered, whatever revision a draft has by now: the service compares that."""

    stems: frozenset[str] = frozenset()

    def valid_value(self, value: str) -> bool:
        stem, _colon, revision = value.rpartition(":")
        return whole_number(revision, digits=COUNT_DIGITS) is not None and stem in self.stems


class ImportForm(OnceForm):
    """Where the file goes. `digest` is that of the file the page shows."""

    into = TargetField(label=_("Make it"))
    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        organisations: Sequence[Organisation],
        banks: Iterable[Bank],
        digest: str,
        *args: Any,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.initial["digest"] = self.seen = digest
        words = _("a new bank of %(organisation)s")
        choices = [
            (f"{NEW}:{one.pk}:0", str(words % {"organisation": one})) for one in organisations
        ]
        choices += [(f"{DRAFT}:{bank.pk}:{_revision(bank)}", _words(bank)) for bank in banks]
        offer(self, "into", choices)
        stems = frozenset(key.rpartition(":")[0] for key, _words in choices)
        cast("TargetField", self.fields["into"]).stems = stems

    def clean_into(self) -> Target:
        kind, key, revision = self.cleaned_data["into"].split(":")
        if kind == NEW:
            return Target(organisation_id=int(key))
        return Target(bank_id=int(key), revision=int(revision))

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("digest") != self.seen:
            self.add_error("into", _("Another file was uploaded since; this page shows it now."))
        return self.cleaned_data


def _revision(bank: Any) -> int:
    return bank.revision or 0


def _words(bank: Any) -> str:
    if bank.revision:
        words = _("“%(title)s”: its draft, in the place of what that holds")
    else:
        words = _("“%(title)s”: its draft")
    return str(words % {"title": bank.title})
