"""What a service refuses is said in words that can be translated."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOMS = Path(__file__).resolve().parents[2] / "assessments"
SLICES = ("answers", "banks", "reports", "teams")
REFUSED = ("Refused", "FieldRefused", "CodeRefused")


def _files() -> list[Path]:
    return sorted(path for room in SLICES for path in (ROOMS / room).rglob("*.py"))


def _bare_sentences(tree: ast.AST) -> Iterator[int]:
    """Give the lines that raise a refusal with a sentence written into it as it is."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id in REFUSED:
            yield from (one.lineno for one in node.args if _is_sentence(one))


def _is_sentence(node: ast.expr) -> bool:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value
    return is_text or isinstance(node, ast.JoinedStr)


def test_refusals_can_be_translated() -> None:
    found = [
        f"{path.relative_to(ROOMS)}:{line}"
        for path in _files()
        for line in _bare_sentences(ast.parse(path.read_text()))
    ]
    assert found == []


@pytest.mark.parametrize(
    "written", ['Refused("a", "b", "Not so.")', 'CodeRefused(f"{x}")', 'FieldRefused("a", "No so")']
)
def test_a_sentence_as_it_is_would_be_found(written: str) -> None:
    assert list(_bare_sentences(ast.parse(f"raise {written}"))) == [1]
