"""What a draft keeps by the codes of its tree: floors, streams, translations and the like.

Pure but for one rule: the functions change the content they are given, and nothing else.
"""

from collections.abc import Collection, Iterable, Mapping, MutableMapping
from copy import deepcopy
from typing import Any, Final, TypeAlias

from assessments.banks.draft_tree import PROFILE, Node, elements
from assessments.banks.merge.texts import moved_keys
from assessments.scoring.method_consistency import OF_METHOD
from assessments.scoring.wording import texts_in

Texts: TypeAlias = MutableMapping[str, dict[str, str]]
Names: TypeAlias = Mapping[str, str]

BY_PART: Final = ("floors", "part_weights")
SIDES: Final = ("raw", "mitigation")
PAIRS: Final = ("targets", "baselines")


def tidy(content: Node, made_from: Texts) -> None:
    """Drop what names an element, level or text that is gone; a stream with no question goes too.

    `made_from` has the texts translations were made from, by language; those of a stream follow
    it where streams before it went. An empty side of two scores stays: the check says so.
    """
    scoring = content.get("scoring", {})
    parts, levels = _codes_of(content.get("parts", ())), _codes_of(scoring.get("levels", ()))
    for key, there in (*((key, parts) for key in BY_PART), ("wanted", levels)):
        if key in scoring:
            scoring[key] = _only(scoring[key], there)
    if "floors" in scoring:
        scoring["floors"] = {part: _only(row, levels) for part, row in scoring["floors"].items()}
    _tidy_sides(content, scoring)
    _tidy_pairs(content, scoring)
    moved = _tidy_streams(content, scoring)
    _tidy_texts(content, moved, content.get("translations", {}), made_from)
    for language in [language for language, held in made_from.items() if not held]:
        del made_from[language]


def _codes_of(nodes: Iterable[Node]) -> frozenset[Any]:
    return frozenset(node.get("code") for node in nodes)


def _only(held: Mapping[str, Any], there: Collection[Any]) -> Node:
    return {code: value for code, value in held.items() if code in there}


def move_texts(before: Node, now: Node, *held: Texts) -> None:
    """Let translations go with texts that are named by their place, where their lists changed.

    `before` and `now` are banks with one element, as it was and as it is.
    """
    moved = moved_keys(texts_in(before), texts_in(now))
    for texts in held:
        for language, said in texts.items():
            kept = {moved.get(key, key): text for key, text in said.items()}
            texts[language] = {key: kept[key] for key in kept if key}


def _tidy_texts(content: Node, moved: Names, *held: Texts) -> None:
    known = texts_in(content) if any(held) else {}
    for texts in held:
        for language, said in texts.items():
            kept = {moved.get(key, key): text for key, text in said.items()}
            texts[language] = {key: kept[key] for key in kept if key in known}


def _tidy_sides(content: Node, scoring: Node) -> None:
    there = {element.code for element in elements(content) if element.section != PROFILE}
    for key in SIDES:
        if key in scoring:
            scoring[key] = [code for code in scoring[key] if code in there]


def _tidy_pairs(content: Node, scoring: Node) -> None:
    asked = {element.code for element in elements(content) if element.group == "question"}
    for key in PAIRS:
        if key in scoring:
            pairs = _only(scoring[key], asked)
            scoring[key] = {code: other for code, other in pairs.items() if other in asked}


def _tidy_streams(content: Node, scoring: Node) -> dict[str, str]:
    """Keep of each section's streams the questions it has; give the new keys of texts."""
    if "streams" not in scoring:
        return {}
    asked = {e.code: _codes_of(e.children) for e in elements(content) if e.group == "section"}
    kept: dict[str, list[Node]] = {}
    moved: dict[str, str] = {}
    for section, streams in _only(scoring["streams"], asked).items():
        for place, stream in enumerate(streams):
            named = [code for code in stream.get("questions", ()) if code in asked[section]]
            if named:
                held = kept.setdefault(section, [])
                moved[title_key(section, place)] = title_key(section, len(held))
                held.append({**stream, "questions": named})
            else:
                moved[title_key(section, place)] = ""
    scoring["streams"] = kept
    return moved


def title_key(section: str, place: int) -> str:
    """Give the key a translation of a stream's title stands under."""
    return f"scoring/streams/{section}/{place}/title"


def copy_beside(content: Node, made_from: Texts, names: Names) -> None:
    """Copy what is kept by the codes of copied elements; `names` maps each to its copy's code."""
    scoring = content.get("scoring", {})
    for key in BY_PART:
        _put(scoring, key, {**scoring.get(key, {}), **_copied_row(scoring.get(key, {}), names)})
    for key in PAIRS:
        pairs = scoring.get(key, {})
        copies = {names[code]: names.get(to, to) for code, to in pairs.items() if code in names}
        _put(scoring, key, {**pairs, **copies})
    for key in SIDES:
        _put(scoring, key, _with_copies(scoring.get(key, ()), names))
    _copy_streams(scoring, names)
    for texts in (content.get("translations", {}), made_from):
        for language, held in texts.items():
            texts[language] = _copied_texts(held, names)


def _put(scoring: Node, key: str, value: Any) -> None:
    if value:
        scoring[key] = value


def _copied_row(held: Mapping[str, Any], names: Names) -> Node:
    return {names[code]: deepcopy(value) for code, value in held.items() if code in names}


def _with_copies(codes: Iterable[str], names: Names) -> list[str]:
    """Put the copy of each copied code after it."""
    pairs = ((code, names.get(code)) for code in codes)
    return [one for pair in pairs for one in pair if one is not None]


def _copy_streams(scoring: Node, names: Names) -> None:
    """Give a copied section streams of its own; a question copied alone joins its stream."""
    made: dict[str, list[Node]] = {}
    for section, streams in scoring.get("streams", {}).items():
        if section in names:
            made[section] = streams
            made[names[section]] = [_renamed(stream, names) for stream in streams]
        else:
            made[section] = [
                {**stream, "questions": _with_copies(stream.get("questions", ()), names)}
                for stream in streams
            ]
    _put(scoring, "streams", made)


def _renamed(stream: Node, names: Names) -> Node:
    return {**stream, "questions": [names.get(code, code) for code in stream.get("questions", ())]}


def _copied_texts(texts: Mapping[str, str], names: Names) -> dict[str, str]:
    """Give texts by their keys with those of the copied elements under the new codes too."""
    copied = {}
    for key, text in texts.items():
        head, code, rest = _split(key)
        if code in names and rest:
            copied[f"{head}{names[code]}/{rest}"] = text
    return {**texts, **copied}


def _split(key: str) -> tuple[str, str, str]:
    """Split a key at the code in it, which stands in front but for the titles of streams."""
    head = "scoring/streams/" if key.startswith("scoring/streams/") else ""
    code, _slash, rest = key.removeprefix(head).partition("/")
    return head, code, rest


def left_by(content: Node, method: str) -> list[tuple[Node, str]]:
    """List what questions hold that another method than `method` uses, each with its key."""
    return [
        (element.node, key)
        for element in elements(content)
        for key, wanted in OF_METHOD.items()
        if wanted != method and key in element.node
    ]
