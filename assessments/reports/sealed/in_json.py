"""The seal of a JSON report: a member of its own, over every other value."""

import json
from collections.abc import Iterator
from typing import Any, Final

from assessments.reports.enclosed import Enclosed
from assessments.reports.renderers.json_file import written
from assessments.reports.sealed.contents import Contents, NotReadable
from assessments.reports.seals import Seal, seal_from

SEAL: Final = "seal"
_DEEPEST: Final = 60


def put(content: bytes, seal: str) -> bytes:
    return written({**json.loads(content), SEAL: json.loads(seal)})


def read(content: bytes) -> Contents:
    """Take the file apart; a value is known by its path.

    Raises:
        NotReadable: it is no JSON object.
    """
    try:
        whole = json.loads(content.decode("utf-8-sig"), parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        raise NotReadable from error
    if not isinstance(whole, dict):
        raise NotReadable
    seal = dict(_flat("", {SEAL: whole.pop(SEAL, None)}, 0))
    return Contents(dict(_flat("", whole, 0)), _data(whole), _seal(seal))


def _seal(flat: dict[str, str]) -> Seal | None:
    return seal_from(f"{{{','.join(_member(path, value) for path, value in flat.items())}}}")


def _member(path: str, value: str) -> str:
    return f"{json.dumps(path.partition('.')[2])}:{value}"


def _data(whole: dict[str, Any]) -> str | None:
    inputs, bank = whole.get("inputs"), whole.get("bank")
    if not isinstance(inputs, dict) or not isinstance(bank, dict):
        return None
    return Enclosed(inputs, bank, whole.get("earlier_bank")).text


def _refused(_constant: str) -> Any:
    raise ValueError


def _flat(path: str, value: Any, depth: int) -> Iterator[tuple[str, str]]:
    if depth > _DEEPEST:
        raise NotReadable
    members: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        members = list(value.items())
    elif isinstance(value, list):
        members = list(enumerate(value))
    if not members:
        yield path, json.dumps(value, ensure_ascii=False)
    for name, member in members:
        yield from _flat(f"{path}.{name}" if path else str(name), member, depth + 1)
