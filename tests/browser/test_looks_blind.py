"""The pages of blind mode: accessible, at 320 px, in light and dark, without a broken policy."""

import uuid
from collections.abc import Callable

import pytest

from assessments.answers import services
from assessments.answers.models import Assessment, Sheet
from tests import factories
from tests.browser.conftest import Desk
from tests.browser.looks import LONG, assert_looks_right, follow
from tests.browsers import LOOKS

pytestmark = pytest.mark.browser
Sit = Callable[..., Desk]

PEOPLE = (("Ada Palm", "product_management"), ("Bob Quill", "engineering"), (LONG[:60], ""))
SAID = {
    "profile.stage": ("idea", "live", "idea"),
    "profile.route": (["own"], ["own", "market"], ["own"]),
    "value.goal": (4, 1, 3),
    "value.skills": (["a", "b"], ["a", "b", "d"], ["a"]),
    "value.sold": ("partly", True, False),
    "build.speed": (3, 3, 2),
    "build.way": ("staged", "hand", "script"),
    "build.reasons": (2, 2, 2),
}


@pytest.fixture
def blind(assessment: Assessment) -> Assessment:
    """Make the assessment blind, with three sheets filled in."""
    assessment.mode = Assessment.Mode.BLIND
    assessment.save()
    for place, (name, known) in enumerate(PEOPLE):
        user = factories.TeamMemberFactory(
            team=assessment.team, discipline=known, user=factories.UserFactory(name=name)
        ).user
        Sheet.objects.create(assessment=assessment, respondent=user, discipline=known)
        for code, values in SAID.items():
            say(user, assessment, code, values[place], note=f"{name} about {code}, {LONG[:40]}")
    return assessment


def say(user, assessment, code, value, **more):
    services.save_answer(
        actor=factories.actor_of(user),
        assessment_id=assessment.pk,
        code=code,
        base=0,
        operation_id=uuid.uuid4(),
        state="answered",
        value=value,
        **more,
    )


def look_at(desk: Desk, pk: int, *pages: str) -> None:
    for page in pages:
        desk.page.goto(f"/assessments/{pk}/{page}")
        assert_looks_right(desk.page, page)


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_page_of_blind_mode_is_accessible_and_fits(sit_down: Sit, blind, scheme, width):
    desk = sit_down(color_scheme=scheme, viewport={"width": width, "height": 800})
    Sheet.objects.create(assessment=blind, respondent=desk.user, discipline="business")
    desk.page.goto(f"/products/{blind.product_id}/assessments/new")
    desk.page.get_by_label("Blind").check()
    assert_looks_right(desk.page, "start a blind assessment")
    look_at(desk, blind.pk, "", "review", "results", "reports", "sections/value.core")
    look_at(desk, blind.pk, "reveal", "reveal/now")
    at = {"actor": factories.actor_of(desk.user), "assessment_id": blind.pk}
    services.submit_sheet(**at)
    look_at(desk, blind.pk, "", "sections/value.core")
    services.reveal_now(**at)
    services.record_consensus(
        code="value.goal",
        base=0,
        operation_id=uuid.uuid4(),
        state="answered",
        value=2,
        reason=f"We read the contract together. {LONG}",
        **at,
    )
    look_at(desk, blind.pk, "", "results", "sections/value.core", "disagreements")
    codes = [*SAID, "build.users", "build.story"]
    look_at(desk, blind.pk, *(f"disagreements/{code}" for code in codes))
    follow(desk.page.get_by_role("button", name="Record the team's answer"))
    assert_looks_right(desk.page, "refused")
