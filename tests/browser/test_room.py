"""What has room on a page: texts beside long ones, on a phone, and readers who may not answer."""

import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from assessments.answers import services
from assessments.answers.models import Assessment, Sheet
from assessments.banks.models import Bank
from assessments.banks.services import fork_bank
from assessments.teams.models import Member
from tests import factories
from tests.banks_slice.drafts import edit
from tests.browser.conftest import Desk
from tests.scoring.small_bank import DONT_KNOW

pytestmark = pytest.mark.browser
Sit = Callable[..., Desk]


def _widths(found: Locator) -> list[float]:
    return found.evaluate_all("all => all.map(one => one.getBoundingClientRect().width)")


def test_the_conditions_of_long_examples_keep_their_room(sit_down: Sit, assessment: Assessment):
    desk = sit_down()
    Member.objects.filter(user=desk.user).update(edits_banks=True)
    actor = factories.actor_of(desk.user)
    draft = fork_bank(
        actor=actor,
        organisation_id=assessment.organisation_id,
        version_id=assessment.bank_version_id,
    )
    long = "A long example of what a team could say about this, with figures of before and after"
    shown = {"text": long, "show_if": {"question": "profile.stage", "equals": "idea"}}
    edit(actor, draft, "build.reasons", examples=[shown])

    desk.page.goto(
        f"/banks/{Bank.objects.get(organisation__isnull=False).pk}/draft/build.reasons/edit"
    )

    said = _widths(desk.page.locator(".conditions dd"))
    assert len(said) >= 3
    assert min(said) >= 250


def test_the_names_beside_the_bars_of_a_comparison_stay_whole_on_a_phone(
    sit_down: Sit, assessment: Assessment
):
    desk = sit_down(viewport={"width": 320, "height": 800})
    Assessment.objects.update(mode=Assessment.Mode.BLIND)
    Sheet.objects.create(assessment=assessment, respondent=desk.user, discipline="")
    actor = factories.actor_of(desk.user)
    services.save_answer(
        actor=actor, assessment_id=assessment.pk, code="value.goal", base=0,
        operation_id=uuid.uuid4(), state="answered", value=3,
    )  # fmt: skip
    services.reveal_now(actor=actor, assessment_id=assessment.pk)

    desk.page.goto(f"/assessments/{assessment.pk}/disagreements/value.goal")

    assert min(_widths(desk.page.locator(".answer-bars td:last-child"))) >= 100
    assert min(_widths(desk.page.locator(".answer-bars tbody th"))) >= 200


def test_a_reader_sees_what_was_said_and_nothing_to_press(sit_down: Sit, assessment: Assessment):
    factories.make_answers(assessment, {"value.goal": 3, "value.fairness": DONT_KNOW})
    assessment.answers.filter(question_code="value.goal").update(note="Agreed in May")
    desk = sit_down("viewer")

    desk.page.goto(desk.section())

    goal = desk.page.locator('[data-question="value.goal"]')
    open_one = desk.page.locator('[data-question="value.fairness"]')
    expect(goal.locator("textarea").first).to_have_value("Agreed in May")
    expect(goal.locator("textarea").first).to_be_visible()
    expect(open_one.locator("summary", has_text="Note")).to_be_hidden()
    expect(open_one.get_by_text("Don't know")).to_be_visible()
    expect(goal.get_by_text("Don't know")).to_be_hidden()
    expect(goal.get_by_role("button", name="Clear")).to_be_hidden()
    expect(desk.page.get_by_role("link", name="Next open question")).to_have_count(0)
