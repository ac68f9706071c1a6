"""A bank's content taken apart into elements by code, each with its fields and what holds it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from assessments.banks.merge.values import ABSENT, Group, Path, Unmergeable

BANK: Final = ""
PROFILE: Final = "(profile)"  # no code looks like it
HELD: Final[Mapping[Group, str]] = {"bank": "parts", "part": "sections", "section": "questions"}
WITHIN: Final[Mapping[Group, Group]] = {"bank": "part", "part": "section", "section": "question"}
# What maps names to values merges name by name.
NAMED: Final = ("floors", "part_weights", "wanted", "streams", "targets", "baselines")


@dataclass(slots=True)
class Node:
    """One element without what lies in it; `home` is the code of what holds it."""

    group: Group
    home: str
    fields: dict[Path, Any]

    @property
    def title(self) -> str:
        return str(self.fields.get(("title",), ""))


@dataclass(slots=True)
class Flat:
    """All elements by code, and the codes each of them holds, in order."""

    nodes: dict[str, Node] = field(default_factory=dict)
    held: dict[str, list[str]] = field(default_factory=dict)

    def home_of(self, code: str) -> Any:
        return self.nodes[code].home if code in self.nodes else ABSENT

    def title_of(self, home: str) -> str:
        return self.nodes[home].title if home in self.nodes else ""

    def whole(self, code: str) -> tuple[Any, ...]:
        """Give an element with all that lies in it, to be compared."""
        node, inner = self.nodes[code], self.held.get(code, [])
        return node.home, node.fields, [(one, self.whole(one)) for one in inner]


def flat(content: Mapping[str, Any]) -> Flat:
    """Take a content apart.

    Raises:
        Unmergeable: an element has no code, or one that another has too.
    """
    found = Flat()
    _add(found, "bank", BANK, "", content)
    found.held[PROFILE] = []
    for question in content.get("profile", ()):
        _add_held(found, "question", PROFILE, question)
    return found


def _add_held(found: Flat, group: Group, home: str, node: Mapping[str, Any]) -> None:
    code = node.get("code")
    if not isinstance(code, str) or not code or code in found.nodes:
        raise Unmergeable(str(code or ""))
    found.held[home].append(code)
    _add(found, group, code, home, node)


def _add(found: Flat, group: Group, code: str, home: str, node: Mapping[str, Any]) -> None:
    left_out = {HELD.get(group, ""), "profile" if group == "bank" else ""}
    own = {key: value for key, value in node.items() if key not in left_out}
    found.nodes[code] = Node(group, home, dict(_fields(own)))
    if group in HELD:
        found.held[code] = []
        for inner in node.get(HELD[group], ()):
            _add_held(found, WITHIN[group], code, inner)


def _fields(own: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    for key, value in own.items():
        if key == "scoring" and isinstance(value, dict):
            for setting, inner in value.items():
                named = setting in NAMED and isinstance(inner, dict)
                yield from _names((key, setting), inner) if named else [((key, setting), inner)]
        elif key == "translations" and isinstance(value, dict):
            yield (key,), {}
            for language, texts in value.items():
                yield from _names((key, language), texts)
        else:
            yield (key,), value


def _names(path: Path, rows: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    """Give a mapping that is there, and then each of its names."""
    yield path, {}
    for name, value in rows.items():
        yield (*path, name), value


def unflat(fields: Mapping[Path, Any]) -> dict[str, Any]:
    """Put fields together again; a name keeps the mapping it stands in."""
    found: dict[str, Any] = {}
    for path, value in fields.items():
        holder = found
        for key in path[:-1]:
            holder = holder.setdefault(key, {})
        if path[-1] not in holder:
            holder[path[-1]] = dict(value) if value == {} else value
    return found
