"""Pages that add an element to a draft, remove one, or move one."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.banks.draft_tree import BANK, PROFILE, find, whole_digest
from assessments.banks.errors import DraftConflict, FieldRefused
from assessments.banks.queries import draft_for
from assessments.banks.services import (
    add_part,
    add_question,
    add_section,
    move_element,
    remove_element,
)
from assessments.scoring.bank import Kind
from assessments.web.form_page import problems_of
from assessments.web.forms.studio import AddForm, AddQuestionForm
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.views.studio.drafts import (
    CONFLICT,
    SHOW_AND_POST,
    about_a_draft,
    about_element,
    added_once,
    to_tree,
    trail,
)


@rule(Rule.BANK_EDITOR)
@SHOW_AND_POST
@about_a_draft
def draft_add(request: ActorRequest, pk: int, code: str = BANK) -> HttpResponse:
    """Add a part to the bank, a section to a part, or a question to a section or the profile."""
    draft = draft_for(request.actor, pk)
    what = "question" if code == PROFILE else WHAT_IS_ADDED[find(draft.content, code).group]
    form = (AddQuestionForm if what == "question" else AddForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            new = added_once(
                request, pk, form, lambda: ADD[what](request, pk, code, form.cleaned_data)
            )
        except FieldRefused as problem:
            form.add_error(problem.field, problem.message)
        else:
            return _after_adding(pk, new, what)
    parent = None if code in (BANK, PROFILE) else find(draft.content, code).node
    shown = {"draft": draft, "bank": draft.bank, "form": form, "what": what, "parent": parent}
    shown |= {"code": code, "trail": trail(draft), "problems": problems_of(form)}
    return render(request, "draft_add.html", shown, status=422 if form.is_bound else 200)


def _after_adding(pk: int, code: str, what: str) -> HttpResponse:
    if what == "question":
        return redirect("assessments:draft-edit", pk, code)
    return to_tree(pk, code)


WHAT_IS_ADDED: Mapping[str, str] = MappingProxyType(
    {"bank": "part", "part": "section", "section": "question"}
)


def _part(request: ActorRequest, pk: int, parent: str, typed: Mapping[str, Any]) -> str:
    return add_part(actor=request.actor, bank_id=pk, title=typed["title"], code=typed["code"])


def _section(request: ActorRequest, pk: int, parent: str, typed: Mapping[str, Any]) -> str:
    return add_section(
        actor=request.actor, bank_id=pk, part=parent, title=typed["title"], code=typed["code"]
    )


def _question(request: ActorRequest, pk: int, parent: str, typed: Mapping[str, Any]) -> str:
    return add_question(
        actor=request.actor,
        bank_id=pk,
        section=parent,
        kind=Kind(typed["kind"]),
        title=typed["title"],
        code=typed["code"],
    )


ADD: Mapping[str, Callable[[ActorRequest, int, str, Mapping[str, Any]], str]] = MappingProxyType(
    {"part": _part, "section": _section, "question": _question}
)


@rule(Rule.BANK_EDITOR)
@SHOW_AND_POST
@about_a_draft
def draft_remove(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    draft = draft_for(request.actor, pk)
    element = find(draft.content, code)
    changed = False
    if request.method == "POST":
        try:
            remove_element(
                actor=request.actor, bank_id=pk, code=code, seen=request.POST.get("seen", "")
            )
        except DraftConflict:
            changed = True
        else:
            messages.success(request, _("Removed from the draft."))
            return to_tree(pk, element.section or element.part)
    shown = about_element(draft, element) | {"seen": whole_digest(element.node), "changed": changed}
    return render(request, "draft_remove.html", shown, status=CONFLICT if changed else 200)


@rule(Rule.BANK_EDITOR)
@require_POST
@about_a_draft
def draft_move(request: ActorRequest, pk: int) -> HttpResponse:
    direction = "up" if "up" in request.POST else "down"
    code = request.POST.get(direction, "")
    try:
        move_element(
            actor=request.actor,
            bank_id=pk,
            code=code,
            direction="up" if direction == "up" else "down",
            seen=request.POST.get("seen", ""),
        )
    except DraftConflict:
        messages.warning(
            request, _("The order was changed by somebody else meanwhile. This is how it is now.")
        )
    return to_tree(pk, code)
