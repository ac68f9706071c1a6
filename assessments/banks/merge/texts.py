"""Names for the texts of three banks that stay with a text where its place in a list does not.

A translation names an example, a stream or a level of a rubric by its place. A side that took one
away or added one before it means another text by the same key; so texts are paired by what they
say, and go on under the place they have in what the banks become.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from assessments.banks.merge.pairs import paired
from assessments.scoring.wording import place_in

Name: TypeAlias = tuple[Any, ...]
Names: TypeAlias = Mapping[str, Name]  # by translation key
Lists: TypeAlias = Mapping[tuple[str, str], Mapping[int, str]]


class TextNames:
    """What each key names in the base, in ours and in theirs, and where that is in the result."""

    def __init__(self, sides: Iterable[Mapping[str, str]], new: Mapping[str, str]) -> None:
        base, *others = (_lists(texts) for texts in sides)
        self.sides: list[Names] = [_own(base), *(_paired(base, lists) for lists in others)]
        self._keys = [{name: key for key, name in names.items()} for names in self.sides]
        self._now = self._keys_now(others, new)

    def of(self, side: int, key: str) -> Name:
        return self.sides[side].get(key, (key,))

    def now(self, name: Name) -> str | None:
        """Give the key of a text in the result, None where it is not in it."""
        return self._now.get(name)

    def holders(self, name: Name) -> tuple[bool, bool]:
        """Say whether ours and theirs have a text that is named by its place; both for another."""
        if len(name) == 1:
            return True, True
        _base, ours, theirs = (name in keys for keys in self._keys)
        return ours, theirs

    def shown(self, name: Name) -> str:
        """Give the key a question about a text is asked under, whatever else is decided."""
        base, *others = (keys.get(name) for keys in self._keys)
        return base or min((key for key in others if key), default=str(name[0]))

    def _keys_now(self, others: Sequence[Lists], new: Mapping[str, str]) -> dict[Name, str]:
        found: dict[Name, str] = {(key,): key for key in new if place_in(key) is None}
        for at, texts in _lists(new).items():
            sides = zip(others, self.sides[1:], strict=True)
            names = next((names for lists, names in sides if lists.get(at) == texts), {})
            for place in texts:
                key = _key(at, place)
                found[names.get(key, (*at, texts[place], 0))] = key
        return found


def moved_keys(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Map the keys that name texts by their place to those they have now, "" where one is gone.

    One that cannot be told keeps its place, unless another text has come there.
    """
    own, names = _own(_lists(before)), _paired(_lists(before), _lists(now))
    there = {name: key for key, name in names.items()}
    found = {key: there.get(name, "") for key, name in own.items()}
    free = set(now) - set(found.values())
    return {key: to or (key if key in free else "") for key, to in found.items()}


def _lists(texts: Mapping[str, str]) -> dict[tuple[str, str], dict[int, str]]:
    found: dict[tuple[str, str], dict[int, str]] = {}
    for key, text in texts.items():
        if split := place_in(key):
            start, place, end = split
            found.setdefault((start, end), {})[place] = text
    return found


def _key(at: tuple[str, str], place: int) -> str:
    return f"{at[0]}{place}{at[1]}"


def _own(base: Lists) -> dict[str, Name]:
    return {_key(at, place): (*at, place) for at, texts in base.items() for place in texts}


def _paired(base: Lists, lists: Lists) -> dict[str, Name]:
    """Name the texts of one side by those of the base, and new ones by what they say."""
    found: dict[str, Name] = {}
    for at, texts in lists.items():
        before, now = base.get(at, {}), list(texts)
        pairs = paired([(text,) for text in before.values()], [(text,) for text in texts.values()])
        old = {now[there]: list(before)[here] for here, there in pairs.items()}
        for place, text in texts.items():
            same = sum(texts[one] == text and one not in old for one in now[: now.index(place)])
            name = (*at, old[place]) if place in old else (*at, text, same)
            found[_key(at, place)] = name
    return found
