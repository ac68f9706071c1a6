"""Showing only some questions: one's own, or those one discipline answers best.

What names no filter filters nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.answers.assigned import Assigned, questions_for, read_assigned
from assessments.answers.models import Assessment
from assessments.banks.queries import parsed_bank
from assessments.scoring.answers import Answers
from assessments.scoring.bank import Bank, Question
from assessments.scoring.visibility import Visible
from assessments.teams.models import DISCIPLINES
from assessments.web.steps import SectionStep, Steps, steps_of

PARAMETER: Final = "role"
MINE: Final = "mine"
_NAMES = dict(DISCIPLINES)


@dataclass(frozen=True, slots=True)
class RoleFilter:
    """What an address asks for: a discipline, `mine`, or nothing for all questions.

    `codes` are the person's own questions, once `for_actor` knows them.
    """

    role: str = ""
    codes: frozenset[str] = frozenset()

    @classmethod
    def named(cls, text: str) -> "RoleFilter":
        return cls(text if text in _NAMES or text == MINE else "")

    @property
    def name(self) -> str:
        return _("My questions") if self.is_mine else str(_NAMES.get(self.role, ""))

    @property
    def is_mine(self) -> bool:
        return self.role == MINE

    @property
    def query(self) -> str:
        """The end of an address that keeps the filter."""
        return f"?{PARAMETER}={self.role}" if self.role else ""

    def for_actor(
        self, actor: Actor, assessment: Assessment, assigned: Iterable[Assigned] | None = None
    ) -> "RoleFilter":
        """Give the filter with the actor's own questions, where it asks for them.

        At most 1 query: the assignments, unless they are given.
        """
        if not self.is_mine:
            return self
        found = read_assigned(assessment.pk) if assigned is None else assigned
        own = actor.disciplines.get(assessment.team_id, "")
        bank = parsed_bank(assessment.bank_version)
        return replace(self, codes=questions_for(bank, found, actor.user_id, own))

    def keeps(self, question: Question) -> bool:
        if self.is_mine:
            return question.code in self.codes
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
