"""Follows rows that a form names by their place from the draft a page showed to the draft now.

Others may have added, removed and moved rows meanwhile, so one place means two rows. What was
typed into a row that is gone, or that cannot be told, gets a name that no field has: the page
shows it for copying, and no other row is given it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from assessments.banks.merge.pairs import Pairs, Row, paired
from assessments.web.carried import PICK
from assessments.web.forms.studio import StudioForm
from assessments.web.forms.studio_listed import PLACE, Listed
from assessments.web.studio_digests import NOTHING, digest, digests_of, read_digests

GONE: Final = "gone-"  # no place of a row begins with it
Digests = dict[str, str]


def followed(data: Mapping[str, Any], fresh: StudioForm) -> dict[str, Any]:
    """Give what was posted, and the digests it came with, by the places rows have now.

    `fresh` is the unbound form of the element as it stands; nothing is done where the page showed
    the same.
    """
    typed = dict(data.items())
    if typed.get("seen") == fresh.initial.get("seen"):
        return typed
    base, now = read_digests(str(typed.get("base", ""))), digests_of(fresh)
    for listed in fresh.listed():
        typed, base = _Followed(listed, base, now).moved(typed, fresh)
    return typed | {"base": json.dumps(base)}


class _Followed:
    """One list as the page showed it and as it is, and where each row of it is now."""

    def __init__(self, listed: Listed, base: Digests, now: Digests) -> None:
        self.listed, self.base, self.now = listed, base, now
        before, there = (dict(_rows(listed, one)) for one in (base, now))
        self.places = _places(before, there)

    def moved(self, typed: dict[str, Any], fresh: StudioForm) -> tuple[dict[str, Any], Digests]:
        base = {self._name(name): one for name, one in self.base.items()}
        new = {name: NOTHING for name in self.now if name not in base and self.listed.split(name)}
        data = {self._name(name): one for name, one in typed.items()}
        for name in list(self.listed.naming(data)):
            self._turn(name, typed, data, base, fresh)
        return data, new | base

    def _name(self, name: str) -> str:
        mark = PICK if name.startswith(PICK) else ""
        split = self.listed.split(name.removeprefix(mark))
        if split is None:
            return name
        start, place, rest = split
        return f"{mark}{start}{self.places.get(place, f'{GONE}{place}')}{rest}"

    def _turn(
        self,
        name: str,
        typed: dict[str, Any],
        data: dict[str, Any],
        base: Digests,
        fresh: StudioForm,
    ) -> None:
        """Turn the place a field names; one of a row that is gone is shown for copying instead."""
        shown = base.get(name)
        base[name] = next(
            (digest(str(now)) for was, now in self.places.items() if digest(str(was)) == shown),
            NOTHING if shown == NOTHING else "",
        )
        wanted = str(data[name])
        place = int(wanted) if re.fullmatch(PLACE, wanted, re.ASCII) else None
        if place in self.places:
            data[name] = str(self.places[place])
        elif place is not None:
            if digest(wanted) != shown:
                data[f"{name}:{GONE}{place}"] = typed.get(self.listed.told_by[0].format(place), "")
            data[name] = fresh[name].value() if name in fresh.fields else ""
            base[name] = self.now.get(name, NOTHING)


def _rows(listed: Listed, digests: Digests) -> Iterator[tuple[int, Row]]:
    """Give each row by its place, with what tells it; one that is not there yet says nothing."""
    splits = (listed.split(name) for name in digests)
    naming = list(listed.naming(digests))
    for place in sorted({split[1] for split in splits if split}):
        said = [digests.get(name.format(place), NOTHING) for name in listed.told_by]
        named = frozenset(name for name in naming if digests[name] == digest(str(place)))
        row = tuple("" if one == NOTHING else one for one in said)
        yield place, (*row, named) if listed.named_in else row


def _places(before: Mapping[int, Row], there: Mapping[int, Row]) -> Pairs:
    """Map the places of rows; those that say nothing yet are the new ones, in their order."""
    known, known_now = ([at for at, row in rows.items() if any(row)] for rows in (before, there))
    pairs = paired([before[at] for at in known], [there[at] for at in known_now])
    new, new_now = ([at for at, row in rows.items() if not any(row)] for rows in (before, there))
    return {known[was]: known_now[now] for was, now in pairs.items()} | dict(
        zip(new, new_now, strict=False)
    )
