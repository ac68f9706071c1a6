"""Pages that compare two banks: a draft with its base, and two published versions of a bank."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.answers.bank_effects import effects_of
from assessments.banks.models import BankVersion
from assessments.banks.queries import check_of, draft_for, parsed_bank
from assessments.scoring.bank import Bank
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.studio_compare import compared, effect_line
from assessments.web.views.studio.drafts import about_a_draft, trail
from assessments.web.views.studio.versions import version_shown


@rule(Rule.BANK_EDITOR)
@require_safe
@about_a_draft
def draft_compare(request: ActorRequest, pk: int) -> HttpResponse:
    draft = draft_for(request.actor, pk)
    check = check_of(draft.bank, draft)
    if check.bank is None or draft.based_on is None:
        messages.info(request, _("There is nothing to compare with yet: see the check."))
        return redirect("assessments:draft-check", pk)
    way = [*trail(draft), (_("Check"), reverse("assessments:draft-check", args=[pk]))]
    title = _("Draft against version %(number)s") % {"number": draft.based_on.number}
    return _page(request, draft.based_on, check.bank, {"title": title, "trail": way})


@rule(Rule.BANK_EDITOR)
@require_safe
def version_compare(request: ActorRequest, pk: int, before: int) -> HttpResponse:
    version, earlier = version_shown(request, pk), version_shown(request, before)
    if version.bank_id != earlier.bank_id:
        raise Http404
    title = _("Version %(number)s against %(earlier)s") % {
        "number": version.number,
        "earlier": earlier.number,
    }
    way = [
        (_("Question banks"), reverse("assessments:bank-list")),
        (version.bank.title, reverse("assessments:bank-detail", args=[version.bank_id])),
    ]
    return _page(request, earlier, parsed_bank(version), {"title": title, "trail": way})


def _page(
    request: ActorRequest, base: BankVersion, new: Bank, about: dict[str, object]
) -> HttpResponse:
    return render(request, "bank_compare.html", comparison_shown(request, base, new) | about)


def comparison_shown(request: ActorRequest, base: BankVersion, new: Bank) -> dict[str, object]:
    """Give what `_bank_compared.html` shows: what changed, and what it does to running work."""
    old = parsed_bank(base)
    comparison = compared(old, new)
    effects = effects_of(request.actor, base, new, comparison.changes, timezone.localdate())
    return {
        "base": base,
        "comparison": comparison,
        "effects": effects,
        "running": [effect_line(one, old, new) for one in effects.looked_at],
    }
