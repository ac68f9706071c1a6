"""The page that shows a draft as a respondent sees it, and the result of sample answers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from assessments.banks.draft_tree import BANK
from assessments.banks.queries import check_of, draft_for
from assessments.scoring.bank import Bank
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.studio_preview import Preview
from assessments.web.views.studio.drafts import SHOW_AND_POST, about_a_draft, trail


@rule(Rule.BANK_EDITOR)
@SHOW_AND_POST
@about_a_draft
def draft_preview(request: ActorRequest, pk: int, code: str = BANK) -> HttpResponse:
    """Show a section; `go` leads to another one with the answers given so far."""
    draft = draft_for(request.actor, pk)
    check = check_of(draft.bank, draft)
    shown = {"draft": draft, "bank": draft.bank, "check": check, "trail": trail(draft)}
    if check.bank is None:
        return render(request, "draft_preview.html", shown)
    wanted = request.POST.get("go", "") or code or _first(check.bank)
    preview = Preview(check.bank, wanted, request.POST.copy(), timezone.localdate())
    shown |= {"page": preview, "form": preview.form(), "result": preview.result()}
    return render(request, "draft_preview.html", shown)


def _first(bank: Bank) -> str:
    return "profile" if bank.profile else bank.parts[0].sections[0].code
