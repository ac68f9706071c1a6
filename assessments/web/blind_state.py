"""What a page says about a blind assessment: the own sheet, the reveal, what is still apart.

Before the reveal it speaks of nobody but the one who looks.
"""

from dataclasses import dataclass

from assessments.actor import Actor
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_contribute, can_manage_assessment, has_open_sheet


@dataclass(frozen=True, slots=True)
class BlindState:
    """One blind assessment as one person sees it; of a shared one nothing holds (no query)."""

    actor: Actor
    assessment: Assessment

    @property
    def is_blind(self) -> bool:
        return self.assessment.is_blind

    @property
    def is_revealed(self) -> bool:
        return self.assessment.is_revealed

    @property
    def has_sheet(self) -> bool:
        return self.is_blind and self.assessment.own_sheet is not None

    @property
    def may_submit_sheet(self) -> bool:
        open_sheet = self.assessment.is_open and has_open_sheet(self.actor, self.assessment)
        return open_sheet and can_contribute(self.actor, self.assessment)

    @property
    def may_take_back(self) -> bool:
        sheet = self.assessment.own_sheet
        return (
            self.is_blind
            and self.assessment.is_open
            and sheet is not None
            and sheet.submitted_at is not None
        )

    @property
    def may_reveal(self) -> bool:
        open_and_blind = self.is_blind and self.assessment.is_open
        return open_and_blind and can_manage_assessment(self.actor, self.assessment)
