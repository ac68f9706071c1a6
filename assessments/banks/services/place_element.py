"""Puts an element of a draft where it is wanted: into another list, or beside the one it copies."""

from copy import deepcopy
from typing import Any

from django.db import transaction

from assessments.actor import Actor
from assessments.banks.codes import checked_code, free_code
from assessments.banks.draft_names import copy_beside, tidy
from assessments.banks.draft_tree import (
    BANK,
    SCORING,
    Element,
    Node,
    children_of,
    codes_in,
    find,
    order_digest,
)
from assessments.banks.errors import DraftConflict, UnknownElement
from assessments.banks.models import BankDraft
from assessments.banks.queries import codes_ever_used
from assessments.banks.services.lock_draft import lock_draft, write_draft


@transaction.atomic
def place_element(
    *, actor: Actor, bank_id: int, code: str, parent: str, before: str, seen: str
) -> BankDraft:
    """Move an element into a list of its kind, before another or, with "", to the end (4 queries).

    `parent` is the code of what holds the list, "" for the parts; `seen` the `order_digest` of
    that list as the editor had it before them. A question that leaves its section leaves its
    stream.

    Raises:
        NotVisible, NotAllowed, NoDraft: as `lock_draft`.
        DraftConflict: the list was changed meanwhile; nothing moves.
        UnknownElement: the element or the list is gone, or does not hold what it is.
    """
    draft = lock_draft(actor, bank_id)
    element = movable(draft.content, code)
    held = children_of(draft.content, parent, element.group)
    if order_digest(held) != seen:
        raise DraftConflict(code, dict(element.node))
    if before == code:
        return draft
    element.siblings.remove(element.node)
    places = [str(node.get("code", "")) for node in held]
    held.insert(places.index(before) if before in places else len(held), element.node)
    if order_digest(held) == seen:
        return draft
    tidy(draft.content, draft.made_from)
    return write_draft(draft, actor)


def movable(content: Node, code: str) -> Element:
    if code in (BANK, SCORING):
        raise UnknownElement(code)
    return find(content, code)


@transaction.atomic
def duplicate_element(*, actor: Actor, bank_id: int, code: str, new_code: str) -> str:
    """Put a copy of an element after it and give the copy's code (4 queries).

    What lies in it gets codes of its own, and conditions inside the copy look at the copies.
    Without a code one is made. Translations and what the scoring says of it are copied too.

    Raises:
        NotVisible, NotAllowed, NoDraft: as `lock_draft`.
        UnknownElement: it was removed meanwhile.
        CodeRefused: misshapen, or used in this bank now or before.
    """
    draft = lock_draft(actor, bank_id)
    element = movable(draft.content, code)
    taken = set(codes_in(draft.content) | codes_ever_used(draft.bank))
    wanted = new_code.strip() or free_code(code, taken)
    names = {code: checked_code(wanted, taken)}
    for inner in codes_inside(element.node):
        names[inner] = free_code(inner, taken | set(names.values()))
    element.siblings.insert(element.index + 1, renamed(deepcopy(element.node), names))
    copy_beside(draft.content, draft.made_from, names)
    tidy(draft.content, draft.made_from)
    write_draft(draft, actor)
    return names[code]


def codes_inside(node: Node) -> list[str]:
    """List the codes of what lies in a part or section."""
    held = [*node.get("sections", ()), *node.get("questions", ())]
    return [code for inner in held for code in (str(inner["code"]), *codes_inside(inner))]


def renamed(value: Any, names: dict[str, str]) -> Any:
    """Give a copied node with the codes replaced, and those its conditions look at."""
    if isinstance(value, list):
        return [renamed(inner, names) for inner in value]
    if not isinstance(value, dict):
        return value
    own = {key: renamed(inner, names) for key, inner in value.items()}
    is_choice = "text" in value
    for key in ("question",) if is_choice else ("code", "question"):
        if isinstance(own.get(key), str):
            own[key] = names.get(own[key], own[key])
    return own
