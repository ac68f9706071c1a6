"""The overview of an assessment: its parts with progress and score, and the one next step."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assessments.actor import Actor
from assessments.answers.bank_moves import newer_version_for
from assessments.answers.models import Assessment
from assessments.answers.permissions import (
    can_answer,
    can_contribute,
    can_make_milestone,
    can_manage_assessment,
    can_reopen,
    can_submit,
)
from assessments.answers.queries import answers_of, milestones_of
from assessments.answers.registers import Registers, answers_in
from assessments.answers.sheets import sheets_of
from assessments.audit.models import AuditEvent
from assessments.audit.queries import reopenings_of
from assessments.banks.queries import parsed_bank
from assessments.scoring.answers import State
from assessments.scoring.display import level_name
from assessments.scoring.visibility import visible
from assessments.web.assignments import Assignments, Mark
from assessments.web.blind_state import BlindState
from assessments.web.role_filter import MINE, RoleFilter
from assessments.web.rows import row_for, whole_percent
from assessments.web.steps import PartStep, Progress, SectionStep, Steps, steps_of


@dataclass(frozen=True, slots=True)
class PartCard:
    """One part: its steps, its score so far in whole percent, the level it supports.

    `figures` stand in for both where the bank's method is not the weighted mean. `people` are
    those whose answers stand there, who answered most first; `assigned` those who look after the
    whole part, and `singly` how many of its questions are assigned.
    """

    step: PartStep
    score: str
    level: str
    figures: str = ""
    people: Sequence[str] = ()
    assigned: Sequence[Mark] = ()
    singly: int = 0

    @property
    def is_mine(self) -> bool:
        return any(mark.is_me for mark in self.assigned)


class Overview:
    """Everything the overview shows (4 queries: answers, evidence, milestones, assignments).

    One that was submitted costs 1 more: when it was opened again, and why; a revealed one 2 more.
    A lead costs 1 more: whether there is a newer version of the questions.
    """

    def __init__(self, actor: Actor, assessment: Assessment) -> None:
        self.assessment = assessment
        self.bank = parsed_bank(assessment.bank_version)
        self.row = row_for(actor, assessment)
        self.may_answer = can_answer(actor, assessment)
        self.may_contribute = can_contribute(actor, assessment)
        self.may_submit = can_submit(actor, assessment)
        self.may_reopen = can_reopen(actor, assessment)
        self.may_manage = can_manage_assessment(actor, assessment)
        self.may_keep = can_make_milestone(actor, assessment)
        self.blind = BlindState(actor, assessment)
        self.milestones = list(milestones_of(assessment))
        self.reopenings = self._reopenings()
        self.newer = newer_version_for(actor, assessment)
        self.assignments = Assignments(actor, assessment)

    def _reopenings(self) -> Sequence[AuditEvent]:
        if not self.milestones:
            return ()
        return list(reopenings_of(self.assessment.organisation_id, self.assessment.pk))

    @cached_property
    def registers(self) -> Registers:
        return answers_of(self.assessment)

    @property
    def to_check(self) -> int:
        """How many answers are in doubt since the questions were moved to another version."""
        return sum(stored.to_check is not None for stored in self.registers.values())

    @cached_property
    def steps(self) -> Steps:
        answers = answers_in(self.registers)
        return steps_of(self.bank, answers, visible(self.bank, answers))

    @property
    def mine(self) -> Progress | None:
        """How far the person's own questions are; None where all or none are their own."""
        found = self.assignments.found
        role = RoleFilter(MINE).for_actor(self.assignments.actor, self.assessment, found)
        if not 0 < len(role.codes) < len(self.bank.questions):
            return None
        answers = answers_in(self.registers)
        return role.steps(self.bank, answers, visible(self.bank, answers)).progress

    @property
    def next_open(self) -> SectionStep | None:
        return self.steps.next_open()

    @property
    def profile(self) -> PartStep | None:
        return next((part for part in self.steps.parts if not part.number), None)

    @property
    def cards(self) -> Sequence[PartCard]:
        return [self._card(step) for step in self.steps.scored_parts]

    def _card(self, step: PartStep) -> PartCard:
        found: dict[str, Any] = self.assessment.summary.get("parts", {}).get(step.code, {})
        level = level_name(self.bank, found.get("level")) or ""
        return PartCard(
            step,
            whole_percent(found.get("score")),
            level,
            found.get("figures", ""),
            self._people(step.code),
            self.assignments.at_part(step.code),
            self.assignments.singly_in(step.code),
        )

    @cached_property
    def _respondents(self) -> Sequence[str]:
        return [str(sheet.respondent) for sheet in sheets_of(self.assessment)]

    def _people(self, code: str) -> Sequence[str]:
        if self.assessment.is_revealed:
            return self._respondents
        part = next(part for part in self.bank.parts if part.code == code)
        asked = (question.code for section in part.sections for question in section.questions)
        said = (self.registers[one] for one in asked if one in self.registers)
        known = (one for one in said if one.by and one.answer.state is not State.UNANSWERED)
        counted = Counter((one.by_id, one.by) for one in known)
        return [name for (_, name), _ in counted.most_common()]
