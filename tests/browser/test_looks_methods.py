"""Results, what if, ledgers and milestones of the other methods: accessible, and fitting."""

from collections.abc import Callable

import pytest

from assessments.answers.models import Assessment
from assessments.answers.services import make_milestone, refresh_summary
from tests import factories
from tests.browser.conftest import Desk
from tests.browser.looks import assert_looks_right
from tests.browsers import LOOKS
from tests.scoring.method_banks import METHOD_BANKS

pytestmark = pytest.mark.browser

SAID = {
    "two_scores": {
        "risk.kind": "b",
        "risk.reach": ["a", "c"],
        "ease.tested": "b",
        "ease.asked": "b",
    },
    "risk_rules": {"ops.alarm": ["one"], "net.zones": ["NET1_3"]},
    "mean_tree": {"gov.a1": "c", "gov.a2": "d", "gov.a1_wanted": "d", "build.one": "b"},
    "staged": {"plan.a1": True, "plan.b1": True, "run.a1": True, "plan.a2": True},
    "minimum_of_parts": {"data.schema": 2, "data.cost": 1, "model.stale": 1},
}


def on_bank(method: str, desk: Desk, assessment: Assessment) -> Assessment:
    row = factories.AssessmentFactory(
        product=assessment.product,
        bank_version=factories.version_of(METHOD_BANKS[method]()),
        name=f"By {method.replace('_', ' ')}",
    )
    factories.make_answers(row, SAID[method], desk.user)
    refresh_summary(row.pk)
    return row


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_pages_of_other_methods_are_accessible_and_fit(
    sit_down: Callable[..., Desk], assessment: Assessment, scheme: str, width: int
):
    desk = sit_down(color_scheme=scheme, viewport={"width": width, "height": 800})
    for method in ("two_scores", "mean_tree", "risk_rules"):
        row = on_bank(method, desk, assessment)
        desk.page.goto(f"/assessments/{row.pk}/results")
        assert_looks_right(desk.page, f"results of {method}")
    for page in ("what-if", "path", "results/explain/level"):
        desk.page.goto(f"/assessments/{row.pk}/{page}")
        assert_looks_right(desk.page, page)
    kept = make_milestone(
        actor=factories.actor_of(desk.user), assessment_id=row.pk, name="Before the summer"
    )
    desk.page.goto(kept.get_absolute_url())
    assert_looks_right(desk.page, "milestone")
