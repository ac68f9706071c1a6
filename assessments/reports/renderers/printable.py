"""Makes any text fit to be printed: nothing that reorders, no missing glyph, no endless word."""

import re
from collections.abc import Callable, Iterator, Mapping
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
_LONG_WORD: Final = re.compile(r"[^\s\u200b]{36,}")
_BREAK: Final = "\u200b"
_PIECE: Final = 30


def printable(content: Any) -> Any:
    """Give the JSON content with every text in it fit to be printed; keys stay as they are.

    Text under the key `svg` or `url` is not broken: it is drawn or followed, not read.
    """
    texts = "".join(_texts(content))
    missing = _missing("".join(sorted(set(_PLAIN.sub("", _bare(texts))))))
    table = {ord(each): UNKNOWN for each in missing}

    def fit(text: str, key: str) -> str:
        bare = _bare(text).translate(table)
        return bare if key in {"svg", "url"} else _LONG_WORD.sub(_broken, bare)

    return _mapped(content, fit, "")


def replaces(content: Any) -> bool:
    """Say whether some text in the content has characters that no font of the report holds."""
    texts = "".join(_texts(content))
    return bool(_missing("".join(sorted(set(_PLAIN.sub("", _bare(texts)))))))


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


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for value in content.values():
            yield from _texts(value)
    elif isinstance(content, list | tuple):
        for value in content:
            yield from _texts(value)


def _mapped(content: Any, fit: Callable[[str, str], str], key: str) -> Any:
    if isinstance(content, str):
        return fit(content, key)
    if isinstance(content, Mapping):
        return {name: _mapped(value, fit, name) for name, value in content.items()}
    if isinstance(content, list | tuple):
        return [_mapped(value, fit, key) for value in content]
    return content
