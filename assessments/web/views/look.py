"""The page where admins set colour and logo of the organisation's reports."""

from base64 import b64encode
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.reports import services
from assessments.reports.look import look_of
from assessments.reports.look_sample import look_sample
from assessments.reports.models import ReportBrand
from assessments.reports.queries import brand_of
from assessments.web.form_page import problems_of, submitted
from assessments.web.forms.look import LookForm
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.views.organisations import managed


@rule(Rule.ORGANISATION_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_look(request: ActorRequest, pk: int) -> HttpResponse:
    organisation, brand = managed(request, pk), brand_of(pk)
    has_logo = brand is not None and brand.logo is not None
    initial = {"accent": brand.accent if brand else ""}
    form = LookForm(request.POST or None, request.FILES or None, initial=initial, has_logo=has_logo)
    if request.method == "POST" and _kept(request, pk, form) is not None:
        messages.success(request, _("Kept. Reports asked for from now on have this look."))
        return redirect("assessments:organisation-look", pk)
    context = {"organisation": organisation, "form": form, "problems": problems_of(form)}
    context |= _shown(brand, organisation.name)
    status = 422 if form.errors else 200
    return render(request, "organisation_look.html", context, status=status)


def _kept(request: ActorRequest, pk: int, form: LookForm) -> ReportBrand | None:
    def keep() -> ReportBrand:
        logo = form.cleaned_data["logo"]
        return services.set_brand(
            actor=request.actor,
            organisation_id=pk,
            accent=form.cleaned_data["accent"],
            logo=logo.read(services.MOST_READ) if logo else None,
            removes_logo=form.cleaned_data.get("removes_logo", False),
        )

    return submitted(form, keep)


def _shown(brand: ReportBrand | None, name: str) -> dict[str, Any]:
    """Give the present look: a sample of the colour, how it is used, and the logo as an address."""
    look = look_of({"accent": brand.accent} if brand else {}, name)
    logo = brand.logo if brand else None
    return {
        "look": look,
        "is_darkened": look.ink != look.accent,
        "sample": look_sample(look),
        "logo": f"data:image/png;base64,{b64encode(logo.content).decode()}" if logo else "",
        "brand": brand,
    }
