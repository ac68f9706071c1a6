"""The page that lets a draft score by another method, and says first what goes and what stays."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from assessments.banks.draft_tree import SCORING, find
from assessments.banks.errors import DraftConflict
from assessments.banks.models import BankDraft
from assessments.banks.queries import draft_for
from assessments.banks.services import change_method
from assessments.web.form_page import FormPage, show_form
from assessments.web.forms.studio_method import MethodForm
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.views.studio.drafts import SHOW_AND_POST, about_a_draft, edit_address, trail


@rule(Rule.BANK_EDITOR)
@SHOW_AND_POST
@about_a_draft
def draft_method(request: ActorRequest, pk: int) -> HttpResponse:
    draft = draft_for(request.actor, pk)
    scoring = find(draft.content, SCORING).node
    form = MethodForm(draft.content, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            change_method(actor=request.actor, bank_id=pk, **form.cleaned_data)
        except DraftConflict:
            words = _("The scoring was changed by somebody else meanwhile. Nothing is changed yet.")
            messages.warning(request, words)
            return redirect("assessments:draft-method", pk)
        if form.cleaned_data["method"] == scoring.get("method"):
            messages.info(request, _("The bank scores this way already. Nothing was changed."))
        else:
            messages.success(request, _("Saved in the draft. The history can undo it."))
        return redirect(edit_address(pk, SCORING))
    return show_form(request, form, _page(draft))


def _page(draft: BankDraft) -> FormPage:
    back = edit_address(draft.bank_id, SCORING)
    intro = (
        _(
            "Stays: every part, section and question with its texts, choices, scores and points, "
            "and how long evidence holds. Where both methods have levels or bands, their names "
            "and what they mean."
        ),
        _("What a method leaves out is said beside it. The history of the draft can undo this."),
    )
    way = (*trail(draft), (_("Levels and scoring"), back))
    return FormPage(_("Score by another method"), _("Change the method"), back, way, intro)
