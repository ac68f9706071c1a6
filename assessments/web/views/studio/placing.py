"""Pages that copy an element of a draft, and that move one into another list."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.banks.codes import free_code
from assessments.banks.draft_tree import codes_in, find
from assessments.banks.errors import DraftConflict, FieldRefused
from assessments.banks.queries import codes_ever_used, draft_for
from assessments.banks.services import duplicate_element, place_element
from assessments.web.form_page import problems_of
from assessments.web.forms.studio import DuplicateForm
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.studio_targets import targets_for
from assessments.web.views.studio.drafts import (
    SHOW_AND_POST,
    about_a_draft,
    about_element,
    added_once,
    to_tree,
)


@rule(Rule.BANK_EDITOR)
@SHOW_AND_POST
@about_a_draft
def draft_duplicate(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    draft = draft_for(request.actor, pk)
    element = find(draft.content, code)
    proposed = free_code(code, codes_in(draft.content) | codes_ever_used(draft.bank))
    form = DuplicateForm(request.POST or None, initial={"code": proposed})
    if form.is_bound and form.is_valid():
        try:
            new = added_once(request, pk, form, lambda: _copy(request, pk, code, form))
        except FieldRefused as problem:
            form.add_error(problem.field, problem.message)
        else:
            return _after(request, pk, new, element.group)
    shown: dict[str, Any] = about_element(draft, element)
    shown |= {"form": form, "problems": problems_of(form)}
    return render(request, "draft_duplicate.html", shown, status=422 if form.is_bound else 200)


def _copy(request: ActorRequest, pk: int, code: str, form: DuplicateForm) -> str:
    return duplicate_element(
        actor=request.actor, bank_id=pk, code=code, new_code=form.cleaned_data["code"]
    )


def _after(request: ActorRequest, pk: int, code: str, group: str) -> HttpResponse:
    messages.success(request, _("The copy stands after the one it was made from."))
    if group == "question":
        return redirect("assessments:draft-edit", pk, code)
    return to_tree(pk, code)


@rule(Rule.BANK_EDITOR)
@require_safe
@about_a_draft
def draft_moving(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    draft = draft_for(request.actor, pk)
    element = find(draft.content, code)
    shown = about_element(draft, element) | {"targets": targets_for(draft.content, element)}
    return render(request, "draft_moving.html", shown)


@rule(Rule.BANK_EDITOR)
@require_POST
@about_a_draft
def draft_place(request: ActorRequest, pk: int) -> HttpResponse:
    """Put an element into a list: `target` is the code of what holds it and the order seen."""
    parent, _colon, seen = request.POST.get("target", "").partition(":")
    code = request.POST.get("code", "")
    try:
        place_element(
            actor=request.actor,
            bank_id=pk,
            code=code,
            parent=parent,
            before=request.POST.get("before", ""),
            seen=seen,
        )
    except DraftConflict:
        words = _("The order was changed by somebody else meanwhile. This is how it is now.")
        messages.warning(request, words)
    return to_tree(pk, code)
