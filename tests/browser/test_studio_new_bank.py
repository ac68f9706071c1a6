"""A bank from nothing to a team's result, through the pages: with a mouse, and by keyboard alone."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from assessments.answers.models import Assessment
from assessments.banks.models import BankVersion
from assessments.banks.queries import parsed_bank
from tests.browser.hands import Keys, Mouse
from tests.browser.making_banks import (
    KINDS,
    SAVE,
    add,
    begin,
    button,
    in_section,
    link,
    open_part,
    publish,
)
from tests.factories import (
    MemberFactory,
    OrganisationFactory,
    ProductFactory,
    TeamFactory,
    person_in,
)

pytestmark = pytest.mark.browser
LEVELS = ["Nothing yet", "Talked about", "Written down", "Agreed by all", "Kept up in use"]
# Part, its sections, and their questions: title and kind.
BANK = {
    "Worth": {
        "Goal": [
            ("Goal stated", "rubric"),
            ("Goal measured", "rubric"),
            ("Budget given", "boolean"),
        ],
        "Buyers": [
            ("Buyers asked", "multiple"),
            ("Buyers pay", "single"),
            ("Buyers number", "number"),
        ],
    },
    "Work": {
        "Data": [("Data owned", "rubric"), ("Data shared", "boolean"), ("Data since", "date")],
        "Crew": [("Crew named", "rubric"), ("Crew skills", "multiple"), ("Crew story", "text")],
    },
}
OPTIONS = {
    "multiple": [("First", ""), ("Second", ""), ("Third", "")],
    "single": [("Never", "0"), ("Often", "1")],
}


def add_groups(hand: Mouse) -> None:
    page = hand.page
    for part, sections in BANK.items():
        add(hand, link(page, "Add a part"), part)
        for section in sections:
            add(hand, link(page, "Add a section"), section)


def add_by_forms(hand: Mouse) -> None:
    """Add every question with the form of its kind."""
    page = hand.page
    for part, sections in BANK.items():
        open_part(hand, part)
        for section, questions in sections.items():
            for title, kind in questions:
                hand.leave_by(in_section(page, section).get_by_role("link", name="Add a question"))
                hand.type(page.get_by_label("Title"), title)
                hand.tick(page.get_by_label(KINDS[kind], exact=True))
                hand.leave_by(button(page, "Add"))
                fill(hand, kind)
                hand.leave_by(button(page, SAVE))


def fill(hand: Mouse, kind: str) -> None:
    page = hand.page
    for place, text in enumerate(LEVELS if kind == "rubric" else ()):
        hand.type(page.locator(f'[name="level_{place}"]'), text)
    for place, (text, score) in enumerate(OPTIONS.get(kind, ())):
        hand.type(page.locator(f'[name="choice:new-{place}:text"]'), text)
        if score:
            hand.type(page.locator(f'[name="choice:new-{place}:score"]'), score)


def paste(hand: Mouse) -> None:
    """Add every question by rows of a spreadsheet, a section at a time."""
    page = hand.page
    cells = {"rubric": LEVELS, "single": ["Never = 0", "Often = 1"]}
    cells["multiple"] = [text for text, _score in OPTIONS["multiple"]]
    for part, sections in BANK.items():
        open_part(hand, part)
        for section, questions in sections.items():
            rows = [[title, kind, *cells.get(kind, ())] for title, kind in questions]
            hand.leave_by(in_section(page, section).get_by_role("link", name="Paste questions"))
            hand.type(page.get_by_label("Rows"), "\n".join("\t".join(row) for row in rows))
            hand.leave_by(button(page, "See what it makes"))
            hand.leave_by(button(page, "Make 3 questions"))


def set_rules(hand: Mouse) -> None:
    """Give one question a gate, and let another be asked only if the first says so."""
    page = hand.page
    open_part(hand, "Worth")
    hand.leave_by(link(page, "Goal stated"))
    hand.select(page.get_by_label("Fails below level"), "2")
    hand.select(page.get_by_label("A failed gate holds the result at"), "Framed")
    hand.leave_by(button(page, SAVE))
    hand.leave_by(link(page, "Goal measured"))
    hand.leave_by(link(page, "Set a condition “Shown only if”"))
    hand.select(page.get_by_label("Question to look at"), "Goal stated (worth.goal_stated)")
    hand.leave_by(button(page, "Add a comparison"))
    hand.select(page.get_by_label("Value"), "1: Talked about")
    hand.leave_by(button(page, SAVE))


ANSWERS = {
    "worth.goal": {
        "worth.goal_stated": "v:3",
        "worth.goal_measured": "v:2",
        "worth.budget_given": "v:true",
    },
    "worth.buyers": {"worth.buyers_asked": "first", "worth.buyers_pay": "v:often"},
    "work.data": {"work.data_owned": "v:4", "work.data_shared": "v:true"},
    "work.crew": {"work.crew_named": "v:3", "work.crew_skills": "second"},
}
TYPED = {
    "worth.buyers_number": "12",
    "work.data_since": "2026-02-02",
    "work.crew_story": "They met.",
}


def complete(hand: Mouse, product: Any) -> None:
    page = hand.page
    page.goto(product.get_absolute_url())
    hand.leave_by(link(page, "Start the first one"))
    hand.type(page.get_by_label("Name"), "First look")
    hand.leave_by(button(page, "Start"))
    hand.leave_by(link(page, "Begin"))
    for section, answers in ANSWERS.items():
        expect(page).to_have_url(re.compile(rf"/sections/{section}(#|$)"))
        answer(hand, answers)
        hand.leave_by(page.get_by_role("button", name=re.compile("Save and")))
    hand.leave_by(button(page, "Submit"))
    page.wait_for_url("**/results")


def answer(hand: Mouse, answers: dict[str, str]) -> None:
    page = hand.page
    for code, value in answers.items():
        hand.tick(page.locator(f'input[name="{code}"][value="{value}"]'))
        expect(page.locator(f'[data-question="{code}"] [data-state]')).to_contain_text("Saved")
    for code, text in TYPED.items():
        box = page.locator(f'[name="{code}"]')
        if box.count():
            hand.type(box, text)


@pytest.mark.slow
@pytest.mark.parametrize("hands", [Mouse, Keys])
def test_bank_is_made_published_and_completed_by_a_team(transactional_db, open_as, hands):
    organisation = OrganisationFactory(name="Acme")
    editor = MemberFactory(organisation=organisation, edits_banks=True).user
    page, complaints = open_as(editor)
    hand = hands(page)
    begin(hand)
    add_groups(hand)
    (add_by_forms if hands is Mouse else paste)(hand)
    set_rules(hand)
    hand.leave_by(link(page, "Back"))
    publish(hand)

    bank = parsed_bank(BankVersion.objects.get(bank__organisation=organisation))
    kinds = [question.kind for question in bank.questions.values()]
    assert (len(kinds), set(kinds)) == (12, set(KINDS))
    assert [len(part.sections) for part in bank.parts] == [2, 2]
    assert bank.questions["worth.goal_stated"].gate.caps_at == "framed"

    team = TeamFactory(organisation=organisation)
    lead, more = open_as(person_in(team, "lead"))
    complete(hands(lead), ProductFactory(team=team, name="Our product"))
    done = Assessment.objects.get(name="First look")
    assert (done.state, done.answers.filter(state="answered").count()) == ("submitted", 12)
    assert complaints + more == []
