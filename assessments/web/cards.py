"""A question as the page shows it: words of the bank, what was typed, and how it was saved.

Everything is prepared here in plain values, so that the template only prints.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from assessments.answers.registers import StoredAnswer
from assessments.scoring.answers import State
from assessments.scoring.bank import Bank, Question
from assessments.scoring.kinds import rules_of
from assessments.teams.models import DISCIPLINES
from assessments.web.fields import Look, Option, Shape
from assessments.web.typed import Base, Typed

_ROLES = dict(DISCIPLINES)


def dom_id(code: str) -> str:
    """Give the id of a question's card; dots would need escaping in addresses of style rules."""
    return f"q-{code.replace('.', '-')}"


@dataclass(frozen=True, slots=True)
class Theirs:
    """What somebody else saved meanwhile: the answer in words, the name, the moment."""

    words: tuple[str, ...]
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """A link typed but not added."""

    url: str = ""
    dated: str = ""


@dataclass(frozen=True, slots=True)
class ShownOption:
    """One radio or tick box with its present state; `left_out` is its "does not apply"."""

    value: str
    label: str
    mark: str
    checked: bool
    leaves_out: str = ""
    left_out: bool = False
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """Everything one question's card shows."""

    code: str
    id: str
    kind: str
    title: str
    why: str
    answered_by: str
    gate: str
    examples: tuple[str, ...]
    evidence_hint: str
    look: Look
    options: tuple[ShownOption, ...]
    typed: Typed
    base: Base
    not_applicable: str = ""
    suggested: bool = False
    decides: bool = False
    ask_again: bool = False
    by: str = ""
    at: datetime | None = None
    evidence: Sequence[Any] = ()
    new_evidence: NewEvidence = NewEvidence()
    problems: Mapping[str, str] = field(default_factory=dict)
    theirs: Theirs | None = None

    @property
    def saved(self) -> bool:
        return self.base.version > 0 and not self.problems and self.theirs is None

    @property
    def summary(self) -> list[tuple[str, str]]:
        """The card's problems for the top of the page: the id to go to, and what is wrong."""
        found = [(f"{self.id}-{part}-error", text) for part, text in self.problems.items()]
        if self.theirs:
            found.append((f"{self.id}-conflict-mine", _("Somebody else changed this answer.")))
        return [(anchor, f"{self.title} {text}") for anchor, text in found]

    @property
    def has_history(self) -> bool:
        return self.base.version > 0

    @property
    def history_address(self) -> str:
        """The address as seen from the section page, the same for every assessment."""
        return f"../answers/{self.code}/history"

    @property
    def shows_reason(self) -> bool:
        """Whether there is a place for the reason: also for one typed where none is taken."""
        return bool(self.not_applicable or self.typed.reason)

    @property
    def asked_key(self) -> Hashable:
        """What the upper half of the card depends on, None when it is this person's alone."""
        if self.problems or self.theirs or self.ask_again or self.suggested:
            return None
        said = self.typed.value if self.look.shape is Shape.ENTRY else None
        words = (self.title, self.why, self.gate, self.answered_by, self.examples)
        return (self.id, self.kind, self.look.unit, said, words, self.options)

    @property
    def marks_key(self) -> Hashable:
        """What the marks and the reason below them depend on, None with a typed reason."""
        if self.problems or self.typed.reason:
            return None
        shape, state = self.look.shape, self.typed.state
        return (self.id, shape, state, self.has_history, self.not_applicable)

    @property
    def evidence_key(self) -> Hashable:
        """What an evidence panel without links depends on, None with links."""
        if self.problems or self.evidence:
            return None
        return (self.id, self.evidence_hint)

    @property
    def is_unknown(self) -> bool:
        return self.typed.state is State.DONT_KNOW

    @property
    def is_left_out(self) -> bool:
        return self.typed.state is State.NOT_APPLICABLE

    @property
    def describedby(self) -> str:
        """The ids of what explains the choices: the reason to ask, and the error."""
        ids = [f"{self.id}-why"] if self.why else []
        return " ".join([*ids, f"{self.id}-value-error"] if "value" in self.problems else ids)


def shown_options(look: Look, typed: Typed) -> tuple[ShownOption, ...]:
    """Mark what is chosen."""
    chosen = set(_chosen(typed.value))
    return tuple(_shown(option, chosen) for option in look.options)


def _chosen(value: Any) -> Iterable[str]:
    if isinstance(value, list):
        return value
    return () if value is None else (str(value),)


def _shown(option: Option, chosen: set[str]) -> ShownOption:
    left_out = f"~{option.value}" in chosen
    return ShownOption(
        option.value,
        option.label,
        option.mark,
        option.value in chosen,
        option.leaves_out,
        left_out,
        option.exclusive,
    )


def gate_words(bank: Bank, question: Question) -> str:
    """Say which readiness level a gate holds, and up to which answer."""
    gate = getattr(question, "gate", None)
    if gate is None:
        return ""
    names = {level.code: level.name for level in bank.scoring.levels}
    words = _("Below %(level)d the result stays at %(name)s or lower.") % {
        "level": gate.fails_below,
        "name": names[gate.caps_at],
    }
    if gate.exactly is None:
        return words
    exactly = _("At exactly %(level)d it stays at %(name)s or lower.") % {
        "level": gate.exactly.level,
        "name": names[gate.exactly.caps_at],
    }
    return f"{words} {exactly}"


def role_of(question: Question) -> str:
    return str(_ROLES[question.answered_by.value]) if question.answered_by else ""


def answer_words(question: Question, stored: StoredAnswer) -> tuple[str, ...]:
    """Give an answer in the words of the bank, for people."""
    answer = stored.answer
    if answer.state is State.DONT_KNOW:
        return (_("Don't know"),)
    if answer.state is State.NOT_APPLICABLE:
        return (_("Not applicable: %(reason)s") % {"reason": answer.reason},)
    if answer.state is State.UNANSWERED:
        return (_("No answer"),)
    rules = rules_of(question)
    words = rules.words(question, rules.parse(question, answer.value))
    if question.kind == "rubric":
        return (_("Level %(level)s: %(text)s") % {"level": answer.value, "text": words[0]},)
    return words
