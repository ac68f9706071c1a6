"""Pages that end a draft: what publishing would do, publishing it, throwing it away."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.banks.checking import DraftCheck
from assessments.banks.errors import DraftConflict, FieldRefused, NotPublishable, NotReviewed
from assessments.banks.models import BankDraft
from assessments.banks.queries import assessments_using, check_of, draft_for, review_of
from assessments.banks.reviewing import DraftInReview
from assessments.banks.services import discard_draft, publish_draft
from assessments.web.form_page import problems_of
from assessments.web.forms.studio import PublishForm
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.studio_changes import change_lines
from assessments.web.studio_places import grouped
from assessments.web.views.studio.drafts import CONFLICT, about_a_draft, read_revision, trail

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a draft is from being published: what its check says, and its review."""

    draft: BankDraft
    check: DraftCheck
    review: DraftInReview | None

    @classmethod
    def of(cls, draft: BankDraft) -> "Standing":
        return cls(draft, check_of(draft.bank, draft), review_of(draft))

    @property
    def may_publish(self) -> bool:
        return self.check.can_be_published and (self.review is None or self.review.is_approved)

    def form(self, data: Any = None, **shown: Any) -> PublishForm:
        """Give the form, which asks about warnings where there is something to publish."""
        warnings = len(self.check.warnings) if self.may_publish else 0
        initial = {"revision": self.draft.revision, **shown}
        return PublishForm(data, warnings=warnings, initial=initial)


@rule(Rule.BANK_EDITOR)
@require_safe
@about_a_draft
def draft_check(request: ActorRequest, pk: int) -> HttpResponse:
    standing = Standing.of(draft_for(request.actor, pk))
    return _check_page(request, standing, standing.form())


def _check_page(
    request: ActorRequest, standing: Standing, form: PublishForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    draft, check = standing.draft, standing.check
    using = _using(request, draft)
    shown = {
        "draft": draft,
        "bank": draft.bank,
        "check": check,
        "errors": grouped(draft.content, check.errors, check.bank),
        "warnings": grouped(draft.content, check.warnings, check.bank),
        "changes": change_lines(check),
        "form": form,
        "problems": problems_of(form),
        "review": standing.review,
        "may_publish": standing.may_publish,
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
    standing = Standing.of(draft_for(request.actor, pk))
    form = standing.form(request.POST)
    if not form.is_valid():
        if read_revision(request.POST.get("revision", "")) != standing.draft.revision:
            return _changed_page(request, standing, request.POST.get("notes", ""))
        return _check_page(request, standing, form, status=422)
    try:
        told = {name: form.cleaned_data[name] for name in ("revision", "notes")}
        version = publish_draft(actor=request.actor, bank_id=pk, **told)
    except FieldRefused as problem:
        form.add_error("notes", problem.message)
        return _check_page(request, standing, form, status=422)
    except (NotPublishable, NotReviewed):
        now = Standing.of(draft_for(request.actor, pk))
        return _check_page(request, now, form, status=422, refused=True)
    except DraftConflict:
        now = Standing.of(draft_for(request.actor, pk))
        return _changed_page(request, now, form.cleaned_data["notes"])
    done = _("Version %(number)s is published. Running assessments stay on their version.")
    messages.success(request, done % {"number": version.number})
    return redirect("assessments:bank-detail", pk)


def _changed_page(request: ActorRequest, now: Standing, notes: str) -> HttpResponse:
    return _check_page(request, now, now.form(notes=notes), status=CONFLICT, changed=True)


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
