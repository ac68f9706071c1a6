"""What a draft changes, as lines for people: new, gone, moved, counted otherwise, reworded."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.banks.diff import BankDiff, Change


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """`moves_scores` says that this line makes the next version a major one."""

    what: str
    code: str
    detail: str
    moves_scores: bool


def change_lines(changes: BankDiff) -> list[ChangeLine]:
    """List the changes, those that can move a score first."""
    lines = [ChangeLine(_("New"), code, "", moves_scores=True) for code in changes.added]
    lines += [ChangeLine(_("Removed"), code, "", moves_scores=True) for code in changes.removed]
    lines += [_line(_("Counts otherwise"), change, moves_scores=True) for change in changes.scoring]
    lines += [_line(_("Reworded"), change, moves_scores=False) for change in changes.reworded]
    return lines + [ChangeLine(_("Moved"), c, "", moves_scores=False) for c in changes.moved]


def _line(what: Any, change: Change, *, moves_scores: bool) -> ChangeLine:
    keys = ", ".join(key.replace("_", " ") for key in change.keys)
    return ChangeLine(what, change.code, keys, moves_scores)
