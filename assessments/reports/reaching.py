"""When an answer is reached, so that nobody has to know what is not shown."""

import re
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from assessments.reports.language import gettext, marked, ngettext
from assessments.scoring.bank import BooleanQuestion, MultipleQuestion, Question, RubricQuestion
from assessments.scoring.kinds.multiple import split
from assessments.scoring.kinds.rules import SHOWN_TOP, ratio

# "As 2, and …", in any language: the number of a lower level at the beginning.
_LEANS: Final = re.compile(r"[^\d\n]{0,20}(\d{1,2})(?!\d)")

_YES: Final = marked("This is answered with yes:")
_YES_OR_PARTLY: Final = marked("This is answered with yes or partly:")


@dataclass(frozen=True, slots=True)
class Goal:
    """Texts of the bank; our words before them, and beside each the level it is of."""

    texts: tuple[str, ...]
    lead: str = ""
    labels: tuple[str, ...] = ()


def levels_to_reach(question: RubricQuestion, now: int | None, wanted: int) -> range:
    """Give the levels from the one after the present to the wanted, and those their texts name."""
    first = min((now or 0) + 1, wanted)
    while (lower := _leans_on(question, first)) is not None:
        first = lower
    return range(first, wanted + 1)


def _leans_on(question: RubricQuestion, level: int) -> int | None:
    found = _LEANS.match(question.levels[level])
    lower = int(found[1]) if found else 0
    return lower if 0 < lower < level else None


def goal_of(question: Question, value: Any, wanted: int, done: tuple[str, ...]) -> Goal:
    """Say what has to hold for an answer to come to a level.

    Args:
        question: what is asked.
        value: the present answer as read, None while open.
        wanted: the level aimed at; of a rubric its own, else 0 to 4.
        done: what scoring says of other kinds: the choice to come to, the options not ticked, the
            question itself where it is answered with yes or no.
    """
    if isinstance(question, RubricQuestion):
        levels = levels_to_reach(question, value, wanted)
        labels = tuple(gettext("Level {level}", level=level) for level in levels)
        return Goal(tuple(question.levels[level] for level in levels), labels=labels)
    if isinstance(question, MultipleQuestion) and len(done) > 1:
        return Goal(done, lead=_how_many(question, value or (), wanted, len(done)))
    if isinstance(question, BooleanQuestion):
        half = question.partly and ratio(wanted, SHOWN_TOP) <= ratio(1, 2)
        return Goal(done, gettext(_YES_OR_PARTLY if half else _YES))
    return Goal(done)


def _how_many(question: MultipleQuestion, value: tuple[str, ...], wanted: int, left: int) -> str:
    ticked, marked = split(value)
    applying = [c.code for c in question.choices if not c.exclusive and c.code not in marked]
    enough = ceil(ratio(min(wanted, SHOWN_TOP), SHOWN_TOP) * len(applying))
    missing = enough - len(ticked.intersection(applying))
    if missing >= left:
        return gettext("All of these hold:")
    return ngettext("One of these holds:", "{count} of these hold:", missing)
