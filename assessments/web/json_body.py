"""Reads what a script sends: one small JSON object, or nothing at all."""

import json
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, RawPostDataException

LARGEST_BODY: Final = 64 * 1024


class Unreadable(ValueError):
    """The body is no JSON object of the kind a page of ours sends."""


class TooLarge(Exception):
    """The body is larger than `LARGEST_BODY` bytes."""


def read_object(request: HttpRequest) -> dict[str, Any]:
    """Read the body.

    Raises:
        TooLarge: it has more than `LARGEST_BODY` bytes.
        Unreadable: no JSON, too deep, not a number, or no object.
    """
    raw = _body(request)
    if len(raw) > LARGEST_BODY:
        raise TooLarge
    try:
        content = json.loads(raw, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise Unreadable("no JSON") from error
    if not isinstance(content, dict):
        raise Unreadable("no object")
    return content


def _body(request: HttpRequest) -> bytes:
    try:
        return request.body
    except RequestDataTooBig as error:
        raise TooLarge from error
    except RawPostDataException as error:  # a form with files was read as such before
        raise Unreadable("a form") from error


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
