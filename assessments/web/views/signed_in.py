"""Where a sign-in beside an open page ends: it tells that page to send what waits."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.web.rules import ActorRequest, Rule, rule


@rule(Rule.SIGNED_IN)
@require_safe
def signed_in(request: ActorRequest) -> HttpResponse:
    return render(request, "signed_in.html")
