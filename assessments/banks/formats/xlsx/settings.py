"""Puts a tree together from rows of path and value, like `scoring/levels[0]/name`."""

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from assessments.banks.formats.xlsx.cells import BadCell, Cell, decoded
from assessments.banks.formats.xlsx.places import Places
from assessments.banks.formats.xlsx.shapes import Shape
from assessments.banks.formats.xlsx.sheets import STEP
from assessments.scoring.consistency import Problem

ONE_STEP: Final = re.compile(r"([\w.-]{1,100})((?:\[[0-9]{1,4}\])*)")
INDEX: Final = re.compile(r"\[([0-9]+)\]")
MOST_STEPS: Final = 12


class _Leaf(NamedTuple):
    cell: Cell
    place: str


class Settings:
    """The settings of a bank as they are read, row by row."""

    def __init__(self, places: Places, problems: list[Problem]) -> None:
        self._places = places
        self._problems = problems
        self._root: dict[str | int, Any] = {}

    def put(self, path: str, cell: Cell, place: str) -> None:
        """Take a row in; `place` is the cell of the value."""
        try:
            _put(self._root, list(_keys(path)), _Leaf(cell, place))
        except BadCell as error:
            self._problems.append(Problem(place, str(error)))

    def content(self, shape: Shape) -> dict[str, Any]:
        """Give all of them as a bank's content."""
        return {
            str(key): self._value(self._root[key], shape.of(str(key)), str(key))
            for key in self._root
        }

    def _value(self, node: Any, shape: Shape, path: str) -> Any:
        if isinstance(node, _Leaf):
            self._places.note_path(path, node.place)
            return self._leaf(node, shape)
        if any(isinstance(key, int) for key in node):
            return self._list(node, shape, path)
        tag = node.get(shape.tag)
        member = shape.member({shape.tag: tag.cell}) if isinstance(tag, _Leaf) else shape
        return {key: self._value(node[key], member.of(key), f"{path}.{key}") for key in node}

    def _list(self, node: dict[Any, Any], shape: Shape, path: str) -> list[Any]:
        if set(node) != set(range(len(node))):
            place = next(_leaves(node)).place
            self._problems.append(Problem(place, "the numbers in brackets must run 0, 1, 2 …"))
            return []
        inner = shape.inner or shape
        return [self._value(node[index], inner, f"{path}[{index}]") for index in sorted(node)]

    def _leaf(self, leaf: _Leaf, shape: Shape) -> Any:
        try:
            return decoded(leaf.cell, shape)
        except BadCell as error:
            self._problems.append(Problem(leaf.place, str(error)))
            return None


def _put(node: dict[str | int, Any], keys: list[str | int], leaf: _Leaf) -> None:
    for key in keys[:-1]:
        node = node.setdefault(key, {})
        if isinstance(node, _Leaf):
            raise BadCell("a setting above this one has a value already")
    if keys[-1] in node:
        raise BadCell("this setting stands twice, or below another")
    node[keys[-1]] = leaf


def _keys(path: str) -> Iterator[str | int]:
    steps = path.split(STEP)
    if len(steps) > MOST_STEPS:
        raise BadCell("this is no setting of a bank")
    for step in steps:
        found = ONE_STEP.fullmatch(step)
        if found is None:
            raise BadCell("this is no setting of a bank")
        yield found[1]
        yield from (int(index) for index in INDEX.findall(found[2]))


def _leaves(node: Any) -> Iterator[_Leaf]:
    if isinstance(node, _Leaf):
        yield node
    else:
        for inner in node.values():
            yield from _leaves(inner)
