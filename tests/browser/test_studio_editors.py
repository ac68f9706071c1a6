"""Two editors on one draft: nothing is lost; the page saves by itself, and ends are clear pages."""

import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from assessments.banks.draft_tree import find, whole_digest
from assessments.banks.models import BankDraft, DraftRevision
from assessments.banks.services import (
    add_language,
    fork_bank,
    import_bank,
    publish_draft,
    remove_element,
    translate_element,
)
from assessments.banks.translated import texts_digest
from assessments.teams.models import User
from tests.banks_slice.drafts import GOAL, content, edit
from tests.browser.conftest import listen
from tests.browser.looks import assert_looks_right, follow
from tests.browser.two_editors import Editor, edit_for, lost_edits, overwritten
from tests.factories import MemberFactory, OrganisationFactory, actor_of
from tests.patience import until
from tests.scoring.small_bank import small_bank

pytestmark = pytest.mark.browser
SECONDS = 4.0
MOST_ROUNDS = 6  # on a slow machine one round may hold a single edit


@pytest.fixture
def people(transactional_db: None) -> list[User]:
    organisation = OrganisationFactory(name="Acme")
    return [MemberFactory(organisation=organisation, edits_banks=True).user for _ in "ab"]


@pytest.fixture
def draft(people: list[User]) -> BankDraft:
    shipped = import_bank(bank=small_bank()).version
    actor = actor_of(people[0])
    (organisation,) = actor.organisations
    return fork_bank(actor=actor, organisation_id=organisation, version_id=shipped.pk)


@pytest.fixture
def page_of(
    make_context: Callable[..., BrowserContext], sign_in: Callable[[BrowserContext, Any], None]
) -> Callable[..., Page]:
    def open_page(user: User, **options: Any) -> Page:
        context = make_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        sign_in(context, user)
        page = context.new_page()
        page.complaints = []
        listen(page, page.complaints)
        return page

    return open_page


def test_two_editors_lose_nothing_and_are_shown_conflicts(people, draft, page_of):
    address = f"/banks/{draft.bank_id}/draft/"
    # The same dice for both: they begin at the same field, so there is a conflict to be shown.
    dice = [random.Random(1) for _ in people]  # noqa: S311 -- a test's choices
    editors = [
        Editor(str(user.pk), page_of(user), address, one)
        for user, one in zip(people, dice, strict=True)
    ]
    for _ in range(MOST_ROUNDS):
        edit_for(SECONDS, editors, [GOAL, "value.fairness"])
        if all(one.saved for one in editors) and any(one.conflicts for one in editors):
            break
    rows = DraftRevision.objects.order_by("number").values_list("by_id", "changes")
    history = overwritten([(str(by), changes) for by, changes in rows])
    assert lost_edits(editors, history) == []
    assert all(editor.saved for editor in editors)
    assert sum(editor.conflicts for editor in editors) > 0
    last = {(one.code, one.field): one.after for one in history}
    assert last == {key: find(content(draft), key[0]).node[key[1]] for key in last}
    assert [editor.page.complaints for editor in editors] == [[], []]


def test_page_saves_by_itself_and_leaves_rows_to_the_button(people, draft, page_of):
    page = page_of(people[0])
    page.goto(f"/banks/{draft.bank_id}/draft/build.way/edit")
    state = page.locator("#save-state")
    page.locator('[name="title"]').fill("Which way?")
    expect(state).to_have_text("Saved in the draft")
    page.locator('[name="choice:hand:text"]').fill("")
    page.locator('[name="choice:new-0:text"]').fill("By post")
    page.locator('[name="weight"]').fill("7")
    expect(state).to_contain_text("saved with the button")
    node = find(content(draft), "build.way").node
    assert (node["title"], node["weight"], len(node["choices"])) == ("Which way?", 7, 3)
    page.locator('[name="choice:hand:text"]').fill("By hand")
    page.get_by_role("button", name="Save in the draft").click()
    page.wait_for_url("**/draft/?at=*")
    node = find(content(draft), "build.way").node
    assert [one["code"] for one in node["choices"]] == ["hand", "script", "staged", "post"]
    assert page.complaints == []


def test_what_is_typed_during_a_slow_save_is_saved_though_a_new_row_waits(people, draft, page_of):
    page = page_of(people[0])
    page.clock.install()
    page.goto(f"/banks/{draft.bank_id}/draft/build.way/edit")
    slow = []

    def late(route):
        if not slow:
            slow.append(route)  # let go only after the rest of the next text is over
        else:
            route.continue_()

    page.route(re.compile("/edit$"), late)
    page.locator('[name="choice:new-0:text"]').fill("By post")
    page.locator('[name="title"]').fill("Which way?")
    until(lambda: slow, page)
    page.locator('[name="title"]').fill("Which way is it?")
    page.clock.run_for(1600)
    assert len(slow) == 1
    with page.expect_response(lambda reply: "Which way is it?" in (reply.request.post_data or "")):
        slow[0].continue_()
    assert find(content(draft), "build.way").node["title"] == "Which way is it?"


def test_refused_field_is_said_and_the_text_stays(people, draft, page_of):
    page = page_of(people[0])
    page.goto(f"/banks/{draft.bank_id}/draft/{GOAL}/edit")
    page.locator('[name="weight"]').fill("0")
    expect(page.locator("#save-state")).to_contain_text("Not saved: Weight")
    page.locator('[name="weight"]').fill("9")
    expect(page.locator("#save-state")).to_have_text("Saved in the draft")


@pytest.mark.parametrize("end", ["publish", "remove"])
def test_edit_against_its_end_is_a_clear_page_with_the_text(people, draft, page_of, end):
    page = page_of(people[0])
    page.goto(f"/banks/{draft.bank_id}/draft/value.skills/edit")
    actor, seen = actor_of(people[1]), whole_digest(find(content(draft), "value.skills").node)
    if end == "remove":
        remove_element(actor=actor, bank_id=draft.bank_id, code="value.skills", seen=seen)
    else:
        BankDraft.objects.update(content={**content(draft), "licence": "CC BY 4.0"})
        publish_draft(actor=actor, bank_id=draft.bank_id, revision=1, notes="Next")
    page.locator('[name="title"]').fill("What I typed meanwhile")
    with page.expect_navigation():
        page.get_by_role("button", name="Compare both").click()
    expect(page.get_by_role("heading", name="Nothing was changed")).to_be_visible()
    expect(page.get_by_text("What I typed meanwhile")).to_be_visible()
    assert "{" not in page.locator("main").inner_text(), "what the form carries along is not shown"


@pytest.fixture
def german(people, draft):
    """The draft with one translated title, whose text has changed since."""
    actor = actor_of(people[0])
    add_language(actor=actor, bank_id=draft.bank_id, language="de")
    seen = texts_digest(content(draft), "de", GOAL)
    texts = {f"{GOAL}/title": "Wie weit?"}
    where = {"bank_id": draft.bank_id, "language": "de", "code": GOAL}
    translate_element(actor=actor, **where, seen=seen, texts=texts)
    edit(actor, draft, GOAL, title="How far is it by now?")
    return draft


def in_german(draft, key):
    return content(draft)["translations"]["de"].get(f"{GOAL}/{key}")


def test_translations_save_themselves_and_a_stale_one_is_called_right(people, german, page_of):
    page = page_of(people[0])
    page.goto(f"/banks/{german.bank_id}/draft/languages/de/{GOAL}")
    state = page.locator("#save-state")
    page.locator(f'[name="{GOAL}/improvement"]').fill("Ein Rat")
    expect(state).to_have_text("Saved in the draft")
    mark = page.locator(f'[data-stale="{GOAL}/title"]')
    expect(mark).to_contain_text("How far is value.goal?")
    mark.get_by_label("The translation still holds").check()
    expect(mark).to_be_hidden()
    assert (in_german(german, "improvement"), in_german(german, "title")) == (
        "Ein Rat",
        "Wie weit?",
    )
    assert BankDraft.objects.get().made_from == {"de": {}}
    assert page.complaints == []


def test_two_translators_see_both_texts(people, german, page_of):
    pages = [page_of(user) for user in people]
    for page in pages:
        page.goto(f"/banks/{german.bank_id}/draft/languages/de/{GOAL}")
    theirs, mine = pages
    theirs.locator(f'[name="{GOAL}/title"]').fill("Ihr Titel")
    expect(theirs.locator("#save-state")).to_have_text("Saved in the draft")
    mine.locator(f'[name="{GOAL}/title"]').fill("Mein Titel")
    mine.locator(f'[name="{GOAL}/improvement"]').fill("Mein Rat")
    with mine.expect_navigation():
        mine.get_by_role("button", name="Compare both").click()
    expect(mine.get_by_role("alert")).to_contain_text("Ihr Titel")
    expect(mine.locator(f'[name="{GOAL}/improvement"]')).to_have_value("Mein Rat")
    mine.get_by_label("Take theirs").check()
    follow(mine.get_by_role("button", name="Save both", exact=True))
    assert (in_german(german, "title"), in_german(german, "improvement")) == (
        "Ihr Titel",
        "Mein Rat",
    )
    assert [page.complaints for page in pages] == [[], []]


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_a_stale_translation_look_right(
    people, german, make_context, sign_in, width, scheme
):
    context = make_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    sign_in(context, people[0])
    page = context.new_page()
    for place in (f"languages/de/{GOAL}", "languages/de?all", "languages", "check"):
        assert page.goto(f"/banks/{german.bank_id}/draft/{place}").status == 200, place
        assert_looks_right(page, f"{place} at {width} in {scheme}")
