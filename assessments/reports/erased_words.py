"""Taking a person's name and address out of text and JSON; pure.

The address goes wherever it stands. A name of two words or more goes wherever it stands as whole
words; a single word is only taken where it stands for the person: after an @, or alone.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Erasure:
    """What is replaced, and what by."""

    name: str
    address: str
    new_name: str
    new_address: str

    @cached_property
    def _address(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w.+-]){re.escape(self.address)}(?![\w-])", re.IGNORECASE)

    @cached_property
    def _name(self) -> re.Pattern[str] | None:
        if not self.name or self.name == self.new_name:
            return None
        name = r"\s+".join(re.escape(word) for word in self.name.split())
        before = r"(?<!\w)" if self.is_full_name else r"(?<=@)"
        return re.compile(rf"{before}{name}(?!\w)")

    @property
    def is_full_name(self) -> bool:
        return len(self.name.split()) > 1

    def text(self, text: str, *, names_person: bool = False) -> str:
        """Replace in one text; `names_person` says that it is there to name somebody."""
        text = self._address.sub(self.new_address, text)
        if self.name and names_person and not self.is_full_name:
            return re.sub(rf"(?<!\w){re.escape(self.name)}(?!\w)", self._as_new, text)
        return self._name.sub(self._as_new, text) if self._name else text

    def _as_new(self, _found: re.Match[str]) -> str:
        return self.new_name

    def value(self, value: Any, *, names_person: bool = False) -> Any:
        """Replace in plain JSON, keys left as they are; a text that is the name alone goes too."""
        if isinstance(value, str):
            alone = bool(self.name) and value.strip() == self.name
            return self.new_name if alone else self.text(value, names_person=names_person)
        if isinstance(value, list):
            return [self.value(one, names_person=names_person) for one in value]
        if isinstance(value, dict):
            return {key: self.value(one, names_person=names_person) for key, one in value.items()}
        return value
