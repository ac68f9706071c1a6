"""Pages that show banks and their versions, and start a draft of one."""

from itertools import zip_longest

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.actor import NotAllowed
from assessments.banks.errors import FieldRefused
from assessments.banks.models import Bank
from assessments.banks.permissions import can_edit_bank, can_view_bank
from assessments.banks.queries import (
    bank_for_edit,
    banks_listed_for,
    draft_of,
    parsed_bank,
    review_of,
    versions_of,
)
from assessments.banks.services import create_bank, fork_bank, open_draft
from assessments.banks.upstream import newer_of_origin
from assessments.teams.models import Organisation
from assessments.teams.queries import organisations_visible_to
from assessments.teams.services import Sent, once
from assessments.text import whole_number
from assessments.web.form_page import FormPage, show_form
from assessments.web.forms.studio_new import NewBankForm
from assessments.web.rules import ActorRequest, Rule, rule


@rule(Rule.BANK_EDITOR)
@require_safe
def bank_list(request: ActorRequest) -> HttpResponse:
    banks = list(banks_listed_for(request.actor))
    own = [bank for bank in banks if bank.organisation_id is not None]
    shipped = [bank for bank in banks if bank.organisation_id is None]
    return render(request, "bank_list.html", {"own": own, "shipped": shipped})


@rule(Rule.BANK_EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def bank_new(request: ActorRequest) -> HttpResponse:
    form = NewBankForm(organisations_edited(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent = _create(request, form)
        if sent is not None:
            return redirect("assessments:draft-detail", sent.made_id)
    back = reverse("assessments:bank-list")
    intro = _(
        "It starts with an open draft that holds the levels its method needs. You add parts next."
    )
    page = FormPage(
        _("New question bank"),
        _("Create the bank"),
        back,
        ((_("Question banks"), back),),
        (intro,),
    )
    return show_form(request, form, page)


def _create(request: ActorRequest, form: NewBankForm) -> Sent[Bank] | None:
    said = form.cleaned_data
    try:
        return once(
            user_id=request.actor.user_id,
            token=said["form_id"],
            make=lambda: (
                create_bank(
                    actor=request.actor,
                    organisation_id=said["organisation"],
                    title=said["title"],
                    method=said["method"],
                ).bank
            ),
        )
    except FieldRefused as problem:
        form.add_error(problem.field, problem.message)
        return None


@rule(Rule.BANK_EDITOR)
@require_safe
def bank_detail(request: ActorRequest, pk: int) -> HttpResponse:
    bank = bank_for_edit(request.actor, pk)
    if not can_view_bank(request.actor, bank):
        raise NotAllowed(f"bank {pk}")
    versions = list(versions_of(bank, request.actor))
    newest = versions[0] if versions else None
    draft = draft_of(bank) if bank.organisation_id else None
    organisations = [] if bank.organisation_id else organisations_edited(request)
    shown = {
        "bank": bank,
        "versions": list(zip_longest(versions, versions[1:])),
        "newest": newest,
        "is_offered": any(version.retired_at is None for version in versions),
        "content": parsed_bank(newest) if newest else None,
        "draft": draft,
        "review": review_of(draft, bank) if draft else None,
        "upstream": newer_of_origin(request.actor, bank, draft),
        "can_edit": can_edit_bank(request.actor, bank),
        "organisations": organisations,
    }
    return render(request, "bank_detail.html", shown)


def organisations_edited(request: ActorRequest) -> list[Organisation]:
    visible = organisations_visible_to(request.actor)
    return [found for found in visible if request.actor.edits_banks_of(found.pk)]


@rule(Rule.BANK_EDITOR)
@require_POST
def bank_fork(request: ActorRequest, pk: int) -> HttpResponse:
    chosen = request.POST.get("organisation", "")
    organisation_id = whole_number(chosen) or 0
    draft = fork_bank(actor=request.actor, organisation_id=organisation_id, version_id=pk)
    return redirect("assessments:draft-detail", draft.bank_id)


@rule(Rule.BANK_EDITOR)
@require_POST
def draft_open(request: ActorRequest, pk: int) -> HttpResponse:
    draft = open_draft(actor=request.actor, bank_id=pk)
    return redirect("assessments:draft-detail", draft.bank_id)
