"""The portfolio of leads and admins: products by parts, filtered, sorted, page by page, as CSV."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actor import NotAllowed
from assessments.answers.comparing import compared_with
from assessments.answers.extent import Extent, banks_in, extent_of
from assessments.answers.first_rows import sortable
from assessments.answers.places import place_of, read_place
from assessments.answers.portfolio import portfolio_page, portfolio_rows
from assessments.audit.services import record
from assessments.banks.models import Bank
from assessments.banks.queries import newest_version, parsed_bank
from assessments.scoring.bank import Bank as BankContent
from assessments.teams.queries import organisations_led_by
from assessments.web.forms.audit import row_id
from assessments.web.forms.portfolio import PortfolioForm
from assessments.web.portfolio import product_rows, shades, titles
from assessments.web.portfolio_csv import as_csv
from assessments.web.rules import ActorRequest, Rule, rule


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the portfolio is asked for; `bank` is None where there is no assessment at all."""

    extent: Extent
    bank: Bank | None
    content: BankContent | None
    form: PortfolioForm


@rule(Rule.TEAM_LEAD)
@require_safe
def portfolio(request: ActorRequest) -> HttpResponse:
    asked = _asked(request)
    context: dict[str, Any] = {"extent": asked.extent, "form": asked.form}
    if asked.bank and asked.content:
        chosen = asked.form.filters()
        filters = sortable(asked.extent, asked.bank.pk, chosen)
        place = read_place(filters.order, request.GET.get("after", ""))
        page = portfolio_page(asked.extent, asked.bank.pk, filters, place)
        field = compared_with(asked.extent.organisation.pk, asked.bank.pk)
        rows = product_rows(page, asked.content, field, timezone.localdate())
        later = place_of(filters.order, page.rows[-1]) if page.has_more else ""
        context |= {
            "bank": asked.bank,
            "parts": titles(asked.content),
            "rows": rows,
            "shades": shades(rows),
            "later": _address(request, later) if later else "",
            "is_first": place is None,
            "is_sorted_otherwise": filters != chosen,
            "first": _address(request),
            "is_filtered": any(request.GET.get(name) for name in ("team", "level", "gates")),
        }
    return render(request, "portfolio.html", context)


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET"])
def portfolio_export(request: ActorRequest) -> Any:
    """Give all products the filter finds as a file; that it left the house is an event.

    Where there is nothing yet, the page says what to do next.
    """
    asked = _asked(request)
    if asked.bank is None or asked.content is None:
        return redirect("assessments:portfolio")
    found = portfolio_rows(asked.extent, asked.bank.pk, asked.form.filters())
    field = compared_with(asked.extent.organisation.pk, asked.bank.pk)
    lines = as_csv(asked.content, found.iterator(2000), field, timezone.localdate())
    _record(request, asked)
    reply = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"portfolio-{asked.extent.organisation.slug}-{timezone.localdate().isoformat()}.csv"
    reply["Content-Disposition"] = f'attachment; filename="{name}"'
    reply["X-Content-Type-Options"] = "nosniff"
    reply["Cache-Control"] = "private, no-store"
    return reply


def _asked(request: ActorRequest) -> Asked:
    """Read what is asked for; what cannot be read is the first there is.

    Raises:
        NotAllowed: the actor leads no team and administers no organisation.
    """
    organisations = list(organisations_led_by(request.actor))
    if not organisations:
        raise NotAllowed
    organisation = _chosen(request, "organisation", organisations)
    extent = extent_of(request.actor, organisation, _number(request, "team"))
    banks = list(banks_in(extent))
    bank = _chosen(request, "bank", banks) if banks else None
    version = newest_version(bank) if bank else None
    content = parsed_bank(version) if version else None
    form = PortfolioForm(request.GET, extent, organisations, banks, content)
    return Asked(extent, bank, content, form)


def _chosen(request: ActorRequest, name: str, rows: list[Any]) -> Any:
    asked = _number(request, name)
    return next((row for row in rows if row.pk == asked), rows[0])


def _number(request: ActorRequest, name: str) -> int | None:
    try:
        return row_id(request.GET.get(name, ""))
    except ValueError:
        return None


def _address(request: ActorRequest, place: str = "") -> str:
    """Give the same filter at a place, without one on its first page."""
    asked = request.GET.copy()
    asked["after"] = place
    return f"?{asked.urlencode()}"


def _record(request: ActorRequest, asked: Asked) -> None:
    said = {name: str(value) for name, value in asked.form.cleaned_data.items() if value}
    record(
        "portfolio.exported",
        asked.extent.organisation,
        organisation_id=asked.extent.organisation.pk,
        actor_id=request.actor.user_id,
        detail=said,
    )
