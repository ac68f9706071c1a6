"""The choices of a question of a survey: their values, texts and points."""

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from assessments.banks.formats.foreign import LINE, choice_code
from assessments.banks.formats.surveyjs.asked import said
from assessments.banks.formats.surveyjs.draft import Draft
from assessments.scoring.bank import MOST_CHOICES

NUMBER: Final = re.compile(r"[+-]?[0-9]{1,9}(\.[0-9]{1,9})?")
# What the library adds to the choices of the file: the keys that switch it on, the key of its
# text, the text it has otherwise, the value, and what the choice is in a bank.
ADDED: Final[tuple[tuple[tuple[str, str], str, str, str, str], ...]] = (
    (("hasOther", "showOtherItem"), "otherText", "Other (describe)", "other", "needs_reason"),
    (("hasNone", "showNoneItem"), "noneText", "None", "none", "exclusive"),
)
ADDED_KEYS: Final = tuple(key for keys, text, *_ in ADDED for key in (*keys, text))


class Choices(NamedTuple):
    choices: list[dict[str, Any]]
    values: dict[str, str]
    points: list[float]


class Item(NamedTuple):
    """One entry of a list of choices, columns or rows."""

    path: str
    value: Any
    text: Any
    node: dict[str, Any]


def items_of(draft: Draft, raw: Any, path: str) -> Iterator[Item]:
    """Give the entries of a list, written in short as a value or in full."""
    if not isinstance(raw, list):
        return
    for index, entry in enumerate(raw):
        here = f"{path}[{index}]"
        if isinstance(entry, dict) and isinstance(entry.get("value"), str | int | float):
            yield Item(here, entry["value"], entry.get("text"), entry)
        elif isinstance(entry, str | int | float) and entry != "":
            yield Item(here, entry, None, {})
        else:
            draft.losses.add(here, "A choice without a value is left out.")


def choices_of(
    draft: Draft, items: Iterator[Item] | list[Item], element: dict[str, Any], code: str, path: str
) -> Choices:
    """Make the choices of a question, with those the library would add."""
    found = Choices([], {}, [])
    taken: set[str] = set()
    for item in items:
        if len(found.choices) == MOST_CHOICES - len(ADDED):
            draft.losses.add(item.path, "There are too many choices; this one is left out.")
            continue
        draft.count()
        draft.losses.unread(item.node, item.path, ("value", "text", "score"))
        value = said(item.value)
        one = choice_code(value, taken)
        key = f"{code}/choices/{one}/text"
        text = draft.words.of(item.text, key, f"{item.path}.text") or value[:LINE]
        ref = {"ref": value} if value != one and len(value) <= LINE // 3 else {}
        _add(found, value, {"code": one, "text": text, **ref}, _points(draft, item))
    if found.choices:
        _add_others(draft, found, element, code, path, taken)
    return found


def _add(found: Choices, value: str, choice: dict[str, Any], points: float) -> None:
    found.choices.append(choice)
    found.values.setdefault(value, choice["code"])
    found.points.append(points)


def _add_others(
    draft: Draft, found: Choices, element: dict[str, Any], code: str, path: str, taken: set[str]
) -> None:
    for keys, text_key, otherwise, value, mark in ADDED:
        if not any(element.get(key) is True for key in keys):
            continue
        one = choice_code(value, taken)
        key = f"{code}/choices/{one}/text"
        text = draft.words.of(element.get(text_key), key, f"{path}.{text_key}") or otherwise
        _add(found, value, {"code": one, "text": text, mark: True}, 0)
        draft.added += 1


def _points(draft: Draft, item: Item) -> float:
    """Give what a value is worth: a number as it is, of a text the number behind its last hyphen.

    Source: canada-ca/aia-eia-js, src/store.ts.
    """
    own = item.node.get("score")
    if isinstance(own, int | float) and not isinstance(own, bool) and abs(own) < 1e9:  # noqa: PLR2004 -- fits a bank
        draft.has_own_points = True
        return own
    if isinstance(item.value, int | float):
        if not abs(item.value) < 1e9:  # noqa: PLR2004 -- fits a bank; NaN does not
            return 0
        draft.has_own_points |= not isinstance(item.value, bool)
        return item.value
    _, hyphen, end = item.value.rpartition("-")
    if not hyphen or not NUMBER.fullmatch(end.strip()):
        return 0
    return float(end) if "." in end else int(end)
