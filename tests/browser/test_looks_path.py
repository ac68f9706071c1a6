"""The path to a level, its actions and the range on the results: accessible, and fitting."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.answers.models import ActionItem, Assessment
from assessments.answers.services import set_path_term
from tests import factories
from tests.browser.conftest import Desk
from tests.browser.looks import assert_looks_right
from tests.browsers import LOOKS
from tests.scoring.small_bank import FULL

pytestmark = pytest.mark.browser

PAGES = [
    "results",
    "path?target=scale_ready",
    "path?target=scale_ready&beyond=1",
    "path/questions/value.goal",
    "actions/",
]


def plan(assessment: Assessment, desk: Desk) -> None:
    """Answer some, say one thing of the path, and have an action in every state."""
    said = {code: FULL[code] for code in FULL if code not in {"build.speed", "profile.people"}}
    factories.make_answers(assessment, said, desk.user)
    actor = factories.actor_of(desk.user)
    set_path_term(
        actor=actor, assessment_id=assessment.pk, code="value.skills", cannot_change=True, days=None
    )
    now, today = timezone.now(), timezone.localdate()
    codes = ["value.goal", "build.speed", "build.reasons", "value.sold"]
    for days, (code, state) in enumerate(zip(codes, ActionItem.ActionState, strict=True)):
        ActionItem.objects.create(
            assessment=assessment,
            question_code=code,
            target_level="scale_ready",
            value=True if code == "value.sold" else 4,
            effort=4,
            owner=desk.user if days else None,
            due_on=today + timedelta(days - 1),
            state=state,
            made_at=now,
            changed_at=now,
        )


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_page_of_the_path_is_accessible_and_fits(
    sit_down: Callable[..., Desk], assessment: Assessment, scheme: str, width: int
):
    desk = sit_down(color_scheme=scheme, viewport={"width": width, "height": 800})
    plan(assessment, desk)
    done = ActionItem.objects.get(state="done")
    own = (f"actions/{done.pk}/edit", f"sections/build.work?action={done.pk}", "../../")
    for page in (*PAGES, *own):
        desk.page.goto(f"/assessments/{assessment.pk}/{page}")
        assert_looks_right(desk.page, page)


def test_by_keyboard_a_plan_becomes_actions(sit_down: Callable[..., Desk], assessment: Assessment):
    desk = sit_down(java_script_enabled=False)
    factories.make_answers(assessment, FULL, desk.user)
    desk.page.goto(f"/assessments/{assessment.pk}/path?target=scale_ready")
    button = desk.page.get_by_role("button", name="Make actions of this")
    button.focus()
    desk.page.keyboard.press("Enter")
    desk.page.get_by_role("heading", name="Under way").wait_for()

    assert ActionItem.objects.filter(assessment=assessment).exists()
