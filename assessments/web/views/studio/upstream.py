"""The page that takes over what a newer version of a bank's origin changed."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.banks.condition_words import Said, words_of_bank, words_of_draft
from assessments.banks.draft_tree import elements
from assessments.banks.errors import DraftConflict, NothingNewer, Undecided
from assessments.banks.merge import Unmergeable
from assessments.banks.merge.flat import BANK, PROFILE
from assessments.banks.models import Bank
from assessments.banks.queries import parsed_bank
from assessments.banks.services import editable_bank, take_over
from assessments.banks.upstream import TakingOver, draft_with_content, taking_over
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.studio_merge import Asked, all_of, asked, chosen, taken
from assessments.web.views.studio.drafts import CONFLICT, SHOW_AND_POST


@rule(Rule.BANK_EDITOR)
@SHOW_AND_POST
def bank_upstream(request: ActorRequest, pk: int) -> HttpResponse:
    bank = editable_bank(request.actor, pk)
    try:
        found = taking_over(bank, draft_with_content(bank))
        if request.method == "POST":
            return (_mark_all if "all" in request.POST else _take_over)(request, bank, found)
    except NothingNewer:
        messages.info(request, _("There is no newer version to take over."))
        return redirect("assessments:bank-detail", pk)
    except Unmergeable as error:
        messages.warning(request, _unmergeable(error.code))
        return redirect("assessments:draft-detail", pk)
    return _page(request, bank, found)


def _take_over(request: ActorRequest, bank: Bank, found: TakingOver) -> HttpResponse:
    seen, choices = request.POST.get("seen", ""), chosen(found.merged, request.POST)
    try:
        take_over(actor=request.actor, bank_id=bank.pk, seen=seen, choices=choices)
    except Undecided:
        return _page(request, bank, found, request.POST, status=422)
    except DraftConflict:
        again = taking_over(bank, draft_with_content(bank))
        return _page(request, bank, again, request.POST, status=CONFLICT, changed=True)
    done = _("Version %(number)s is taken over into the draft. Look at it, then publish it.")
    messages.success(request, done % {"number": found.upstream.theirs.number})
    return redirect("assessments:draft-check", bank.pk)


def _mark_all(request: ActorRequest, bank: Bank, found: TakingOver) -> HttpResponse:
    """Show the page with one side marked for everything that is asked; nothing is written."""
    marked = all_of(found.merged, request.POST["all"])
    changed = request.POST.get("seen") != found.seen
    status = CONFLICT if changed else 200
    return _page(request, bank, found, marked, status=status, changed=changed)


def _page(
    request: ActorRequest,
    bank: Bank,
    found: TakingOver,
    posted: Mapping[str, str] | None = None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    titles, words = _titles(found), _words(found)
    questions = asked(found.merged, titles, words, posted)
    shown = {
        "bank": bank,
        "upstream": found.upstream,
        "seen": found.seen,
        "asked": questions,
        "problems": [(one.name, _problem(one)) for one in questions if one.is_missing],
        "taken": taken(found.merged.taken, titles, words),
        "kept": taken(found.merged.kept, titles, words),
        "trail": [
            (_("Question banks"), reverse("assessments:bank-list")),
            (bank.title, reverse("assessments:bank-detail", args=[bank.pk])),
        ],
    }
    return render(request, "bank_upstream.html", shown | more, status=status)


def _problem(one: Asked) -> str:
    words = {"title": one.title, "what": one.what}
    return _("%(title)s (%(what)s): choose whose is to stand.") % words


def _titles(found: TakingOver) -> dict[str, str]:
    titles = {BANK: _("The bank itself"), PROFILE: _("Profile")}
    titles |= {one.code: one.title for one in found.merged.taken if one.title}
    return titles | {one.code: str(one.node.get("title", "")) for one in elements(found.ours)}


def _words(found: TakingOver) -> dict[str, Said]:
    """Give the words of the questions of both sides; of one both have, those of the draft."""
    theirs = words_of_bank(parsed_bank(found.upstream.theirs))
    return theirs | words_of_draft(found.ours)


def _unmergeable(code: str) -> str:
    if not code:
        return _("The draft holds an element without a code. Give it one, then take it over.")
    words = _("The code %(code)s stands for two things. Mend that, then take it over.")
    return words % {"code": code}
