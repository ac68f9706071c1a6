"""What is gathered while a survey is read: codes, texts, conditions to be made, points, losses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from assessments.banks.formats.errors import refuse
from assessments.banks.formats.foreign import Codes, Losses
from assessments.banks.formats.limits import MOST_VALUES
from assessments.banks.formats.surveyjs.asked import Asked
from assessments.banks.formats.surveyjs.words import Words

# Each takes three values or more in a file of ours.
MOST_MADE: Final = MOST_VALUES // 3


class Shown(NamedTuple):
    """An expression that shows something, and its place in the file."""

    text: str
    path: str


class Pending(NamedTuple):
    """A section or question that is shown when all of these hold."""

    target: dict[str, Any]
    shown: tuple[Shown, ...]


@dataclass
class Draft:
    """One survey in the making.

    `points` has the points of every choice by question, `scored` what the AIA counts a question
    as, `added` the choices the file states in another way than as a choice.
    """

    losses: Losses
    words: Words
    codes: Codes = field(default_factory=Codes)
    asked: dict[str, Asked] = field(default_factory=dict)
    pending: list[Pending] = field(default_factory=list)
    points: dict[str, list[float]] = field(default_factory=dict)
    scored: dict[str, str] = field(default_factory=dict)
    has_own_points: bool = False
    added: int = 0
    made: int = 0

    def count(self) -> None:
        """Count a question or choice that is made.

        Raises:
            BankFileRefused: more than a file of ours can hold; a matrix makes many of little.
        """
        self.made += 1
        if self.made > MOST_MADE:
            raise refuse(f"It makes more than {MOST_MADE} questions and choices.", "pages")

    def show(self, target: dict[str, Any], shown: Iterable[Shown]) -> None:
        if found := tuple(shown):
            self.pending.append(Pending(target, found))

    def know(self, name: str, question: Asked, path: str) -> None:
        """Remember a question by its name; of two of one name the first is meant."""
        if name in self.asked:
            self.losses.add(path, f"Two questions have the name {name}; conditions mean the first.")
        self.asked.setdefault(name, question)


def shown_by(node: Mapping[str, Any], path: str, losses: Losses) -> list[Shown]:
    """Give the expression that shows an element, if it has one."""
    raw = node.get("visibleIf")
    if raw is None or raw == "":
        return []
    if not isinstance(raw, str):
        losses.add(f"{path}.visibleIf", "This is no expression; the element is always shown.")
        return []
    return [Shown(raw, f"{path}.visibleIf")]


SUFFIXES: Final = {"-RS": "raw", "-MS": "mitigation", "-NS": ""}


def counted_as(name: str, parent: str) -> str:
    """Say what the AIA counts a question as: by its own name's end, else by its panel's."""
    for text in (name, parent):
        for suffix, counted in SUFFIXES.items():
            if text.endswith(suffix):
                return counted
    return ""
