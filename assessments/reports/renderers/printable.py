"""Makes any text fit to be printed: nothing that reorders, no missing glyph, no endless word."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, Final

from assessments.reports.look import ReportLook
from assessments.reports.renderers.typst.engine import refused_characters
from assessments.reports.svg import BAR, SPAN
from assessments.text import isolate

UNKNOWN: Final = "\ufffd"
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]")
# Open Sans draws all of these, so that most reports never ask the engine.
_PLAIN: Final = re.compile(
    r"[\n -~\u00a0-\u017f\u0391-\u03a9\u03b1-\u03c9\u0410-\u044f"
    r"\u2013\u2014\u2018-\u201d\u2022\u2026\u2192]+"
)
SHORT: Final = 35
_LONG_WORD: Final = re.compile(rf"[^\s\u200b]{{{SHORT + 1},}}")
_BREAK: Final = "\u200b"
_PIECE: Final = 30


def printable(content: Any, missing: frozenset[str] | None = None) -> Any:
    """Give the content as plain JSON with every text in it fit to be printed; keys stay.

    Text under the key `svg` or `url` is not broken: it is drawn or followed, not read.

    Args:
        content: dictionaries, lists, tuples, dataclasses, texts, numbers and None.
        missing: `unprintable(content)`, where it was asked before.
    """
    gone = unprintable(content) if missing is None else missing
    return _fit(content, {ord(each): UNKNOWN for each in gone}, "")


def unprintable(content: Any) -> frozenset[str]:
    """Give the characters in texts of the content that no font of the report holds."""
    rare = "".join(set("".join(_rare_texts(content))))
    return _missing("".join(sorted(_PLAIN.sub("", _bare(rare)))))


def toned(svg: str, look: ReportLook) -> str:
    """Give a chart in the tones of the report's colour."""
    return svg.replace(BAR, look.ink).replace(SPAN, look.tint)


def _bare(text: str) -> str:
    return _CONTROL.sub(" ", isolate(text.replace("\r\n", "\n")))


def _broken(found: re.Match[str]) -> str:
    word = found.group()
    return _BREAK.join(word[start : start + _PIECE] for start in range(0, len(word), _PIECE))


@lru_cache(maxsize=512)
def _missing(characters: str) -> frozenset[str]:
    return refused_characters(characters)


def _rare_texts(content: Any) -> Iterator[str]:
    """Give the texts with more than ASCII, which has nothing that Open Sans could not draw."""
    left = [content]
    while left:
        each = left.pop()
        if isinstance(each, str):
            if not each.isascii():
                yield each
        elif isinstance(each, dict):
            left.extend(each.values())
        elif isinstance(each, list | tuple):
            left.extend(each)
        elif is_dataclass(each):
            left.extend(getattr(each, name) for name in _names(each.__class__))


def _fit(content: Any, table: dict[int, str], key: str) -> Any:
    if isinstance(content, str):
        return _fit_text(content, table, key)
    if isinstance(content, dict):
        return {name: _fit(value, table, name) for name, value in content.items()}
    if isinstance(content, list | tuple):
        return [_fit(value, table, key) for value in content]
    if is_dataclass(content):
        names = _names(content.__class__)
        return {name: _fit(getattr(content, name), table, name) for name in names}
    return content


def _fit_text(text: str, table: dict[int, str], key: str) -> str:
    if len(text) <= SHORT and text.isascii() and text.isprintable():
        return text  # most are: four of five
    bare = _bare(text).translate(table)
    return bare if key in {"svg", "url"} else _LONG_WORD.sub(_broken, bare)


@lru_cache(maxsize=64)
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
