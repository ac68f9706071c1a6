"""The pages of reviewing and retiring a bank: accessible, and fitting every screen."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from assessments.actor import Actor
from assessments.banks.models import Bank
from assessments.banks.services import (
    ask_for_review,
    fork_bank,
    import_bank,
    open_draft,
    publish_imported_draft,
)
from assessments.banks.services import publish_draft as publish
from assessments.scoring.bank import Bank as BankContent
from assessments.teams.models import Organisation, User
from tests import factories
from tests.banks_slice.drafts import GOAL, edit
from tests.browser.looks import LONG, assert_looks_right
from tests.browsers import LOOKS
from tests.scoring.small_bank import small_bank

pytestmark = pytest.mark.browser


@pytest.fixture
def organisation(transactional_db: None) -> Organisation:
    return factories.OrganisationFactory(name="Acme")


@pytest.fixture
def writer(organisation: Organisation) -> Actor:
    return factories.actor_of(_editor(organisation, f"Wanda {LONG}"))


@pytest.fixture
def reviewer(organisation: Organisation) -> User:
    return _editor(organisation, "Rita Reviewer", role="admin")


def _editor(organisation: Organisation, name: str, **more: Any) -> User:
    member = factories.MemberFactory(
        organisation=organisation, edits_banks=True, user__name=name, **more
    )
    return member.user


@pytest.fixture
def bank(organisation: Organisation, writer: Actor, reviewer: User) -> Bank:
    """Publish a fork, change its draft, and ask for a review of it."""
    shipped = import_bank(bank=small_bank()).version
    draft = fork_bank(actor=writer, organisation_id=organisation.pk, version_id=shipped.pk)
    revision = edit(writer, draft, GOAL, title="What is it for?").revision
    publish(actor=writer, bank_id=draft.bank_id, revision=revision, notes="Clearer")
    organisation.reviews_banks = True
    organisation.save()
    open_draft(actor=writer, bank_id=draft.bank_id)
    revision = edit(writer, draft, GOAL, weight=5, title=f"What is {LONG} for?").revision
    ask_for_review(actor=writer, bank_id=draft.bank_id, revision=revision)
    return draft.bank


@pytest.fixture
def page_of(
    open_as: Callable[..., tuple[Page, list[str]]], reviewer: User
) -> Callable[..., tuple[Page, list[str]]]:
    return partial(open_as, reviewer)


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_review_and_retiring_are_accessible_and_fit(page_of, bank, organisation, scheme, width):
    page, complaints = page_of(color_scheme=scheme, viewport={"width": width, "height": 800})
    version = bank.versions.get()
    for address in (
        f"/organisations/{organisation.pk}/settings",
        f"/banks/{bank.pk}/draft/review",
        f"/banks/{bank.pk}/draft/check",
        f"/bank-versions/{version.pk}/retire",
    ):
        page.goto(address)
        assert_looks_right(page, address)
    page.get_by_role("button", name="Retire version").click()
    assert_looks_right(page, "bank with every version retired")
    assert complaints == []


@pytest.fixture
def forked(organisation: Organisation, writer: Actor) -> Bank:
    """Fork a bank, change two questions, and ship a newer version that changes them otherwise."""
    shipped = import_bank(bank=small_bank()).version
    draft = fork_bank(actor=writer, organisation_id=organisation.pk, version_id=shipped.pk)
    edit(
        writer,
        draft,
        GOAL,
        title=f"What is {LONG} for?",
        levels=["None", "Some", "Half", "Most", "Full"],
    )
    newer = small_bank(description="Newer.").model_dump(mode="json", exclude_defaults=True)
    goal = newer["parts"][0]["sections"][0]["questions"][0]
    goal |= {
        "title": "What is the goal?",
        "weight": 9,
        "levels": ["Nothing", "A bit", "Part", "Much", "All"],
    }
    import_bank(bank=BankContent.model_validate(newer))
    publish_imported_draft(slug=shipped.bank.slug, notes="Newer")
    return draft.bank


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_taking_over_is_accessible_and_fits(page_of, forked, scheme, width):
    page, complaints = page_of(color_scheme=scheme, viewport={"width": width, "height": 800})
    page.goto(f"/banks/{forked.pk}/")
    assert_looks_right(page, "bank with a newer origin")
    page.get_by_role("link", name="Take it over").click()
    assert_looks_right(page, "taking over")
    page.get_by_role("button", name="Put it into the draft").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    assert_looks_right(page, "taking over undecided")
    assert complaints == []


def test_taking_over_is_decided_by_keyboard_without_javascript(page_of, forked):
    page, _ = page_of(java_script_enabled=False)
    page.goto(f"/banks/{forked.pk}/upstream")
    for group in page.get_by_role("group").filter(has=page.get_by_label("Keep yours")).all():
        group.get_by_label("Take theirs").press("Space")
    page.get_by_role("button", name="Put it into the draft").press("Enter")
    expect(page.get_by_role("heading", name="Check and publish")).to_be_visible()
    expect(page.get_by_text("What is the goal?").first).to_be_visible()


def test_review_is_decided_by_keyboard_without_javascript(page_of, bank):
    page, _ = page_of(java_script_enabled=False)
    page.goto(f"/banks/{bank.pk}/draft/review")
    page.get_by_role("button", name="Send back").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Say what should be changed")
    page.get_by_label("Comment").fill("Too long a title")
    page.get_by_role("button", name="Send back").press("Enter")
    expect(page.get_by_role("heading", name="Check and publish")).to_be_visible()
    expect(page.get_by_text("Too long a title")).to_be_visible()
    page.get_by_role("button", name="Ask for a review").press("Enter")
    expect(page.get_by_text("Nobody is left to review it")).to_be_visible()
