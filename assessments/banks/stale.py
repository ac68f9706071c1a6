"""Which translations are stale: their text has changed since they were made. Pure.

Kept is the text a translation was made from, and only while it differs from the text now; so what
is not kept was made from the text as it stands. It lies beside a draft's content, not in it:
a bank file says what the bank is, not how far the work on it has come.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from assessments.banks.draft_chunks import FROM, LANGUAGE, TEXT, Changes
from assessments.banks.draft_tree import BANK, SCORING, Node
from assessments.scoring.wording import texts_in


def stale_in(
    content: Mapping[str, Any], made_from: Mapping[str, Mapping[str, str]], language: str
) -> dict[str, str]:
    """Map the keys of the stale translations of a language to what their texts once said."""
    held = content.get("translations", {}).get(language, {})
    return {key: text for key, text in made_from.get(language, {}).items() if key in held}


def aged(changes: Changes, now: Mapping[str, Any]) -> Changes:
    """Give what one revision changes about which translations are stale.

    A translation whose text changed and which did not is stale from then on; one that changed is
    fresh. What the revision itself says about it (it goes back in the history, copies, or calls a
    translation right) stands. `now` has the pieces after the revision.
    """
    before, after = (_texts_in(changes, side) for side in (0, 1))
    reworded = {key for key in before if before[key] != after.get(key)}
    found: Changes = {}
    for language, key in _touched(changes, now, reworded):
        name, text = f"{FROM}{language}:{key}", f"{TEXT}{language}:{key}"
        was = made_from = now.get(name)
        if name not in changes and text in changes:
            made_from = None
        elif name not in changes and key in reworded:
            made_from = was or before[key]
        if text not in now or made_from == after.get(key):
            made_from = None
        if made_from != was:
            found[name] = [changes.get(name, (was,))[0], made_from]
    return found


def _touched(
    changes: Changes, now: Mapping[str, Any], reworded: set[str]
) -> Iterator[tuple[str, str]]:
    languages = [key.removeprefix(LANGUAGE) for key in now if key.startswith(LANGUAGE)]
    found = {(language, key) for language in languages for key in reworded}
    for name in changes:
        if name.startswith((TEXT, FROM)):
            language, _colon, key = name.partition(":")[2].partition(":")
            found.add((language, key))
    yield from sorted(found)


def _texts_in(changes: Changes, side: int) -> dict[str, str]:
    """Give the texts of the changed elements, by their translation keys."""
    found: dict[str, str] = {}
    for key, sides in changes.items():
        if sides[side] is not None and (key == SCORING or not key.startswith("@")):
            found |= texts_in(alone_in_a_bank(key, sides[side]))
    return found


def alone_in_a_bank(key: str, node: Node) -> Node:
    """Give a bank that holds one element, with what lies in it, and no other text."""
    if key in (BANK, SCORING):
        return {"scoring": node} if key else node
    return {"profile" if "kind" in node else "parts": [node]}
