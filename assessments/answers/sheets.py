"""Reads of a blind assessment: the own sheet before the reveal, all sheets joined after it.

This is the one place that decides whose answers somebody sees.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from assessments.actor import Actor
from assessments.answers.models import Assessment, Consensus, Sheet
from assessments.answers.registers import (
    Registers,
    StoredAnswer,
    answers_in,
    blank,
    read_every_register,
    read_registers,
)
from assessments.banks.queries import parsed_bank
from assessments.scoring.answers import Answers
from assessments.scoring.bank import Bank
from assessments.scoring.several import Joint, Respondent, combine


def seen_by(actor: Actor, assessments: Iterable[Assessment]) -> list[Assessment]:
    """Give the assessments as the actor may see them (1 query where one of them is blind).

    Of a blind one, summary and revision are those of the actor's own sheet; without a sheet they
    stay those of the empty assessment. The rows are for looking at, not for saving.
    """
    found = list(assessments)
    blind = [row.pk for row in found if row.is_blind]
    sheets = Sheet.objects.filter(assessment__in=blind, respondent=actor.user_id) if blind else ()
    own = {sheet.assessment_id: sheet for sheet in sheets}
    for row in found:
        sheet = own.get(row.pk)
        if sheet is not None:
            row.own_sheet, row.summary, row.revision = sheet, sheet.summary, sheet.revision
    return found


def registers_of(assessment: Assessment) -> dict[str, StoredAnswer]:
    """Give the registers that count for whoever the assessment was read for.

    Shared: the team's (1 query). Blind: those of the own sheet that `seen_by` found, none
    without one. Revealed: one for each question, joined from all sheets (3 queries).
    """
    if assessment.is_revealed:
        return joined(assessment).registers
    if not assessment.is_blind:
        return read_registers(assessment.pk)
    sheet = assessment.own_sheet
    return {} if sheet is None else read_registers(assessment.pk, sheet.respondent_id)


@dataclass(frozen=True, slots=True)
class Filled:
    """One respondent's sheet with everything said in it."""

    respondent_id: int
    name: str
    discipline: str
    is_submitted: bool
    registers: Registers


@dataclass(frozen=True, slots=True)
class Joined:
    """A revealed assessment: its sheets by name, the team's own registers, and both as one."""

    bank: Bank
    sheets: Sequence[Filled]
    team: Registers
    questions: Mapping[str, Joint]

    @property
    def registers(self) -> dict[str, StoredAnswer]:
        """Give one register a question, with the evidence of those who said what counts."""
        found = ((joint.code, self._register(joint)) for joint in self.questions.values())
        return {code: register for code, register in found if _says_something(register)}

    @property
    def settled(self) -> Answers:
        """Give the answers the team has agreed on."""
        return {code: joint.answer for code, joint in self.questions.items() if joint.settled}

    def name_of(self, respondent_id: int) -> str:
        return next((s.name for s in self.sheets if s.respondent_id == respondent_id), "")

    def _register(self, joint: Joint) -> StoredAnswer:
        team = self.team.get(joint.code) or blank(joint.code)
        rows: dict[Any, Any] = {}
        for registers in (self.team, *(sheet.registers for sheet in self.sheets)):
            said = registers.get(joint.code)
            if said is not None:
                rows = dict(zip(said.answer.evidence, said.evidence, strict=True)) | rows
        shown = tuple(rows[item] for item in joint.answer.evidence)
        if joint.settled:
            return replace(team, answer=joint.answer, evidence=shown)
        return StoredAnswer(joint.code, joint.answer, team.version, evidence=shown, pk=team.pk)


def _says_something(register: StoredAnswer) -> bool:
    return register.version > 0 or register.answer != blank(register.code).answer


def joined(assessment: Assessment) -> Joined:
    """Read and join all sheets of a revealed assessment (3 queries).

    Raises:
        ValueError: the assessment is not revealed.
    """
    if not assessment.is_revealed:
        raise ValueError(f"assessment {assessment.pk} is not revealed")
    bank = parsed_bank(assessment.bank_version)
    every = read_every_register(assessment.pk)
    sheets = [_filled(sheet, every) for sheet in sheets_of(assessment)]
    team = every.get(None, {})
    respondents = [
        Respondent(sheet.respondent_id, sheet.discipline, answers_in(sheet.registers))
        for sheet in sheets
    ]
    return Joined(bank, sheets, team, combine(bank, respondents, answers_in(team)))


def _filled(sheet: Sheet, every: Mapping[int | None, Registers]) -> Filled:
    return Filled(
        sheet.respondent_id,
        str(sheet.respondent),
        sheet.discipline,
        sheet.submitted_at is not None,
        every.get(sheet.respondent_id, {}),
    )


def sheets_of(assessment: Assessment) -> QuerySet[Sheet]:
    """Give the sheets with their respondents, in the order they were handed out (1 query)."""
    return Sheet.objects.filter(assessment=assessment).select_related("respondent").order_by("pk")


def consensus_of(assessment: Assessment) -> dict[str, Consensus]:
    """Give why each settled question is answered as it is, by code (1 query)."""
    rows = Consensus.objects.filter(assessment=assessment).select_related("by")
    return {row.question_code: row for row in rows}
