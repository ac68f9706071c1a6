"""Every verb the services record has words on the page of the log."""

import ast
from collections.abc import Iterator
from pathlib import Path

from assessments.web.audit_words import VERBS

APP = Path(__file__).resolve().parents[2] / "assessments"


def _recorded() -> Iterator[str]:
    for path in APP.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and _records(node.func):
                yield from _texts(node.args[0])


def _records(function: ast.expr) -> bool:
    name = getattr(function, "id", getattr(function, "attr", ""))
    return "record" in name or name in {"_note", "_noted"}


def _texts(argument: ast.expr) -> Iterator[str]:
    for node in ast.walk(argument):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value:
            yield node.value


def test_every_recorded_verb_has_words():
    recorded = set(_recorded())

    assert len(recorded) > 30
    assert recorded - set(VERBS) == set()
