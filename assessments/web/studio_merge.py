"""A merge with a bank's origin as a page shows it: what comes over, and what has to be chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.banks.condition_words import Words, in_words, is_condition
from assessments.banks.merge import ABSENT, Conflict, Merged, Side, Touch
from assessments.banks.merge.flat import PROFILE
from assessments.banks.merge.values import About, Path
from assessments.web.studio_changes import ChangeLine

WHAT: Final[Mapping[About, Any]] = MappingProxyType(
    {
        About.ADDED: gettext_lazy("New"),
        About.REMOVED: gettext_lazy("Removed"),
        About.FIELD: gettext_lazy("Changed"),
        About.PLACE: gettext_lazy("Moved"),
        About.ORDER: gettext_lazy("Order"),
    }
)
ASKED: Final[Mapping[About, Any]] = MappingProxyType(
    {
        About.REMOVED_THERE: gettext_lazy("Removed there, changed here, with all that lies in it"),
        About.REMOVED_HERE: gettext_lazy("Changed there, removed here, with all that lies in it"),
        About.KIND: gettext_lazy("Another kind or method: all of it comes from one side"),
        About.PLACE: gettext_lazy("Moved to two places"),
        About.ORDER: gettext_lazy("Put into two orders"),
    }
)
LONGEST: Final = 120
Titles = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One conflict with its three values in lines of words; `name` is that of its form field."""

    name: str
    title: str
    code: str
    what: str
    base: tuple[str, ...]
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    chosen: str = ""
    is_missing: bool = False


def asked(
    merged: Merged, titles: Titles, words: Words, posted: Mapping[str, str] | None = None
) -> list[Asked]:
    """Give the conflicts in order; with what was posted, those without a choice are marked."""
    return [_asked(one, titles, words, posted) for one in merged.conflicts]


def field_name(key: str) -> str:
    return f"c-{sha256(key.encode()).hexdigest()[:16]}"


def chosen(merged: Merged, posted: Mapping[str, str]) -> dict[str, Side]:
    """Read the sides that were chosen; anything else than a side is no choice."""
    sides = {side.value: side for side in Side}
    found = ((one.key, posted.get(field_name(one.key), "")) for one in merged.conflicts)
    return {key: sides[value] for key, value in found if value in sides}


def all_of(merged: Merged, side: str) -> dict[str, str]:
    """Give the fields of a form in which one side is chosen for every conflict."""
    return {field_name(one.key): side for one in merged.conflicts}


def taken(touches: tuple[Touch, ...], titles: Titles, words: Words) -> list[ChangeLine]:
    return [
        ChangeLine(
            str(WHAT[one.about]),
            "" if one.code in {"", PROFILE} else one.code,
            one.title or titles.get(one.code, ""),
            tuple(_detail(*field, words) for field in one.fields),
            moves_scores=False,
        )
        for one in touches
    ]


def _asked(one: Conflict, titles: Titles, words: Words, posted: Mapping[str, str] | None) -> Asked:
    name = field_name(one.key)
    value = posted.get(name, "") if posted is not None else ""
    is_known = value in {side.value for side in Side}
    base, ours, theirs = (
        tuple(_lines(one, end, titles, words)) for end in (one.base, one.ours, one.theirs)
    )
    return Asked(
        name,
        one.title or titles.get(one.code, ""),
        "" if one.code in {"", PROFILE} else one.code,
        str(ASKED[one.about]) if one.about in ASKED else _words(one.path),
        base,
        ours,
        theirs,
        value if is_known else "",
        is_missing=posted is not None and not is_known,
    )


def _words(path: Path) -> str:
    return " · ".join(key.replace("_", " ") for key in path)


def _lines(one: Conflict, value: Any, titles: Titles, words: Words) -> Iterator[str]:
    if one.about is About.PLACE:
        value = titles.get(value, value)
    elif one.about is About.ORDER:
        value = [titles.get(code, code) for code in value]
    yield from value_lines(value, words)


def value_lines(value: Any, words: Words) -> Iterator[str]:
    """Say a value of a bank in lines: a list has one each, a condition is a phrase."""
    if value is ABSENT or value in ("", [], {}):
        yield _("nothing")
    elif isinstance(value, bool):
        yield _("yes") if value else _("no")
    elif is_condition(value):
        yield in_words(value, words)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield f"{key.replace('_', ' ')}: {', '.join(value_lines(inner, words))}"
    elif isinstance(value, list):
        for inner in value:
            yield "; ".join(value_lines(inner, words))
    else:
        yield str(value)


def _detail(path: Path, before: Any, after: Any, words: Words) -> str:
    old, new = (", ".join(value_lines(value, words)) for value in (before, after))
    if max(len(old), len(new)) > LONGEST:
        return _words(path)
    return f"{_words(path)}: {old} → {new}"
