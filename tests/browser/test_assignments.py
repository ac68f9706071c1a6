"""A lead asks a colleague to look after something; the colleague finds it, does it, is done."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from assessments.answers.models import Assessment
from tests import factories
from tests.browser.conftest import Desk
from tests.browser.looks import follow

pytestmark = pytest.mark.browser
Sit = Callable[..., Desk]


@pytest.mark.parametrize("script", [True, False])
def test_what_a_lead_assigns_waits_on_the_first_page_until_it_is_answered(
    sit_down: Sit, assessment: Assessment, *, script: bool
):
    lead = sit_down("lead", java_script_enabled=script)
    colleague = sit_down("contributor", java_script_enabled=script)

    lead.page.goto(f"/assessments/{assessment.pk}/assignments/")
    part = lead.page.get_by_role("region", name="Value of the product")
    part.locator("summary").click()
    part.get_by_label("How far is value.goal?").check()
    lead.page.get_by_label("Who").select_option(label=colleague.user.name)
    lead.page.get_by_role("button", name="Assign what is ticked").first.click()
    expect(lead.page.get_by_text("Assigned.")).to_be_visible()

    colleague.page.goto("/")
    colleague.page.get_by_role("link", name="Answer How far is value.goal?").click()
    expect(colleague.page.locator("[data-question]")).to_have_count(1)
    expect(colleague.page.get_by_text("Assigned to you")).to_be_visible()
    colleague.page.locator('input[name="value.goal"][value="v:3"]').check()
    if script:
        expect(colleague.state("value.goal")).to_contain_text("Saved")
    colleague.page.get_by_role("button", name="Save and").click()
    colleague.page.wait_for_url("**/review")
    assert colleague.stored("value.goal") == ("answered", 3)

    colleague.page.goto("/")
    expect(colleague.page.get_by_text("Assigned to you")).to_have_count(0)


def test_the_filter_stays_when_an_answer_redraws_the_way_through_the_form(
    sit_down: Sit, assessment: Assessment
):
    desk = sit_down("lead")
    desk.page.goto(f"/assessments/{assessment.pk}/assignments/questions/profile.people")
    desk.page.get_by_label("Who").select_option(label=desk.user.name)
    follow(desk.page.get_by_role("button", name="Assign"))
    desk.page.goto(f"{desk.section('profile')}?role=mine")
    desk.page.locator('input[name="profile.people"][value="v:yes"]').click()

    expect(desk.state("profile.people")).to_contain_text("Saved")
    links = desk.page.locator(".stepper a, .section-list a")
    expect(links).not_to_have_count(0)
    assert all("role=mine" in link.get_attribute("href") for link in links.all())
    expect(desk.page.locator("[data-question]")).to_have_count(1)


def test_a_contributor_takes_a_question_from_its_card_and_comes_back_to_it(
    sit_down: Sit, assessment: Assessment
):
    factories.person_in(assessment.team, "lead")
    desk = sit_down("contributor")
    desk.page.goto(desk.section())
    card = desk.page.locator('[data-question="value.skills"]')
    card.get_by_role("link", name="Assign…").click()
    desk.page.get_by_role("button", name="I take this").click()

    desk.page.wait_for_url("**/sections/value.core#q-value-skills")
    expect(card.get_by_text("Assigned to")).to_be_visible()
