"""The check of a bank with its witnesses, and the comparisons: accessible and fitting."""

from typing import Any

import pytest
from playwright.sync_api import expect

from assessments.answers.services import refresh_summary
from assessments.banks.models import Bank, BankDraft, BankVersion
from assessments.banks.services import fork_bank, import_bank, open_draft, publish_draft
from assessments.teams.models import User
from tests import factories
from tests.banks_slice.drafts import GOAL, edit
from tests.browser.looks import LONG, assert_looks_right
from tests.browsers import LOOKS
from tests.scoring.small_bank import FULL, small_bank

pytestmark = pytest.mark.browser
HELD = {"fails_below": 2, "caps_at": "exploring", "exactly": {"level": 4, "caps_at": "framed"}}


@pytest.fixture
def bank(editor: User) -> Bank:
    """Publish a fork, let an assessment run on it, and change its draft in what counts."""
    shipped = import_bank(bank=small_bank()).version
    actor = factories.actor_of(editor)
    (organisation,) = actor.organisations
    draft = fork_bank(actor=actor, organisation_id=organisation, version_id=shipped.pk)
    first = _published(actor, draft, weight=4)
    team = factories.TeamFactory(organisation_id=organisation, name="Forecasting")
    factories.TeamMemberFactory(team=team, user=editor)
    product = factories.ProductFactory(team=team, name=f"Forecast {LONG}")
    open_draft(actor=actor, bank_id=draft.bank_id)
    second = _published(actor, draft, why=f"It matters for {LONG}.")
    for version in (first, second):
        made = factories.AssessmentFactory(product=product, bank_version=version, name="Autumn")
        factories.make_answers(made, FULL)
        refresh_summary(made.pk)
    open_draft(actor=actor, bank_id=draft.bank_id)
    edit(actor, draft, GOAL, gate=HELD, weight=1, title=f"How far is the goal {LONG}?")
    return draft.bank


def _published(actor: Any, draft: BankDraft, **changes: Any) -> BankVersion:
    edit(actor, draft, GOAL, **changes)
    revision = BankDraft.objects.get(bank=draft.bank_id).revision
    return publish_draft(actor=actor, bank_id=draft.bank_id, revision=revision, notes="Next")


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_check_and_comparisons_are_accessible_and_fit(page_of, bank, scheme, width):
    page, complaints = page_of(color_scheme=scheme, viewport={"width": width, "height": 800})
    newest, first = bank.versions.order_by("-major", "-minor")
    for address in (
        f"/banks/{bank.pk}/draft/check",
        f"/banks/{bank.pk}/draft/compare",
        f"/bank-versions/{newest.pk}/since/{first.pk}",
        f"/banks/{bank.pk}/",
    ):
        page.goto(address)
        for details in page.locator("main details").all():
            details.evaluate("found => { found.open = true; }")
        assert_looks_right(page, address)
    assert complaints == []


def test_comparison_is_reached_from_the_check_without_javascript(page_of, bank):
    page, _ = page_of(java_script_enabled=False)
    page.goto(f"/banks/{bank.pk}/draft/check")
    page.get_by_role("link", name="See what it does to running assessments").press("Enter")
    expect(page.get_by_role("heading", name="What it does to running assessments")).to_be_visible()
