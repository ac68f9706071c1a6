"""A question of a survey as expressions see it: by its name, with the values it can have."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Asked(NamedTuple):
    """Code and kind of the question made of it, and what each value of the file became."""

    code: str
    kind: str
    values: Mapping[str, Any]

    def value(self, raw: Any) -> Any:
        """Give the choice code (or true, false) of a value of the file, None for an unknown one."""
        wanted = said(raw)
        if wanted in self.values:
            return self.values[wanted]
        # The library compares texts without regard to capitals.
        found = (code for value, code in self.values.items() if value.lower() == wanted.lower())
        return next(found, None)


def said(raw: Any) -> str:
    """Give a value as the text the library compares: 3 and "3" are the same."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return str(raw)
