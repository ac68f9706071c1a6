"""An assessment as lists show it, read from its stored summary: nothing is scored for a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_answer, can_submit
from assessments.banks.queries import parsed_bank
from assessments.scoring.display import percent_span, rounded
from assessments.web.blind_state import BlindState
from assessments.web.saved_json import counts
from assessments.web.steps import Progress


@dataclass(frozen=True, slots=True)
class Row:
    """One assessment with its progress and level, as somebody sees it who may answer or not."""

    assessment: Assessment
    may_answer: bool = False
    may_submit: bool = False

    @property
    def progress(self) -> Progress:
        return Progress(*counts(self.assessment.summary))

    @property
    def is_begun(self) -> bool:
        """Whether a question that counts is dealt with: before that there is no result to show."""
        parts = self.assessment.summary.get("parts", {}).values()
        return any(part.get("answered") for part in parts)

    @property
    def is_complete(self) -> bool:
        return self.progress.done >= self.progress.total

    @property
    def waits(self) -> bool:
        """Whether this assessment waits for the one who looks."""
        return self.may_submit if self.is_complete else self.may_answer

    @property
    def verb(self) -> str:
        """Say what the one button does; the overview says the same."""
        if self.is_complete or not self.may_answer:
            return _("Review") if self.may_submit else _("Open")
        return _("Continue") if self.progress.done else _("Begin")

    @property
    def next_section(self) -> str:
        """Name the first section with an open question (no query while the bank is kept)."""
        bank, summary = parsed_bank(self.assessment.bank_version), self.assessment.summary
        if summary.get("profile", {}).get("open"):
            return _("Profile")
        parts = summary.get("parts", {})
        for part, section in bank.iter_sections():
            if parts.get(part.code, {}).get("sections", {}).get(section.code, {}).get("open"):
                return section.title
        return ""

    @property
    def level(self) -> str:
        return str(self.assessment.summary.get("level_name") or "") if self.is_begun else ""

    @property
    def is_provisional(self) -> bool:
        return bool(self.assessment.summary.get("provisional"))

    @property
    def is_draft(self) -> bool:
        return bool(self.assessment.summary.get("draft"))

    @property
    def overall(self) -> str:
        return whole_percent(self.assessment.summary.get("overall")) if self.is_begun else ""

    @property
    def range(self) -> str:
        """Give what the overall score may still become; "" in a summary that does not know it."""
        low, high = self.overall, whole_percent(self.assessment.summary.get("overall_high"))
        if not low or not high:
            return ""
        return percent_span(low, high)


def row_for(actor: Actor, assessment: Assessment) -> Row:
    """Give the row as the actor sees it."""
    may_submit = can_submit(actor, assessment) or BlindState(actor, assessment).may_submit_sheet
    return Row(assessment, can_answer(actor, assessment), may_submit)


def whole_percent(figure: Mapping[str, str] | None) -> str:
    """Give a stored figure (in 0..100) as whole percent, "" where there is none."""
    return rounded(Fraction(figure["exact"])) if figure else ""
