"""The page that compares two moments of a product and says why the result changed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.reports.changed import changed
from assessments.teams.queries import product_for
from assessments.web.compare_choices import Choices, choices_of
from assessments.web.form_page import problems_of
from assessments.web.forms.compare import CompareForm
from assessments.web.rules import ActorRequest, Rule, rule


@rule(Rule.TEAM_VIEWER)
@require_safe
def product_compare(request: ActorRequest, pk: int) -> HttpResponse:
    product = product_for(request.actor, pk)
    choices = choices_of(request.actor, product)
    asked = {name: request.GET.get(name, "") for name in ("from", "to")}
    chosen = asked if all(asked.values()) else choices.proposed(asked["from"], asked["to"])
    form = CompareForm(choices.offered, chosen)
    context: dict[str, Any] = {"product": product, "form": form, "choices": choices}
    if len(choices.every) > 1:
        valid = form.is_valid()
        context |= _compared(choices, chosen) if valid else {"problems": problems_of(form)}
    return render(request, "compare.html", context, status=422 if "problems" in context else 200)


def _compared(choices: Choices, chosen: dict[str, str]) -> dict[str, Any]:
    today = timezone.now().date()
    before, after = (choices.moment(chosen[name], today) for name in ("from", "to"))
    left, right = (choices.of(chosen[name]) for name in ("from", "to"))
    return {
        "before": left,
        "after": right,
        "found": changed(before, after),
        "banks_differ": left.row.bank_version_id != right.row.bank_version_id,
    }
