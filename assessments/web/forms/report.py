"""The forms about reports: which one to make, and which level the advice aims at."""

from collections.abc import Sequence

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from assessments.answers.services.files import MEGABYTE, too_large_words
from assessments.banks.language_names import language_name
from assessments.reports.language import LANGUAGES, words_language
from assessments.reports.options import Left, Options
from assessments.reports.services import Earlier
from assessments.scoring.bank import Bank
from assessments.web.compare_choices import Choice
from assessments.web.forms.plain import PlainForm

FORMATS = [
    ("pdf", _("PDF, to read and print")),
    ("docx", _("Word (DOCX), to edit")),
    ("xlsx", _("Excel (XLSX), to read and filter")),
    ("csv", _("CSV, one row a question")),
    ("json", _("JSON, for programs")),
]


class VerifyForm(PlainForm):
    file = forms.FileField(
        label=_("Report"),
        help_text=_("A PDF, Word, Excel, CSV or JSON report. The file is looked at and not kept."),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > settings.MLPM_EVIDENCE_FILE_MB * MEGABYTE:
            raise forms.ValidationError(too_large_words(), code="too_large")
        return bytes(file.read())


def target_choices(bank: Bank) -> Sequence[tuple[str, object]]:
    """Give the levels one can aim at: all but the lowest, which needs nothing."""
    if not bank.is_weighted:
        return [("", _("No level: the bank's method has no recommendations"))]
    levels = [(level.code, level.name) for level in bank.scoring.levels[1:]]
    return [("", _("The next level")), *levels]


def languages_of(bank: Bank) -> Sequence[tuple[str, object]]:
    """Give the languages a report can be in; where the bank lacks one, what its questions are in.

    Each is called what it calls itself; two that come to the same report stand there once.
    """
    found: dict[tuple[str, str], str] = {}
    for code in ("", *sorted({*LANGUAGES, *bank.translations, bank.language})):
        texts = code if code in bank.translations else bank.language
        found.setdefault((words_language(code), texts), code)
    return [(code, _spoken_words(*spoken)) for spoken, code in found.items()]


def languages_of_many(*banks: Bank) -> list[tuple[str, str]]:
    """Give the languages reports can be in, those of the words first, whatever their banks are.

    Args:
        banks: those whose translations are offered too.
    """
    translated = {code for bank in banks for code in bank.translations}
    codes = (*LANGUAGES, *sorted(translated.difference(LANGUAGES)))
    return [(code, language_name(code)) for code in codes]


def _spoken_words(words: str, texts: str) -> object:
    if words == words_language(texts) == texts.partition("-")[0]:
        return language_name(texts)
    said = {"words": language_name(words), "questions": language_name(texts)}
    return format_lazy(_("{words}, the questions in {questions}"), **said)


LANGUAGE_OF_MANY = _(
    "That of headings, sentences and figures, and of the questions where their bank is translated. "
    "Other questions stay in the language of their bank."
)
LEFT_OUT = [
    (Left.NOTES.value, _("Notes and reasons")),
    (Left.EVIDENCE.value, _("Links and names of evidence")),
    (Left.NAMES.value, _("Names of people")),
]


class ReportForm(forms.Form):
    """What to make; every field has a first choice that needs no thought."""

    file_format = forms.ChoiceField(label=_("Format"), choices=FORMATS, initial="pdf")
    target = forms.ChoiceField(
        label=_("Recommendations towards"),
        required=False,
        help_text=_("The report lists what to do next to reach this level."),
    )
    compare = forms.ChoiceField(
        label=_("Compare with"),
        required=False,
        help_text=_("The report then has a chapter that says what changed since, and why."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        help_text=_(
            "That of headings, sentences and figures, and of the questions where the bank is "
            "translated. What is not translated is named at the end."
        ),
    )
    look = forms.BooleanField(
        label=_("With the organisation's logo and colour"), required=False, initial=True
    )
    without = forms.MultipleChoiceField(
        label=_("Leave out"),
        choices=LEFT_OUT,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "For readers outside. The score stays the same, and nothing left out is in the file. "
            "Names people typed into notes or answers stay there."
        ),
    )
    parts = forms.MultipleChoiceField(
        label=_("Only the pages of these parts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all. The summary and the lists always speak of the whole."),
    )

    def __init__(
        self, bank: Bank, earlier: Sequence[Choice], *args: object, has_brand: bool = False
    ) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.earlier = {one.key: one for one in earlier}
        moments = [("", _("Nothing")), *((one.key, one.label) for one in earlier)]
        self.fields["compare"].choices = moments  # type: ignore[attr-defined]
        self.fields["target"].choices = target_choices(bank)  # type: ignore[attr-defined]
        parts = [(part.code, part.short_title or part.title) for part in bank.parts]
        self.fields["parts"].choices = parts  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.fields["language"].choices = languages_of(bank)  # type: ignore[attr-defined]
        compared = ["compare"] if earlier else []
        look = ["look"] if has_brand else []
        self.helper.layout = Layout(
            "file_format", "target", "language", *compared, *look, "without", "parts"
        )

    @property
    def options(self) -> Options:
        said = self.cleaned_data
        return Options(frozenset(map(Left, said["without"])), frozenset(said["parts"]))

    @property
    def chosen(self) -> Earlier | None:
        """Give the moment to compare with, None for none."""
        one = self.earlier.get(self.cleaned_data["compare"])
        return Earlier(one.row.pk, one.is_milestone) if one else None
