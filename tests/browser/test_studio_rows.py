"""Rows of a studio form whose places or members mean something only together: what a script leaves."""

import pytest
from playwright.sync_api import expect

from assessments.banks.formats.canonical import content_of
from assessments.banks.models import Bank, BankDraft
from tests.banks_slice.drafts import content
from tests.factories import MemberFactory, OrganisationFactory
from tests.scoring.method_banks import mean_tree, staged

pytestmark = pytest.mark.browser


@pytest.fixture
def open_draft(transactional_db, open_as):
    """Give the page of a new draft that holds a bank, with the complaints of its scripts."""

    def make(bank, place):
        member = MemberFactory(organisation=OrganisationFactory(name="Acme"), edits_banks=True)
        own = Bank.objects.create(
            organisation=member.organisation, slug=bank.slug, title=bank.title
        )
        draft = BankDraft.objects.create(
            bank=own, content={"profile": [], **content_of(bank)}, changed_by=member.user
        )
        page, complaints = open_as(member.user)
        page.goto(f"/banks/{own.pk}/draft/{place}")
        return draft, page, complaints

    return make


def typed(page, name, text):
    page.locator(f'[name="{name}"]').fill(text)


def test_order_typed_before_a_save_by_itself_is_that_of_the_button(open_draft):
    draft, page, complaints = open_draft(staged(), "scoring")
    before = [level["code"] for level in content(draft)["scoring"]["levels"]]
    typed(page, f"level:{before[2]}:place", "2")
    typed(page, f"level:{before[0]}:name", "Ground")
    expect(page.locator("#save-state")).to_contain_text("saved with the button")
    levels = content(draft)["scoring"]["levels"]
    assert ([level["code"] for level in levels], levels[0]["name"]) == (before, "Ground")
    page.get_by_role("button", name="Save in the draft").click()
    page.wait_for_url("**/draft/")
    moved = [level["code"] for level in content(draft)["scoring"]["levels"]]
    assert moved == [before[0], before[2], before[1], *before[3:]]
    assert complaints == []


def test_new_stream_and_its_questions_are_saved_with_the_button(open_draft):
    draft, page, complaints = open_draft(mean_tree(), "scoring/gov.strategy")
    before = content(draft)["scoring"]["streams"]["gov.strategy"]
    typed(page, "stream:2:title", "Third")
    page.locator('[name="stream_of:gov.a1"]').select_option("2")
    page.locator('[name="stream_of:gov.a2"]').select_option("1")
    state = page.locator("#save-state")
    expect(state).to_contain_text("saved with the button")
    streams = content(draft)["scoring"]["streams"]["gov.strategy"]
    assert [one["questions"] for one in streams] == [
        ["gov.a1", "gov.a3"],
        [*before[1]["questions"], "gov.a2"],
    ]
    page.get_by_role("button", name="Save in the draft").click()
    page.wait_for_url("**/draft/scoring")
    streams = content(draft)["scoring"]["streams"]["gov.strategy"]
    assert [one["questions"] for one in streams][::2] == [["gov.a3"], ["gov.a1"]]
    assert complaints == []
