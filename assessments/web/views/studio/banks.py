"""Pages that show banks and their versions, and start a draft of one."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessments.actor import NotAllowed
from assessments.banks.permissions import can_edit_bank, can_view_bank
from assessments.banks.queries import (
    bank_for_edit,
    banks_listed_for,
    draft_of,
    parsed_bank,
    versions_of,
)
from assessments.banks.services import fork_bank, open_draft
from assessments.teams.queries import organisations_visible_to
from assessments.web.rules import ActorRequest, Rule, rule


@rule(Rule.BANK_EDITOR)
@require_safe
def bank_list(request: ActorRequest) -> HttpResponse:
    banks = list(banks_listed_for(request.actor))
    own = [bank for bank in banks if bank.organisation_id is not None]
    shipped = [bank for bank in banks if bank.organisation_id is None]
    return render(request, "bank_list.html", {"own": own, "shipped": shipped})


@rule(Rule.BANK_EDITOR)
@require_safe
def bank_detail(request: ActorRequest, pk: int) -> HttpResponse:
    bank = bank_for_edit(request.actor, pk)
    if not can_view_bank(request.actor, bank):
        raise NotAllowed(f"bank {pk}")
    versions = list(versions_of(bank, request.actor))
    newest = versions[0] if versions else None
    organisations = [] if bank.organisation_id else _organisations(request)
    shown = {
        "bank": bank,
        "versions": versions,
        "newest": newest,
        "content": parsed_bank(newest) if newest else None,
        "draft": draft_of(bank) if bank.organisation_id else None,
        "can_edit": can_edit_bank(request.actor, bank),
        "organisations": organisations,
    }
    return render(request, "bank_detail.html", shown)


def _organisations(request: ActorRequest) -> list[object]:
    visible = organisations_visible_to(request.actor)
    return [found for found in visible if request.actor.edits_banks_of(found.pk)]


@rule(Rule.BANK_EDITOR)
@require_POST
def bank_fork(request: ActorRequest, pk: int) -> HttpResponse:
    chosen = request.POST.get("organisation", "")
    organisation_id = int(chosen) if chosen.isdecimal() and len(chosen) < 10 else 0  # noqa: PLR2004 -- fits the key
    draft = fork_bank(actor=request.actor, organisation_id=organisation_id, version_id=pk)
    return redirect("assessments:draft-detail", draft.bank_id)


@rule(Rule.BANK_EDITOR)
@require_POST
def draft_open(request: ActorRequest, pk: int) -> HttpResponse:
    draft = open_draft(actor=request.actor, bank_id=pk)
    return redirect("assessments:draft-detail", draft.bank_id)
