"""The tree of a draft by mouse: questions, sections and parts are dragged, and saved there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from assessments.banks.models import BankDraft
from assessments.banks.services import fork_bank, import_bank
from assessments.teams.models import User
from tests.banks_slice.drafts import GOAL, content
from tests.browser.conftest import listen
from tests.factories import actor_of
from tests.scoring.small_bank import small_bank

pytestmark = pytest.mark.browser
SLOW = 5  # moves on the way: a browser takes a press for a drag only once the mouse has moved


@pytest.fixture
def draft(editor: User) -> BankDraft:
    actor, version = actor_of(editor), import_bank(bank=small_bank()).version
    (organisation,) = actor.organisations
    return fork_bank(actor=actor, organisation_id=organisation, version_id=version.pk)


@pytest.fixture
def tree(
    make_context: Callable[..., BrowserContext],
    sign_in: Callable[[BrowserContext, User], None],
    editor: User,
    draft: BankDraft,
) -> Page:
    """The tree with its first part open, in a window that shows all of it."""
    context = make_context(viewport={"width": 1280, "height": 1800})
    sign_in(context, editor)
    page = context.new_page()
    page.complaints = []
    listen(page, page.complaints)
    page.goto(f"/banks/{draft.bank_id}/draft/?at=value")
    return page


def at(page: Page, code: str) -> Locator:
    return page.locator(f'[id="at-{code}"]')


def drag(page: Page, what: Locator, onto: Locator, *, lower: bool = False) -> None:
    """Press, move in steps and let go; in the upper or lower part of what it is dropped on."""
    start, end = what.bounding_box(), onto.bounding_box()
    down = end["height"] * (0.8 if lower else 0.2)
    page.mouse.move(start["x"] + 30, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + 40, end["y"] + down, steps=SLOW)
    page.mouse.move(end["x"] + 42, end["y"] + down, steps=SLOW)
    with page.expect_navigation():
        page.mouse.up()


def codes(nodes: list) -> list[str]:
    return [node["code"] for node in nodes]


def test_question_is_dragged_to_another_place_and_to_another_section(tree, draft):
    asked = codes(content(draft)["parts"][0]["sections"][0]["questions"])
    drag(tree, at(tree, GOAL), at(tree, asked[2]), lower=True)
    core, market = content(draft)["parts"][0]["sections"]
    assert codes(core["questions"]) == [asked[1], asked[2], GOAL, *asked[3:]]
    assert codes(market["questions"]) == ["value.segments", "value.sold"]

    drag(tree, at(tree, GOAL), at(tree, "value.sold"))
    core, market = content(draft)["parts"][0]["sections"]
    assert codes(core["questions"]) == asked[1:]
    assert codes(market["questions"]) == ["value.segments", GOAL, "value.sold"]
    expect(at(tree, "value.market").locator(f'[id="at-{GOAL}"]')).to_be_visible()
    assert tree.complaints == []


def test_section_is_dragged_before_another_and_into_a_closed_part(tree, draft):
    head = ".tree-section"
    drag(tree, at(tree, "value.market").locator(head), at(tree, "value.core").locator(head))
    assert codes(content(draft)["parts"][0]["sections"]) == ["value.market", "value.core"]

    drag(tree, at(tree, "value.market").locator(head), at(tree, "build"))
    value, build = content(draft)["parts"]
    assert codes(value["sections"]) == ["value.core"]
    assert codes(build["sections"]) == ["build.work", "value.market"]
    expect(at(tree, "build").locator('[id="at-value.market"]')).to_be_visible()
    assert tree.complaints == []


def test_part_is_dragged_by_its_heading(tree, draft):
    drag(tree, tree.locator("#title-build"), tree.locator("#title-value"))
    assert codes(content(draft)["parts"]) == ["build", "value"]
    assert tree.complaints == []


def test_what_is_dropped_where_it_stands_or_does_not_fit_changes_nothing(tree, draft):
    before, revision = content(draft), BankDraft.objects.get().revision
    posts = []
    tree.on("request", lambda request: request.method == "POST" and posts.append(request.url))
    for what, onto in ((at(tree, GOAL), tree.locator("#title-build")), (at(tree, GOAL),) * 2):
        start, end = what.bounding_box(), onto.bounding_box()
        tree.mouse.move(start["x"] + 30, start["y"] + 10)
        tree.mouse.down()
        tree.mouse.move(end["x"] + 60, end["y"] + 12, steps=SLOW)
        tree.mouse.up()
    expect(tree.locator(".is-target, .is-target-after")).to_have_count(0)
    tree.reload()  # what was posted before has been answered by then
    assert (posts, content(draft)) == ([], before)
    assert BankDraft.objects.get().revision == revision
    assert tree.complaints == []
