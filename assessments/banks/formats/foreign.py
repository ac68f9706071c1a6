"""What the readers of other tools' files share: texts through the gate, codes, what was lost.

Nothing here raises for any value: what cannot be carried is listed with its place and a reason.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from assessments.banks.codes import free_code
from assessments.banks.formats.imported import Loss
from assessments.text import TextProblem, clean_text, is_web_link

LINE: Final = 500
PROSE: Final = 4000
REF: Final = 200
LINK: Final = 2000
UNBOUNDED: Final = 10**9
SHOWN: Final = 80
NO_REASONS: Final[Mapping[str, str]] = MappingProxyType({})
STEM: Final = 40

Found = tuple[str, dict[str, Any]]


class Losses:
    """Collects what could not be carried, each with its place in the file."""

    def __init__(self, found: Iterable[Loss] = ()) -> None:
        self.found = list(found)

    def add(self, path: str, reason: str) -> None:
        self.found.append(Loss(path, reason))

    def unread(
        self,
        node: Mapping[str, Any],
        path: str,
        known: Collection[str],
        why: Mapping[str, str] = NO_REASONS,
    ) -> None:
        """List every key of a mapping that nothing is made of; `why` says more than that."""
        for key, value in node.items():
            if key not in known and value not in (None, "", [], {}):
                general = f"A bank has no place for this: {shortened(value)}"
                self.add(at(path, key), why.get(key, general))

    def text(self, raw: Any, path: str, limit: int = PROSE) -> str:
        """Give a text the gate takes; what has to go is listed."""
        if raw is None:
            return ""
        if isinstance(raw, bool) or not isinstance(raw, str | int | float):
            self.add(path, f"This is no text: {shortened(raw)}")
            return ""
        clean = self._shown(str(raw), path)
        if len(clean) > limit:
            self.add(path, f"The text has {len(clean)} characters; the first {limit} are kept.")
            clean = clean[: limit - 1].rstrip() + "…"
        return clean

    def _shown(self, raw: str, path: str) -> str:
        try:
            return clean_text(raw, max_length=UNBOUNDED)
        except TextProblem:
            self.add(path, "Characters that cannot be shown are left out.")
            kept = (c for c in raw if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
            return clean_text("".join(kept), max_length=UNBOUNDED)

    def link(self, raw: Any, path: str) -> str:
        """Give a web address, or nothing where it is none."""
        found = self.text(raw, path, UNBOUNDED)
        if found and (len(found) > LINK or not is_web_link(found)):
            self.add(path, f"This is no web address: {shortened(found)}")
            return ""
        return found

    def mappings(self, raw: Any, path: str) -> Iterator[Found]:
        """Give path and mapping of each entry of a list; whatever else stands there is listed."""
        if not isinstance(raw, list):
            if raw is not None:
                self.add(path, f"This is no list: {shortened(raw)}")
            return
        for index, entry in enumerate(raw):
            if isinstance(entry, dict):
                yield f"{path}[{index}]", entry
            else:
                self.add(f"{path}[{index}]", f"This is no object: {shortened(entry)}")


class Codes:
    """Makes codes of the ids of a file, the same for the same file, each only once."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self._numbers: dict[str, int] = {}

    def of(self, raw: str, prefix: str = "", fallback: str = "item") -> str:
        """Make a code of an id: `riskProfile1` under `risk` is `risk.risk_profile1`."""
        stem = snake(raw)[:STEM].strip("_") or fallback
        if not prefix and not stem[0].isalpha():
            stem = f"{fallback}_{stem}"
        return self._free(f"{prefix}.{stem}" if prefix else stem)

    def _free(self, stem: str) -> str:
        """Number as `free` does, but go on where the last of the same stem ended."""
        code = stem
        while code in self.taken:
            self._numbers[stem] = self._numbers.get(stem, 1) + 1
            code = f"{stem}_{self._numbers[stem]}"
        self.taken.add(code)
        return code


def free(stem: str, taken: set[str]) -> str:
    """Give the stem, or it with a number where it is taken, and take it."""
    code = free_code(stem, taken)
    taken.add(code)
    return code


def snake(raw: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", raw)
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def slug_of(title: str, fallback: str) -> str:
    return snake(title).replace("_", "-")[:80].strip("-") or fallback


def choice_code(raw: str, taken: set[str]) -> str:
    """Give an id as the code of a choice: as it is, where it can be."""
    plain = unicodedata.normalize("NFKD", raw).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^A-Za-z0-9]", "_", plain)[:70] or "choice"
    return free(f"{stem}_choice" if stem == "default" else stem, taken)


def at(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def shortened(value: Any) -> str:
    shown = value if isinstance(value, str) else repr(value)
    return shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
