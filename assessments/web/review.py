"""What a team should look at before it submits: open questions, reasons given, gates at risk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_answer, can_submit
from assessments.answers.queries import answers_of
from assessments.answers.registers import answers_in
from assessments.banks.queries import parsed_bank
from assessments.scoring.answers import BLANK, State
from assessments.scoring.display import level_name
from assessments.scoring.engine import score
from assessments.scoring.scorecard import GateResult, GateState, Scorecard
from assessments.scoring.visibility import asked_again, visible
from assessments.web.blind_state import BlindState
from assessments.web.cards import dom_id
from assessments.web.places import section_of
from assessments.web.steps import Steps, steps_of

_AT_RISK = (GateState.FAILS, GateState.CAPS, GateState.UNSUPPORTED)


@dataclass(frozen=True, slots=True)
class Point:
    """One question to look at: where it stands, and what is to be said about it."""

    code: str
    title: str
    section: str
    anchor: str
    words: str = ""


class Review:
    """The review of an assessment on a day (2 queries: answers and evidence)."""

    def __init__(self, actor: Actor, assessment: Assessment, on: date) -> None:
        self.assessment = assessment
        self.may_answer = can_answer(actor, assessment)
        self.may_submit = can_submit(actor, assessment)
        self.blind = BlindState(actor, assessment)
        self.bank = parsed_bank(assessment.bank_version)
        self.stored = answers_of(assessment)
        self.answers = answers_in(self.stored)
        self.found = visible(self.bank, self.answers)
        self.card: Scorecard = score(self.bank, self.answers, on)

    @cached_property
    def steps(self) -> Steps:
        return steps_of(self.bank, self.answers, self.found)

    @property
    def level(self) -> str:
        return level_name(self.bank, self.card.level) or ""

    @cached_property
    def unanswered(self) -> Sequence[Point]:
        return self._in_state(State.UNANSWERED)

    @cached_property
    def unknown(self) -> Sequence[Point]:
        return self._in_state(State.DONT_KNOW)

    @cached_property
    def left_out(self) -> Sequence[Point]:
        return [self._point(entry.code, entry.reason) for entry in self.card.not_applicable]

    @cached_property
    def gates(self) -> Sequence[Point]:
        """The gates that hold the result down, now or later, or rest on nothing written."""
        at_risk = (gate for gate in self.card.gates if gate.state in _AT_RISK)
        return [self._point(gate.code, self._gate_words(gate)) for gate in at_risk]

    def _gate_words(self, gate: GateResult) -> str:
        """Say what a gate does; one above the level reached does not hold it yet."""
        level = level_name(self.bank, gate.caps_at)
        if level is None:
            return _("passed, with neither evidence nor a note")
        if gate.caps_at == self.card.level:
            return _("holds the result at %(level)s") % {"level": level}
        return _("would hold the result at %(level)s") % {"level": level}

    @cached_property
    def to_check(self) -> Sequence[Point]:
        """The answers in doubt since their question was reworded, hidden ones too."""
        return self._points(code for code, one in self.stored.items() if one.to_check is not None)

    @cached_property
    def again(self) -> Sequence[Point]:
        return self._points(asked_again(self.bank, self.answers))

    def _in_state(self, state: State) -> Sequence[Point]:
        shown = (code for code in self.bank.questions if self.found.shows(code))
        return self._points(c for c in shown if self.answers.get(c, BLANK).state is state)

    def _points(self, codes: Iterable[str]) -> Sequence[Point]:
        return [self._point(code) for code in codes]

    def _point(self, code: str, words: str = "") -> Point:
        question = self.bank.questions[code]
        return Point(code, question.title, section_of(self.bank, code), dom_id(code), words)
