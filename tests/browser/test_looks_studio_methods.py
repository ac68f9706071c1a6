"""The studio's pages of the other scoring methods: accessible, fitting, and saved by themselves."""

from typing import Any

import pytest
from playwright.sync_api import expect

from assessments.banks.formats.canonical import content_of
from assessments.banks.models import Bank, BankDraft
from assessments.teams.models import User
from tests import factories
from tests.browser.looks import LONG, assert_looks_right
from tests.browsers import LOOKS
from tests.scoring.method_banks import METHOD_BANKS

pytestmark = pytest.mark.browser
PAGES = [
    ("two_scores", "scoring"),
    ("two_scores", "scoring/risk.what"),
    ("two_scores", "scoring/ease.live"),
    ("mean_tree", "scoring"),
    ("mean_tree", "method"),
    ("mean_tree", "scoring/gov.strategy"),
    ("staged", "scoring"),
    ("staged", "plan.a1/edit"),
    ("risk_rules", "scoring"),
    ("risk_rules", "ops.alarm/edit"),
    ("additive", "use.tools/edit"),
]


@pytest.fixture
def drafts(editor: User) -> dict[str, int]:
    """Make a draft of each method, with long names and a section counted by its questions."""
    (organisation,) = factories.actor_of(editor).organisations
    made = {}
    for method, bank in METHOD_BANKS.items():
        content: dict[str, Any] = {"profile": [], **content_of(bank())}
        for named in (*content["scoring"].get("levels", ()), *content["scoring"].get("risks", ())):
            named["name"] += f" {LONG}"
        content["parts"][0]["sections"][0]["title"] = LONG
        if method == "two_scores":
            content["scoring"]["mitigation"] = ["ease.design", "ease.told"]
        own = Bank.objects.create(organisation_id=organisation, slug=method, title=LONG)
        BankDraft.objects.create(bank=own, content=content)
        made[method] = own.pk
    return made


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_pages_of_the_methods_are_accessible_and_fit(page_of, drafts, scheme, width):
    page, complaints = page_of(color_scheme=scheme, viewport={"width": width, "height": 800})
    for method, place in PAGES:
        page.goto(f"/banks/{drafts[method]}/draft/{place}")
        assert_looks_right(page, f"{method} {place}")
    assert complaints == []


def test_refused_bound_is_named_with_what_was_typed_kept(page_of, drafts):
    page, _ = page_of(java_script_enabled=False, viewport={"width": 320, "height": 800})
    page.goto(f"/banks/{drafts['additive']}/draft/scoring")
    page.get_by_label("Or: below").nth(2).fill("7")
    page.get_by_role("button", name="Save in the draft").press("Enter")
    expect(page.get_by_role("link", name="Give the band a name")).to_be_visible()
    expect(page.get_by_label("Or: below").nth(2)).to_have_value("7")


def test_chosen_score_saves_itself_and_a_new_band_waits_for_the_button(page_of, drafts):
    page, _ = page_of(viewport={"width": 1280, "height": 900})
    pk = drafts["two_scores"]
    page.goto(f"/banks/{pk}/draft/scoring")
    state = page.locator("#save-state")
    page.get_by_label("Section ease.design").select_option("—")
    expect(state).to_have_text("Saved in the draft", timeout=30_000)
    assert BankDraft.objects.get(bank_id=pk).content["scoring"]["mitigation"] == ["ease.told"]
    page.get_by_label("Name of a new band").first.fill("Impact V")
    expect(state).to_contain_text("rows you add", timeout=30_000)
    page.get_by_label("Section ease.live").select_option("The raw score")
    expect(state).to_contain_text("counted by themselves", timeout=30_000)
