"""Pages that end a draft: what publishing would do, publishing it, throwing it away."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.banks.errors import DraftConflict, FieldRefused, NotPublishable, NotReviewed
from assessments.banks.models import BankDraft
from assessments.banks.queries import assessments_using, check_of, draft_for, review_of
from assessments.banks.services import discard_draft, publish_draft
from assessments.web.form_page import problems_of
from assessments.web.forms.studio import PublishForm
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.studio_changes import change_lines
from assessments.web.studio_places import grouped
from assessments.web.views.studio.drafts import CONFLICT, about_a_draft, read_revision, trail

SHOWN = 20


@rule(Rule.BANK_EDITOR)
@require_safe
@about_a_draft
def draft_check(request: ActorRequest, pk: int) -> HttpResponse:
    draft = draft_for(request.actor, pk)
    return _check_page(request, draft, PublishForm(initial={"revision": draft.revision}))


def _check_page(
    request: ActorRequest, draft: BankDraft, form: PublishForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    check = check_of(draft.bank, draft)
    using, review = _using(request, draft), review_of(draft)
    shown = {
        "draft": draft,
        "bank": draft.bank,
        "check": check,
        "errors": grouped(draft.content, check.errors, check.bank),
        "warnings": grouped(draft.content, check.warnings, check.bank),
        "changes": change_lines(check),
        "form": form,
        "problems": problems_of(form),
        "review": review,
        "may_publish": check.can_be_published and (review is None or review.is_approved),
        "using": using[:SHOWN],
        "has_more": len(using) > SHOWN,
        "trail": trail(draft),
    }
    return render(request, "draft_check.html", shown | more, status=status)


def _using(request: ActorRequest, draft: BankDraft) -> list[Any]:
    if draft.based_on is None:
        return []
    return list(assessments_using(draft.based_on, request.actor)[: SHOWN + 1])


@rule(Rule.BANK_EDITOR)
@require_POST
@about_a_draft
def bank_publish(request: ActorRequest, pk: int) -> HttpResponse:
    draft = draft_for(request.actor, pk)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _check_page(request, draft, form, status=422)
    try:
        version = publish_draft(actor=request.actor, bank_id=pk, **form.cleaned_data)
    except FieldRefused as problem:
        form.add_error("notes", problem.message)
        return _check_page(request, draft, form, status=422)
    except (NotPublishable, NotReviewed):
        return _check_page(request, draft, form, status=422, refused=True)
    except DraftConflict:
        fresh = draft_for(request.actor, pk)
        again = PublishForm({"revision": fresh.revision, "notes": form.cleaned_data["notes"]})
        return _check_page(request, fresh, again, status=CONFLICT, changed=True)
    done = _("Version %(number)s is published. Running assessments stay on their version.")
    messages.success(request, done % {"number": version.number})
    return redirect("assessments:bank-detail", pk)


@rule(Rule.BANK_EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
@about_a_draft
def draft_discard(request: ActorRequest, pk: int) -> HttpResponse:
    draft = draft_for(request.actor, pk)
    changed = False
    if request.method == "POST":
        seen = request.POST.get("revision", "")
        try:
            discard_draft(actor=request.actor, bank_id=pk, revision=read_revision(seen))
        except DraftConflict:
            changed = True
        else:
            messages.success(
                request, _("The draft is discarded. Published versions are unchanged.")
            )
            return redirect("assessments:bank-detail", pk)
    shown = {"draft": draft, "bank": draft.bank, "changed": changed, "trail": trail(draft)}
    return render(request, "draft_discard.html", shown, status=CONFLICT if changed else 200)
