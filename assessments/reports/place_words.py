"""Where in a file something differs, and what stands there, as people call it."""

import json
from collections.abc import Iterator
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# What a JSON report holds, and names in it that say little by themselves.
_MEMBERS: dict[str, str | Promise] = {
    "document": gettext_lazy("The report"),
    "scorecard": gettext_lazy("The score"),
    "inputs": gettext_lazy("What it was made from"),
    "bank": gettext_lazy("The question bank"),
    "earlier_bank": gettext_lazy("The question bank of the earlier moment"),
}
_NAMES: dict[str, str | Promise] = {
    "line": gettext_lazy("figures"),
    "on": gettext_lazy("day"),
    "by": gettext_lazy("who"),
    "at": gettext_lazy("when"),
}
_PREFIXES = ("text ", "number ")  # of the cells of a spreadsheet


def place_words(place: str, file: str) -> str:
    """Name a place like "The report: part 1, figures, confidence"; others than JSON name theirs."""
    if file != "json":
        return place
    member, _dot, rest = place.partition(".")
    whole = str(_MEMBERS.get(member, member))
    if not rest:
        return whole
    said = {"member": whole, "place": ", ".join(_steps(rest.split(".")))}
    return _("%(member)s: %(place)s") % said


def _steps(names: list[str]) -> Iterator[str]:
    for name, following in pairwise([*names, ""]):
        if name.isdecimal():
            continue
        plain = str(_NAMES.get(name, name.replace("_", " ")))
        yield f"{_one_of(plain)} {int(following) + 1}" if following.isdecimal() else plain


def _one_of(names: str) -> str:
    return names.removesuffix("s")


def value_words(value: str, file: str) -> str:
    """Give what stands there without what the format puts around it; the end may be cut off."""
    if file == "xlsx":
        return next((value.removeprefix(p) for p in _PREFIXES if value.startswith(p)), value)
    if file != "json" or not value.startswith('"'):
        return value
    try:
        return str(json.loads(value))
    except ValueError:
        return value.removeprefix('"')
