"""Pages of a draft's history: what was changed, by whom, and the ways back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.banks.errors import DraftConflict, UnknownRevision
from assessments.banks.models import BankDraft
from assessments.banks.queries import draft_for, revisions_of
from assessments.banks.services import restore_draft, take_back_revision
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.studio_history import ShownRevision, shown_revisions
from assessments.web.views.studio.drafts import about_a_draft, read_revision, trail

ON_A_PAGE = 30


@rule(Rule.BANK_EDITOR)
@require_safe
@about_a_draft
def draft_history(request: ActorRequest, pk: int) -> HttpResponse:
    draft = draft_for(request.actor, pk)
    before = read_revision(request.GET.get("before", ""))
    rows = list(revisions_of(draft, before if before > 0 else None)[: ON_A_PAGE + 1])
    shown = {
        "draft": draft,
        "bank": draft.bank,
        "revisions": shown_revisions(rows[:ON_A_PAGE], draft),
        "older": rows[ON_A_PAGE - 1].number if len(rows) > ON_A_PAGE else None,
        "first": rows[-1].number - 1 if 0 < len(rows) <= ON_A_PAGE else None,
        "trail": trail(draft),
    }
    return render(request, "draft_history.html", shown)


def last_change(draft: BankDraft) -> ShownRevision | None:
    """Give what was done to the draft last, in words (1 query)."""
    return next(iter(shown_revisions(revisions_of(draft)[:1], draft)), None)


@rule(Rule.BANK_EDITOR)
@require_POST
@about_a_draft
def draft_restore(request: ActorRequest, pk: int) -> HttpResponse:
    number = read_revision(request.POST.get("number", ""))
    seen = read_revision(request.POST.get("revision", ""))
    try:
        restore_draft(actor=request.actor, bank_id=pk, number=number, revision=seen)
    except DraftConflict:
        messages.warning(request, _("Somebody changed the draft meanwhile. Nothing was put back."))
    except UnknownRevision:
        messages.warning(request, _("The history does not reach back that far any more."))
    else:
        words = _("The draft is as it was at revision %(number)s.")
        messages.success(request, words % {"number": number})
    return redirect("assessments:draft-history", pk)


@rule(Rule.BANK_EDITOR)
@require_POST
@about_a_draft
def draft_undo(request: ActorRequest, pk: int) -> HttpResponse:
    number = read_revision(request.POST.get("number", ""))
    try:
        take_back_revision(actor=request.actor, bank_id=pk, number=number)
    except DraftConflict:
        words = _("This was changed again later and is not undone. Undo the later change first.")
        messages.warning(request, words)
        return redirect("assessments:draft-history", pk)
    except UnknownRevision:
        messages.warning(request, _("The history does not reach back that far any more."))
    else:
        messages.success(request, _("Undone."))
    return redirect("assessments:draft-detail", pk)
