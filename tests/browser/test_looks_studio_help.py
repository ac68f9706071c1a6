"""The studio's pages of help texts and of conditions in words: accessible, fitting, and kept."""

from typing import Any

import pytest
from playwright.sync_api import expect

from assessments.banks.draft_tree import find
from assessments.banks.formats.canonical import content_of
from assessments.banks.models import Bank, BankDraft
from assessments.teams.models import User
from tests import factories
from tests.browser.looks import LONG, assert_looks_right, follow
from tests.browsers import LOOKS
from tests.scoring.small_bank import small_bank

pytestmark = pytest.mark.browser
SKILLS = "value.skills"
RESOURCES = [
    {"text": f"Read about {LONG}", "url": f"https://example.org/{LONG.lower()}"},
    {"kind": "improvement", "text": "Make a plan", "additional": True},
]


@pytest.fixture
def draft(editor: User) -> BankDraft:
    """Make a draft whose questions have help, references and conditions on long questions."""
    (organisation,) = factories.actor_of(editor).organisations
    content: dict[str, Any] = content_of(small_bank())
    content["profile"][0]["title"] = f"Where does {LONG} stand?"
    content["profile"][0]["choices"][0]["text"] = f"An idea of {LONG}"
    node = find(content, SKILLS).node
    node |= {"resources": RESOURCES, "ref": LONG}
    node["choices"][0] |= {"text": LONG, "resources": RESOURCES, "ref": LONG}
    node["show_if"] = {"question": "profile.stage", "any_of": ["idea", "live"]}
    own = Bank.objects.create(organisation_id=organisation, slug="small", title="Our bank")
    return BankDraft.objects.create(bank=own, content=content)


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_pages_of_help_are_accessible_and_fit(page_of, draft, scheme, width):
    page, complaints = page_of(color_scheme=scheme, viewport={"width": width, "height": 800})
    for place in (f"{SKILLS}/edit", f"{SKILLS}/choices/a", "value/edit", "edit", "history"):
        page.goto(f"/banks/{draft.bank_id}/draft/{place}")
        assert_looks_right(page, place)
    page.goto(f"/banks/{draft.bank_id}/draft/{SKILLS}/choices/a")
    page.get_by_label("Web address").first.fill("example.org")
    follow(page.get_by_role("button", name="Save in the draft"))
    expect(page.get_by_role("alert")).to_contain_text("Web address: The link must start")
    assert_looks_right(page, "a refused address")
    assert complaints == []


@pytest.mark.parametrize("place", [f"{SKILLS}/edit", f"{SKILLS}/choices/a"])
def test_refused_address_is_named_with_what_was_typed_kept(page_of, draft, place):
    page, _ = page_of(java_script_enabled=False, viewport={"width": 320, "height": 800})
    page.goto(f"/banks/{draft.bank_id}/draft/{place}")
    page.get_by_text("Add help texts").click()
    page.get_by_label("Web address").nth(2).fill("javascript:alert(1)")
    page.get_by_role("button", name="Save in the draft").press("Enter")
    problem = "Web address: The link must start with http:// or https://"
    expect(page.get_by_role("link", name=problem)).to_be_visible()
    expect(page.get_by_label("Web address").nth(2)).to_be_visible()
    expect(page.get_by_label("Web address").nth(2)).to_have_value("javascript:alert(1)")


def test_help_saves_itself_and_a_new_one_waits_for_the_button(page_of, draft):
    page, complaints = page_of(viewport={"width": 1280, "height": 900})
    page.goto(f"/banks/{draft.bank_id}/draft/{SKILLS}/choices/a")
    state = page.locator("#save-state")
    page.get_by_label("What it is for").first.select_option("Says how to do better")
    expect(state).to_have_text("Saved in the draft", timeout=30_000)
    page.get_by_text("Add help texts").click()
    page.get_by_label("Web address").nth(2).fill("https://example.org/more")
    expect(state).to_contain_text("saved with the button", timeout=30_000)
    held = _resources(draft)
    assert [one.get("kind") for one in held] == ["improvement", "improvement"]
    page.get_by_role("button", name="Save in the draft").click()
    page.wait_for_url(f"**/{SKILLS}/edit")
    assert _resources(draft) == [*held, {"url": "https://example.org/more"}]
    assert complaints == []


def _resources(draft: BankDraft) -> list[Any]:
    content = BankDraft.objects.get(pk=draft.pk).content
    held: list[Any] = find(content, SKILLS).node["choices"][0]["resources"]
    return held
