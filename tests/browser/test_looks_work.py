"""The pages of assignments, and every page that shows one: accessible, and fitting its width."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from assessments.answers.assigned import PART, QUESTION, Spot
from assessments.answers.models import Assessment
from assessments.answers.services import assign
from tests import factories
from tests.browser.conftest import Desk
from tests.browser.looks import assert_looks_right
from tests.browsers import LOOKS

pytestmark = pytest.mark.browser
Sit = Callable[..., Desk]

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmütze" * 2
PAGES = [
    "/",
    "/assessments/{pk}/",
    "/assessments/{pk}/edit",
    "/assessments/{pk}/next?role=mine",
    "/assessments/{pk}/sections/value.core",
    "/assessments/{pk}/sections/value.core?role=mine",
    "/assessments/{pk}/sections/build.work?role=ux",
    "/assessments/{pk}/assignments/",
    "/assessments/{pk}/assignments/parts/value",
    "/assessments/{pk}/assignments/questions/value.goal",
]


def hand_out(assessment: Assessment, desk: Desk) -> None:
    """Give the person at the desk something of every kind, and a colleague with a long name too."""
    today = timezone.localdate()
    lead = factories.actor_of(factories.person_in(assessment.team, "lead", name="Lea Lead"))
    colleague = factories.person_in(assessment.team, name=LONG)
    gone = factories.person_in(assessment.team, name="Gone Away")

    def give(spot: Spot, person: Any, days: int | None) -> None:
        due_on = None if days is None else today + timedelta(days)
        assign(
            actor=lead,
            assessment_id=assessment.pk,
            spots=[spot],
            person_id=person.pk,
            due_on=due_on,
        )

    give(Spot(PART, "value"), desk.user, -2)
    give(Spot(QUESTION, "value.goal"), desk.user, 1)
    give(Spot(QUESTION, "value.goal"), colleague, 30)
    give(Spot(QUESTION, "value.skills"), gone, None)
    give(Spot(PART, "build"), gone, 4)
    assessment.team.members.filter(user=gone).delete()
    assessment.due_date = today + timedelta(9)
    assessment.save(update_fields=["due_date"])


@pytest.mark.slow
@pytest.mark.parametrize("role", ["lead", "contributor"])
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_page_with_assignments_is_accessible_and_fits(
    sit_down: Sit, assessment: Assessment, scheme: str, width: int, role: str
):
    desk = sit_down(role, color_scheme=scheme, viewport={"width": width, "height": 800})
    hand_out(assessment, desk)
    for page in PAGES:
        desk.page.goto(page.format(pk=assessment.pk))
        assert_looks_right(desk.page, page)


@pytest.mark.parametrize("width", [1280, 320])
def test_a_form_with_problems_is_accessible_and_fits(
    sit_down: Sit, assessment: Assessment, width: int
):
    desk = sit_down(viewport={"width": width, "height": 800})
    desk.page.goto(f"/assessments/{assessment.pk}/assignments/")
    desk.page.get_by_role("button", name="Assign what is ticked").first.click()
    desk.page.get_by_role("alert").wait_for()

    assert_looks_right(desk.page, "nothing ticked")
