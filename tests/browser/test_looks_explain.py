"""The ledgers of figures: accessible and fitting, and reached by keyboard from the figure."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from assessments.answers.models import Assessment
from assessments.answers.services import refresh_summary
from tests import factories
from tests.browser.conftest import Desk
from tests.browser.looks import LONG, assert_looks_right
from tests.browsers import LOOKS
from tests.scoring.small_bank import DONT_KNOW, FULL, left_out, said

pytestmark = pytest.mark.browser
Sit = Callable[..., Desk]

LEDGERS = ("level", "outlook", "score", "score/of/value", "range/of/build", "gate/of/value.goal")


@pytest.fixture
def filled(assessment: Assessment) -> Assessment:
    changes = {
        "profile.people": said("no", note="Only machines are concerned."),
        "value.goal": said(2),
        "value.segments": left_out(f"there is {LONG}"),
        "build.way": DONT_KNOW,
    }
    factories.make_answers(assessment, {**FULL, **changes})
    refresh_summary(assessment.pk)
    return assessment


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_ledgers_are_accessible_and_fit(sit_down: Sit, filled, scheme, width):
    desk = sit_down(color_scheme=scheme, viewport={"width": width, "height": 800})
    for ledger in LEDGERS:
        desk.page.goto(f"/assessments/{filled.pk}/results/explain/{ledger}")
        assert_looks_right(desk.page, ledger)


def test_a_figure_is_followed_by_keyboard(sit_down: Sit, filled):
    desk = sit_down(java_script_enabled=False)
    desk.page.goto(f"/assessments/{filled.pk}/results")
    figure = desk.page.get_by_role("link", name="how this is made").nth(1)
    figure.focus()
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("heading", name="Score: Whole result")).to_be_visible()
