"""What a draft changes, as lines for people: new, gone, moved, counted otherwise, reworded."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.banks.checking import DraftCheck
from assessments.banks.diff import Change
from assessments.scoring.bank import Bank

Group = tuple[Any, tuple[Change, ...], bool]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """`moves_scores` says that this line makes the next version a major one."""

    what: str
    code: str
    title: str
    details: tuple[str, ...]
    moves_scores: bool


def change_lines(check: DraftCheck) -> list[ChangeLine]:
    """List the changes of a draft that could be published, those that can move a score first."""
    if check.changes is None or check.bank is None or check.base is None:
        return []
    before, after = named(check.base), named(check.bank)
    found = check.changes
    groups: tuple[Group, ...] = (
        (_("New"), tuple(Change(code, ()) for code in found.added), True),
        (_("Removed"), tuple(Change(code, ()) for code in found.removed), True),
        (_("Counts otherwise"), found.scoring, True),
        (_("Reworded"), found.reworded, False),
        (_("Moved"), tuple(Change(code, ()) for code in found.moved), False),
    )
    return [
        _line(what, change, before.get(change.code), after.get(change.code), moves_scores=moves)
        for what, changes, moves in groups
        for change in changes
    ]


def named(bank: Bank) -> dict[str, Any]:
    """Map code to question, section or part; and the bank and its scoring by the diff's words."""
    found: dict[str, Any] = {"bank": bank, "scoring": bank.scoring, **bank.questions}
    for part, section in bank.iter_sections():
        found |= {part.code: part, section.code: section}
    return found


def _line(what: Any, change: Change, old: Any, new: Any, *, moves_scores: bool) -> ChangeLine:
    title = getattr(new or old, "title", "")
    return ChangeLine(
        what, change.code, title, tuple(change_details(change, old, new)), moves_scores
    )


def change_details(change: Change, old: Any, new: Any) -> Iterator[str]:
    """Name what differs, with both values where they are short."""
    for key in change.keys:
        before, after = getattr(old, key, None), getattr(new, key, None)
        name = key.replace("_", " ")
        if _is_short(before) and _is_short(after) and before != after:
            yield f"{name}: {_short(before)} → {_short(after)}"
        else:
            yield name


def _is_short(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float)


def _short(value: Any) -> str:
    return "—" if value in (None, "") else f"“{value}”" if isinstance(value, str) else str(value)
