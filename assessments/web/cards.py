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
from assessments.web.shown_evidence import ShownEvidence, rests_on_expired
from assessments.web.shown_resources import ShownResource
from assessments.web.typed import Base, Typed

_ROLES = dict(DISCIPLINES)
FEW_OPTIONS = 20


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
    help: tuple[ShownResource, ...] = ()
    not_applicable: str = ""
    suggested: bool = False
    decides: bool = False
    ask_again: bool = False
    by: str = ""
    at: datetime | None = None
    evidence: Sequence[ShownEvidence] = ()
    new_evidence: NewEvidence = NewEvidence()
    problems: Mapping[str, str] = field(default_factory=dict)
    theirs: Theirs | None = None
    open_threads: int | None = None
    assigned: Sequence[Any] = ()
    assign_query: str | None = None
    is_joined: bool = False
    recheck: Any = None

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
    def has_many_options(self) -> bool:
        """Whether the options stand in columns that scroll, so that the page stays short."""
        return len(self.options) > FEW_OPTIONS

    @property
    def has_history(self) -> bool:
        return self.base.version > 0

    @property
    def history_address(self) -> str:
        """The address as seen from the section page, the same for every assessment."""
        return f"../answers/{self.code}/history"

    @property
    def evidence_address(self) -> str:
        """The address of the page that takes files, as seen from the section page."""
        return f"../answers/{self.code}/evidence/new"

    @property
    def assign_address(self) -> str:
        """The address where the question is assigned, as seen from here; "" for who may not."""
        if self.assign_query is None:
            return ""
        return f"../assignments/questions/{self.code}{self.assign_query}"

    @property
    def talk_address(self) -> str:
        """The address of the discussion as seen from the section page."""
        return f"../answers/{self.code}/discussion"

    @property
    def comparison_address(self) -> str:
        """The address of all sheets' answers to the question, as seen from here."""
        return f"../disagreements/{self.code}"

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
        words = (self.title, self.why, self.gate, self.answered_by, self.examples, self.help)
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
    def new_link_key(self) -> Hashable:
        """What the place for a new link depends on, None with a problem."""
        return None if self.problems else self.id

    @property
    def rests_on_expired(self) -> bool:
        """Whether there is evidence and none of it is good any more."""
        return rests_on_expired(self.evidence)

    @property
    def whole_key(self) -> Hashable:
        """What the whole card depends on, None where it holds what a person wrote or is named."""
        keys = (self.asked_key, self.marks_key, self.evidence_key)
        if None in keys or self.typed.note or self.assigned or self.recheck:
            return None
        saved = (str(self.base), self.by, self.at) if self.saved else str(self.base)
        beside = (self.decides, self.open_threads, self.assign_query, self.is_joined)
        return (self.code, keys, saved, beside)

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
