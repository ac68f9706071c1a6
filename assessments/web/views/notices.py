"""What a person was told: the list behind the bell, opening one, and choosing what to be told."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.notices import services
from assessments.notices.models import NoticeKind
from assessments.notices.queries import PAGE_ROWS, Wanted, choices_of, notice_page
from assessments.notices.sentences import address_of, sentence_of
from assessments.web.forms.talk import read_id
from assessments.web.rules import ActorRequest, Rule, rule


@rule(Rule.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def notice_list(request: ActorRequest) -> HttpResponse:
    """Show what the person was told; a POST marks what the page showed as read."""
    if request.method == "POST":
        up_to = read_id(request.POST.get("up_to", ""))
        if up_to is not None:
            services.mark_all_read(actor=request.actor, up_to=up_to)
        return redirect("assessments:notice-list")
    found = notice_page(request.actor, before=read_id(request.GET.get("before", "")))
    rows = found[:PAGE_ROWS]
    context = {
        "rows": [(notice, sentence_of(notice)) for notice in rows],
        "is_first": "before" not in request.GET,
        "newest": rows[0].pk if rows else "",
        "next_place": rows[-1].pk if len(found) > PAGE_ROWS else "",
    }
    return render(request, "notice_list.html", context)


@rule(Rule.SIGNED_IN)
@require_POST
def notice_open(request: ActorRequest, notice_id: int) -> HttpResponse:
    """Mark a notice as read and lead to what it is about."""
    notice = services.mark_read(actor=request.actor, notice_id=notice_id)
    return HttpResponseRedirect(address_of(notice))


@rule(Rule.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def notice_choices(request: ActorRequest) -> HttpResponse:
    if request.method == "POST":
        services.choose(actor=request.actor, wanted=_wanted(request))
        messages.success(request, _("Your choices are saved. They hold for notices from now on."))
        return redirect("assessments:notice-choices")
    return render(request, "notice_choices.html", {"choices": choices_of(request.actor)})


def _wanted(request: ActorRequest) -> dict[NoticeKind, Wanted]:
    chosen = request.POST
    return {
        kind: Wanted(on_page=f"{kind.value}:page" in chosen, by_mail=f"{kind.value}:mail" in chosen)
        for kind in NoticeKind
    }
