"""The merge itself: what only one side changed is taken from it, what both changed is asked."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from assessments.banks.merge.flat import BANK, HELD, PROFILE, Flat, Node, flat, unflat
from assessments.banks.merge.orders import merged_order
from assessments.banks.merge.texts import TextNames
from assessments.banks.merge.values import (
    ABSENT,
    About,
    Choices,
    Conflict,
    Merged,
    Path,
    Side,
    Touch,
    Unmergeable,
)
from assessments.scoring.wording import texts_in

# What a document is called; a bank keeps its own.
OWN: Final = frozenset({("format",), ("slug",), ("version",), ("notes",)})
TRANSLATED: Final = "translations"
Fields: TypeAlias = dict[Path, Any]
# Settings by the code of an element, which go with it.
BY_CODE: Final = frozenset({"floors", "part_weights", "streams", "targets", "baselines"})


def merge(
    base: Mapping[str, Any],
    ours: Mapping[str, Any],
    theirs: Mapping[str, Any],
    choices: Choices | None = None,
) -> Merged:
    """Bring what two sides made of one base together, element by element, field by field.

    Args:
        base: the content both began with.
        ours: the content that goes on; it wins where nothing was chosen.
        theirs: the content that is taken over.
        choices: the side to take for each conflict's key.

    Raises:
        Unmergeable: elements that cannot be told apart by their codes.
    """
    return _Merge(flat(base), flat(ours), flat(theirs), choices or {}).result()


class _Merge:
    """One merge under way: three trees, what was chosen, and what was found so far."""

    def __init__(self, base: Flat, ours: Flat, theirs: Flat, choices: Choices) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.choices = choices
        self.conflicts: list[Conflict] = []
        self.codes = list(dict.fromkeys([*ours.nodes, *theirs.nodes]))
        self.chosen: dict[str, Side] = {}  # of elements only one side has, the other removed

    def result(self) -> Merged:
        for code in self.codes:
            if self._group(ours=code) != self._group(theirs=code):
                raise Unmergeable(code)
        there = [code for code in self.codes if self._is_there(code)]
        new = Flat()
        self._settle(new, there)
        for code in new.nodes:
            new.nodes[code].fields = self._fields(code, new)
        new.held = self._orders(new)
        content = _content(new)
        self._translate(content, new)
        taken, kept = tuple(_touches(self.ours, new)), tuple(_touches(self.base, self.ours))
        asked = {conflict.code for conflict in self.conflicts}
        kept = tuple(touch for touch in kept if touch.code not in asked)
        return Merged(content, taken, kept, tuple(self.conflicts))

    def _group(self, *, ours: str = "", theirs: str = "") -> str:
        code = ours or theirs
        sides = (self.ours, self.theirs) if ours else (self.theirs, self.ours)
        return next(side.nodes[code].group for side in sides if code in side.nodes)

    def _is_there(self, code: str) -> bool:
        if code in self.ours.nodes and code in self.theirs.nodes:
            return True
        if code not in self.base.nodes:
            return True
        holder, about = (
            (self.ours, About.REMOVED_THERE)
            if code in self.ours.nodes
            else (self.theirs, About.REMOVED_HERE)
        )
        if holder.whole(code) == self.base.whole(code):
            return False
        home = holder.nodes[code].home
        side = self.chosen.get(home) or self._ask_whether(code, holder, about)
        self.chosen[code] = side
        return (side is Side.OURS) == (holder is self.ours)

    def _ask_whether(self, code: str, holder: Flat, about: About) -> Side:
        title = holder.nodes[code].title
        ends = (title, ABSENT) if holder is self.ours else (ABSENT, title)
        return self._ask(holder.nodes[code], code, about, (), self.base.nodes[code].title, *ends)

    def _ask(
        self, node: Node, code: str, about: About, path: Path, base: Any, ours: Any, theirs: Any
    ) -> Side:
        key = "|".join((code, about.value, *path))
        conflict = Conflict(key, node.group, code, node.title, about, path, base, ours, theirs)
        self.conflicts.append(conflict)
        return self.choices.get(key, Side.OURS)

    def _settle(self, new: Flat, there: list[str]) -> None:
        """Give each element a home; one whose home was given up goes with it."""
        new.nodes[BANK] = Node("bank", "", {})
        for group in ("part", "section", "question"):
            for code in there:
                node = self._node(code)
                if node.group == group and (home := self._home(code, new)) is not None:
                    new.nodes[code] = Node(node.group, home, {})

    def _node(self, code: str) -> Node:
        return self.ours.nodes.get(code) or self.theirs.nodes[code]

    def _home(self, code: str, new: Flat) -> str | None:
        base, ours, theirs = (one.home_of(code) for one in (self.base, self.ours, self.theirs))
        if ABSENT in (ours, theirs):
            wanted = ours if theirs is ABSENT else theirs
        else:
            wanted, is_open = _picked(base, ours, theirs)
            if is_open:
                side = self._ask(self._node(code), code, About.PLACE, (), base, ours, theirs)
                wanted = ours if side is Side.OURS else theirs
        found = (one for one in (wanted, ours, theirs) if one == PROFILE or one in new.nodes)
        return next(found, None)

    def _fields(self, code: str, new: Flat) -> Fields:
        base, ours, theirs = sides = (
            _fields_of(self.base, code),
            _fields_of(self.ours, code),
            _fields_of(self.theirs, code),
        )
        if code not in self.ours.nodes or code not in self.theirs.nodes:
            return dict(ours or theirs)
        key = ("scoring", "method") if code == BANK else ("kind",)
        if ours.get(key) != theirs.get(key) or base.get(key, ours.get(key)) != ours.get(key):
            return self._whole_fields(code, key, sides, new)
        return self._each_field(code, sides, new)

    def _whole_fields(
        self, code: str, key: Path, sides: tuple[Fields, Fields, Fields], new: Flat
    ) -> Fields:
        """Take what hangs on a kind or a method from one side as a whole; the rest as ever."""
        hang = "scoring" if code == BANK else ""
        ends = [{p: v for p, v in one.items() if hang in ("", p[0])} for one in sides]
        value, is_open = _picked(*ends)
        if is_open:
            asked = (one.get(key, ABSENT) for one in sides)
            side = self._ask(self._node(code), code, About.KIND, key, *asked)
            value = ends[1] if side is Side.OURS else ends[2]
        rest = [{p: v for p, v in one.items() if hang not in ("", p[0])} for one in sides]
        found = {path: value[path] for path in value if not _has_gone(path, new)}
        return self._each_field(code, (rest[0], rest[1], rest[2]), new) | found

    def _each_field(self, code: str, sides: tuple[Fields, Fields, Fields], new: Flat) -> Fields:
        found: Fields = {}
        for path in dict.fromkeys([*sides[1], *sides[2]]):
            if path[0] == TRANSLATED or _has_gone(path, new):
                continue
            value = self._field(code, path, sides)
            if value is not ABSENT:
                found[path] = value
        return found

    def _field(self, code: str, path: Path, sides: tuple[Fields, Fields, Fields]) -> Any:
        base, ours, theirs = (one.get(path, ABSENT) for one in sides)
        if code == BANK and path in OWN:
            return theirs if ours is ABSENT else ours
        return self._value(code, path, base, ours, theirs)

    def _value(self, code: str, path: Path, base: Any, ours: Any, theirs: Any) -> Any:
        if code == BANK and (lone := self._lone_side(_element_named(path))) is not None:
            return ours if lone is Side.OURS else theirs
        value, is_open = _picked(base, ours, theirs)
        if is_open:
            side = self._ask(self._node(code), code, About.FIELD, path, base, ours, theirs)
            value = ours if side is Side.OURS else theirs
        return value

    def _lone_side(self, code: str) -> Side | None:
        """Name the only side that has an element: what is set for it comes from there."""
        here, there = code in self.ours.nodes, code in self.theirs.nodes
        if not code or here == there:
            return None
        return Side.OURS if here else Side.THEIRS

    def _orders(self, new: Flat) -> dict[str, list[str]]:
        homes = [PROFILE, *(code for code, node in new.nodes.items() if node.group in HELD)]
        return {home: self._order(home, new) for home in homes}

    def _order(self, home: str, new: Flat) -> list[str]:
        held = {code for code, node in new.nodes.items() if code and node.home == home}
        base, ours, theirs = (one.held.get(home, []) for one in (self.base, self.ours, self.theirs))
        order, is_open = merged_order(held, base, ours, theirs, Side.OURS)
        if is_open:
            node = new.nodes.get(home) or Node("bank", "", {})
            if self._ask(node, home, About.ORDER, (), base, ours, theirs) is Side.THEIRS:
                return merged_order(held, base, ours, theirs, Side.THEIRS)[0]
        return order

    def _translate(self, content: dict[str, Any], new: Flat) -> None:
        """Merge the translations of the texts that are there now."""
        names = TextNames(
            (texts_in(_content(one)) for one in (self.base, self.ours, self.theirs)),
            texts_in(content),
        )
        sides = [
            _translations_in(one, names, side)
            for side, one in enumerate((self.base, self.ours, self.theirs))
        ]
        fields: Fields = {}
        for path in dict.fromkeys([*sides[1], *sides[2]]):
            base, ours, theirs = (one.get(path, ABSENT) for one in sides)
            if len(path) < _TEXT:
                fields[path] = self._value(BANK, path, base, ours, theirs)
            elif (key := names.now(path[2])) is not None:
                here, there = names.holders(path[2])
                ends = (ours if here else theirs, theirs if there else ours)
                shown = (*path[:2], names.shown(path[2]))
                value = self._value(BANK, shown, base if here and there else ABSENT, *ends)
                fields[*path[:2], key] = value
        fields = {path: value for path, value in fields.items() if value is not ABSENT}
        new.nodes[BANK].fields |= fields
        content |= unflat(fields)


_TEXT: Final = 3  # translations, language, key


def _fields_of(side: Flat, code: str) -> Fields:
    return side.nodes[code].fields if code in side.nodes else {}


def _translations_in(bank: Flat, names: TextNames, side: int) -> dict[tuple[Any, ...], Any]:
    """Give translations by language and by the name of the text each is of."""
    paths = {path: one for path, one in _fields_of(bank, BANK).items() if path[0] == TRANSLATED}
    return {
        path if len(path) < _TEXT else (*path[:2], names.of(side, path[2])): value
        for path, value in paths.items()
    }


def _picked(base: Any, ours: Any, theirs: Any) -> tuple[Any, bool]:
    """Give the value one side changed, and whether both did, each otherwise."""
    if theirs in (ours, base):
        return ours, False
    return (theirs, False) if base == ours else (ours, True)


def _element_named(path: Path) -> str:
    """Give the code of the element that a setting or a translation is of; empty for another."""
    if len(path) < _TEXT:
        return ""
    if path[0] == TRANSLATED:
        return path[2].partition("/")[0]
    return path[2] if path[1] in BY_CODE else ""


def _has_gone(path: Path, new: Flat) -> bool:
    """Say whether a setting names an element that is not there any more."""
    code = _element_named(path)
    return code != "" and code not in new.nodes


def _content(new: Flat) -> dict[str, Any]:
    content = _tree(BANK, new)
    if new.held[PROFILE]:
        content["profile"] = [_tree(code, new) for code in new.held[PROFILE]]
    return content


def _tree(code: str, new: Flat) -> dict[str, Any]:
    node = new.nodes[code]
    found = unflat(node.fields)
    if node.group in HELD:
        found[HELD[node.group]] = [_tree(one, new) for one in new.held[code]]
    return found


def _touches(before: Flat, after: Flat) -> Iterator[Touch]:
    """List what differs between two trees, by element."""
    for code, node in after.nodes.items():
        old = before.nodes.get(code)
        if old is None:
            yield Touch(node.group, code, node.title, About.ADDED)
            continue
        if fields := tuple(_changed(code, old.fields, node.fields)):
            yield Touch(node.group, code, node.title, About.FIELD, fields)
        if old.home != node.home:
            yield Touch(node.group, code, node.title, About.PLACE)
    for code, node in before.nodes.items():
        if code not in after.nodes:
            yield Touch(node.group, code, node.title, About.REMOVED)
    yield from _reordered(before, after)


def _changed(code: str, before: Fields, after: Fields) -> Iterator[tuple[Path, Any, Any]]:
    for path in dict.fromkeys([*after, *before]):
        old, new = before.get(path, ABSENT), after.get(path, ABSENT)
        if old != new and not (code == BANK and path in OWN):
            yield path, old, new


def _reordered(before: Flat, after: Flat) -> Iterator[Touch]:
    for home, codes in after.held.items():
        old = [code for code in before.held.get(home, []) if code in codes]
        if old != [code for code in codes if code in old]:
            group = after.nodes[home].group if home in after.nodes else "bank"
            yield Touch(group, home, after.title_of(home), About.ORDER)
