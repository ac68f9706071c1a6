"""Reads and writes JSON strictly: doubled keys, NaN, Infinity and endless nesting are refused."""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from assessments.banks.formats.errors import refuse
from assessments.banks.formats.limits import MOST_DIGITS, check_depth, decoded


def read_json_mapping(raw: bytes) -> dict[str, Any]:
    """Read a JSON file that holds one object.

    Raises:
        BankFileRefused: with the line, when it is not such a file.
    """
    text = decoded(raw)
    try:
        found = json.loads(
            text, object_pairs_hook=_unique, parse_constant=_no_number, parse_int=_integer
        )
    except json.JSONDecodeError as error:
        raise refuse(f"line {error.lineno}: {error.msg}") from error
    except RecursionError as error:
        raise refuse("The file is nested too deeply.") from error
    if not isinstance(found, dict):
        raise refuse("The file does not hold an object.")
    _check(found, 1)
    return found


def write_json(tree: Mapping[str, Any]) -> str:
    """Give the mapping as indented JSON that ends with a newline, keys in the order given."""
    return json.dumps(tree, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise refuse(f"The key {key} stands twice in one object.")
        found[key] = value
    return found


def _no_number(text: str) -> NoReturn:
    raise refuse(f"{text} is not a number.")


def _integer(text: str) -> int:
    if len(text.lstrip("-")) > MOST_DIGITS:
        raise refuse("A number has too many digits.")
    return int(text)


def _check(found: Any, depth: int) -> None:
    if isinstance(found, float) and found in {float("inf"), float("-inf")}:
        raise refuse("A number is too large.")
    if isinstance(found, dict | list):
        check_depth(depth, "The file")
        for inner in found.values() if isinstance(found, dict) else found:
            _check(inner, depth + 1)
