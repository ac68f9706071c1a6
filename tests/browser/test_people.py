"""An admin invites, the mail brings a new person, a password is set, the assessment is there."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from assessments.notices.models import KeptMail
from assessments.teams.models import Member, TeamMember, User
from tests.browser.conftest import Desk, listen

pytestmark = pytest.mark.browser
PASSWORD = "a long enough word 7"


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_an_invited_person_comes_by_mail_and_lands_on_the_assessment(
    sit_down: Callable[..., Desk], make_context: Callable[..., BrowserContext], script
):
    desk = sit_down(java_script_enabled=script)
    Member.objects.filter(user=desk.user).update(role="admin")
    desk.page.goto(f"/assessments/{desk.assessment.pk}/")
    desk.page.locator("summary", has_text="More").first.click()
    desk.page.get_by_role("link", name="Invite somebody").click()
    desk.page.get_by_label("E-mail address").fill("nia@example.org")
    desk.page.get_by_label("Role in the team").select_option("contributor")
    desk.page.get_by_label("Discipline").select_option("ux")
    desk.page.get_by_role("button", name="Invite").click()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("nia@example.org is invited")
    shown = desk.page.get_by_label("Link to join").input_value()

    mailed = KeptMail.objects.get(to__contains="nia@example.org").body
    (link,) = re.findall(r"http\S+/invitations/\S+", mailed)
    assert link == shown
    complaints: list[str] = []
    page = make_context(java_script_enabled=script).new_page()
    listen(page, complaints)
    page.goto(link)
    assert link.rpartition("/")[2] not in page.url
    expect(page.get_by_role("heading", level=1)).to_contain_text("Join")
    page.get_by_label("Your name").fill("Nia New")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password once more").fill(PASSWORD)
    page.get_by_role("button", name="Make the account and join").click()

    page.wait_for_url(f"**/assessments/{desk.assessment.pk}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Spare-part forecast")
    user = User.objects.get(email="nia@example.org")
    member = TeamMember.objects.get(user=user)
    assert (member.role, member.discipline, user.name) == ("contributor", "ux", "Nia New")
    assert complaints == []
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("This invitation does not work")
