"""What the pages of a draft share: a draft or element that is gone is a clear page, never a 500."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.banks.draft_tree import BANK, SCORING, Element
from assessments.banks.errors import NoDraft, UnknownElement
from assessments.banks.models import BankDraft
from assessments.banks.queries import draft_for, element_added, revision_now
from assessments.teams.services import once
from assessments.text import COUNT_DIGITS
from assessments.web.carried import typed_of
from assessments.web.forms.studio import AddOnceForm
from assessments.web.rules import ActorRequest
from assessments.web.studio_digests import digest, read_digests
from assessments.web.typed import shown_number

DraftView = Callable[..., HttpResponse]
CONFLICT = 409
SHOW_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


def about_a_draft(view: DraftView) -> DraftView:
    """Answer for a view when its draft or element is gone; what was typed is shown again."""

    @wraps(view)
    def guarded(request: ActorRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, pk, *args, **kwargs)
        except NoDraft:
            if request.method != "POST":
                messages.warning(request, _("There is no open draft of this bank."))
                return redirect("assessments:bank-detail", pk)
            return gone(request, pk, _("This draft was published or discarded meanwhile."))
        except UnknownElement as error:
            if request.method != "POST":
                raise Http404 from error
            reason = _("This was removed from the draft meanwhile.")
            return gone(request, pk, reason, is_open=True)

    return guarded


def gone(request: ActorRequest, pk: int, reason: str, *, is_open: bool = False) -> HttpResponse:
    """Say that nothing was written, and why; keep what was typed.

    While the draft `is_open`, its history has what was saved before, and only the rest is shown.
    """
    base = read_digests(request.POST.get("base", "")) if is_open else {}
    posted = ((name, text) for name, texts in request.POST.lists() for text in texts)
    typed = [text for name, text in typed_of(posted) if base.get(name) != digest(text)]
    shown = {"bank_id": pk, "reason": reason, "typed": typed, "is_open": is_open}
    return render(request, "draft_gone.html", shown, status=CONFLICT)


def added_once(request: ActorRequest, pk: int, form: AddOnceForm, add: Callable[[], str]) -> str:
    """Add an element for the first send of a form; give its code for every send of the same.

    Raises:
        UnknownElement: it was sent before, and what it added is gone.
        And what `add` raises.
    """
    sent = once(
        user_id=request.actor.user_id,
        token=form.token,
        make=add,
        id_of=lambda _code: revision_now(pk),
    )
    return sent.made or element_added(draft_for(request.actor, pk), sent.made_id)


def trail(draft: BankDraft, *, to_tree: bool = True) -> list[tuple[str, str]]:
    """Give the breadcrumbs of a page about a draft."""
    found = [
        (_("Question banks"), reverse("assessments:bank-list")),
        (draft.bank.title, reverse("assessments:bank-detail", args=[draft.bank_id])),
    ]
    if to_tree:
        found.append((_("Draft"), reverse("assessments:draft-detail", args=[draft.bank_id])))
    return found


def about_element(draft: BankDraft, element: Element) -> dict[str, Any]:
    """Give what every page of one element shows."""
    return {
        "draft": draft,
        "bank": draft.bank,
        "element": element,
        "node": element.node,
        "back": tree_address(draft.bank_id, element.code),
        "trail": trail(draft),
    }


def to_tree(pk: int, code: str) -> HttpResponse:
    """Go back to the tree, where the element stands."""
    return redirect(tree_address(pk, code))


def tree_address(pk: int, code: str) -> str:
    address = reverse("assessments:draft-detail", args=[pk])
    return address if code in (BANK, SCORING) else f"{address}?at={code}#at-{code}"


def read_revision(text: str) -> int:
    """Read the revision a page showed; what is no number fits no draft."""
    return shown_number(text, digits=COUNT_DIGITS)


def edit_address(pk: int, code: str) -> str:
    """Give the page that edits an element, the bank itself, or its scoring."""
    if code in (BANK, SCORING):
        name = "draft-scoring" if code else "draft-bank-edit"
        return reverse(f"assessments:{name}", args=[pk])
    return reverse("assessments:draft-edit", args=[pk, code])
