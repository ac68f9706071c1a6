"""Links to a ready report: the list, a new one, and taking one back.

The page after making one is the only place that shows the link; only its hash is kept.
"""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.reports import services
from assessments.reports.models import Report
from assessments.reports.queries import links_of
from assessments.reports.services import Shared
from assessments.teams.services import Sent, once
from assessments.web.form_page import problems_of, submitted
from assessments.web.forms.sharing import ShareForm
from assessments.web.rules import ActorRequest, Rule, rule

PAGE: Final = "share_list.html"


@rule(Rule.TEAM_CONTRIBUTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def share_list(request: ActorRequest, pk: int) -> HttpResponse:
    report = services.shareable(request.actor, pk)
    form = ShareForm(request.POST or None)
    if request.method == "POST":
        sent = submitted(form, lambda: _share(request, report, form))
        if sent is not None:
            return _made(request, report, sent)
    context = {
        "report": report,
        "assessment": report.assessment,
        "links": links_of(report),
        "now": timezone.now(),
        "form": form,
        "problems": problems_of(form),
    }
    return render(request, PAGE, context, status=422 if form.errors else 200)


def _share(request: ActorRequest, report: Report, form: ShareForm) -> Sent[Shared]:
    said = form.said
    return once(
        user_id=request.actor.user_id,
        token=form.cleaned_data["form_id"],
        make=lambda: services.share_report(actor=request.actor, report_id=report.pk, **said),
        id_of=lambda shared: shared.link.pk,
    )


def _made(request: ActorRequest, report: Report, sent: Sent[Shared]) -> HttpResponse:
    """Show the link; to who sent the form twice, that it was made already."""
    if sent.made is None:
        messages.info(request, _("This link was made already and cannot be shown again."))
        return redirect("assessments:share-list", report.pk)
    context = {
        "report": report,
        "assessment": report.assessment,
        "link": sent.made.link,
        "address": sent.made.address,
    }
    reply = render(request, "share_made.html", context)
    reply["Cache-Control"] = "private, no-store"
    return reply


@rule(Rule.TEAM_CONTRIBUTOR)
@require_POST
def share_revoke(request: ActorRequest, pk: int) -> HttpResponse:
    link = services.revoke_link(actor=request.actor, link_id=pk)
    messages.success(request, _("The link was taken back: it opens nothing any more."))
    return redirect("assessments:share-list", link.report_id)
