"""Banks of other scoring methods from nothing to a team's result, through the pages."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from assessments.banks.models import BankVersion
from assessments.banks.queries import parsed_bank
from tests.browser.hands import Mouse
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


def add_section(hand: Mouse, part: str, section: str) -> None:
    add(hand, link(hand.page, "Add a part"), part)
    open_part(hand, part)
    add(hand, link(hand.page, "Add a section"), section)


def ask(hand: Mouse, section: str, title: str, kind: str, fields: dict[str, str]) -> None:
    """Add a question and fill its form; a field is named as the form names it."""
    page = hand.page
    hand.leave_by(in_section(page, section).get_by_role("link", name="Add a question"))
    hand.type(page.get_by_label("Title"), title)
    hand.tick(page.get_by_label(KINDS[kind], exact=True))
    hand.leave_by(button(page, "Add"))
    for name, value in fields.items():
        field = page.locator(f'[name="{name}"]')
        is_choice = field.evaluate("found => found.tagName === 'SELECT'")
        (hand.select if is_choice else hand.type)(field, value)
    hand.leave_by(button(page, SAVE))


def to_scoring(hand: Mouse) -> None:
    hand.leave_by(link(hand.page, "Levels and scoring"))


def choices(*rows: tuple[str, str]) -> dict[str, str]:
    return {
        f"choice:new-{place}:{key}": value
        for place, row in enumerate(rows)
        for key, value in zip(("text", "points"), row, strict=False)
    }


def make_two_scores(hand: Mouse) -> None:
    add_section(hand, "Impact", "Reach")
    ask(hand, "Reach", "Reach wide", "single", choices(("A few", "0"), ("Everybody", "10")))
    add_section(hand, "Easing", "Review")
    ask(hand, "Review", "Review done", "single", choices(("Never", "0"), ("Always", "5")))
    to_scoring(hand)
    for part, score in (("Impact", "The raw score"), ("Easing", "Mitigation")):
        row = hand.page.get_by_role("group", name=part, exact=True)
        hand.select(row.get_by_label("The whole part counts in"), score)
    hand.type(hand.page.get_by_label("Taken off the raw score then, in percent"), "20")
    hand.leave_by(button(hand.page, SAVE))


def make_risk_rules(hand: Mouse) -> None:
    add_section(hand, "Running", "Alarms")
    rules = {
        "rule:0:when": "first && second",
        "rule:0:risk": "No risk",
        "rule:1:when": "default",
        "rule:1:risk": "Very high risk",
    }
    to_scoring(hand)
    hand.type(hand.page.locator('[name="risk:high:name"]'), "Very high risk")
    hand.leave_by(button(hand.page, SAVE))
    open_part(hand, "Running")
    ask(hand, "Alarms", "Alarms set", "multiple", choices(("First",), ("Second",)) | rules)


def make_mean_tree(hand: Mouse) -> None:
    add_section(hand, "Governing", "Strategy")
    for title in ("Strategy written", "Strategy lived"):
        ask(hand, "Strategy", title, "boolean", {})
    to_scoring(hand)
    hand.type(hand.page.get_by_label("The figure of full marks, like 1, 3 or 100"), "4")
    hand.leave_by(button(hand.page, SAVE))
    to_scoring(hand)
    hand.leave_by(link(hand.page, "Strategy"))
    hand.type(hand.page.get_by_label("Title of a new stream").first, "On paper")
    for title in ("Strategy written", "Strategy lived"):
        row = hand.page.get_by_role("group", name=title, exact=True)
        hand.select(row.get_by_label("Stream"), "new stream 1")
    hand.leave_by(button(hand.page, SAVE))
    hand.leave_by(link(hand.page, "Draft"))


# How the method's label begins, how its bank is made, the answers of each section, and the result.
BANKS: dict[str, tuple[str, Callable[[Mouse], None], dict[str, str], list[str]]] = {
    "two_scores": (
        "Two scores",
        make_two_scores,
        {"impact.reach_wide": "v:everybody", "easing.review_done": "v:always"},
        ["20 % are taken off, which leaves 8.", "Greatest"],
    ),
    "risk_rules": (
        "Risk rules",
        make_risk_rules,
        {"running.alarms_set": "first"},
        ["Of 1 questions: Very high risk 1"],
    ),
    "mean_tree": (
        "Mean tree",
        make_mean_tree,
        {"governing.strategy_written": "v:true", "governing.strategy_lived": "v:false"},
        ["The mean of the parts is 2"],
    ),
}


def complete(hand: Mouse, product: Any, answers: dict[str, str]) -> None:
    page = hand.page
    page.goto(product.get_absolute_url())
    hand.leave_by(link(page, "Start the first one"))
    hand.type(page.get_by_label("Name"), "First look")
    hand.leave_by(button(page, "Start"))
    hand.leave_by(link(page, "Begin"))
    for code, value in answers.items():
        question = page.locator(f'[data-question="{code}"]')
        if not question.count():
            hand.leave_by(page.get_by_role("button", name=re.compile("Save and")))
        hand.tick(page.locator(f'input[name="{code}"][value="{value}"]'))
        expect(question.locator("[data-state]")).to_contain_text("Saved")
    hand.leave_by(page.get_by_role("button", name=re.compile("Save and")))
    hand.leave_by(button(page, "Submit"))
    page.wait_for_url("**/results")


@pytest.mark.slow
@pytest.mark.parametrize("method", BANKS)
def test_bank_of_a_method_is_made_published_and_scored(
    transactional_db: None, open_as: Callable[[Any], tuple[Page, list[str]]], method: str
) -> None:
    label, make, answers, result = BANKS[method]
    organisation = OrganisationFactory(name="Acme")
    page, complaints = open_as(MemberFactory(organisation=organisation, edits_banks=True).user)
    hand = Mouse(page)
    begin(hand, label)
    make(hand)
    publish(hand)
    bank = parsed_bank(BankVersion.objects.get(bank__organisation=organisation))
    assert (bank.scoring.method, set(bank.questions)) == (method, set(answers))

    team = TeamFactory(organisation=organisation)
    lead, more = open_as(person_in(team, "lead"))
    complete(Mouse(lead), ProductFactory(team=team, name="Our product"), answers)
    for words in result:
        expect(lead.get_by_text(words).first).to_be_visible()
    assert complaints + more == []
