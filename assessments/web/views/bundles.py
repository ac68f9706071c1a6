"""Reports of many products at once: choose, watch them being made, take them as one ZIP."""

from typing import Any, Final

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from assessments import tasks
from assessments.answers.models import Assessment
from assessments.reports import services
from assessments.reports.models import ReportBundle
from assessments.reports.queries import bundle_for, bundles_of, members_of, reportable_in
from assessments.reports.services.bundling import KEPT_DAYS, MOST_MEMBERS
from assessments.teams.models import Organisation
from assessments.teams.queries import organisation_for, teams_visible_to
from assessments.teams.services import Sent, once
from assessments.web.attachment import make_attachment
from assessments.web.form_page import problems_of, submitted
from assessments.web.forms.bundling import BundleForm
from assessments.web.forms.talk import read_id
from assessments.web.rules import ActorRequest, Rule, rule

SHOWN: Final = 20


@rule(Rule.ORGANISATION_MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def bundle_list(request: ActorRequest, pk: int) -> HttpResponse:
    organisation = organisation_for(request.actor, pk)
    rows, team = _offered(request, pk)
    form = BundleForm(rows[:MOST_MEMBERS], request.POST or None)
    if request.method == "POST":
        sent = submitted(form, lambda: _ask(request, pk, form))
        if sent is not None:
            tasks.ring_bundle(sent.made_id)
            return redirect("assessments:bundle-detail", sent.made_id)
    context = {**_lists(request, organisation, team), "form": form, "rows": rows}
    context |= {"problems": problems_of(form), "most": MOST_MEMBERS, "days": KEPT_DAYS}
    context |= {"has_more": len(rows) > MOST_MEMBERS}
    return render(request, "bundle_list.html", context, status=422 if form.errors else 200)


def _offered(request: ActorRequest, pk: int) -> tuple[list[Assessment], int | None]:
    """Give what can be chosen, and one more where there is more, of the team asked for."""
    team = read_id(request.GET.get("team", ""))
    rows = reportable_in(request.actor, pk)
    rows = rows if team is None else rows.filter(team=team)
    return list(rows[: MOST_MEMBERS + 1]), team


def _lists(request: ActorRequest, organisation: Organisation, team: int | None) -> dict[str, Any]:
    return {
        "organisation": organisation,
        "teams": teams_visible_to(request.actor).filter(organisation=organisation),
        "team": team,
        "bundles": bundles_of(request.actor, organisation.pk)[:SHOWN],
    }


def _ask(request: ActorRequest, pk: int, form: BundleForm) -> Sent[ReportBundle]:
    said = form.cleaned_data
    return once(
        user_id=request.actor.user_id,
        token=said["form_id"],
        make=lambda: services.request_bundle(
            actor=request.actor,
            organisation_id=pk,
            assessment_ids=said["assessments"],
            file_format=said["file_format"],
            language=said["language"],
        ),
    )


@rule(Rule.SIGNED_IN)
@require_safe
def bundle_detail(request: ActorRequest, pk: int) -> HttpResponse:
    return _shown(request, pk, "bundle_detail.html")


@rule(Rule.SIGNED_IN)
@require_safe
def bundle_status(request: ActorRequest, pk: int) -> HttpResponse:
    """Show what of the page changes, read from the rows."""
    reply = _shown(request, pk, "_bundle_news.html")
    reply["Cache-Control"] = "no-store"
    return reply


def _shown(request: ActorRequest, pk: int, template: str) -> HttpResponse:
    bundle = bundle_for(request.actor, pk)
    members = list(members_of(bundle))
    ended = sum(services.is_ended(bundle, member) for member in members)
    ready = sum(member.report is not None and member.report.state == "ready" for member in members)
    context = {
        "bundle": bundle,
        "members": members,
        "ended": ended,
        "ready": ready,
        "failed": ended - ready,
        "number": len(members),
        "is_done": ended == len(members),
        "days": KEPT_DAYS,
    }
    return render(request, template, context)


@rule(Rule.SIGNED_IN)
@require_safe
def bundle_download(request: ActorRequest, pk: int) -> HttpResponse:
    taken = services.hand_over_bundle(actor=request.actor, bundle_id=pk)
    reply = StreamingHttpResponse(taken.chunks, content_type="application/zip")
    make_attachment(reply, taken.name)
    return reply  # type: ignore[return-value]  # a reply all the same
