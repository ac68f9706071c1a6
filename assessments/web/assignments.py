"""Who looks after what in one assessment, as one person sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.answers.assigned import PART, PROFILE, QUESTION, Assigned, Spot, read_assigned
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_assign, can_take
from assessments.banks.queries import parsed_bank
from assessments.scoring.bank import Bank


@dataclass(frozen=True, slots=True)
class Mark:
    """One person at one place; `name` is "you" for the one who looks."""

    pk: int
    name: str
    is_me: bool
    is_here: bool
    due_on: date | None
    may_remove: bool
    may_move: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A part or question with the people who look after it; `value` names it in a form."""

    spot: Spot
    title: str
    marks: Sequence[Mark]

    @property
    def is_mine(self) -> bool:
        return any(mark.is_me for mark in self.marks)

    @property
    def value(self) -> str:
        return f"{self.spot.place}:{self.spot.code}"


@dataclass(frozen=True, slots=True)
class PartLines:
    """A part with its questions."""

    whole: Line
    questions: Sequence[Line]

    @property
    def assigned(self) -> int:
        return sum(bool(line.marks) for line in self.questions)


class Assignments:
    """The assignments of an assessment (1 query)."""

    def __init__(self, actor: Actor, assessment: Assessment) -> None:
        self.actor = actor
        self.assessment = assessment
        self.found = read_assigned(assessment.pk)
        self.may_assign = can_assign(actor, assessment)
        self.may_take = can_take(actor, assessment)

    @property
    def may_change(self) -> bool:
        return self.may_assign or self.may_take

    @cached_property
    def _marks(self) -> dict[Spot, list[Mark]]:
        found: dict[Spot, list[Mark]] = {}
        for one in self.found:
            found.setdefault(one.spot, []).append(self._mark(one))
        return found

    def _mark(self, one: Assigned) -> Mark:
        is_me = one.person_id == self.actor.user_id
        return Mark(
            one.pk,
            _("you") if is_me else one.name,
            is_me,
            one.is_here,
            one.due_on,
            may_remove=self.may_assign or (is_me and self.may_take),
            may_move=self.may_assign,
        )

    def at(self, spot: Spot) -> Sequence[Mark]:
        return self._marks.get(spot, ())

    def at_part(self, code: str) -> Sequence[Mark]:
        return self.at(Spot(PART, code))

    def at_question(self, code: str) -> Sequence[Mark]:
        return self.at(Spot(QUESTION, code))

    def singly_in(self, code: str) -> int:
        """Count the questions of a part that are assigned one by one."""
        asked = Spot(PART, code).questions(parsed_bank(self.assessment.bank_version))
        return sum(bool(self.at_question(question.code)) for question in asked)

    def line(self, bank: Bank, spot: Spot) -> Line:
        return Line(spot, spot.title(bank) or _("Profile"), self.at(spot))

    @property
    def parts(self) -> Sequence[PartLines]:
        """The profile, where the bank has one, and the parts, each with its questions."""
        bank = parsed_bank(self.assessment.bank_version)
        codes = [PROFILE] if bank.profile else []
        return [self._part(bank, code) for code in [*codes, *(part.code for part in bank.parts)]]

    def _part(self, bank: Bank, code: str) -> PartLines:
        spot = Spot(PART, code)
        asked = [Spot(QUESTION, question.code) for question in spot.questions(bank)]
        return PartLines(self.line(bank, spot), [self.line(bank, one) for one in asked])


def spot_named(text: str) -> Spot | None:
    """Read a place as a form names it; None for what is none."""
    place, _colon, code = text.partition(":")
    return Spot(place, code) if place in {PART, QUESTION} and code else None
