"""The pages of the audit log and of one's own data look right in every look."""

from collections.abc import Callable

import pytest

from assessments.audit.services import record
from tests import factories
from tests.browser.conftest import Desk
from tests.browser.looks import LONG, assert_looks_right
from tests.browsers import LOOKS

pytestmark = pytest.mark.browser
PAGES = [
    "/organisations/{pk}/audit",
    "/organisations/{pk}/audit?verb=bank.forked",
    "/organisations/{pk}/people/{other}/erase",
    "/my-data",
]


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_audit_and_data_pages_are_accessible_and_fit(
    sit_down: Callable[..., Desk], assessment, scheme, width
):
    desk = sit_down(color_scheme=scheme, viewport={"width": width, "height": 800})
    organisation = assessment.organisation
    factories.MemberFactory._meta.model.objects.filter(user=desk.user).update(role="admin")
    other = factories.person_in(assessment.team, "viewer", name=LONG)
    detail = {"before": {"role": "member", "note": LONG}, "after": {"role": "admin"}}
    for verb in ("member.role_changed", "assessment.submitted", "report.downloaded"):
        record(verb, other, organisation_id=organisation.pk, actor_id=desk.user.pk, detail=detail)
    for page in PAGES:
        desk.page.goto(page.format(pk=organisation.pk, other=other.pk))
        assert_looks_right(desk.page, page)
