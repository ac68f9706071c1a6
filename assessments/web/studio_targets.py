"""The lists of a draft an element can be moved into."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.banks.draft_tree import CHILDREN, PROFILE, Element, Node, elements, order_digest


@dataclass(frozen=True, slots=True)
class Target:
    """What holds the list, in words, and what a form sends for it."""

    value: str
    words: str
    is_here: bool


def targets_for(content: Node, element: Element) -> list[Target]:
    """List the sections a question can go to, or the parts a section can; none for a part."""
    found = list(_targets(content, element))
    return [] if element.group == "part" else found


def _targets(content: Node, element: Element) -> Iterator[Target]:
    wanted = "section" if element.group == "question" else "part"
    here = element.section or element.part
    if wanted == "section":
        held = content.get("profile", [])
        yield Target(f"{PROFILE}:{order_digest(held)}", _("Profile"), here == PROFILE)
    titles = {one.code: str(one.node.get("title") or one.code) for one in elements(content)}
    for one in elements(content):
        if one.group == wanted:
            words = f"{titles[one.part]}: {titles[one.code]}" if one.part else titles[one.code]
            held = one.node.get(CHILDREN[one.group], [])
            yield Target(f"{one.code}:{order_digest(held)}", words, one.code == here)
