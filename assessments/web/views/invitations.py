"""Inviting people, sending an invitation again and revoking it.

The page after inviting is the one place that shows the link; only its hash is kept.
"""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.actor import NotAllowed, NotVisible
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_manage_assessment
from assessments.answers.queries import assessment_for
from assessments.teams import services
from assessments.teams.errors import Refused
from assessments.teams.models import Organisation, Team
from assessments.teams.queries import counted_teams_of, invitations_of
from assessments.teams.services import Invited, Offer, Sent
from assessments.web.form_page import FormPage, show_form, submitted
from assessments.web.forms.once import OnceForm
from assessments.web.forms.people import OrganisationInvitationForm, TeamInvitationForm
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.views import organisations, teams


@rule(Rule.ORGANISATION_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_invite(request: ActorRequest, pk: int) -> HttpResponse:
    organisation = organisations.managed(request, pk)
    choices = list(counted_teams_of(request.actor, organisation))
    form = OrganisationInvitationForm(choices, request.POST or None)
    back = organisations.address(pk)
    if request.method == "POST":
        sent = submitted(form, lambda: _invite(request, pk, form, _organisation_offer(form)))
        if sent is not None:
            return _show_sent(request, sent, organisation, back)
    trail = organisations.trail(organisation)
    return show_form(request, form, _page(_("Invite somebody"), back, trail))


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def team_invite(request: ActorRequest, pk: int) -> HttpResponse:
    team = teams.led(request, pk)
    page = _page(
        _("Invite somebody to %(team)s") % {"team": team}, teams.address(pk), teams.trail(team)
    )
    return _invite_to_team(request, team, page)


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_invite(request: ActorRequest, pk: int) -> HttpResponse:
    """Invite to the team of an assessment; who accepts lands on that assessment."""
    assessment = assessment_for(request.actor, pk)
    if not can_manage_assessment(request.actor, assessment):
        raise NotAllowed
    back = assessment.get_absolute_url()
    title = _("Invite somebody to %(name)s") % {"name": assessment}
    trail = (
        (str(assessment.product), assessment.product.get_absolute_url()),
        (str(assessment), back),
    )
    page = _page(title, back, trail)
    return _invite_to_team(request, assessment.team, page, assessment)


def _invite_to_team(
    request: ActorRequest, team: Team, page: FormPage, assessment: Assessment | None = None
) -> HttpResponse:
    form = TeamInvitationForm(request.POST or None)
    if request.method == "POST":
        sent = submitted(
            form,
            lambda: _invite(
                request, team.organisation_id, form, _team_offer(form, team, assessment)
            ),
        )
        if sent is not None:
            return _show_sent(request, sent, team.organisation, page.back)
    return show_form(request, form, page)


def _organisation_offer(form: OrganisationInvitationForm) -> Offer:
    said = form.said
    team = said["team"]
    return Offer(
        role=said["role"],
        edits_banks=said["edits_banks"],
        team_id=team,
        team_role=said["team_role"] if team else None,
        discipline=said["discipline"],
    )


def _team_offer(form: TeamInvitationForm, team: Team, assessment: Assessment | None) -> Offer:
    return Offer(
        team_id=team.pk,
        team_role=form.said["team_role"],
        discipline=form.said["discipline"],
        assessment_id=assessment.pk if assessment else None,
    )


def _invite(
    request: ActorRequest, organisation_id: int, form: OnceForm, offer: Offer
) -> Sent[Invited]:
    return services.once(
        user_id=request.actor.user_id,
        token=form.cleaned_data["form_id"],
        make=lambda: services.invite_person(
            actor=request.actor,
            organisation_id=organisation_id,
            email=form.cleaned_data["email"],
            offer=offer,
        ),
        id_of=lambda invited: invited.invitation.pk,
    )


@rule(Rule.ORGANISATION_ADMIN)
@require_POST
def organisation_send_again(request: ActorRequest, pk: int, invitation_id: int) -> HttpResponse:
    organisation = organisations.managed(request, pk)
    return _send_again(request, organisation, None, invitation_id)


@rule(Rule.TEAM_LEAD)
@require_POST
def team_send_again(request: ActorRequest, pk: int, invitation_id: int) -> HttpResponse:
    team = teams.led(request, pk)
    return _send_again(request, team.organisation, team, invitation_id)


@rule(Rule.ORGANISATION_ADMIN)
@require_POST
def organisation_revoke(request: ActorRequest, pk: int, invitation_id: int) -> HttpResponse:
    organisation = organisations.managed(request, pk)
    return _revoke(request, organisation, None, invitation_id)


@rule(Rule.TEAM_LEAD)
@require_POST
def team_revoke(request: ActorRequest, pk: int, invitation_id: int) -> HttpResponse:
    team = teams.led(request, pk)
    return _revoke(request, team.organisation, team, invitation_id)


def _send_again(
    request: ActorRequest, organisation: Organisation, team: Team | None, invitation_id: int
) -> HttpResponse:
    _refuse_other_place(organisation, team, invitation_id)
    back = _back(organisation, team)
    try:
        invited = services.send_again(actor=request.actor, invitation_id=invitation_id)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect(back)
    return _show_sent(request, Sent(invited.invitation.pk, invited), organisation, back)


def _revoke(
    request: ActorRequest, organisation: Organisation, team: Team | None, invitation_id: int
) -> HttpResponse:
    _refuse_other_place(organisation, team, invitation_id)
    invitation = services.revoke_invitation(actor=request.actor, invitation_id=invitation_id)
    said = _("The invitation of %(email)s is revoked: its link works no more.")
    messages.success(request, said % {"email": invitation.email})
    return redirect(_back(organisation, team))


def _refuse_other_place(organisation: Organisation, team: Team | None, invitation_id: int) -> None:
    """Answer 404 for an invitation that is not open, or not of the place the address names."""
    if not invitations_of(organisation, team).filter(pk=invitation_id).exists():
        raise NotVisible


def _back(organisation: Organisation, team: Team | None) -> str:
    return teams.address(team.pk) if team else organisations.address(organisation.pk)


def _page(title: str, back: str, trail: tuple[tuple[str, str], ...]) -> FormPage:
    intro = _("A mail with a link goes to the address. The link works once, for seven days.")
    if settings.KEEPS_MAILS:
        intro = _("You get a link to give to the person. It works once, for seven days.")
    return FormPage(title, _("Invite"), back, trail, (intro,))


def _show_sent(
    request: ActorRequest, sent: Sent[Invited], organisation: Organisation, back: str
) -> HttpResponse:
    """Show the link; to who sent the form twice, that it was made already."""
    invited = sent.made
    if invited is None:
        said = _("This invitation was made already. Send it again to get a new link.")
        messages.info(request, said)
        return redirect(back)
    context = {
        "invitation": invited.invitation,
        "link": invited.link,
        "was_sent": invited.was_sent,
        "keeps_mails": settings.KEEPS_MAILS,
        "organisation": organisation,
        "back": back,
    }
    reply = render(request, "invitation_sent.html", context)
    reply["Cache-Control"] = "private, no-store"
    return reply
