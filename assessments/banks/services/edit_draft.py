"""Changes the texts and rules of one element of a draft, unless somebody else did so first."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.banks.draft_names import move_texts, tidy
from assessments.banks.draft_tree import Element, Node, find, own_digest
from assessments.banks.errors import DraftConflict, FieldRefused, UnknownElement
from assessments.banks.models import BankDraft
from assessments.banks.services.lock_draft import (
    hold_pieces,
    lock_read_draft,
    write_draft,
    write_element,
)
from assessments.banks.stale import alone_in_a_bank
from assessments.text import NOTE_LENGTH, TextProblem, clean_text

# Codes and kinds are what answers hang on; what lies in an element has its own verbs.
FIXED: Final = frozenset(
    {"code", "kind", "slug", "format", "method", "parts", "sections", "questions", "profile"}
)


@transaction.atomic
def edit_element(
    *,
    actor: Actor,
    bank_id: int,
    code: str,
    seen: str,
    changes: Mapping[str, Any],
    read: BankDraft | None = None,
) -> BankDraft:
    """Write the given fields of a part, section, question or, with an empty code, the bank.

    Args:
        actor: who edits.
        bank_id: the bank whose draft it is.
        code: the element's, empty for the bank itself, `SCORING` for all of how it scores.
        seen: `own_digest` of the element the editor had before them.
        changes: field to JSON value; None, "" and [] take the field away. Texts pass the gate;
            whether the element is finished is for `publish_draft` to ask.
        read: the draft as the caller just read it, whose content need not be read again.

    4 queries, 1 more where somebody wrote since `read`.

    Raises:
        NotVisible, NotAllowed, NoDraft: as `lock_draft`.
        DraftConflict: the element was changed or removed meanwhile; nothing is written.
        FieldRefused: the field cannot be edited, or its text is refused by the gate.
    """
    draft = lock_read_draft(actor, bank_id, read)
    clean = {field: _clean(field, value) for field, value in changes.items()}
    try:
        element = find(draft.content, code)
    except UnknownElement as error:
        raise DraftConflict(code, None, clean) from error
    node = element.node
    if own_digest(node) != seen:
        raise DraftConflict(code, dict(node), {**node, **clean})
    return _write(draft, actor, element, clean)


@transaction.atomic
def edit_shown(
    *,
    actor: Actor,
    bank_id: int,
    code: str,
    seen: str,
    shown: Callable[[Node], str],
    changes: Callable[[Node], Mapping[str, Any]],
    read: BankDraft | None = None,
) -> BankDraft:
    """Write what one page says of an element; other pages say other things of the same.

    So both are asked of the content under the lock: `shown` for the digest of what that page
    shows of it, to be compared with `seen`, `changes` for what to write. `code`, `read`, the
    fields and the queries are as in `edit_element`.

    Raises:
        NotVisible, NotAllowed, NoDraft: as `lock_draft`.
        UnknownElement: the element was removed meanwhile.
        DraftConflict: what the page shows was changed meanwhile; nothing is written.
        FieldRefused: as `edit_element`.
        And what `shown` and `changes` raise.
    """
    draft = lock_read_draft(actor, bank_id, read)
    element = find(draft.content, code)
    if shown(draft.content) != seen:
        raise DraftConflict(code, dict(element.node))
    clean = {field: _clean(field, value) for field, value in changes(draft.content).items()}
    return _write(draft, actor, element, clean)


def _write(draft: BankDraft, actor: Actor, element: Element, clean: Mapping[str, Any]) -> BankDraft:
    node, before = element.node, dict(element.node)
    after = {**node, **clean}
    after = {key: after[key] for key in after if key not in clean or not _says_nothing(after[key])}
    if after == before:
        return draft
    drops = any(_may_drop_texts(before.get(field), after.get(field)) for field in clean)
    if drops:
        hold_pieces(draft)
    node.clear()
    node.update(after)
    if not drops:
        return write_element(draft, actor, element, before)
    ends = (_own_texts(element.code, one, clean) for one in (before, node))
    move_texts(*ends, draft.content.get("translations", {}), draft.made_from)
    tidy(draft.content, draft.made_from)
    return write_draft(draft, actor)


def _own_texts(code: str, node: Node, changed: Collection[str]) -> Node:
    """Give a bank with nothing but the changed fields of an element, and what tells its kind."""
    kept = {"code", "kind", *changed}
    return alone_in_a_bank(code, {key: node[key] for key in node if key in kept})


def _may_drop_texts(before: Any, now: Any) -> bool:
    """Say whether a text can be gone: one that was emptied, or one of several in a field."""
    return before != now and not (isinstance(now, str) and now)


def _says_nothing(value: Any) -> bool:
    """Say whether the field may as well be absent; a minimum of 0 may not."""
    return value is None or value is False or value in ("", [])


def _clean(field: str, value: Any) -> Any:
    if field in FIXED:
        raise FieldRefused(field, _("This field cannot be edited."))
    try:
        return _clean_deep(value)
    except TextProblem as problem:
        raise FieldRefused(field, problem.message) from problem


def _clean_deep(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value, max_length=NOTE_LENGTH)
    if isinstance(value, list | tuple):
        return [_clean_deep(inner) for inner in value]
    if isinstance(value, Mapping):
        return {key: _clean_deep(inner) for key, inner in value.items()}
    return value
