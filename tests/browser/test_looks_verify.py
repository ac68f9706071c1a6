"""The page that verifies a report: accessible and fitting in each of its states."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from assessments.reports import services
from tests import factories
from tests.browser.conftest import Desk
from tests.browser.looks import LONG, assert_looks_right, follow
from tests.browsers import LOOKS

pytestmark = pytest.mark.browser
Sit = Callable[..., Desk]


@pytest.fixture
def files(assessment, tmp_path: Path) -> dict[str, Path]:
    """Give a genuine report, an older one, one with a long word changed, and something else."""
    actor = factories.actor_in(assessment.team, "lead")
    report = services.request_report(actor=actor, assessment_id=assessment.pk, file_format="json")
    services.make_report(report.pk)
    content = services.hand_over_report(actor=actor, report_id=report.pk).content
    whole = json.loads(content)
    whole["document"]["product"] = LONG
    factories.make_answers(assessment, {"build.speed": 1})
    superseded = content
    report = services.request_report(actor=actor, assessment_id=assessment.pk, file_format="json")
    services.make_report(report.pk)
    current = services.hand_over_report(actor=actor, report_id=report.pk).content
    contents = {
        "Genuine, current": current,
        "Genuine, superseded": superseded,
        "Altered": json.dumps(whole).encode(),
        "Not verified": b"{}",
    }
    for name, each in contents.items():
        (tmp_path / f"{name}.json").write_bytes(each)
    return {name: tmp_path / f"{name}.json" for name in contents}


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_the_page_that_verifies_is_accessible_and_fits(sit_down: Sit, files, scheme, width):
    desk = sit_down(color_scheme=scheme, viewport={"width": width, "height": 800})
    desk.page.goto("/reports/verify")
    assert_looks_right(desk.page, "the empty form")
    follow(desk.page.get_by_role("button", name="Verify"))
    assert_looks_right(desk.page, "the form with a problem")
    for name, path in files.items():
        desk.page.get_by_label("Report").set_input_files(path)
        follow(desk.page.get_by_role("button", name="Verify"))
        expect(desk.page.get_by_role("heading", name=name)).to_be_visible()
        assert_looks_right(desk.page, name)
