"""Every page about people, in every look: no axe violation, nothing sideways, nothing refused."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from assessments.actor import TeamRole
from assessments.answers.models import Assessment
from assessments.teams.models import Invitation, Member, Organisation
from assessments.teams.services import Offer, invite_person
from tests import factories
from tests.browser.conftest import Desk
from tests.browser.looks import LONG, assert_looks_right, follow
from tests.browsers import LOOKS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Sit = Callable[..., Desk]

PAGES = [
    "/organisations/",
    "/organisations/{organisation}/",
    "/organisations/{organisation}/edit",
    "/organisations/{organisation}/look",
    "/organisations/{organisation}/leave",
    "/organisations/{organisation}/invite",
    "/organisations/{organisation}/people/{user}/edit",
    "/organisations/{organisation}/people/{user}/remove",
    "/organisations/{organisation}/teams/new",
    "/organisations/{organisation}/teams/{team}/delete",
    "/teams/{team}/",
    "/teams/{empty}/",
    "/teams/{team}/edit",
    "/teams/{team}/leave",
    "/teams/{team}/invite",
    "/teams/{team}/people/add",
    "/teams/{team}/people/{user}/edit",
    "/teams/{team}/people/{user}/remove",
    "/assessments/{assessment}/invite",
]


def _invite(desk: Desk, email: str, **offer) -> str:
    team = desk.assessment.team
    offer = {"team_id": team.pk, "team_role": TeamRole.VIEWER, **offer}
    invited = invite_person(
        actor=factories.actor_of(desk.user),
        organisation_id=team.organisation_id,
        email=email,
        offer=Offer(**offer),
    )
    return "/" + invited.link.split("/", 3)[3]


@pytest.fixture
def peopled(assessment: Assessment) -> dict[str, int]:
    """Give an organisation with long names, two teams and somebody without a name."""
    team = assessment.team
    Organisation.objects.filter(pk=team.organisation_id).update(name="Works of " + LONG)
    other = factories.person_in(team, "contributor", name=LONG, email=f"{'long' * 15}@example.org")
    factories.person_in(team, "viewer", name="")
    empty = factories.TeamFactory(organisation=team.organisation, name="Vision")
    factories.MemberFactory(organisation=team.organisation, edits_banks=True)
    return {
        "organisation": team.organisation_id,
        "team": team.pk,
        "empty": empty.pk,
        "user": other.pk,
        "assessment": assessment.pk,
    }


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_page_about_people_is_accessible_and_fits(sit_down: Sit, peopled, scheme, width):
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    desk, viewer = sit_down(**look), sit_down("viewer", **look)
    Member.objects.filter(user=desk.user).update(role="admin")
    factories.MemberFactory(user=viewer.user)
    _invite(desk, "a@example.org", discipline="ux")
    _invite(desk, f"{'very-long' * 6}@example.org")
    Invitation.objects.filter(email="a@example.org").update(expires_at=timezone.now())

    for page in PAGES:
        desk.page.goto(page.format(**peopled))
        assert_looks_right(desk.page, page)
    for page in ("/organisations/", "/organisations/{organisation}/", "/teams/{team}/"):
        viewer.page.goto(page.format(**peopled))
        assert_looks_right(viewer.page, page)
    desk.page.goto("/teams/{team}/invite".format(**peopled))
    desk.page.get_by_label("E-mail address").fill("no address")
    follow(desk.page.get_by_role("button", name="Invite"))
    assert_looks_right(desk.page, "a problem")
    desk.page.get_by_label("E-mail address").fill("b@example.org")
    follow(desk.page.get_by_role("button", name="Invite"))
    assert_looks_right(desk.page, "the link, once")


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_state_of_an_invitation_is_accessible_and_fits(sit_down: Sit, peopled, scheme, width):
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    desk, other = sit_down(**look), sit_down("viewer", **look)
    Member.objects.filter(user=desk.user).update(role="admin")
    known = factories.UserFactory(email="known@example.org")
    link, to_known = _invite(desk, "new@example.org"), _invite(desk, known.email)

    other.page.goto(link)
    assert_looks_right(other.page, "another person")
    follow(other.page.get_by_role("button", name="Sign out and go on"))
    assert_looks_right(other.page, "a new person")
    other.page.get_by_label("Password", exact=True).fill("short")
    follow(other.page.get_by_role("button", name="Make the account"))
    assert_looks_right(other.page, "a problem")
    other.page.goto(to_known)
    assert_looks_right(other.page, "somebody with an account")
    follow(other.page.get_by_role("link", name="Sign in to join"))
    other.page.get_by_label("E-mail address").fill(known.email)
    other.page.get_by_label("Password").fill(factories.PASSWORD)
    follow(other.page.get_by_role("button", name="Sign in", exact=True))
    assert_looks_right(other.page, "signed in")
    follow(other.page.get_by_role("button", name="Join"))
    other.page.goto(to_known)
    assert_looks_right(other.page, "a link that works no more")
