"""The page that edits one condition of an element, by forms that offer only what exists."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assessments.banks.condition_slots import Slot, change_at, slot_at
from assessments.banks.condition_words import in_words, words_of_draft
from assessments.banks.draft_tree import BANK, Element, find, own_digest, whole_digest
from assessments.banks.errors import DraftConflict, FieldRefused
from assessments.banks.models import BankDraft
from assessments.banks.queries import draft_for
from assessments.banks.services import edit_element
from assessments.web.condition_form import (
    Piece,
    from_condition,
    from_post,
    lacking,
    stepped,
    to_condition,
)
from assessments.web.condition_page import offered, shown_piece
from assessments.web.condition_values import Asked, asked_in
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.views.studio.drafts import (
    CONFLICT,
    SHOW_AND_POST,
    about_a_draft,
    about_element,
    edit_address,
    gone,
)


@rule(Rule.BANK_EDITOR)
@SHOW_AND_POST
@about_a_draft
def draft_condition(request: ActorRequest, pk: int, which: str, code: str = BANK) -> HttpResponse:
    draft = draft_for(request.actor, pk)
    element = find(draft.content, code)
    slot = slot_at(element, which, request.POST.get("row"))
    if slot is None:
        if request.method == "POST":
            return gone(request, pk, _("What this condition belongs to was removed meanwhile."))
        raise Http404
    asked = asked_in(draft.content, code)
    if request.method != "POST":
        return _page(request, draft, element, slot, from_condition(slot.condition), asked)
    typed, step = from_post(request.POST), request.POST.get("step", "save")
    if step != "save":
        piece, seen = stepped(typed, step, request.POST), request.POST.get("seen", "")
        return _page(request, draft, element, slot, piece, asked, seen=seen)
    return _save(request, draft, element, slot, typed, asked)


def _save(
    request: ActorRequest,
    draft: BankDraft,
    element: Element,
    slot: Slot,
    typed: Piece,
    asked: dict[str, Asked],
) -> HttpResponse:
    if lacking(typed, asked):
        seen = request.POST.get("seen", "")
        return _page(request, draft, element, slot, typed, asked, status=422, seen=seen)
    if request.POST.get("seen") != _digest(slot):
        return _conflict_page(request, draft, element, slot, typed, asked)
    try:
        edit_element(
            actor=request.actor,
            bank_id=draft.bank_id,
            code="" if element.group == "bank" else element.code,
            seen=own_digest(element.node),
            changes=change_at(element.node, slot.which, to_condition(typed, asked)),
            read=draft,
        )
    except FieldRefused as problem:
        found = [("c", problem.message)]
        return _page(request, draft, element, slot, typed, asked, status=422, problems=found)
    except DraftConflict:
        return _conflict_page(request, draft, element, slot, typed, asked)
    messages.success(request, _("Saved in the draft."))
    return redirect(edit_address(draft.bank_id, element.code))


def _digest(slot: Slot) -> str:
    """Give the digest of what the page shows: other pages change the rest of the element."""
    return whole_digest(dict(slot.condition or {}))


def _conflict_page(
    request: ActorRequest,
    draft: BankDraft,
    element: Element,
    slot: Slot,
    typed: Piece,
    asked: dict[str, Asked],
) -> HttpResponse:
    """Show the condition as it is beside the one that was made, which the form holds."""
    words = words_of_draft(draft.content)
    mine, theirs = (
        in_words(one, words) if one else _("no condition")
        for one in (to_condition(typed, asked), slot.condition)
    )
    more = {"conflict": True, "words_typed": mine, "words_now": theirs}
    return _page(request, draft, element, slot, typed, asked, status=CONFLICT, **more)


def _page(
    request: ActorRequest,
    draft: BankDraft,
    element: Element,
    slot: Slot,
    piece: Piece,
    asked: dict[str, Asked],
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """Show the form of a piece; at a save that was refused, with what each row still lacks."""
    missing = dict(lacking(piece, asked)) if status != 200 else {}  # noqa: PLR2004 -- HTTP's number
    needs = _("Say what the answer to %(code)s is compared with.")
    problems = [(path.replace(".", "-"), needs % {"code": code}) for path, code in missing.items()]
    shown = about_element(draft, element) | {
        "slot": slot,
        "seen": _digest(slot),
        "shown": shown_piece(piece, asked, missing),
        "offered": offered(asked),
        "problems": problems,
        "back": edit_address(draft.bank_id, element.code),
    }
    return render(request, "draft_condition.html", shown | more, status=status)
