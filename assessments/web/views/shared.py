"""What a share link opens, to anybody who holds it: one sober page, and the file.

The secret is the whole right: no session is read or written, and as the pages tell no origin
(`no-referrer`), their forms cannot be told from foreign ones. So they are free of the check
against foreign forms: whoever could forge one holds the secret anyway.
"""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from assessments.reports import services
from assessments.reports.errors import ShareGone
from assessments.reports.models import ShareLink
from assessments.web.attachment import attachment
from assessments.web.attempts import Limit
from assessments.web.forms.sharing import OpenSharedForm
from assessments.web.rules import ActorRequest, Rule, rule

MISSES: Final = Limit("shared-report", tries=30, seconds=600)  # from one network address
PASSWORDS: Final = Limit("shared-password", tries=10, seconds=600)  # at one link


@csrf_exempt
@rule(Rule.PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def shared_report(request: ActorRequest, secret: str) -> HttpResponse:
    if MISSES.is_reached(request):
        return _too_many(request)
    try:
        link = services.shared_link(secret)
        if link.password and request.method != "POST":
            return _traceless(_page(request, {"form": OpenSharedForm()}))
        if link.password and not PASSWORDS.spend(str(link.pk)):
            return _too_many(request)
        return _opened(request, link, secret)
    except ShareGone:
        return _gone(request)


def _opened(request: ActorRequest, link: ShareLink, secret: str) -> HttpResponse:
    ticket = services.ticket_for(link, request.POST.get("password", ""))
    context = {"shared": services.read_shared(link), "ticket": ticket, "secret": secret}
    return _traceless(_page(request, context))


@csrf_exempt
@rule(Rule.PUBLIC)
@require_POST
def shared_file(request: ActorRequest, secret: str) -> HttpResponse:
    """Give the file; only a posted form does, so that no preview of a link counts as a download."""
    if MISSES.is_reached(request):
        return _too_many(request)
    try:
        taken = services.take_shared(secret=secret, ticket=request.POST.get("ticket", ""))
    except ShareGone:
        return _gone(request)
    return _traceless(attachment(taken.content, taken.name, taken.content_type))


def _page(request: ActorRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    return render(request, "shared_report.html", context, status=status)


def _gone(request: ActorRequest) -> HttpResponse:
    """Say the same of every link that opens nothing: whether there ever was one stays unknown."""
    MISSES.count(request)
    return _traceless(_page(request, {}, status=404))


def _too_many(request: ActorRequest) -> HttpResponse:
    words = _("There were too many tries. Wait ten minutes and open the link again.")
    page = _page(request, {"words": words}, status=429)
    page["Retry-After"] = str(MISSES.seconds)
    return _traceless(page)


def _traceless(reply: HttpResponse) -> HttpResponse:
    """Keep a page out of every index, cache and `Referer`."""
    reply["X-Robots-Tag"] = "noindex, nofollow"
    reply["Referrer-Policy"] = "no-referrer"
    reply["Cache-Control"] = "private, no-store"
    return reply
