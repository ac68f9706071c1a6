"""The overview of an assessment: its parts with progress and score, and the one next step."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assessments.actor import Actor
from assessments.answers.models import Assessment
from assessments.answers.permissions import (
    can_answer,
    can_contribute,
    can_manage_assessment,
    can_reopen,
    can_submit,
)
from assessments.answers.queries import answers_of, milestones_of
from assessments.answers.registers import Registers, answers_in
from assessments.audit.models import AuditEvent
from assessments.audit.queries import reopenings_of
from assessments.banks.queries import parsed_bank
from assessments.scoring.answers import State
from assessments.scoring.display import level_name
from assessments.scoring.visibility import visible
from assessments.web.rows import row_for, whole_percent
from assessments.web.steps import PartStep, SectionStep, Steps, steps_of


@dataclass(frozen=True, slots=True)
class PartCard:
    """One part: its steps, its score so far in whole percent, the level it supports.

    `people` are those whose answers stand there, who answered most first.
    """

    step: PartStep
    score: str
    level: str
    people: Sequence[str] = ()


class Overview:
    """Everything the overview shows (3 queries: answers, evidence, milestones).

    One that was submitted costs 1 more: when it was opened again, and why.
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
        self.milestones = list(milestones_of(assessment))
        self.reopenings = self._reopenings()

    def _reopenings(self) -> Sequence[AuditEvent]:
        if not self.milestones:
            return ()
        return list(reopenings_of(self.assessment.organisation_id, self.assessment.pk))

    @cached_property
    def registers(self) -> Registers:
        return answers_of(self.assessment)

    @cached_property
    def steps(self) -> Steps:
        answers = answers_in(self.registers)
        return steps_of(self.bank, answers, visible(self.bank, answers))

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
        return PartCard(step, whole_percent(found.get("score")), level, self._people(step.code))

    def _people(self, code: str) -> Sequence[str]:
        part = next(part for part in self.bank.parts if part.code == code)
        asked = (question.code for section in part.sections for question in section.questions)
        said = (self.registers[one] for one in asked if one in self.registers)
        known = (one for one in said if one.by and one.answer.state is not State.UNANSWERED)
        counted = Counter((one.by_id, one.by) for one in known)
        return [name for (_, name), _ in counted.most_common()]
