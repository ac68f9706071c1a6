"""Pages of a draft's review: asking for one, and what a second person sees, approves or refuses."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.banks.errors import DraftConflict, FieldRefused, NotPublishable
from assessments.banks.models import BankDraft
from assessments.banks.permissions import can_review_draft
from assessments.banks.queries import check_of, draft_for, review_of
from assessments.banks.services import ask_for_review, decide_review
from assessments.web.form_page import problems_of
from assessments.web.forms.studio import ReviewForm
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.studio_places import grouped
from assessments.web.views.studio.compare import comparison_shown
from assessments.web.views.studio.drafts import (
    CONFLICT,
    SHOW_AND_POST,
    about_a_draft,
    read_revision,
    trail,
)


@rule(Rule.BANK_EDITOR)
@require_POST
@about_a_draft
def draft_review_ask(request: ActorRequest, pk: int) -> HttpResponse:
    revision = read_revision(request.POST.get("revision", ""))
    try:
        ask_for_review(actor=request.actor, bank_id=pk, revision=revision)
    except DraftConflict:
        messages.warning(
            request, _("Not asked: the draft was changed meanwhile. This is what it is now.")
        )
    except NotPublishable:
        messages.warning(request, _("Not asked: there is nothing that could be published."))
    except FieldRefused as problem:
        messages.warning(request, problem.message)
    else:
        messages.success(request, _("The other bank editors are told that a review waits."))
    return redirect("assessments:draft-check", pk)


@rule(Rule.BANK_EDITOR)
@SHOW_AND_POST
@about_a_draft
def draft_review(request: ActorRequest, pk: int) -> HttpResponse:
    draft = draft_for(request.actor, pk)
    if request.method != "POST":
        return _review_page(request, draft, ReviewForm(initial={"revision": draft.revision}))
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _review_page(request, draft, form, status=422)
    approves = "approve" in request.POST
    try:
        decide_review(actor=request.actor, bank_id=pk, approves=approves, **form.cleaned_data)
    except FieldRefused as problem:
        form.add_error("comment", problem.message)
        return _review_page(request, draft, form, status=422)
    except DraftConflict:
        fresh = draft_for(request.actor, pk)
        again = ReviewForm(form.cleaned_data | {"revision": fresh.revision})
        return _review_page(request, fresh, again, status=CONFLICT, changed=True)
    messages.success(request, _("Approved.") if approves else _("Sent back."))
    return redirect("assessments:draft-check", pk)


def _review_page(
    request: ActorRequest, draft: BankDraft, form: ReviewForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Show what changed since the last version, the findings, and what running work would get."""
    check, state = check_of(draft.bank, draft), review_of(draft)
    waiting = state.newest if state is not None and state.is_waiting else None
    shown: dict[str, Any] = {
        "draft": draft,
        "bank": draft.bank,
        "check": check,
        "errors": grouped(draft.content, check.errors, check.bank),
        "warnings": grouped(draft.content, check.warnings, check.bank),
        "review": state,
        "form": form,
        "problems": problems_of(form),
        "may_decide": waiting is not None and can_review_draft(request.actor, draft, waiting),
        "trail": [
            *trail(draft),
            (_("Check"), reverse("assessments:draft-check", args=[draft.bank_id])),
        ],
    }
    if check.bank is not None and draft.based_on is not None:
        shown |= comparison_shown(request, draft.based_on, check.bank)
    return render(request, "draft_review.html", shown | more, status=status)
