"""The bank studio in a real browser: the whole job, by keyboard too, and pages anyone can read."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect

from assessments.actor import Actor
from assessments.banks.models import Bank, BankDraft, BankVersion
from assessments.banks.queries import parsed_bank
from assessments.banks.services import add_language, fork_bank, import_bank
from assessments.teams.models import Organisation, User
from tests.banks_slice.drafts import GOAL, content, edit
from tests.browser.conftest import listen
from tests.browser.looks import assert_looks_right, squeezed
from tests.factories import (
    AssessmentFactory,
    MemberFactory,
    OrganisationFactory,
    TeamFactory,
    actor_of,
)
from tests.scoring.small_bank import small_bank

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.fixture
def shipped(transactional_db: None) -> BankVersion:
    version = import_bank(bank=small_bank()).version
    assert version is not None
    return version


@pytest.fixture
def organisation(transactional_db: None) -> Organisation:
    return OrganisationFactory(name="Acme")


def editor_in(organisation: Organisation, **flags: Any) -> User:
    user = MemberFactory(organisation=organisation, edits_banks=True).user
    User.objects.filter(pk=user.pk).update(**flags)
    return user


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def open_as(
    make_context: Callable[..., BrowserContext],
    sign_in: Callable[[BrowserContext, Any], None],
    complaints: list[str],
) -> Open:
    """Return a function that gives a signed-in page whose complaints end up in `complaints`."""

    def open_page(user: User, **options: Any) -> Page:
        context = make_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        sign_in(context, user)
        page = context.new_page()
        listen(page, complaints)
        return page

    return open_page


def save_question(page: Page, code: str, label: str, text: str) -> None:
    bank_id = Bank.objects.get(organisation__isnull=False).pk
    page.goto(f"/banks/{bank_id}/draft/?at=value")
    page.locator(f'[id="at-{code}"] a').first.click()
    page.get_by_label(label).first.fill(text)
    page.get_by_role("button", name="Save in the draft").click()
    expect(page.get_by_text("Saved in the draft.")).to_be_visible()


def publish(page: Page, number: str, note: str) -> None:
    page.get_by_role("link", name="Check and publish").click()
    expect(page.get_by_role("heading", name=f"Publish version {number}")).to_be_visible()
    page.get_by_label("What changed?").fill(note)
    page.get_by_label("I have looked at the").check()
    page.get_by_role("button", name=f"Publish {number}").click()
    expect(page.get_by_text(f"Version {number} is published.")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_editor_forks_rewords_publishes_1_1_weighs_and_publishes_2_0(
    open_as: Open, shipped, organisation, complaints, script
):
    page = open_as(editor_in(organisation), java_script_enabled=script)
    page.goto("/banks/")
    page.get_by_role("link", name="A small bank").click()
    page.get_by_role("button", name="Make it ours and edit").click()

    save_question(page, GOAL, "Question", "What is the product for?")
    publish(page, "1.1", "A clearer question.")
    page.get_by_role("button", name="Edit in a draft").click()
    save_question(page, GOAL, "Weight", "8")
    publish(page, "2.0", "The goal counts more.")

    own = BankVersion.objects.filter(bank__organisation=organisation).order_by("major", "minor")
    assert [version.number for version in own] == ["1.1", "2.0"]
    question = parsed_bank(own[1]).questions[GOAL]
    assert (question.title, question.weight) == ("What is the product for?", 8)
    assert parsed_bank(shipped.pk) == small_bank()
    assert complaints == []


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the control has the focus, as a person without a mouse does."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if target.evaluate("found => found === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not reach {target}")


def test_the_same_by_keyboard_alone(open_as: Open, shipped, organisation, complaints):
    page = open_as(editor_in(organisation))
    page.goto(f"/banks/{shipped.bank_id}/")
    tab_to(page, page.get_by_role("button", name="Make it ours and edit"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Value of the product"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Value of the product")).to_have_attribute(
        "aria-current", "true"
    )
    down = page.get_by_role("button", name=f"Move {GOAL} down")
    tab_to(page, down)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Move value.fairness up")).to_be_disabled()
    tab_to(page, page.get_by_role("link", name="How far is value.goal?"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Weight"))
    page.keyboard.press("Control+A")
    page.keyboard.type("8")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved in the draft.")).to_be_visible()
    tab_to(page, page.get_by_role("link", name="Check and publish"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("What changed?"))
    page.keyboard.type("The goal counts more.")
    tab_to(page, page.get_by_label("I have looked at the"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Publish 2.0"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Version 2.0 is published.")).to_be_visible()
    assert complaints == []


def test_second_editor_sees_both_texts_and_may_save_over(
    open_as: Open, shipped, organisation, complaints
):
    first, second = editor_in(organisation), editor_in(organisation)
    draft = fork_bank(actor=actor_of(first), organisation_id=organisation.pk, version_id=shipped.pk)
    # Without a script: with one, each page saves by itself (test_studio_editors.py).
    mine, theirs = (open_as(user, java_script_enabled=False) for user in (first, second))
    for page, text in ((mine, "My words"), (theirs, "Their words")):
        page.goto(f"/banks/{draft.bank_id}/draft/{GOAL}/edit")
        page.get_by_label("Question").first.fill(text)
    theirs.get_by_role("button", name="Save in the draft").click()
    expect(theirs.get_by_text("Saved in the draft.")).to_be_visible()

    mine.get_by_role("button", name="Save in the draft").click()
    conflict = mine.get_by_role("alert")
    expect(conflict).to_contain_text("Their words")
    expect(conflict).to_contain_text("My words")
    expect(mine.get_by_label("Question").first).to_have_value("My words")
    mine.get_by_role("button", name="Save both").click()

    expect(mine.get_by_text("Saved in the draft.")).to_be_visible()
    node = content(draft)["parts"][0]["sections"][0]["questions"][0]
    assert (node["title"], BankDraft.objects.get().revision) == ("My words", 3)
    assert complaints == []


@pytest.fixture
def studio(shipped: BankVersion, organisation: Organisation) -> tuple[User, list[str]]:
    """A bank with a version, an open draft with an error, and every page of the studio."""
    user = editor_in(organisation)
    actor: Actor = actor_of(user)
    AssessmentFactory(bank_version=shipped, team_=TeamFactory(organisation=organisation))
    draft = fork_bank(actor=actor, organisation_id=organisation.pk, version_id=shipped.pk)
    edit(actor, draft, "value.skills", improvement="")
    add_language(actor=actor, bank_id=draft.bank_id, language="de")
    edit(actor, draft, GOAL, levels=["Only one"])
    bank, version, tree = f"/banks/{draft.bank_id}/", f"/bank-versions/{shipped.pk}/", "draft/"
    codes = ("value", GOAL, "value.skills", "build.way", "build.users")
    new = ("scoring", "history", "?q=value&findings=on", "languages", "languages/de", "preview")
    shown = ("conditions/show_if", "duplicate", "move")
    return user, [
        "/banks/",
        f"/banks/{shipped.bank_id}/",
        bank,
        version,
        f"{version}parts/value",
        f"{version}parts/profile",
        *(f"{bank}{tree}{page}" for page in ("", "?at=value", "?at=profile", "check", "discard")),
        *(f"{bank}{tree}{page}" for page in ("edit", "add", "value.core/add", f"{GOAL}/remove")),
        *(f"{bank}{tree}{code}/edit" for code in codes),
        "/banks/new",
        *(f"{bank}{tree}{page}" for page in (*new, f"languages/de/{GOAL}", "value.core/paste")),
        *(f"{bank}{tree}value.fairness/{page}" for page in shown),
    ]


def problems_on(page: Page, address: str) -> list[Any]:
    reply = page.goto(address)
    assert reply is not None
    assert reply.status == 200, address
    over = page.evaluate("document.body.scrollWidth - document.documentElement.clientWidth")
    wide = [(address, f"{over} px too wide")] if over > 0 else []
    wide += [(address, text, "has no room") for text in squeezed(page)]
    found = Axe().run(page).response["violations"]
    return wide + [(address, one["id"], one["nodes"][0]["target"]) for one in found]


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_every_page_is_accessible_and_needs_no_sideways_scrolling(
    open_as: Open, studio, complaints, scheme, width
):
    user, addresses = studio
    page = open_as(user, color_scheme=scheme, viewport={"width": width, "height": 800})
    wrong = [problem for address in addresses for problem in problems_on(page, address)]
    assert wrong == []
    assert complaints == []


def test_page_of_an_error_and_of_a_conflict_is_accessible(open_as: Open, studio, complaints):
    user, addresses = studio
    page = open_as(user)
    page.goto(next(address for address in addresses if address.endswith(f"{GOAL}/edit")))
    page.get_by_label("Question").first.fill("")
    page.get_by_role("button", name="Save in the draft").click()
    expect(page.get_by_role("alert")).to_contain_text("Question")
    assert Axe().run(page).response["violations"] == []

    page.get_by_label("Question").first.fill("Mine")
    edit(actor_of(user), BankDraft.objects.get(), GOAL, title="Theirs")
    page.get_by_role("button", name="Save in the draft").click()
    expect(page.get_by_role("alert")).to_contain_text("Theirs")
    assert Axe().run(page).response["violations"] == []
    assert complaints == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_preview_with_a_long_gate_is_accessible_and_fits(
    open_as: Open, shipped, organisation, complaints, scheme, width
):
    actor = actor_of(editor_in(organisation))
    draft = fork_bank(actor=actor, organisation_id=organisation.pk, version_id=shipped.pk)
    edit(actor, draft, GOAL, title="How well is the goal known to everybody? " * 4)
    user = User.objects.get(pk=actor.user_id)
    page = open_as(user, color_scheme=scheme, viewport={"width": width, "height": 800})
    page.goto(f"/banks/{draft.bank_id}/draft/preview")
    expect(page.get_by_role("heading", name="The result of these answers")).to_be_visible()
    assert_looks_right(page, "preview")
    assert complaints == []


def test_staff_pages_of_single_rows_break_no_content_rule(
    open_as: Open, shipped, organisation, complaints
):
    staff = editor_in(organisation, is_staff=True, is_superuser=True)
    fork_bank(actor=actor_of(staff), organisation_id=organisation.pk, version_id=shipped.pk)
    assessment = AssessmentFactory(
        bank_version=shipped, team_=TeamFactory(organisation=organisation)
    )
    page = open_as(staff)
    rows = {
        "bankversion": shipped.pk,
        "bankdraft": BankDraft.objects.get().pk,
        "assessment": assessment.pk,
        "user": staff.pk,
        "organisation": organisation.pk,
        "team": assessment.team_id,
        "product": assessment.product_id,
    }
    adding = [f"/admin/assessments/{model}/add/" for model in ("user", "member", "team")]
    for address in [
        "/admin/",
        *(f"/admin/assessments/{model}/{pk}/change/" for model, pk in rows.items()),
        *adding,
        f"/admin/assessments/user/{staff.pk}/password/",
    ]:
        reply = page.goto(address)
        assert reply is not None
        assert reply.status == 200, address
    assert complaints == []
