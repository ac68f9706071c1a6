"""Showing only the questions one discipline answers best; an unknown discipline filters nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.scoring.answers import Answers
from assessments.scoring.bank import Bank, Question
from assessments.scoring.visibility import Visible
from assessments.teams.models import DISCIPLINES
from assessments.web.steps import SectionStep, Steps, steps_of

PARAMETER = "role"
_NAMES = dict(DISCIPLINES)


@dataclass(frozen=True, slots=True)
class RoleFilter:
    """The discipline an address asks for, empty for all questions."""

    role: str = ""

    @classmethod
    def named(cls, text: str) -> "RoleFilter":
        return cls(text if text in _NAMES else "")

    @property
    def name(self) -> str:
        return str(_NAMES.get(self.role, ""))

    @property
    def query(self) -> str:
        """The end of an address that keeps the filter."""
        return f"?{PARAMETER}={self.role}" if self.role else ""

    def keeps(self, question: Question) -> bool:
        return not self.role or question.answered_by == self.role

    def steps(self, bank: Bank, answers: Answers, found: Visible) -> Steps:
        """Lay out the form with these questions alone."""
        if not self.role:
            return steps_of(bank, answers, found)
        others = {code for code, one in bank.questions.items() if not self.keeps(one)}
        return steps_of(bank, answers, Visible(found.hidden | others, found.values))


ALL = RoleFilter()


def roles_among(questions: Sequence[Question], own: str) -> tuple[RoleFilter, ...]:
    """List the disciplines some but not all questions are for, the person's own first."""
    kept = [str(one.answered_by.value) if one.answered_by else "" for one in questions]
    if len(set(kept)) < 2:  # noqa: PLR2004 -- one discipline for all leaves nothing to filter
        return ()
    ordered = sorted(dict.fromkeys(role for role in kept if role), key=lambda role: role != own)
    return tuple(RoleFilter(role) for role in ordered)


def neighbours(whole: Steps, mine: Steps, code: str) -> tuple[SectionStep | None, ...]:
    """Give the sections before and after this one that hold a question of the filter."""
    codes = [step.code for step in whole.sections]
    if code not in codes:
        return None, None
    at = codes.index(code)
    kept = {step.code for step in mine.sections}
    before = [step for step in whole.sections[:at] if step.code in kept]
    after = [step for step in whole.sections[at + 1 :] if step.code in kept]
    return before[-1] if before else None, after[0] if after else None
