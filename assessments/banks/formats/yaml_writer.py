"""Writes plain data as YAML that is pleasant to read and to diff; the same data, the same bytes.

Block style, keys in the order given, long texts folded, everything doubtful quoted.
"""

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

WIDTH = 98
STEP = 2
# A text that YAML reads back as itself without quotes: it starts with a letter, holds neither
# ": " nor " #", and does not end like a key.
UNPRINTED = r"\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
PLAIN = re.compile(rf"[^\W\d_](?:(?!: | #|:$)[^\x00-\x1f{UNPRINTED}])*")
PLAIN_KEY = re.compile(r"[a-z][\w./-]*", re.ASCII)
# Readers of YAML 1.1 take these as values.
RESERVED = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"})
UNSAFE_IN_BLOCKS = re.compile(rf"[\x00-\x09\x0b-\x1f{UNPRINTED}]")


def write_yaml(tree: Mapping[str, Any]) -> str:
    """Give the mapping as a YAML document that ends with a newline."""
    return "\n".join(_mapping(tree, 0)) + "\n"


def _mapping(tree: Mapping[str, Any], indent: int) -> Iterator[str]:
    pad = " " * indent
    for key, value in tree.items():
        head = f"{pad}{_key(key)}:"
        if isinstance(value, Mapping) and value:
            yield head
            yield from _mapping(value, indent + STEP)
        elif _is_block_list(value):
            yield head
            yield from _sequence(value, indent)
        else:
            yield from _leaf(f"{head} ", value, indent + STEP)


def _sequence(entries: list[Any], indent: int) -> Iterator[str]:
    pad = " " * indent
    for entry in entries:
        if isinstance(entry, Mapping) and entry:
            lines = _mapping(entry, indent + STEP)
            yield f"{pad}- {next(lines).lstrip(' ')}"
            yield from lines
        elif _is_block_list(entry):
            yield f"{pad}-"
            yield from _sequence(entry, indent + STEP)
        else:
            yield from _leaf(f"{pad}- ", entry, indent + STEP)


def _is_block_list(value: Any) -> bool:
    is_list = isinstance(value, list | tuple) and bool(value)
    return is_list and not all(isinstance(n, int | float) for n in value)


def _leaf(head: str, value: Any, indent: int) -> Iterator[str]:
    if not isinstance(value, str):
        yield head + _short(value)
    elif len(head) + len(value) > WIDTH and _folds(value):
        yield f"{head}>-"
        lines = textwrap.wrap(value, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
        yield from (f"{' ' * indent}{line}" for line in lines)
    elif "\n" in value and _stands(value):
        yield f"{head}|-"
        yield from (f"{' ' * indent}{line}" if line else "" for line in value.split("\n"))
    else:
        yield head + _scalar(value)


def _short(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_short(number) for number in value)}]"
    if isinstance(value, Mapping):
        return "{}"
    return json.dumps(value)


def _folds(text: str) -> bool:
    """Say whether a folded block gives the text back: one line, single blanks between words."""
    return all(text.split(" ")) and "\n" not in text and not UNSAFE_IN_BLOCKS.search(text)


def _stands(text: str) -> bool:
    """Say whether a literal block gives the text back: no blank where YAML would count it."""
    bare = text == text.strip() and "\n " not in text
    return bare and not UNSAFE_IN_BLOCKS.search(text)


def _scalar(text: str) -> str:
    is_plain = PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in RESERVED
    return text if is_plain else _quoted(text)


def _quoted(text: str) -> str:
    # A quoted JSON text is a quoted YAML text, but for the characters YAML wants escaped.
    bare = json.dumps(text, ensure_ascii=False)
    return re.sub(f"[{UNPRINTED}]", lambda found: f"\\u{ord(found.group()):04x}", bare)


def _key(key: str) -> str:
    return key if PLAIN_KEY.fullmatch(key) and key not in RESERVED else _quoted(key)
