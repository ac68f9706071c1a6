"""Reads what a script sends: one small JSON object, or nothing at all."""

import json
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest

LARGEST_BODY: Final = 64 * 1024


class Unreadable(ValueError):
    """The body is no JSON object of the kind a page of ours sends."""


def read_object(request: HttpRequest) -> dict[str, Any]:
    """Read the body.

    Raises:
        Unreadable: too long, no JSON, too deep, not a number, or no object.
    """
    if len(request.body) > LARGEST_BODY:
        raise Unreadable("too long")
    try:
        content = json.loads(request.body, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise Unreadable("no JSON") from error
    if not isinstance(content, dict):
        raise Unreadable("no object")
    return content


def read_operation(content: dict[str, Any]) -> UUID:
    """Read the operation id.

    Raises:
        Unreadable: it is none.
    """
    text = content.get("operation")
    if not isinstance(text, str):
        raise Unreadable("operation")
    try:
        return UUID(text)
    except ValueError as error:
        raise Unreadable("operation") from error


def _refuse(name: str) -> None:
    raise ValueError(name)
