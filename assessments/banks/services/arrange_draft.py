"""Adds, removes and moves the parts, sections and questions of a draft."""

from collections.abc import Collection
from typing import Any, Final, Literal

from django.db import transaction

from assessments.actor import Actor
from assessments.banks.codes import checked_code, proposed_code
from assessments.banks.draft_names import tidy
from assessments.banks.draft_tree import (
    BANK,
    PROFILE,
    SCORING,
    Element,
    Node,
    children_of,
    codes_in,
    find,
    order_digest,
    whole_digest,
)
from assessments.banks.errors import DraftConflict, UnknownElement
from assessments.banks.models import BankDraft
from assessments.banks.queries import codes_ever_used
from assessments.banks.services.create_bank import checked_title
from assessments.banks.services.lock_draft import lock_draft, write_draft
from assessments.banks.starting import starting_floors
from assessments.scoring.bank import Kind

Direction = Literal["up", "down"]
STEPS: Final[dict[Direction, int]] = {"up": -1, "down": 1}


@transaction.atomic
def add_question(
    *, actor: Actor, bank_id: int, section: str, kind: Kind, title: str, code: str = ""
) -> str:
    """Put an unfinished question at the end of a section (or of the profile); give its code.

    Without a code one is made from the title. 3 queries, and one for each version that this
    process has not parsed yet.

    Raises:
        NotVisible, NotAllowed, NoDraft: as `lock_draft`.
        UnknownElement: the section was removed meanwhile.
        FieldRefused: a title the text gate refuses, or an empty one.
        CodeRefused: misshapen, or used in this bank now or before.
    """
    draft = lock_draft(actor, bank_id)
    held = children_of(draft.content, section, "question")
    prefix = PROFILE if section == PROFILE else find(draft.content, section).part
    node: dict[str, Any] = {"title": checked_title(title), "kind": kind.value}
    node = {"code": _new_code(draft, prefix, node["title"], code, "question"), **node}
    held.append(node)
    write_draft(draft, actor)
    return str(node["code"])


@transaction.atomic
def add_section(*, actor: Actor, bank_id: int, part: str, title: str, code: str = "") -> str:
    """Put an empty section at the end of a part and give its code; raises as `add_question`."""
    return _add_group(actor, bank_id, part, title, code, holds="questions", prefix=part)


@transaction.atomic
def add_part(*, actor: Actor, bank_id: int, title: str, code: str = "") -> str:
    """Put an empty part at the end of the bank and give its code; raises as `add_question`."""
    return _add_group(actor, bank_id, BANK, title, code, holds="sections", prefix="")


def _add_group(
    actor: Actor, bank_id: int, parent: str, title: str, code: str, *, holds: str, prefix: str
) -> str:
    draft = lock_draft(actor, bank_id)
    held = children_of(draft.content, parent, "section" if prefix else "part")
    clean = checked_title(title)
    new = _new_code(draft, prefix, clean, code, "section" if prefix else "part")
    held.append({"code": new, "title": clean, holds: []})
    if not prefix:
        _give_floors(draft.content, new)
    write_draft(draft, actor)
    return new


def _give_floors(content: Node, part: str) -> None:
    """Give a new part floors to start from, where the bank's method has floors."""
    scoring = content.get("scoring", {})
    if "floors" in scoring:
        floors = starting_floors(scoring.get("levels", []))
        scoring["floors"] = {**scoring["floors"], part: floors}


def _new_code(draft: BankDraft, prefix: str, title: str, code: str, fallback: str) -> str:
    taken: Collection[str] = codes_in(draft.content) | codes_ever_used(draft.bank)
    if code.strip():
        return checked_code(code.strip(), taken)
    return checked_code(proposed_code(prefix, title, taken, fallback=fallback), taken)


@transaction.atomic
def remove_element(*, actor: Actor, bank_id: int, code: str, seen: str) -> BankDraft:
    """Take a part, section or question with all that lies in it out of the draft (3 queries).

    `seen` is the `whole_digest` of the element the editor had before them.

    Raises:
        NotVisible, NotAllowed, NoDraft: as `lock_draft`.
        DraftConflict: it, or something in it, was changed meanwhile; nothing is removed.
        UnknownElement: it was removed already.
    """
    draft = lock_draft(actor, bank_id)
    element = _inner(draft, code)
    if whole_digest(element.node) != seen:
        raise DraftConflict(code, dict(element.node))
    del element.siblings[element.index]
    tidy(draft.content, draft.made_from)
    return write_draft(draft, actor)


@transaction.atomic
def move_element(
    *, actor: Actor, bank_id: int, code: str, direction: Direction, seen: str
) -> BankDraft:
    """Swap an element with its neighbour; at the end of its list nothing happens (3 queries).

    `seen` is the `order_digest` of the list the editor had before them.

    Raises:
        NotVisible, NotAllowed, NoDraft: as `lock_draft`.
        DraftConflict: the list was reordered, or got longer or shorter, meanwhile.
        UnknownElement: the element was removed.
    """
    draft = lock_draft(actor, bank_id)
    element = _inner(draft, code)
    if order_digest(element.siblings) != seen:
        raise DraftConflict(code, dict(element.node))
    there = element.index + STEPS[direction]
    if not 0 <= there < len(element.siblings):
        return draft
    element.siblings.insert(there, element.siblings.pop(element.index))
    return write_draft(draft, actor)


def _inner(draft: BankDraft, code: str) -> Element:
    if code in (BANK, SCORING):
        raise UnknownElement(code)
    return find(draft.content, code)
