"""The routes of organisations, teams, members and invitations."""

from django.urls import URLPattern, URLResolver, include, path

from assessments.web.views import (
    invitations,
    joining,
    look,
    organisations,
    people,
    team_people,
    teams,
)

_organisation: list[URLPattern] = [
    path("", organisations.organisation_detail, name="organisation-detail"),
    path("edit", organisations.organisation_edit, name="organisation-edit"),
    path("settings", organisations.organisation_settings, name="organisation-settings"),
    path("look", look.organisation_look, name="organisation-look"),
    path("leave", people.organisation_leave, name="organisation-leave"),
    path("invite", invitations.organisation_invite, name="organisation-invite"),
    path("people/<id:user_id>/edit", people.member_edit, name="member-edit"),
    path("people/<id:user_id>/remove", people.member_remove, name="member-remove"),
    path(
        "invitations/<id:invitation_id>/send-again",
        invitations.organisation_send_again,
        name="organisation-send-again",
    ),
    path(
        "invitations/<id:invitation_id>/revoke",
        invitations.organisation_revoke,
        name="organisation-revoke",
    ),
    path("teams/new", teams.team_new, name="team-new"),
    path("teams/<id:team_id>/delete", teams.team_delete, name="team-delete"),
]

_team: list[URLPattern] = [
    path("", teams.team_detail, name="team-detail"),
    path("edit", teams.team_edit, name="team-edit"),
    path("leave", team_people.team_leave, name="team-leave"),
    path("invite", invitations.team_invite, name="team-invite"),
    path("people/add", team_people.team_member_add, name="team-member-add"),
    path("people/<id:user_id>/edit", team_people.team_member_edit, name="team-member-edit"),
    path("people/<id:user_id>/remove", team_people.team_member_remove, name="team-member-remove"),
    path(
        "invitations/<id:invitation_id>/send-again",
        invitations.team_send_again,
        name="team-send-again",
    ),
    path("invitations/<id:invitation_id>/revoke", invitations.team_revoke, name="team-revoke"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("organisations/", organisations.organisation_list, name="organisation-list"),
    path("organisations/<id:pk>/", include(_organisation)),
    path("teams/<id:pk>/", include(_team)),
    path("assessments/<id:pk>/invite", invitations.assessment_invite, name="assessment-invite"),
    path("invitations/<secret:secret>", joining.invitation_link, name="invitation-link"),
    path("invitation", joining.invitation_accept, name="invitation-accept"),
    path("invitation/other-person", joining.invitation_switch, name="invitation-switch"),
]
