"""Remembers the cell each value came from, so that what is wrong is said of a cell."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from assessments.scoring.consistency import Problem

STEPS: Final = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


@dataclass(frozen=True, slots=True)
class _Line:
    sheet: str
    number: int
    columns: Mapping[str, str]

    def cell(self, head: str) -> str:
        return f"{self.sheet}!{self.columns[head]}{self.number}"


class Places:
    """The cells of the values of one tree."""

    def __init__(self) -> None:
        self._lines: dict[int, _Line] = {}
        self._cells: dict[str, str] = {}
        self._entries: dict[tuple[int, int], str] = {}

    def note_row(self, node: Any, sheet: str, number: int, columns: Mapping[str, str]) -> None:
        """Note that a model stands in a row; `columns` maps the heads to their letters."""
        self._lines[id(node)] = _Line(sheet, number, columns)

    def note_entry(self, held: list[Any], cell: str) -> None:
        """Note the cell of the entry a list holds last."""
        self._entries[id(held), len(held) - 1] = cell

    def note_path(self, path: str, cell: str) -> None:
        self._cells[path] = cell

    def problem(self, problem: Problem, tree: Mapping[str, Any]) -> Problem:
        """Give the problem with the cell it lies in; where there is none, with its path."""
        cell = self._by_path(problem.path) or self._by_row(problem.path, tree)
        return Problem(cell or problem.path, problem.message)

    def _by_path(self, path: str) -> str:
        while path and path not in self._cells:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self._cells.get(path, "")

    def _by_row(self, path: str, tree: Mapping[str, Any]) -> str:
        steps: list[str | int] = [
            int(index) if index else key for index, key in STEPS.findall(path)
        ]
        found = ""
        for node, depth in _walk(tree, steps):
            if line := self._lines.get(id(node)):
                found = _in_line(line, steps[depth:])
            elif depth < len(steps):
                found = self._entries.get((id(node), _index(steps[depth])), found)
        return found


def _walk(node: Any, steps: list[str | int]) -> Iterator[tuple[Any, int]]:
    yield node, 0
    for depth, step in enumerate(steps, 1):
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return
        yield node, depth


def _index(step: str | int) -> int:
    return step if isinstance(step, int) else -1


def _in_line(line: _Line, steps: list[str | int]) -> str:
    """Give the cell of the longest head the steps spell; else that of the row's first head."""
    spelled = [step for step in steps if isinstance(step, str)]
    for length in range(len(spelled), 0, -1):
        head = "/".join(spelled[:length])
        if head in line.columns:
            return line.cell(head)
    return line.cell(next(iter(line.columns)))
