"""The place of a row in a sorted portfolio, as an address carries it to the next page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from assessments.answers.models import Assessment
from assessments.answers.order import NEVER, NOTHING
from assessments.answers.statements import day, moment
from assessments.answers.wanted import LEVEL, LEVEL_NAME, Filters
from assessments.text import NAME_LENGTH, TextProblem, clean_line, whole_number

MOST: Final = 2**31 - 1
_BEFORE_ALL: Final = {True: (MOST, MOST), False: (NOTHING - 1, NOTHING)}


@dataclass(frozen=True, slots=True)
class Place:
    """What the order compares: the level's rank where it counts, the figure, and the row's id."""

    value: Any
    pk: int
    rank: int = NOTHING

    @property
    def stored(self) -> Any:
        """Give the figure as the driver takes it."""
        if isinstance(self.value, datetime):
            return moment(self.value)
        return day(self.value) if isinstance(self.value, date) else self.value


def before_all(wanted: Filters) -> tuple[Any, int]:
    """Give what lies before the first row of a level, as the driver takes it."""
    if wanted.order == LEVEL_NAME:
        return "", NOTHING
    return _BEFORE_ALL[wanted.descending]


def place_of(order: str, last: Assessment) -> str:
    """Name the place after a row."""
    score = next((n for n in (last.score, last.risk_free) if n is not None), NOTHING)
    rank = NOTHING if last.level_rank is None else last.level_rank
    values = {
        "name": last.product_name,
        "score": str(score),
        LEVEL: f"{rank}.{score}",
        LEVEL_NAME: f"{rank}.{last.product_name}",
        "trend": str(_trend(last)),
        "age": last.touched_at.isoformat(),
        "due": (last.due_date or NEVER).isoformat(),
    }
    return f"{values[order]}_{last.pk}"


def read_place(order: str, text: str) -> Place | None:
    """Read such a place; what cannot be read is the first page."""
    value, _, pk = text.rpartition("_")
    if not value and order != "name":
        return None
    try:
        return Place(pk=_whole(pk), **_READ[order](value))
    except (ValueError, OverflowError, TextProblem):
        return None


def _whole(text: str) -> int:
    size = whole_number(text.removeprefix("-"))
    if size is None:
        raise ValueError(text)
    return -size if text.startswith("-") else size


def _trend(last: Assessment) -> int:
    if last.score is None or last.score_before is None:
        return 0
    return last.score - last.score_before


def _figure(text: str, least: int = NOTHING - 1) -> int:
    return max(least, min(MOST, _whole(text)))


def _level(text: str) -> dict[str, Any]:
    rank, _, score = text.partition(".")
    return {"rank": _figure(rank), "value": _figure(score)}


def _level_name(text: str) -> dict[str, Any]:
    rank, dot, name = text.partition(".")
    if not dot:
        raise ValueError(text)
    return {"rank": _figure(rank), **_name(name)}


def _name(text: str) -> dict[str, Any]:
    return {"value": clean_line(text, max_length=NAME_LENGTH)}


def _moment(text: str) -> dict[str, Any]:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return {"value": found.astimezone(UTC)}


_READ: Final[dict[str, Callable[[str], dict[str, Any]]]] = {
    "name": _name,
    "score": lambda text: {"value": _figure(text)},
    LEVEL: _level,
    LEVEL_NAME: _level_name,
    "trend": lambda text: {"value": _figure(text, least=-MOST)},
    "age": _moment,
    "due": lambda text: {"value": date.fromisoformat(text)},
}
