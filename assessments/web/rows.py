"""An assessment as lists show it, read from its stored summary: nothing is scored for a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessments.answers.models import Assessment
from assessments.scoring.display import rounded
from assessments.web.saved_json import counts
from assessments.web.steps import Progress


@dataclass(frozen=True, slots=True)
class Row:
    """One assessment with its progress and level."""

    assessment: Assessment

    @property
    def progress(self) -> Progress:
        return Progress(*counts(self.assessment.summary))

    @property
    def level(self) -> str:
        return str(self.assessment.summary.get("level_name") or "")

    @property
    def is_provisional(self) -> bool:
        return bool(self.assessment.summary.get("provisional"))

    @property
    def is_draft(self) -> bool:
        return bool(self.assessment.summary.get("draft"))

    @property
    def overall(self) -> str:
        return whole_percent(self.assessment.summary.get("overall"))


def whole_percent(figure: Mapping[str, str] | None) -> str:
    """Give a stored figure (in 0..100) as whole percent, "" where there is none."""
    return rounded(Fraction(figure["exact"])) if figure else ""
