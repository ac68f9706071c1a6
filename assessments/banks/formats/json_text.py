"""Reads and writes JSON. Size, depth and number of values are looked at before it is parsed.

Our own files are read strictly: doubled keys, NaN and Infinity are refused. Those of other tools
are read loosely: the same things are left out and listed.
"""

import json
import math
import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple, NoReturn

from assessments.banks.formats.errors import refuse
from assessments.banks.formats.imported import Loss
from assessments.banks.formats.limits import MOST_DIGITS, MOST_VALUES, check_depth, decoded

# A text as a whole, closed or not, or one of the characters that structure a file.
TOKENS: Final = re.compile(r'"(?:[^"\\]|\\.?)*+"?|[\[\]{},]', re.DOTALL)
NO_NUMBER: Final = object()


class LooseJson(NamedTuple):
    """What a file of another tool holds, and what of it could not be read."""

    tree: dict[str, Any]
    losses: tuple[Loss, ...]


def read_json_mapping(raw: bytes) -> dict[str, Any]:
    """Read a JSON file of ours that holds one object.

    Raises:
        BankFileRefused: with the line, when it is not such a file.
    """
    found: dict[str, Any] = _object(
        raw,
        object_pairs_hook=_unique,
        parse_constant=_no_number,
        parse_int=_integer,
        parse_float=_float,
    )
    return found


def read_loose_json(raw: bytes) -> LooseJson:
    """Read a JSON file of another tool that holds one object.

    Raises:
        BankFileRefused: with the line, when it is not such a file.
    """
    found = _object(
        raw,
        object_pairs_hook=_Pairs,
        parse_constant=lambda _: NO_NUMBER,
        parse_int=lambda text: NO_NUMBER if _is_long(text) else int(text),
        parse_float=lambda text: NO_NUMBER if math.isinf(number := float(text)) else number,
        kind=_Pairs,
    )
    losses: list[Loss] = []
    return LooseJson(_plain(found, "", losses), tuple(losses))


def write_json(tree: Mapping[str, Any]) -> str:
    """Give the mapping as indented JSON that ends with a newline, keys in the order given."""
    return json.dumps(tree, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _object(raw: bytes, *, kind: type = dict, **hooks: Any) -> Any:
    text = decoded(raw)
    _check_structure(text)
    try:
        found = json.loads(text, **hooks)
    except json.JSONDecodeError as error:
        raise refuse(f"line {error.lineno}: {error.msg}") from error
    if not isinstance(found, kind):
        raise refuse("The file does not hold an object.")
    return found


def _check_structure(text: str) -> None:
    """Count depth and values without building anything."""
    depth, count = 0, 0
    for token in TOKENS.finditer(text):
        first = token.group()[0]
        if first in "[{":
            depth += 1
            check_depth(depth, "The file")
        elif first in "]}":
            depth -= 1
        count += first in "[{,"
        if count > MOST_VALUES:
            raise refuse(f"The file holds more than {MOST_VALUES} values.")


class _Pairs(list[tuple[str, Any]]):
    """An object as its pairs, doubled keys and all."""


def _plain(found: Any, path: str, losses: list[Loss]) -> Any:
    if isinstance(found, _Pairs):
        return _mapping(found, f"{path}." if path else "", losses)
    if isinstance(found, list):
        return [_plain(inner, f"{path}[{index}]", losses) for index, inner in enumerate(found)]
    if found is NO_NUMBER:
        losses.append(Loss(path, "This is no number that can be kept; it is left empty."))
        return None
    return found


def _mapping(pairs: _Pairs, step: str, losses: list[Loss]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            losses.append(Loss(f"{step}{key}", "The key stands twice; the last value holds."))
        found[key] = _plain(value, f"{step}{key}", losses)
    return found


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
    if _is_long(text):
        raise refuse("A number has too many digits.")
    return int(text)


def _is_long(text: str) -> bool:
    return len(text.lstrip("-")) > MOST_DIGITS


def _float(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise refuse("A number is too large.")
    return number
