"""The words for the kinds of bank file, as people read them."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

FORMAT_WORDS: Final[dict[str, Any]] = {
    "native": _("Question bank file (YAML or JSON)"),
    "xlsx": _("Spreadsheet (XLSX)"),
    "aws-lens": _("AWS Well-Architected custom lens (JSON)"),
    "surveyjs": _("SurveyJS survey (JSON)"),
}
EXPORT_WORDS: Final[dict[str, Any]] = {
    "yaml": _("YAML: the bank file, good to read and compare"),
    "json": _("JSON: the same for programs"),
    "xlsx": _("Spreadsheet (XLSX): to change it in a table and import it again"),
    "aws-lens": _("AWS custom lens (JSON): what a lens has a place for"),
}
KIND_WORDS: Final[dict[str, Any]] = {
    "rubric": _("rubric"),
    "single": _("one choice"),
    "multiple": _("several choices"),
    "boolean": _("yes or no"),
    "number": _("number"),
    "text": _("text"),
    "date": _("date"),
}
