"""Mails of an installation that sends none, for staff to read; nothing where mails are sent."""

from typing import Final

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.notices.kept import kept_mail, kept_mails
from assessments.web.own_links import linked
from assessments.web.rules import ActorRequest, Rule, rule

PAGE_ROWS: Final = 50


@rule(Rule.STAFF)
@require_safe
def kept_mail_list(request: ActorRequest) -> HttpResponse:
    _only_where_kept()
    page = Paginator(kept_mails(), PAGE_ROWS).get_page(request.GET.get("page"))
    return render(request, "kept_mail_list.html", {"mails": page})


@rule(Rule.STAFF)
@require_safe
def kept_mail_detail(request: ActorRequest, pk: int) -> HttpResponse:
    _only_where_kept()
    mail = kept_mail(pk)
    pieces = linked(mail.body, settings.BASE_URL)
    return render(request, "kept_mail_detail.html", {"mail": mail, "pieces": pieces})


def _only_where_kept() -> None:
    if not settings.KEEPS_MAILS:
        raise Http404
