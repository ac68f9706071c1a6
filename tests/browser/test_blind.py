"""The whole blind job with three people: start, answer alone, reveal, compare, agree, report."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from assessments.answers.models import Assessment, Consensus
from tests import factories
from tests.browser.conftest import AT, listen, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def three(transactional_db, make_context: Callable[..., BrowserContext]):
    """Seat a lead and two colleagues, each in a browser of their own."""
    team = factories.TeamFactory(name="Forecasting")
    factories.BankVersionFactory()
    product = factories.ProductFactory(team=team, name="Spare-part forecast")
    complaints: list[str] = []

    def seat(name: str, role: str, known: str) -> Page:
        user = factories.TeamMemberFactory(
            team=team, role=role, discipline=known, user=factories.UserFactory(name=name)
        ).user
        page = make_context(viewport=AT).new_page()
        listen(page, complaints)
        sign_in(page, user)
        return page

    people = {
        "lea": seat("Lea", "lead", "product_management"),
        "ada": seat("Ada", "contributor", "engineering"),
        "bob": seat("Bob", "contributor", "data_science"),
    }
    yield product, people
    assert complaints == []


def answer(page: Page, pk: int, level: int) -> None:
    page.goto(f"/assessments/{pk}/sections/value.core")
    page.locator(f'input[name="value.goal"][value="v:{level}"]').check()
    expect(page.locator('[data-question="value.goal"] [data-state]')).to_contain_text("Saved")


def submit(page: Page, pk: int) -> None:
    page.goto(f"/assessments/{pk}/")
    page.get_by_role("button", name="Submit my sheet").click()


def test_three_people_answer_alone_compare_and_agree(three):
    product, people = three
    lea, ada, bob = people["lea"], people["ada"], people["bob"]
    lea.goto(f"/products/{product.pk}/assessments/new")
    lea.get_by_label("Name").fill("Autumn, blind")
    expect(lea.get_by_label("Ada (Engineering)")).to_be_hidden()
    lea.get_by_label("Blind: each alone first").check()
    expect(lea.get_by_label("Ada (Engineering)")).to_be_checked()
    lea.get_by_role("button", name="Start").click()
    lea.wait_for_url("**/assessments/*/")
    pk = Assessment.objects.get().pk

    answer(lea, pk, 4)
    answer(ada, pk, 1)
    answer(bob, pk, 3)
    ada.reload()
    expect(ada.locator('input[name="value.goal"][value="v:1"]')).to_be_checked()
    submit(lea, pk)
    expect(lea.get_by_text("Your sheet is submitted. Thank you.")).to_be_visible()
    submit(ada, pk)
    lea.goto(f"/assessments/{pk}/disagreements")
    expect(lea.get_by_text("The answers can be compared after the reveal.")).to_be_visible()
    submit(bob, pk)
    bob.wait_for_url("**/disagreements")
    expect(bob.get_by_role("heading", name="How far is value.goal?")).to_be_visible()
    expect(bob.get_by_text("3 levels, weight 3")).to_be_visible()
    expect(bob.get_by_role("link", name="Compare and settle")).to_have_count(0)

    lea.goto(f"/assessments/{pk}/disagreements")
    lea.get_by_role("link", name="Compare and settle").first.click()
    lea.get_by_label("Written once.").check()
    lea.get_by_label("Why this is the team's answer").fill("Written, and signed by one of two.")
    lea.get_by_role("button", name="Record the team's answer").click()
    expect(lea.get_by_text("The team's answer is recorded.")).to_be_visible()
    expect(lea.get_by_text("Nothing is left to discuss")).to_be_visible()
    ada.goto(f"/assessments/{pk}/results")
    expect(ada.get_by_text("Joined from all sheets")).to_be_visible()
    assert sorted(one["value"] for one in Consensus.objects.get().dissent) == [1, 3, 4]
