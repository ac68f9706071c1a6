"""Who a text mentions: `@` and a person's name, or what stands before the @ of their address. Pure.

The longest name wins, in any case of letters; people of the same name are all meant.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

# An @ inside an address or a link begins no mention.
_MENTION = re.compile(r"(?<![\w@.+/-])@\w[\w.-]*")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be mentioned."""

    pk: int
    name: str
    email: str

    @property
    def handles(self) -> Iterator[str]:
        local = self.email.partition("@")[0]
        return (word for word in (self.name.strip(), local) if word)


class Handles:
    """Finds the people in texts; built once for a page or a comment."""

    def __init__(self, people: Iterable[Person]) -> None:
        found: defaultdict[str, set[int]] = defaultdict(set)
        self.words: set[str] = set()
        for person in people:
            for handle in person.handles:
                self.words.add(handle)
                found[handle.casefold()].add(person.pk)
        self.people: Mapping[str, frozenset[int]] = {k: frozenset(v) for k, v in found.items()}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.words, key=len, reverse=True)
        words = "|".join(re.escape(handle) for handle in longest_first)
        return re.compile(rf"(?<![\w@.+/-])@({words or '(?!)'})(?!\w)", re.IGNORECASE)

    def mentioned_in(self, text: str) -> frozenset[int]:
        """Give the ids of the people the text mentions."""
        found = (self.people.get(name.casefold()) for name in self.pattern.findall(text))
        return frozenset().union(*(ids for ids in found if ids))

    def unknown_in(self, text: str) -> tuple[str, ...]:
        """Give the words after an @ that mean nobody, each once, in order."""
        left = self.pattern.sub("", text)
        return tuple(dict.fromkeys(_MENTION.findall(left)))
