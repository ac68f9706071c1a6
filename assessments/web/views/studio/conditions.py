"""The page that edits one condition of an element, by forms that offer only what exists."""

from dataclasses import dataclass, replace
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
    ROOT,
    Piece,
    from_condition,
    from_post,
    lacking,
    lacks_question,
    stepped,
    to_condition,
    with_chosen,
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


@dataclass(frozen=True, slots=True)
class Opened:
    """A condition that a request opened: where it stands, and the piece its form shows or sent."""

    request: ActorRequest
    draft: BankDraft
    element: Element
    slot: Slot
    asked: dict[str, Asked]
    piece: Piece

    @property
    def seen(self) -> str:
        """The digest of the condition that the form was made of."""
        return self.request.POST.get("seen", "")

    @property
    def digest(self) -> str:
        """The digest of what the page shows: other pages change the rest of the element."""
        return whole_digest(dict(self.slot.condition or {}))

    @property
    def back(self) -> str:
        return edit_address(self.draft.bank_id, self.element.code)


@rule(Rule.BANK_EDITOR)
@SHOW_AND_POST
@about_a_draft
def draft_condition(request: ActorRequest, pk: int, which: str, code: str = BANK) -> HttpResponse:
    draft = draft_for(request.actor, pk)
    element = find(draft.content, code)
    slot = slot_at(element, which, request.POST.get("row"))
    is_sent = request.method == "POST"
    if slot is None:
        if is_sent:
            reason = _("What this condition belongs to was removed meanwhile.")
            return gone(request, pk, reason, is_open=True)
        raise Http404
    piece = from_post(request.POST) if is_sent else from_condition(slot.condition)
    opened = Opened(request, draft, element, slot, asked_in(draft.content, code), piece)
    if not is_sent:
        return _page(opened)
    if (step := request.POST.get("step", "save")) == "save":
        return _save(replace(opened, piece=with_chosen(piece, request.POST)))
    if path := lacks_question(step, request.POST):
        found = [(_new_at(path), _("Choose the question to look at first."))]
        return _page(opened, status=422, seen=opened.seen, problems=found)
    return _page(replace(opened, piece=stepped(piece, step, request.POST)), seen=opened.seen)


def _new_at(path: str) -> str:
    """Give the anchor of the field in which a group's next question is chosen."""
    return f"{path.replace('.', '-')}-new"


def _save(opened: Opened) -> HttpResponse:
    request, draft, element = opened.request, opened.draft, opened.element
    if lacking(opened.piece, opened.asked):
        return _page(opened, status=422, seen=opened.seen)
    if opened.seen != opened.digest:
        return _conflict_page(opened)
    condition = to_condition(opened.piece, opened.asked)
    try:
        edit_element(
            actor=request.actor,
            bank_id=draft.bank_id,
            code="" if element.group == "bank" else element.code,
            seen=own_digest(element.node),
            changes=change_at(element.node, opened.slot.which, condition),
            read=draft,
        )
    except FieldRefused as problem:
        return _page(opened, status=422, problems=[(_new_at(ROOT), problem.message)])
    except DraftConflict:
        return _conflict_page(opened)
    messages.success(request, _("Saved in the draft."))
    return redirect(opened.back)


def _conflict_page(opened: Opened) -> HttpResponse:
    """Show the condition as it is beside the one that was made, which the form holds."""
    words = words_of_draft(opened.draft.content)
    mine, theirs = (
        in_words(one, words) if one else _("no condition")
        for one in (to_condition(opened.piece, opened.asked), opened.slot.condition)
    )
    more = {"conflict": True, "words_typed": mine, "words_now": theirs}
    return _page(opened, status=CONFLICT, **more)


def _page(opened: Opened, *, status: int = 200, **more: Any) -> HttpResponse:
    """Show the form of a piece; at a save refused for no other reason, with what rows lack."""
    piece, asked = opened.piece, opened.asked
    is_lacking = status != 200 and "problems" not in more  # noqa: PLR2004 -- HTTP's number
    missing = dict(lacking(piece, asked)) if is_lacking else {}
    needs = _("Say what the answer to “%(question)s” is compared with.")
    problems = [
        (path.replace(".", "-"), needs % {"question": asked[code].title if code in asked else code})
        for path, code in missing.items()
    ]
    shown = about_element(opened.draft, opened.element) | {
        "slot": opened.slot,
        "seen": opened.digest,
        "shown": shown_piece(piece, asked, missing),
        "offered": offered(asked),
        "problems": problems,
        "back": opened.back,
    }
    return render(opened.request, "draft_condition.html", shown | more, status=status)
