"""Roles, removing and leaving: they hold at once, and one admin always stays."""

import pytest

from assessments.actor import NotAllowed, NotVisible, OrganisationRole, TeamRole
from assessments.answers.models import Answer
from assessments.audit.models import AuditEvent
from assessments.teams import services
from assessments.teams.errors import InvitationGone, Refused
from assessments.teams.models import Member, Team, TeamMember
from tests import factories
from tests.teams.conftest import actor, secret_of

pytestmark = pytest.mark.django_db
ADMIN, MEMBER = OrganisationRole.ADMIN, OrganisationRole.MEMBER


def _change(place, by, of, role, *, edits_banks=False):
    return services.change_member(
        actor=actor(by),
        organisation_id=place.organisation.pk,
        user_id=of.pk,
        role=role,
        edits_banks=edits_banks,
    )


def _last_event():
    event = AuditEvent.objects.latest("pk")
    return event.verb, event.object_id, event.detail


def test_a_changed_role_holds_at_once_and_is_in_the_log(place):
    _change(place, place.admin, place.lead, ADMIN, edits_banks=True)

    assert actor(place.lead).administers(place.organisation.pk)
    assert actor(place.lead).edits_banks_of(place.organisation.pk)
    verb, of, detail = _last_event()
    assert (verb, of) == ("member.role_changed", place.lead.pk)
    assert detail["before"] == {"role": "member", "edits_banks": False}
    assert detail["after"] == {"role": "admin", "edits_banks": True}


def test_the_last_admin_cannot_be_demoted_removed_or_leave(place):
    with pytest.raises(Refused):
        _change(place, place.admin, place.admin, MEMBER)
    with pytest.raises(Refused):
        services.remove_member(
            actor=actor(place.admin), organisation_id=place.organisation.pk, user_id=place.admin.pk
        )
    with pytest.raises(Refused):
        services.leave_organisation(actor=actor(place.admin), organisation_id=place.organisation.pk)
    assert actor(place.admin).administers(place.organisation.pk)


def test_an_admin_who_cannot_sign_in_does_not_count_as_another(place):
    gone = factories.admin_of(place.organisation)
    gone.is_active = False
    gone.save()

    with pytest.raises(Refused):
        _change(place, place.admin, place.admin, MEMBER)


def test_an_admin_may_step_down_when_there_is_another(place):
    factories.admin_of(place.organisation)

    _change(place, place.admin, place.admin, MEMBER)

    assert not actor(place.admin).administers(place.organisation.pk)


def test_a_removed_person_loses_all_teams_and_invitations_and_keeps_what_they_wrote(place):
    assessment = factories.AssessmentFactory(product=factories.ProductFactory(team=place.team))
    factories.make_answers(assessment, {"value.goal": 2}, place.lead)
    elsewhere = factories.TeamFactory()
    factories.TeamMemberFactory(team=elsewhere, user=place.lead)
    sent = place.invite("a@example.org", by=place.lead)
    other = factories.TeamFactory(organisation=place.organisation)
    to_them = place.invite(place.lead.email, team_id=other.pk)

    services.remove_member(
        actor=actor(place.admin), organisation_id=place.organisation.pk, user_id=place.lead.pk
    )

    now = actor(place.lead)
    assert (list(now.organisations), list(now.teams)) == (
        [elsewhere.organisation_id],
        [elsewhere.pk],
    )
    assert Answer.objects.get().by == place.lead
    for invited in (sent, to_them):
        with pytest.raises(InvitationGone):
            services.invitation_to_show(services.hash_of(secret_of(invited)))
    assert _last_event() == (
        "member.removed",
        place.lead.pk,
        {"role": "member", "teams": ["Forecasting"]},
    )


def test_leaving_the_organisation_ends_every_role_in_it(place):
    services.leave_organisation(actor=actor(place.lead), organisation_id=place.organisation.pk)

    assert not actor(place.lead).organisations
    assert not TeamMember.objects.filter(user=place.lead).exists()
    assert _last_event()[0] == "member.left"


@pytest.mark.parametrize("who", ["lead", "member", "outsider"])
def test_only_admins_change_the_organisation(place, who):
    asker = {
        "lead": place.lead,
        "member": factories.MemberFactory(organisation=place.organisation).user,
        "outsider": factories.admin_of(factories.OrganisationFactory()),
    }[who]
    refusal = NotVisible if who == "outsider" else NotAllowed
    organisation_id = place.organisation.pk

    with pytest.raises(refusal):
        _change(place, asker, place.lead, ADMIN)
    with pytest.raises(refusal):
        services.remove_member(
            actor=actor(asker), organisation_id=organisation_id, user_id=place.lead.pk
        )
    with pytest.raises(refusal):
        services.create_team(actor=actor(asker), organisation_id=organisation_id, name="Own")
    with pytest.raises(refusal):
        services.delete_team(
            actor=actor(asker), organisation_id=organisation_id, team_id=place.team.pk
        )
    with pytest.raises(refusal):
        services.rename_organisation(
            actor=actor(asker), organisation_id=organisation_id, name="Mine"
        )


def test_roles_are_read_behind_the_lock_not_from_the_request(place):
    second = factories.admin_of(place.organisation)
    at_the_start_of_the_request = actor(second)
    _change(place, place.admin, second, MEMBER)

    with pytest.raises(NotAllowed):
        services.change_member(
            actor=at_the_start_of_the_request,
            organisation_id=place.organisation.pk,
            user_id=place.lead.pk,
            role=ADMIN,
            edits_banks=False,
        )


def test_a_lead_adds_changes_and_removes_people_of_the_organisation(place):
    person = factories.MemberFactory(organisation=place.organisation).user
    lead, at = actor(place.lead), {"team_id": place.team.pk, "user_id": person.pk}

    services.add_team_member(actor=lead, **at, role=TeamRole.VIEWER, discipline="ux")
    assert actor(person).team_role(place.team.pk) is TeamRole.VIEWER
    services.change_team_member(actor=lead, **at, role=TeamRole.LEAD, discipline="business")
    assert actor(person).disciplines[place.team.pk] == "business"
    services.remove_team_member(actor=lead, **at)

    assert actor(person).team_role(place.team.pk) is None
    assert Member.objects.filter(user=person).exists()
    verbs = AuditEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["member.added", "member.role_changed", "member.removed"]


def test_nobody_from_outside_the_organisation_is_added(place):
    outsider = factories.person_in(factories.TeamFactory())

    for person in (outsider, place.lead):
        with pytest.raises(Refused):
            services.add_team_member(
                actor=actor(place.lead),
                team_id=place.team.pk,
                user_id=person.pk,
                role=TeamRole.VIEWER,
            )
    assert TeamMember.objects.filter(team=place.team).count() == 1


@pytest.mark.parametrize("role", ["contributor", "viewer"])
def test_who_does_not_lead_changes_nobody_but_may_leave(place, role):
    person = factories.person_in(place.team, role)
    asker, at = actor(person), {"team_id": place.team.pk, "user_id": place.lead.pk}

    with pytest.raises(NotAllowed):
        services.change_team_member(actor=asker, **at, role=TeamRole.VIEWER, discipline="")
    with pytest.raises(NotAllowed):
        services.remove_team_member(actor=asker, **at)
    with pytest.raises(NotAllowed):
        services.rename_team(actor=asker, team_id=place.team.pk, name="Mine")
    services.leave_team(actor=asker, team_id=place.team.pk)

    assert actor(person).team_role(place.team.pk) is None


def test_the_last_lead_of_a_team_may_leave_for_admins_do_what_a_lead_does(place):
    services.leave_team(actor=actor(place.lead), team_id=place.team.pk)

    made = services.create_product(actor=actor(place.admin), team_id=place.team.pk, name="Planner")
    assert made.team == place.team


def test_a_team_is_made_renamed_and_deleted_while_it_is_empty(place):
    admin, organisation_id = actor(place.admin), place.organisation.pk
    team = services.create_team(actor=admin, organisation_id=organisation_id, name="  Vision ")
    services.rename_team(actor=admin, team_id=team.pk, name="Seeing")
    factories.ProductFactory(team=place.team)

    with pytest.raises(Refused):
        services.delete_team(actor=admin, organisation_id=organisation_id, team_id=place.team.pk)
    services.delete_team(actor=admin, organisation_id=organisation_id, team_id=team.pk)

    assert list(Team.objects.all()) == [place.team]
    verbs = AuditEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["team.created", "team.renamed", "team.deleted"]


@pytest.mark.parametrize("name", ["", "a\x00b", "x" * 201, "Forecasting"])
def test_a_team_name_that_cannot_be_is_refused_at_its_field(place, name):
    with pytest.raises(Refused) as refused:
        services.create_team(
            actor=actor(place.admin), organisation_id=place.organisation.pk, name=name
        )
    assert refused.value.field == "name"
