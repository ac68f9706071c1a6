"""A draft's content in pieces that change apart: what its history keeps, and puts back. Pure.

A piece is an element's own fields, the codes in one list, the scoring, one translated text, or the
text a translation was made from, where that has changed since. A revision keeps only the pieces
that changed, each before and after, so that one edit of a large bank costs one question and not
the bank.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final, TypeAlias

from assessments.banks.codes import free_code
from assessments.banks.draft_tree import BANK, SCORING, Group, Node

Chunks: TypeAlias = dict[str, Any]
Changes: TypeAlias = dict[str, list[Any]]

LIST: Final = "@in:"
TEXT: Final = "@text:"
FROM: Final = "@from:"
LANGUAGE: Final = "@language:"
PARTS_LIST: Final = LIST
PROFILE_LIST: Final = f"{LIST}@profile"
APART: Final = frozenset({"parts", "profile", "scoring", "translations"})
HELD_APART: Final[Mapping[Group, frozenset[str]]] = {
    "bank": APART,
    "part": frozenset({"sections"}),
    "section": frozenset({"questions"}),
}
BELOW: Final = {"parts": "sections", "sections": "questions", "questions": "", "profile": ""}


class CannotTakeBack(Exception):
    """A later revision changed the same piece; `key` names it."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def chunks_of(content: Node, made_from: Mapping[str, Mapping[str, str]] | None = None) -> Chunks:
    """Give the pieces of a draft; later changes of the content do not reach them."""
    found: Chunks = {BANK: _without(content, APART)}
    if content.get("scoring"):
        found[SCORING] = dict(content["scoring"])
    _put_list(found, PROFILE_LIST, content.get("profile", []), "profile")
    _put_list(found, PARTS_LIST, content.get("parts", []), "parts")
    return found | text_chunks(content, made_from or {})


def text_chunks(
    content: Node,
    made_from: Mapping[str, Mapping[str, str]],
    only: Collection[str] | None = None,
) -> Chunks:
    """Give the pieces of translations, of all texts or only of those with these keys."""
    found: Chunks = {}
    for start, held in ((TEXT, content.get("translations", {})), (FROM, made_from)):
        for language, texts in held.items():
            if start == TEXT:
                found[f"{LANGUAGE}{language}"] = True
            keys = texts if only is None else [key for key in only if key in texts]
            found |= {f"{start}{language}:{key}": texts[key] for key in keys}
    return found


def own_piece(group: Group, node: Mapping[str, Any]) -> Node:
    """Give the piece of one element: its own fields, without what lies in it."""
    return _without(node, HELD_APART.get(group, frozenset()))


def _put_list(found: Chunks, name: str, nodes: list[Node], group: str) -> None:
    below = BELOW[group]
    keys = []
    for node in nodes:
        key = _free(found, str(node.get("code", "?")))
        keys.append(key)
        found[key] = _without(node, frozenset({below}))
        if below:
            _put_list(found, f"{LIST}{key}", node.get(below, []), below)
    found[name] = keys


def _free(found: Chunks, code: str) -> str:
    """Give a key of its own to an element whose code is doubled, as long as it is."""
    return free_code(code, found, joint="#")


def _without(node: Mapping[str, Any], left_out: frozenset[str]) -> Node:
    return {key: value for key, value in node.items() if key not in left_out}


def content_from(chunks: Mapping[str, Any]) -> Node:
    """Put a draft together again from its pieces."""
    content: Node = dict(chunks[BANK])
    if SCORING in chunks:
        content["scoring"] = dict(chunks[SCORING])
    content["profile"] = _listed(chunks, PROFILE_LIST, "profile")
    content["parts"] = _listed(chunks, PARTS_LIST, "parts")
    languages = [key.removeprefix(LANGUAGE) for key in chunks if key.startswith(LANGUAGE)]
    if languages:
        content["translations"] = {language: {} for language in languages}
    for key, text in chunks.items():
        if key.startswith(TEXT):
            language, _colon, name = key.removeprefix(TEXT).partition(":")
            content["translations"][language][name] = text
    return content


def with_made_from(
    made_from: Mapping[str, Mapping[str, str]], pieces: Mapping[str, str | None]
) -> dict[str, dict[str, str]]:
    """Give the texts translations were made from, with some of their pieces set or taken away."""
    found = {language: dict(texts) for language, texts in made_from.items()}
    for name, text in pieces.items():
        language, _colon, key = name.removeprefix(FROM).partition(":")
        held = found.setdefault(language, {})
        set_chunk(held, key, text)
    return {language: texts for language, texts in found.items() if texts}


def made_from_in(chunks: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Give the texts translations were made from, by language and key."""
    found: dict[str, dict[str, str]] = {}
    for key, text in chunks.items():
        if key.startswith(FROM):
            language, _colon, name = key.removeprefix(FROM).partition(":")
            found.setdefault(language, {})[name] = text
    return found


def _listed(chunks: Mapping[str, Any], name: str, group: str) -> list[Node]:
    below = BELOW[group]
    made = []
    for key in chunks.get(name, ()):
        node = dict(chunks[key])
        if below:
            node[below] = _listed(chunks, f"{LIST}{key}", below)
        made.append(node)
    return made


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> Changes:
    """Give each piece that differs, before and after; None where there is none."""
    keys = dict.fromkeys((*before, *after))
    return {
        key: [before.get(key), after.get(key)] for key in keys if before.get(key) != after.get(key)
    }


def put_back(chunks: Chunks, changes: Changes) -> None:
    """Set every changed piece to what it was before, whatever it is now."""
    for key, (before, _after) in changes.items():
        set_chunk(chunks, key, before)


def take_back(chunks: Chunks, changes: Changes) -> None:
    """Undo one revision among others; what later ones added to the same list stays in it.

    Raises:
        CannotTakeBack: a later revision changed one of its pieces.
    """
    for key, (before, after) in changes.items():
        now = chunks.get(key)
        if now == after:
            set_chunk(chunks, key, before)
        elif key.startswith(LIST) and isinstance(now, list):
            chunks[key] = _list_taken_back(key, before or [], after or [], now)
        elif not key.startswith(FROM):  # translated since, or made stale again: `stale.aged` says
            raise CannotTakeBack(key)


def set_chunk(chunks: Chunks, key: str, value: Any) -> None:
    """Set a piece; None takes it away."""
    if value is None:
        chunks.pop(key, None)
    else:
        chunks[key] = value


def _list_taken_back(key: str, before: list[str], after: list[str], now: list[str]) -> list[str]:
    gone = [code for code in before if code not in after]
    new = frozenset(after) - frozenset(before)
    if not gone and not new:
        raise CannotTakeBack(key)  # an order that was changed again
    if not new.issubset(now):
        raise CannotTakeBack(key)  # what came here has gone on to another list
    made = [code for code in now if code not in new]
    for code in gone:
        made.insert(_place(before[: before.index(code)], made), code)
    return made


def _place(predecessors: list[str], held: list[str]) -> int:
    for code in reversed(predecessors):
        if code in held:
            return held.index(code) + 1
    return 0


def added_in(changes: Changes) -> str:
    """Give the code of the element a revision put into a list, with all that lies in it; or ""."""
    for key, (before, after) in changes.items():
        if key.startswith(LIST) and before is not None:
            for code in after or ():
                if code not in before:
                    return str(code)
    return ""
