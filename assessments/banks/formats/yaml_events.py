"""Reads YAML 1.2 as plain data only: no tags, anchors, aliases, doubled keys or second documents.

It works on the parser's events, so nothing in a file can build an object or multiply itself.
"""

import math
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from assessments.banks.formats.errors import refuse
from assessments.banks.formats.limits import MOST_DIGITS, MOST_FLOAT, MOST_VALUES, check_depth

# The core schema of YAML 1.2: `no`, `on` and `12:30` are texts.
WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
INTEGER = re.compile(r"[-+]?[0-9]+")
NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
NO_NUMBER = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def read_document(text: str) -> Any:
    """Give what the one document of a YAML file holds.

    Raises:
        BankFileRefused: with the line, when it is not such a file (see the module).
    """
    events = YAML(typ="safe", pure=True).parse(text)
    try:
        reader = _Reader(events)
        return reader.document()
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise refuse(f"line {line}: {error.problem or error.context}") from error
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise refuse(f"line {line}: the character U+{error.character:04X} is not read") from error


class _Reader:
    def __init__(self, events: Iterator[Event]) -> None:
        self.events = events
        self.depth = 0
        self.count = 0

    def document(self) -> Any:
        next(self.events)  # start of the stream
        if not next(self.events).__class__.__name__.startswith("DocumentStart"):
            return None
        found = self.value(next(self.events))
        next(self.events)  # end of the document
        after = next(self.events)
        if after.__class__.__name__ != "StreamEndEvent":
            _stop(after, "a second document starts here")
        return found

    def value(self, event: Any) -> Any:
        self.count += 1
        if self.count > MOST_VALUES:
            _stop(event, f"the file holds more than {MOST_VALUES} values")
        if isinstance(event, AliasEvent):
            _stop(event, "aliases (*name) are not read")
        if event.anchor is not None:
            _stop(event, "anchors (&name) are not read")
        if _has_tag(event):
            _stop(event, f"tags ({event.tag}) are not read")
        if isinstance(event, ScalarEvent):
            return _scalar(event)
        return self.collection(event)

    def collection(self, event: Event) -> Any:
        self.depth += 1
        check_depth(self.depth, f"line {_line(event)}")
        found = self.mapping() if isinstance(event, MappingStartEvent) else self.sequence()
        self.depth -= 1
        return found

    def sequence(self) -> list[Any]:
        found = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            found.append(self.value(event))
        return found

    def mapping(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self.key(event)
            if key in found:
                _stop(event, f"the key {key} stands twice")
            found[key] = self.value(next(self.events))
        return found

    def key(self, event: Event) -> str:
        if not isinstance(event, ScalarEvent):
            _stop(event, "a key must be a text")
        self.value(event)
        return str(event.value)


def _has_tag(event: Any) -> bool:
    implicit = event.implicit
    if isinstance(event, MappingStartEvent | SequenceStartEvent):
        return event.tag is not None and not implicit
    return event.tag is not None and not any(implicit)


def _scalar(event: ScalarEvent) -> Any:
    text = event.value
    if not event.implicit[0]:  # quoted or a block: always a text
        return text
    if text in WORDS:
        return WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    return _number(event, text)


def _number(event: ScalarEvent, text: str) -> Any:
    if NO_NUMBER.fullmatch(text):
        _stop(event, f"{text} is not a number")
    if not NUMBER.fullmatch(text):
        return text
    is_integer = INTEGER.fullmatch(text)
    if len(text.lstrip("+-")) > (MOST_DIGITS if is_integer else MOST_FLOAT):
        _stop(event, "a number has too many digits; quote it if it is a text")
    number = int(text) if is_integer else float(text)
    if math.isinf(number):
        _stop(event, "a number is too large")
    return number


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1


def _stop(event: Event, message: str) -> NoReturn:
    raise refuse(f"line {_line(event)}: {message}")
