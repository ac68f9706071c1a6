"""The tree of a draft, and the page that edits one of its elements."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.banks.checking import DraftCheck
from assessments.banks.condition_slots import slots_of
from assessments.banks.draft_tree import BANK, Element, code_at, find
from assessments.banks.errors import DraftConflict, FieldRefused
from assessments.banks.models import BankDraft
from assessments.banks.queries import check_of, draft_for
from assessments.banks.services import edit_element
from assessments.web.forms.studio import ElementForm
from assessments.web.forms.studio_question import AspectForm, edit_form
from assessments.web.rules import ActorRequest, Rule, rule, wants_json
from assessments.web.studio_autosave import autosaved
from assessments.web.studio_conflict import merged, picked, shown_digests
from assessments.web.studio_places import PlacedFinding, placed
from assessments.web.studio_search import searched
from assessments.web.studio_tree import found_in, part_holding, tree_of
from assessments.web.views.studio.drafts import (
    CONFLICT,
    SHOW_AND_POST,
    about_a_draft,
    about_element,
    gone,
    to_tree,
    trail,
)
from assessments.web.views.studio.history import last_change


@rule(Rule.BANK_EDITOR)
@require_safe
@about_a_draft
def draft_detail(request: ActorRequest, pk: int) -> HttpResponse:
    draft = draft_for(request.actor, pk)
    check = check_of(draft.bank, draft)
    found = found_in(draft.content, check)
    profile, parts = tree_of(draft.content, found)
    shown = {
        "draft": draft,
        "bank": draft.bank,
        "check": check,
        "profile": profile,
        "parts": parts,
        "last": last_change(draft),
        "search": searched(draft.content, found, request.GET),
        "opened": part_holding(draft.content, request.GET.get("at", "")),
        "trail": trail(draft, to_tree=False),
    }
    return render(request, "draft_detail.html", shown)


@rule(Rule.BANK_EDITOR)
@SHOW_AND_POST
@about_a_draft
def draft_edit(request: ActorRequest, pk: int, code: str = BANK) -> HttpResponse:
    draft = draft_for(request.actor, pk)
    element = find(draft.content, code)
    form = edit_form(element, draft.content)
    if request.method == "POST":
        form = edit_form(element, draft.content, picked(request.POST, form))
    save = partial(_save, request, pk, code, form)
    if wants_json(request):
        return autosaved(form, save, lambda now: edit_form(find(now.content, code), now.content))
    if not form.is_bound or not form.is_valid():
        return _edit_page(request, draft, element, form)
    try:
        save()
    except FieldRefused as problem:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        return _edit_page(request, draft, element, form)
    except DraftConflict as conflict:
        return _conflict_page(request, draft, form, conflict)
    messages.success(request, _("Saved in the draft."))
    return to_tree(pk, code)


def _save(request: ActorRequest, pk: int, code: str, form: AspectForm) -> BankDraft:
    return edit_element(
        actor=request.actor,
        bank_id=pk,
        code=code,
        seen=form.cleaned_data["seen"],
        changes=form.changes(),
    )


def _edit_page(
    request: ActorRequest, draft: BankDraft, element: Element, form: ElementForm
) -> HttpResponse:
    if not form.is_bound:
        form.initial["base"] = shown_digests(form)
    shown = about_element(draft, element) | {"form": form, "check": _check_of(draft, element)}
    shown["slots"] = slots_of(element)
    status = 200 if not form.is_bound or form.is_valid() else 422
    return render(request, "draft_edit.html", shown, status=status)


def _check_of(draft: BankDraft, element: Element) -> list[PlacedFinding]:
    """Give what the check says about this element alone, and where in it."""
    check: DraftCheck = check_of(draft.bank, draft)
    about = tuple(f for f in check.findings if _is_about(f.path, draft, element))
    return placed(draft.content, about)


def _is_about(path: str, draft: BankDraft, element: Element) -> bool:
    if element.group in ("bank", "scoring") and path.startswith("scoring"):
        return element.group == "scoring"
    return code_at(draft.content, path) == element.code


def _conflict_page(
    request: ActorRequest, draft: BankDraft, form: ElementForm, conflict: DraftConflict
) -> HttpResponse:
    """Show what both typed, and a form with both brought together, ready to be sent."""
    if conflict.kept is None:
        return gone(request, draft.bank_id, _("This was removed from the draft meanwhile."))
    now = draft_for(request.actor, draft.bank_id)
    element = find(now.content, conflict.code)
    data, found = merged(form, edit_form(element, now.content))
    shown = about_element(now, element) | {
        "form": edit_form(element, now.content, data),
        "slots": slots_of(element),
        "differences": found,
    }
    return render(request, "draft_edit.html", shown, status=CONFLICT)
