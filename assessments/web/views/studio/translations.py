"""Pages that translate a draft: coverage per language, and an element's texts side by side."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assessments.banks.draft_tree import BANK, SCORING, find, whole_digest
from assessments.banks.errors import DraftConflict, FieldRefused, UnknownElement
from assessments.banks.language_names import language_name
from assessments.banks.models import BankDraft
from assessments.banks.queries import draft_for
from assessments.banks.services import add_language, remove_language, translate_element
from assessments.banks.translated import coverage, coverages
from assessments.web.form_page import problems_of
from assessments.web.forms.studio_translation import LanguageForm, TranslationForm
from assessments.web.rules import ActorRequest, Rule, rule, wants_json
from assessments.web.studio_autosave import autosaved
from assessments.web.studio_conflict import brought_together, picked
from assessments.web.studio_digests import shown_digests
from assessments.web.studio_translation import ELSEWHERE, about_next, slug_of
from assessments.web.views.studio.drafts import CONFLICT, SHOW_AND_POST, about_a_draft, trail


@rule(Rule.BANK_EDITOR)
@SHOW_AND_POST
@about_a_draft
def draft_languages(request: ActorRequest, pk: int) -> HttpResponse:
    draft = draft_for(request.actor, pk)
    form = LanguageForm(request.POST or None)
    if form.is_bound and form.is_valid():
        language = form.cleaned_data["language"].strip()
        try:
            add_language(actor=request.actor, bank_id=pk, language=language)
        except FieldRefused as problem:
            form.add_error("language", problem.message)
        else:
            return redirect("assessments:draft-language", pk, language)
    found = coverages(draft.content, draft.made_from)
    languages = [(code, language_name(code), whole) for code, whole in found]
    shown = {"draft": draft, "bank": draft.bank, "form": form, "languages": languages}
    shown["own"] = language_name(draft.content.get("language") or "en")
    shown |= {"trail": trail(draft), "problems": problems_of(form)}
    return render(request, "draft_languages.html", shown, status=422 if form.is_bound else 200)


@rule(Rule.BANK_EDITOR)
@SHOW_AND_POST
@about_a_draft
def draft_language(request: ActorRequest, pk: int, language: str) -> HttpResponse:
    """List the elements with what is translated of each; only what is missing, unless `all`.

    What is posted removes the language.
    """
    draft = _draft(request, pk, language)
    if request.method == "POST":
        return _remove(request, pk, language)
    whole, rows = coverage(draft.content, draft.made_from, language)
    shows_all = "all" in request.GET
    shown = {"draft": draft, "bank": draft.bank, "language": language, "whole": whole}
    shown |= {"shows_all": shows_all, "trail": trail(draft), "special": ELSEWHERE}
    shown["name"] = language_name(language)
    shown["seen"] = whole_digest(draft.content["translations"][language])
    kept = [(row, slug_of(row.code)) for row in rows if shows_all or not row.is_whole]
    return render(request, "draft_language.html", shown | {"rows": kept})


def _remove(request: ActorRequest, pk: int, language: str) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        remove_language(actor=request.actor, bank_id=pk, language=language, seen=seen)
    except DraftConflict:
        words = _("Not removed: somebody changed a translation meanwhile. Look at it as it is now.")
        messages.warning(request, words)
        return redirect("assessments:draft-language", pk, language)
    messages.success(request, _("Removed from the draft."))
    return redirect("assessments:draft-languages", pk)


def _draft(request: ActorRequest, pk: int, language: str) -> BankDraft:
    draft = draft_for(request.actor, pk)
    if language not in draft.content.get("translations", {}):
        raise UnknownElement(language)
    return draft


@rule(Rule.BANK_EDITOR)
@SHOW_AND_POST
@about_a_draft
def draft_translate(request: ActorRequest, pk: int, language: str, place: str) -> HttpResponse:
    draft = _draft(request, pk, language)
    code = ELSEWHERE.get(place, place)
    element = find(draft.content, code)
    form = _form(draft, language, code)
    if request.method == "POST":
        form = _form(draft, language, code, picked(request.POST, form))
    save = partial(_save, request, draft, form)
    if wants_json(request):
        return autosaved(form, save, lambda now: _form(now, language, code))
    shown: dict[str, Any] = {"place": place, "title": _title(code) or element.node.get("title")}
    if form.is_late:
        return _conflict_page(request, draft, form, shown)
    if not form.is_bound or not form.is_valid():
        return _page(request, draft, form, shown)
    try:
        return _after(request, save(), form)
    except FieldRefused as problem:
        form.add_error(problem.field, problem.message)
        return _page(request, draft, form, shown)
    except DraftConflict:
        return _conflict_page(request, _draft(request, pk, language), form, shown)


def _form(draft: BankDraft, language: str, code: str, data: Any = None) -> TranslationForm:
    return TranslationForm(draft.content, draft.made_from, language, code, data)


def _conflict_page(
    request: ActorRequest, now: BankDraft, typed: TranslationForm, shown: dict[str, Any]
) -> HttpResponse:
    """Show what both typed, and a form with both brought together, ready to be sent."""
    make = partial(_form, now, typed.language, typed.code)
    form, found, left = brought_together(request.POST, make)
    return _page(request, now, form, shown | {"differences": found, "typed": left}, CONFLICT)


def _page(
    request: ActorRequest,
    draft: BankDraft,
    form: TranslationForm,
    shown: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    if not form.is_bound:
        form.initial["base"] = shown_digests(form)
    elif form.errors and status != CONFLICT:
        status = 422
    shown = shown | {"draft": draft, "bank": draft.bank, "language": form.language, "form": form}
    shown |= {"trail": trail(draft), "title": shown["title"] or form.code}
    shown |= {"from": language_name(draft.content.get("language") or "en")}
    shown |= {"to": language_name(form.language), "problems": problems_of(form)}
    return render(request, "draft_translate.html", shown, status=status)


def _title(code: str) -> str:
    return {BANK: _("The bank"), SCORING: _("Levels and scoring")}.get(code, "")


def _save(request: ActorRequest, draft: BankDraft, form: TranslationForm) -> BankDraft:
    return translate_element(
        actor=request.actor,
        bank_id=draft.bank_id,
        language=form.language,
        code=form.code,
        seen=form.cleaned_data["seen"],
        texts=form.texts(),
        still_hold=form.still_hold(),
    )


def _after(request: ActorRequest, draft: BankDraft, form: TranslationForm) -> HttpResponse:
    messages.success(request, _("Saved in the draft."))
    following = about_next(draft, form.language, form.code)
    if "next" in request.POST and following:
        return redirect("assessments:draft-translate", draft.bank_id, form.language, following)
    return redirect("assessments:draft-language", draft.bank_id, form.language)
