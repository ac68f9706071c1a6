"""The catalogue of the words of reports: which texts the code asks for, and the files they are in.

`python -m tests.reports.catalogue` writes what is new into every PO file, empty, takes out what is
asked for no more, and compiles the PO files.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import polib

from assessments import reports
from assessments.reports.language import CATALOGUES, DOMAIN, LANGUAGES, OWN

ROOM = Path(reports.__file__).parent
LANGUAGE_MODULE = "assessments.reports.language"
OTHERS = tuple(language for language in LANGUAGES if language != OWN)


def texts_in_code() -> dict[str, str]:
    """Every text of the catalogue with its plural, empty where it has none."""
    found = {}
    for file in sorted(ROOM.rglob("*.py")):
        found |= texts_in(file.read_text())
    return found


def texts_in(code: str) -> dict[str, str]:
    return dict(_texts(ast.parse(code)))


def _texts(tree: ast.Module) -> Iterator[tuple[str, str]]:
    names = _names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names:
            yield from _named(ast.unparse(node.func), node)


def _named(call: str, node: ast.Call) -> Iterator[tuple[str, str]]:
    match call, node.args:
        case "ngettext", [ast.Constant(one), ast.Constant(many), *_]:
            yield one, many
        case (("gettext" | "marked"), [ast.Constant(text), *_]):
            yield text, ""
        case "Words", [ast.Dict(values=values)]:
            yield from ((ast.literal_eval(value), "") for value in values)
        case "gettext", [_, *_]:
            pass  # of a text that is marked elsewhere
        case _:
            raise AssertionError(f"{call} on line {node.lineno} names no text")


def _names(tree: ast.Module) -> set[str]:
    """What a module takes from ours: the gettext of Django speaks to the readers of pages."""
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == LANGUAGE_MODULE
        for alias in node.names
    } & {"gettext", "ngettext", "marked", "Words"}


def po_path(language: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def mo_path(language: str) -> Path:
    return po_path(language).with_suffix(".mo")


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(po_path(language)), wrapwidth=98)


def file_from(texts: polib.POFile) -> bytes:
    """Compile a catalogue; the same texts give the same bytes."""
    return bytes(texts.to_binary())


def update(language: str) -> None:
    """Bring the files of a language up to the code."""
    known = catalogue(language)
    kept = {entry.msgid: entry for entry in known}
    known.clear()
    for text, plural in sorted(texts_in_code().items()):
        entry = kept.get(text) or polib.POEntry(msgid=text, msgstr="")
        if plural and not entry.msgid_plural:
            entry = polib.POEntry(msgid=text, msgid_plural=plural, msgstr_plural={0: "", 1: ""})
        known.append(entry)
    known.save()
    mo_path(language).write_bytes(file_from(known))


if __name__ == "__main__":
    for each in OTHERS:
        update(each)
