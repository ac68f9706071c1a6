"""What a rule finds: the place, what is wrong there, and answers that show it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeAlias

from assessments.scoring.answers import Answers
from assessments.scoring.consistency import Problem
from assessments.scoring.outline import Asked, Outline, Place

Severity: TypeAlias = Literal["error", "warning"]
Found: TypeAlias = Iterator[Problem]
SCORED = frozenset({"rubric", "single", "multiple", "boolean"})


@dataclass(frozen=True, slots=True)
class Witness:
    """Answers that show what a finding claims, once the engine scores them.

    `then` has the answers that change after the first scoring, where the claim is about a
    change; `shows` says in words what both come to.
    """

    answers: Answers
    shows: str
    then: Answers = field(default_factory=dict)

    @property
    def after(self) -> Answers:
        """The answers with the change made."""
        return {**self.answers, **self.then}


class Finding(NamedTuple):
    """One place that breaks one rule."""

    id: str
    severity: Severity
    path: str
    message: str
    witness: Witness | None = None


class Proof(NamedTuple):
    """What a rule that reasons over all answers found."""

    path: str
    message: str
    witness: Witness | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    severity: Severity
    check: Callable[[Outline], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class ProofRule:
    """A rule that needs a finished bank."""

    id: str
    severity: Severity
    check: Callable[[Any], Iterator[Proof]]


def scored(view: Outline) -> Iterator[Asked]:
    """Give the questions that count: outside the profile, of a kind and with marks that score."""
    for asked in view.asked:
        if asked.part is not None and counts(asked.question):
            yield asked


def counts(question: Place) -> bool:
    kind = question.text("kind")
    if kind != "single":
        return kind in SCORED
    return any("score" in choice.node for choice in question.children("choices"))


def code_of(asked: Asked) -> str:
    return asked.question.text("code") or "the question"
