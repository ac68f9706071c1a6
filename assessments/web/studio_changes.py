"""What a draft changes, as lines for people: new, gone, moved, counted otherwise, reworded."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.banks.checking import DraftCheck
from assessments.banks.condition_words import Said, Words, words_of_bank
from assessments.banks.diff import Change
from assessments.scoring.bank import Bank
from assessments.web.studio_differences import differences

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
    words = words_of_both(check.base, check.bank)
    found = check.changes
    groups: tuple[Group, ...] = (
        (_("New"), tuple(Change(code, ()) for code in found.added), True),
        (_("Removed"), tuple(Change(code, ()) for code in found.removed), True),
        (_("Counts otherwise"), found.scoring, True),
        (_("Reworded"), found.reworded, False),
        (_("Moved"), tuple(Change(code, ()) for code in found.moved), False),
    )
    return [
        ChangeLine(
            what,
            change.code,
            getattr(after.get(change.code) or before.get(change.code), "title", ""),
            tuple(change_details(change, before.get(change.code), after.get(change.code), words)),
            moves_scores=moves,
        )
        for what, changes, moves in groups
        for change in changes
    ]


def words_of_both(old: Bank, new: Bank) -> dict[str, Said]:
    """Give the words of the questions of two banks; of one both have, those it has now."""
    return words_of_bank(old) | words_of_bank(new)


def named(bank: Bank) -> dict[str, Any]:
    """Map code to question, section or part; and the bank and its scoring by the diff's words."""
    found: dict[str, Any] = {"bank": bank, "scoring": bank.scoring, **bank.questions}
    for part, section in bank.iter_sections():
        found |= {part.code: part, section.code: section}
    return found


def change_details(change: Change, old: Any, new: Any, words: Words) -> Iterator[str]:
    """Say what differs, with both values; a condition is a phrase."""
    for key in change.keys:
        yield from differences(key, old, new, words)
