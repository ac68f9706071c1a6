"""The history of a draft in words: each revision with what it added, removed, changed and moved."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.banks.condition_words import Words, in_words, is_condition, words_of_draft
from assessments.banks.draft_chunks import (
    FROM,
    LANGUAGE,
    LIST,
    PARTS_LIST,
    PROFILE_LIST,
    TEXT,
    Changes,
)
from assessments.banks.draft_tree import BANK, SCORING, codes_in, elements
from assessments.banks.language_names import language_name
from assessments.banks.models import BankDraft, DraftRevision
from assessments.web.studio_differences import node_differences

SHOWN: Final = 6
SHORT: Final = 120
LONG: Final = 300


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing a revision did to `key`; `code` leads to the element while the draft has it.

    `before` and `after` are the two sides of one plain field; `details` has lines of several.
    """

    what: str
    title: str
    key: str = ""
    code: str = ""
    fields: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownRevision:
    """`brief` says in one line what it did; `more` counts the lines that are not shown."""

    row: DraftRevision
    lines: tuple[HistoryLine, ...]
    more: int
    brief: str


def shown_revisions(rows: Iterable[DraftRevision], draft: BankDraft) -> list[ShownRevision]:
    there, words = codes_in(draft.content), words_of_draft(draft.content)
    titles = {one.code: str(one.node.get("title", "")) for one in elements(draft.content)}
    return [_shown(row, list(_lines(row.changes, there, words, titles))) for row in rows]


def _shown(row: DraftRevision, lines: list[HistoryLine]) -> ShownRevision:
    more = max(len(lines) - SHOWN, 0)
    return ShownRevision(row, tuple(lines[:SHOWN]), more, _brief(row, lines))


def _brief(row: DraftRevision, lines: list[HistoryLine]) -> str:
    """Say what a revision did first, and how much more; what lies in that went along with it."""
    if row.restores is not None:
        return _("Went back to revision %(number)s") % {"number": row.restores}
    if not lines:
        return _("Nothing changed")
    # A part that comes or goes takes its floors along.
    said = [line for line in lines if line.key != SCORING] or lines
    words = f"{said[0].what}: {said[0].title}"
    inside = ("@", f"{said[0].key}.")
    more = sum(bool(line.key) and not line.key.startswith(inside) for line in said[1:])
    return _("%(words)s and %(count)d more") % {"words": words, "count": more} if more else words


def _lines(
    changes: Changes, there: frozenset[str], words: Words, titles: Mapping[str, str]
) -> Iterator[HistoryLine]:
    for key, (before, after) in changes.items():
        if not key.startswith("@"):
            yield _element(key, before, after, there, words)
        elif key.startswith(LANGUAGE):
            what = _("Language added") if after else _("Language removed")
            yield HistoryLine(what, language_name(key.removeprefix(LANGUAGE)), key)
        elif key == SCORING:
            fields = _fields(before, after)
            told = _details(before, after, words)
            yield HistoryLine(
                _("Changed"), _("Levels and scoring"), key, fields=fields, details=told
            )
        elif key.startswith(LIST) and after and set(before or ()) == set(after):
            yield _reordered(key, before or (), after, titles)
    texts = [key for key in changes if key.startswith(TEXT)]
    if texts:
        yield HistoryLine(_("Translation changed"), _texts(len(texts)))
    holding = [key for key, (_was, now) in changes.items() if key.startswith(FROM) and not now]
    if holding and not texts:
        yield HistoryLine(_("Translation still holds"), _texts(len(holding)))


def _reordered(
    key: str, before: Sequence[str], after: Sequence[str], titles: Mapping[str, str]
) -> HistoryLine:
    """Name what holds the list, and the order of its titles before and after."""
    holder = key.removeprefix(LIST)
    own = {PARTS_LIST: _("Parts"), PROFILE_LIST: _("Profile")}
    title = own.get(key) or titles.get(holder) or holder
    was, now = (" / ".join(titles.get(code) or code for code in side) for side in (before, after))
    return HistoryLine(_("Order changed"), title, key, before=_cut(was), after=_cut(now))


def _texts(count: int) -> str:
    return ngettext("%(count)d text", "%(count)d texts", count) % {"count": count}


def _element(key: str, before: Any, after: Any, there: frozenset[str], words: Words) -> HistoryLine:
    node = after or before or {}
    title = str(node.get("title") or key or _("The bank"))
    code = key if key in there else ""
    if key == BANK:
        title = _("Title, description and origin")
    if before is None or after is None:
        return HistoryLine(_("Added") if before is None else _("Removed"), title, key, code)
    fields = _fields(before, after)
    one = fields[0] if len(fields) == 1 else ""
    was, now = (_short(side.get(one), words) if one else "" for side in (before, after))
    names = tuple(field.replace("_", " ") for field in fields)
    details = () if was or now else _details(before, after, words)
    return HistoryLine(_("Changed"), title, key, code, names, was, now, details)


def _details(before: Any, after: Any, words: Words) -> tuple[str, ...]:
    return tuple(_cut(line, LONG) for line in node_differences(before or {}, after or {}, words))


def _fields(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> tuple[str, ...]:
    old, new = before or {}, after or {}
    return tuple(key for key in dict.fromkeys((*old, *new)) if old.get(key) != new.get(key))


def _short(value: Any, words: Words) -> str:
    """Give a plain value or condition as it is read; of lists the name of the field has to do."""
    if is_condition(value):
        return in_words(value, words)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return _cut(str(value))


def _cut(text: str, most: int = SHORT) -> str:
    return f"{text[:most]}…" if len(text) > most else text
