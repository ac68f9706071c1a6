"""The tree of a draft, and the page that edits one of its elements."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.banks.checking import DraftCheck
from assessments.banks.condition_slots import slots_of
from assessments.banks.condition_words import words_of_draft
from assessments.banks.draft_tree import BANK, Element, Node, code_at, find
from assessments.banks.errors import DraftConflict, FieldRefused
from assessments.banks.models import BankDraft
from assessments.banks.queries import check_of, draft_for
from assessments.banks.services import edit_shown
from assessments.web.form_page import problems_of
from assessments.web.forms.studio_methods import METHOD_CHOICES
from assessments.web.forms.studio_question import (
    AspectForm,
    choice_form,
    edit_form,
    section_form,
)
from assessments.web.rules import ActorRequest, Rule, rule, wants_json
from assessments.web.studio_autosave import autosaved
from assessments.web.studio_conflict import brought_together, picked, without_field
from assessments.web.studio_digests import shown_digests
from assessments.web.studio_places import PlacedFinding, placed
from assessments.web.studio_scoring import scored_sections
from assessments.web.studio_search import searched
from assessments.web.studio_tree import found_in, part_holding, tree_of
from assessments.web.views.studio.drafts import (
    CONFLICT,
    SHOW_AND_POST,
    about_a_draft,
    about_element,
    edit_address,
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
def draft_edit(
    request: ActorRequest, pk: int, code: str = BANK, section: str = "", choice: str = ""
) -> HttpResponse:
    """Edit an element; of the scoring, with a section, what it says of the questions there.

    Of a question, with a choice, what helps with that choice.
    """
    draft = draft_for(request.actor, pk)
    about = About(code, section, choice)
    form = about.form(draft.content)
    if request.method == "POST":
        form = about.form(draft.content, picked(request.POST, form))
    save = partial(_save, request, draft, about, form)
    if wants_json(request):
        return autosaved(form, save, lambda now: about.form(now.content))
    if form.is_late:
        return _conflict_page(request, about, draft)
    if not form.is_bound or not form.is_valid():
        return _edit_page(request, draft, about, form)
    try:
        save()
    except FieldRefused as problem:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        return _edit_page(request, draft, about, form)
    except DraftConflict:
        return _conflict_page(request, about, draft_for(request.actor, pk))
    messages.success(request, _("Saved in the draft."))
    return redirect(edit_address(pk, code)) if about.inside else to_tree(pk, code)


@dataclass(frozen=True, slots=True)
class About:
    """What a page edits: an element, or a part of it.

    That is what the scoring says of the questions of a section, or one choice of a question.
    """

    code: str
    section: str
    choice: str

    @property
    def inside(self) -> str:
        return self.section or self.choice

    def form(self, content: Node, data: Any = None) -> AspectForm:
        if self.section:
            return section_form(content, self.section, data)
        if self.choice:
            return choice_form(content, self.code, self.choice, data)
        return edit_form(find(content, self.code), content, data)

    def shown(self, draft: BankDraft) -> dict[str, Any]:
        """Give what the page shows beside the form."""
        element = find(draft.content, self.code)
        shown = about_element(draft, element)
        if self.inside:
            return shown | self._shown_inside(draft, element)
        if element.group != "scoring":
            return shown | {
                "slots": slots_of(element),
                "words": words_of_draft(draft.content),
                "choices": element.node.get("choices"),
            }
        method = dict(METHOD_CHOICES).get(element.node.get("method", ""), "")
        return shown | {"sections": scored_sections(draft.content), "method": method}

    def _shown_inside(self, draft: BankDraft, element: Element) -> dict[str, Any]:
        back = edit_address(draft.bank_id, self.code)
        title = element.node.get("title") or self.code
        above = _("Levels and scoring") if self.section else title
        found = {"back": back, "trail": [*trail(draft), (above, back)]}
        if self.section:
            return found | {"section": find(draft.content, self.section).node}
        held = element.node.get("choices", ())
        return found | {"choice": next(one for one in held if one.get("code") == self.choice)}


def _save(request: ActorRequest, draft: BankDraft, about: About, form: AspectForm) -> BankDraft:
    def as_now(content: Node) -> AspectForm:
        """Read what was typed as the draft stands; the form is that, unless others saved."""
        return form if content is draft.content else about.form(content, form.data)

    def changes(content: Node) -> dict[str, Any]:
        now = as_now(content)
        if not now.is_valid() or without_field(now):  # the draft cannot hold it any more
            raise DraftConflict(about.code, dict(now.node))
        return now.changes()

    return edit_shown(
        actor=request.actor,
        bank_id=draft.bank_id,
        code=about.code,
        seen=form.cleaned_data["seen"],
        shown=lambda content: str(as_now(content).initial["seen"]),
        changes=changes,
        read=draft,
    )


def _edit_page(
    request: ActorRequest, draft: BankDraft, about: About, form: AspectForm
) -> HttpResponse:
    if not form.is_bound:
        form.initial["base"] = shown_digests(form)
    element = find(draft.content, about.code)
    shown = about.shown(draft) | {"form": form, "check": _check_of(draft, element, about)}
    shown |= {"typed": without_field(form), "problems": problems_of(form)}
    status = 200 if not form.is_bound or form.is_valid() else 422
    return render(request, "draft_edit.html", shown, status=status)


def _check_of(draft: BankDraft, element: Element, about: About) -> list[PlacedFinding]:
    """Give what the check says about this element, or choice, alone, and where in it."""
    check: DraftCheck = check_of(draft.bank, draft)
    found = [f for f in check.findings if _is_about(f.path, draft, element)]
    if about.choice:
        codes = [one.get("code") for one in element.node["choices"]]
        at = f".choices[{codes.index(about.choice)}]."
        found = [f for f in found if at in f"{f.path}."]
    return placed(draft.content, tuple(found))


def _is_about(path: str, draft: BankDraft, element: Element) -> bool:
    if element.group == "scoring":
        return path.startswith("scoring")
    is_elsewhere = element.group == "bank" and path.startswith("scoring")
    return not is_elsewhere and code_at(draft.content, path) == element.code


def _conflict_page(request: ActorRequest, about: About, now: BankDraft) -> HttpResponse:
    """Show what both typed, and a form with both brought together, ready to be sent."""
    form, found, typed = brought_together(request.POST, partial(about.form, now.content))
    shown = about.shown(now) | {"form": form, "differences": found, "typed": typed}
    return render(request, "draft_edit.html", shown, status=CONFLICT)
