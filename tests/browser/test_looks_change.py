"""The pages of milestones and of what changed: accessible, and fitting their width."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from assessments.answers import services
from assessments.answers.models import Answer, Assessment, Milestone
from tests import factories
from tests.browser.conftest import Desk
from tests.browser.looks import LONG, assert_looks_right
from tests.browsers import LOOKS
from tests.scoring.method_banks import METHOD_BANKS
from tests.scoring.small_bank import DONT_KNOW, FULL, left_out, small_bank, small_content

pytestmark = pytest.mark.browser
# What is said at first and what is said besides, by method.
OTHERS = {
    "two_scores": (
        {"risk.kind": "b", "risk.reach": ["a", "c"], "ease.tested": "a"},
        {"ease.asked": "b", "ease.watched": "b", "risk.more": "c"},
    ),
    "mean_tree": (
        {"gov.a1": "b", "gov.a1_wanted": "d", "build.one": left_out()},
        {"gov.a2": "d", "build.two": "c"},
    ),
    "risk_rules": ({"ops.alarm": ["one"]}, {"ops.review": ["one", "two"], "net.zones": ["NET1_3"]}),
}
Sit = Callable[..., Desk]


def moments(assessment: Assessment, desk: Desk) -> tuple[Milestone, Milestone, Assessment]:
    """Keep two milestones with other answers, and start a review on a later bank version."""
    lead = factories.actor_of(desk.user)
    said = {**FULL, "value.goal": DONT_KNOW, "value.segments": left_out()}
    factories.make_answers(assessment, said, desk.user)
    first = _keep(lead, assessment, "Before the pilot")
    Answer.objects.filter(question_code="value.goal").update(state="answered", value=4)
    Answer.objects.filter(question_code="value.segments").update(state="answered", value=1)
    Answer.objects.filter(question_code="profile.stage").update(value="live")
    Answer.objects.filter(question_code="build.speed").update(value=1)
    services.refresh_summary(assessment.pk)
    second = _keep(lead, assessment, LONG)
    content = small_content()
    content["parts"][1]["sections"][0]["questions"][0]["weight"] = 1
    version = factories.version_of(small_bank(parts=content["parts"]))
    later = factories.AssessmentFactory(product=assessment.product, bank_version=version)
    factories.make_answers(later, FULL, desk.user)
    services.refresh_summary(later.pk)
    return first, second, later


def _keep(lead, assessment: Assessment, name: str) -> Milestone:
    return services.make_milestone(
        actor=lead, assessment_id=assessment.pk, name=name, note=f"Agreed with the board. {LONG}"
    )


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_page_of_what_changed_is_accessible_and_fits(
    sit_down: Sit, assessment: Assessment, scheme: str, width: int
):
    desk = sit_down("lead", color_scheme=scheme, viewport={"width": width, "height": 800})
    product = f"/products/{assessment.product_id}"
    desk.page.goto(f"{product}/compare")
    assert_looks_right(desk.page, "nothing to compare")
    desk.page.goto(f"{product}/milestones/")
    assert_looks_right(desk.page, "no milestone")
    first, second, later = moments(assessment, desk)
    pages = [
        f"{product}/",
        f"{product}/milestones/",
        f"/assessments/{assessment.pk}/milestones/new",
        first.get_absolute_url(),
        f"{first.get_absolute_url()}edit",
        f"{first.get_absolute_url()}delete",
        f"{product}/compare?from=m{first.pk}&to=m{second.pk}",
        f"{product}/compare?from=m{first.pk}&to=a{later.pk}",
        f"{product}/compare?from=m{first.pk}&to=m{first.pk}",
    ]
    for page in pages:
        desk.page.goto(page)
        for folded in desk.page.locator("details.compare-part").all():
            folded.locator("summary").click()
        assert_looks_right(desk.page, page)


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_what_changed_by_another_method_is_accessible_and_fits(
    sit_down: Sit, assessment: Assessment, scheme: str, width: int
):
    desk = sit_down("lead", color_scheme=scheme, viewport={"width": width, "height": 800})
    lead = factories.actor_of(desk.user)
    for method, (said, better) in OTHERS.items():
        row = factories.AssessmentFactory(
            product=assessment.product,
            bank_version=factories.version_of(METHOD_BANKS[method]()),
            name=f"By {method}",
        )
        factories.make_answers(row, said, desk.user)
        services.refresh_summary(row.pk)
        kept = _keep(lead, row, f"Before {method}")
        factories.make_answers(row, better, desk.user)
        services.refresh_summary(row.pk)
        desk.page.goto(f"/products/{row.product_id}/compare?from=m{kept.pk}&to=a{row.pk}")
        for folded in desk.page.locator("details.compare-part").all():
            folded.locator("summary").click()
        assert_looks_right(desk.page, f"compare by {method}")
        expect(desk.page.get_by_role("region", name="What changed each figure")).to_be_visible()


def test_two_moments_are_chosen_and_compared_by_keyboard_alone(
    sit_down: Sit, assessment: Assessment
):
    desk = sit_down("lead", java_script_enabled=False)
    first, second, _later = moments(assessment, desk)
    desk.page.goto(f"/products/{assessment.product_id}/compare")

    before, after = desk.page.get_by_label("Before"), desk.page.get_by_label("After")
    before.focus()
    before.press("Home")
    while before.input_value() != f"m{first.pk}":
        before.press("ArrowDown")
    after.focus()
    after.press("Home")
    while after.input_value() != f"m{second.pk}":
        after.press("ArrowDown")
    desk.page.keyboard.press("Tab")
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")

    assert desk.page.url.endswith(f"/compare?from=m{first.pk}&to=m{second.pk}")
    assert desk.page.locator("#level-title").inner_text().startswith("The level ")
