"""What differs between two values of a bank, line by line in words: the level, choice or rule."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from types import MappingProxyType
from typing import Any, Final

from django.utils.translation import gettext as _
from pydantic import BaseModel

from assessments.banks.condition_words import Words, in_words, is_condition
from assessments.banks.diff.versions import CHOICE_WORDING, NAMES

NONE: Final = "—"
MOST_LINES: Final = 12
TEXT: Final = frozenset({"text"})
WHEN: Final = frozenset({"when"})
# A key of the comparison that stands for some fields of another: which field, and which of its
# keys count (True: these, False: all but these).
_VIEWS: Final[Mapping[str, tuple[str, frozenset[str], bool]]] = MappingProxyType(
    {
        "choice texts": ("choices", TEXT, True),
        "choices": ("choices", CHOICE_WORDING, False),
        "choice resources": ("choices", CHOICE_WORDING - TEXT, True),
        "not applicable text": ("not_applicable", WHEN, True),
        "not_applicable": ("not_applicable", WHEN, False),
        "level codes": ("levels", NAMES, False),
        "risk codes": ("risks", NAMES, False),
    }
)


def differences(key: str, old: Any, new: Any, words: Words) -> list[str]:
    """List what differs in one key of two questions, parts or scorings.

    Of what has no words of its own, like another order, only the name of the key is given.
    """
    name = key.replace("_", " ")
    field, kept, these = _VIEWS.get(key, (key, frozenset(), False))
    before, after = (_seen(getattr(side, field, None), kept, these=these) for side in (old, new))
    return _most(list(_lines(name, before, after, words))) or [name]


def node_differences(old: Any, new: Any, words: Words) -> list[str]:
    """List what differs in all keys of two elements of a draft, whatever state they are in."""
    found: list[str] = []
    for key in dict.fromkeys((*old, *new)):
        was, now = (_seen(side.get(key), frozenset(), these=False) for side in (old, new))
        found += _lines(key.replace("_", " "), was, now, words)
    return _most(found)


def _most(found: list[str]) -> list[str]:
    if len(found) <= MOST_LINES:
        return found
    more = _("and %(count)d more") % {"count": len(found) - MOST_LINES}
    return [*found[:MOST_LINES], more]


def _seen(value: Any, kept: frozenset[str], *, these: bool) -> Any:
    """Give a value as plain data, its inner ones with the keys that count and their names."""
    plain = _plain(value)
    if isinstance(plain, Mapping):
        return _chosen(plain, kept, these=these)
    if _is_coded(plain):
        return [_chosen(one, kept, these=these) | _called(one) for one in plain]
    return plain


def _chosen(held: Mapping[str, Any], kept: frozenset[str], *, these: bool) -> dict[str, Any]:
    return {key: one for key, one in held.items() if (key in kept) == these}


def _called(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"code": one["code"], "@name": one.get("text") or one.get("name") or one["code"]}


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, tuple | list) else value


def _is_coded(value: Any) -> bool:
    is_list = isinstance(value, list) and bool(value)
    return is_list and all(
        isinstance(one, Mapping) and isinstance(one.get("code"), str) for one in value
    )


def _lines(name: str, old: Any, new: Any, words: Words) -> Iterator[str]:
    if old == new:
        return
    if any(map(_is_coded, (old, new))) and all(not side or _is_coded(side) for side in (old, new)):
        yield from _coded(old or [], new or [], words)
    elif isinstance(old, list) and isinstance(new, list):
        one = name.removesuffix("s")
        first = 0 if one == "level" else 1  # as answers and forms count them
        for number, ends in enumerate(zip_longest(old, new), first):
            yield from _lines(f"{one} {number}", *ends, words)
    elif _is_table(old) and _is_table(new):
        for key in dict.fromkeys((*old, *new)):
            inner = f"{name}, {key.replace('_', ' ')}"
            if not key.startswith("@"):
                yield from _lines(inner, old.get(key), new.get(key), words)
    else:
        yield f"{name}: {_read(old, words)} → {_read(new, words)}"


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping) and not is_condition(value)


def _coded(old: Sequence[Any], new: Sequence[Any], words: Words) -> Iterator[str]:
    before, after = ({one["code"]: one for one in side} for side in (old, new))
    for code in dict.fromkeys((*before, *after)):
        was, now = before.get(code), after.get(code)
        name = f"“{(was or now or {}).get('@name', code)}”"
        if was is None or now is None:
            yield (_("added: %(name)s") if was is None else _("removed: %(name)s")) % {"name": name}
            continue
        for key in dict.fromkeys((*was, *now)):
            if key in {"text", "name"} and was.get(key) != now.get(key):
                yield f"{name} → “{now.get(key, '')}”"
            elif not key.startswith("@"):
                inner = f"{name}, {key.replace('_', ' ')}"
                yield from _lines(inner, was.get(key), now.get(key), words)
    kept = [[code for code in side if code in before and code in after] for side in (before, after)]
    if kept[0] != kept[1]:
        yield _("in another order")


def _read(value: Any, words: Words) -> str:
    """Give a value as it is read."""
    if value is None or value in ("", [], {}):
        return NONE
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str):
        return f"“{value}”"
    if isinstance(value, list):
        return ", ".join(_read(one, words) for one in value)
    if isinstance(value, Mapping):
        if is_condition(value):
            return in_words(value, words)
        return ", ".join(
            f"{key.replace('_', ' ')} {_read(one, words)}"
            for key, one in value.items()
            if not key.startswith("@")
        )
    return str(value)
