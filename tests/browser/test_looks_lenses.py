"""Questions of a lens with help, and a list of many choices: accessible, and fitting."""

from collections.abc import Callable

import pytest

from assessments.answers.models import Assessment
from assessments.banks.formats import read_bank_file
from tests import factories
from tests.banks.lens_files import plain_lens, raw
from tests.banks.survey_files import asked, choice, page
from tests.browser.conftest import Desk
from tests.browser.looks import LONG, assert_looks_right
from tests.browsers import LOOKS

pytestmark = pytest.mark.browser


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_questions_of_other_tools_are_accessible_and_fit(
    sit_down: Callable[..., Desk], assessment: Assessment, scheme: str, width: int
):
    desk = sit_down(color_scheme=scheme, viewport={"width": width, "height": 800})
    lens = plain_lens()
    lens["pillars"][0]["questions"][0]["choices"][0]["helpfulResource"]["displayText"] = LONG
    offices = asked("dropdown", "office", *(choice(str(n), f"Office {n}") for n in range(40)))
    survey = {"title": "Offices", "pages": [page("p", offices)]}
    for tree, section in ((lens, "reliability.practices"), (survey, "p.p")):
        row = factories.AssessmentFactory(
            product=assessment.product,
            bank_version=factories.version_of(read_bank_file(raw(tree))),
        )
        desk.page.goto(f"/assessments/{row.pk}/sections/{section}")
        for summary in desk.page.locator(".question-help summary").all():
            summary.click()
        assert_looks_right(desk.page, section)
