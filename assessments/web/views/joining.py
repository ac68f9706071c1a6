"""Taking an invitation up: what it is, who has to sign in, and joining by a posted form.

The mailed address holds the secret and shows nothing: it puts the secret's hash into the session
and leads on, so that no page, no Referer and no `next` of the sign-in page carries the secret.
"""

from typing import Final

from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.answers.queries import assessments_visible_to
from assessments.teams import services
from assessments.teams.errors import AccountExists, InvitationGone, OtherAddress
from assessments.teams.models import Invitation
from assessments.teams.queries import has_account, load_actor, user_with_id
from assessments.teams.services import Joined
from assessments.web.attempts import Limit
from assessments.web.form_page import problems_of, submitted
from assessments.web.forms.people import JoinForm
from assessments.web.rules import ActorRequest, Rule, rule

IN_SESSION: Final = "invitation"
TRIES: Final = Limit("invitation", tries=30, seconds=600)


@rule(Rule.PUBLIC)
@require_safe
def invitation_link(request: ActorRequest, secret: str) -> HttpResponse:
    """Remember in the session which invitation is meant; the invitation itself stays as it is."""
    if TRIES.is_reached(request):
        return _too_many(request)
    kept = services.hash_of(secret)
    try:
        services.invitation_to_show(kept)
    except InvitationGone:
        TRIES.count(request)
        return _gone(request)
    request.session[IN_SESSION] = kept
    return _without_trace(redirect("assessments:invitation-accept"))


@rule(Rule.PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request: ActorRequest) -> HttpResponse:
    kept = str(request.session.get(IN_SESSION, ""))
    if TRIES.is_reached(request):
        return _too_many(request)
    try:
        if request.method == "POST":
            TRIES.count(request)
            return _join(request, kept)
        return _show(request, services.invitation_to_show(kept))
    except InvitationGone:
        request.session.pop(IN_SESSION, None)
        return _gone(request)
    except OtherAddress:
        return _other_person(request)


@rule(Rule.PUBLIC)
@require_POST
def invitation_switch(request: ActorRequest) -> HttpResponse:
    """Sign out whoever is signed in and go on with the invitation."""
    kept = request.session.get(IN_SESSION)
    logout(request)
    if kept:
        request.session[IN_SESSION] = kept
    return redirect("assessments:invitation-accept")


def _show(request: ActorRequest, invitation: Invitation) -> HttpResponse:
    if request.user.is_authenticated:
        services.refuse_other_person(request.actor, invitation)
        return _page(request, invitation)
    if has_account(invitation.email):
        return _page(request, invitation)
    return _page(request, invitation, JoinForm(invitation.email))


def _join(request: ActorRequest, kept: str) -> HttpResponse:
    if request.user.is_authenticated:
        joined = services.accept_invitation(actor=request.actor, secret_hash=kept)
        request.session.pop(IN_SESSION, None)
        return redirect(_landing(joined))
    invitation = services.invitation_to_show(kept)
    form = JoinForm(invitation.email, request.POST)
    try:
        new = submitted(form, lambda: _join_anew(kept, form))
    except AccountExists:
        return _page(request, invitation)
    if new is None:
        return _page(request, invitation, form)
    request.session.pop(IN_SESSION, None)
    return perform_login(  # type: ignore[no-any-return]  # allauth ships no types
        request, user_with_id(new.user_id), redirect_url=_landing(new)
    )


def _join_anew(kept: str, form: JoinForm) -> Joined:
    said = form.cleaned_data
    return services.join_with_new_account(
        secret_hash=kept, name=said["name"], password=said["password1"]
    )


def _landing(joined: Joined) -> str:
    """Lead to the assessment it was for, else to the team, else home."""
    mine = assessments_visible_to(load_actor(user_with_id(joined.user_id)))
    if joined.assessment_id and mine.filter(pk=joined.assessment_id).exists():
        return reverse("assessments:assessment-detail", args=[joined.assessment_id])
    if joined.team_id:
        return reverse("assessments:team-detail", args=[joined.team_id])
    return reverse("assessments:home")


def _page(
    request: ActorRequest, invitation: Invitation, form: JoinForm | None = None
) -> HttpResponse:
    context = {
        "invitation": invitation,
        "form": form,
        "problems": problems_of(form) if form else [],
        "login": f"{reverse('account_login')}?next={reverse('assessments:invitation-accept')}",
    }
    status = 422 if form is not None and form.errors else 200
    return _private(render(request, "invitation_accept.html", context, status=status))


def _gone(request: ActorRequest) -> HttpResponse:
    """Say the same of every link that does not work: whose and what it was stays unknown."""
    page = render(request, "invitation_gone.html", status=404)
    return _without_trace(page)


def _other_person(request: ActorRequest) -> HttpResponse:
    return _private(render(request, "invitation_other.html", status=403))


def _too_many(request: ActorRequest) -> HttpResponse:
    words = _("Too many tries from your network. Wait ten minutes and open the link again.")
    page = render(request, "invitation_gone.html", {"words": words}, status=429)
    page["Retry-After"] = str(TRIES.seconds)
    return _without_trace(page)


def _without_trace(reply: HttpResponse) -> HttpResponse:
    reply["Referrer-Policy"] = "no-referrer"
    return _private(reply)


def _private(reply: HttpResponse) -> HttpResponse:
    patch_cache_control(reply, private=True, no_store=True)
    return reply
