"""The pages of moving to another bank version: accessible, fitting their width, usable by keys."""

from collections.abc import Callable

import pytest

from assessments.answers.models import Assessment, BankMove
from tests import factories
from tests.answers.moving import fresh, move, said_in, versions_of
from tests.banks.moving_cases import case
from tests.browser.conftest import Desk
from tests.browser.looks import assert_looks_right
from tests.browsers import LOOKS
from tests.scoring.small_bank import said

pytestmark = pytest.mark.browser
Sit = Callable[..., Desk]


def put_on(assessment: Assessment, name: str, desk: Desk) -> list:
    """Let the assessment run on the first version of a case, with its answers."""
    from assessments.answers import services

    found = case(name)
    versions = versions_of(found, "old", "new")
    Assessment.objects.filter(pk=assessment.pk).update(
        bank_version=versions[0], bank=versions[0].bank
    )
    assessment.refresh_from_db()
    factories.make_answers(assessment, found.answers, desk.user)
    services.refresh_summary(assessment.pk)
    return versions


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_page_of_a_move_is_accessible_and_fits(
    sit_down: Sit, assessment: Assessment, scheme: str, width: int
):
    desk = sit_down("lead", color_scheme=scheme, viewport={"width": width, "height": 800})
    old, new = put_on(assessment, "question_split", desk)
    factories.MemberFactory._meta.model.objects.filter(user=desk.user).update(edits_banks=True)
    where = f"/assessments/{assessment.pk}"
    pages = [where, f"{where}/results", f"{where}/versions/", f"{where}/versions/to/{new.pk}"]
    pages += [f"/banks/{old.bank_id}/running"]
    _look(desk, pages)
    made = move(assessment, new, factories.actor_of(desk.user))
    moved = f"{where}/versions/moves/{made.pk}"
    _look(desk, [f"{where}/versions/", moved, f"{moved}/back"])


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_an_answer_to_check_is_accessible_and_fits(
    sit_down: Sit, assessment: Assessment, scheme: str, width: int
):
    desk = sit_down("lead", color_scheme=scheme, viewport={"width": width, "height": 800})
    _old, new = put_on(assessment, "wording_only", desk)
    move(assessment, new, factories.actor_of(desk.user))
    where = f"/assessments/{assessment.pk}"
    _look(desk, [where, f"{where}/review", f"{where}/sections/b.all"])


def _look(desk: Desk, pages: list[str]) -> None:
    for page in pages:
        desk.page.goto(page)
        for folded in desk.page.locator("main details:not(.menu)").all():
            folded.evaluate("one => { one.open = true; }")
        assert_looks_right(desk.page, page)


def test_a_lead_decides_and_moves_by_keyboard_alone_without_a_script(
    sit_down: Sit, assessment: Assessment
):
    desk = sit_down("lead", java_script_enabled=False)
    _old, new = put_on(assessment, "question_split", desk)
    desk.page.goto(f"/assessments/{assessment.pk}/versions/to/{new.pk}")
    choice = desk.page.get_by_label("What becomes of it: Is the team complete?")
    choice.first.focus()
    while choice.first.input_value() != "take":
        choice.first.press("ArrowDown")
    for _ in range(2):  # the first one shows the result with what was decided
        button = desk.page.get_by_role("button", name="Move to version 2.0")
        button.focus()
        with desk.page.expect_navigation():
            desk.page.keyboard.press("Enter")

    assert desk.page.url.endswith("/versions/")
    assert said_in(assessment)["b.staff"] == said(1)
    desk.page.get_by_role("link", name="Go back to 1.0").press("Enter")
    desk.page.get_by_role("button", name="Go back").press("Enter")
    desk.page.wait_for_url("**/versions/")
    assert said_in(assessment) == case("question_split").answers
    assert BankMove.objects.count() == 2


def test_an_answer_is_confirmed_on_the_form_and_an_old_page_is_told(
    sit_down: Sit, assessment: Assessment
):
    desk = sit_down("lead")
    _old, new = put_on(assessment, "wording_only", desk)
    late = sit_down("contributor")
    late.page.goto(late.section("b.all"))
    move(assessment, new, factories.actor_of(desk.user))

    desk.page.goto(desk.section("b.all"))
    button = desk.page.get_by_role("button", name="The answer still holds")
    desk.page.route("**/confirm", lambda route: route.abort())
    button.click()
    desk.state("b.data").get_by_text("Not confirmed: no answer came").wait_for()
    desk.page.unroute("**/confirm")
    button.click()
    desk.page.locator("[data-recheck]").wait_for(state="detached")
    assert said_in(assessment)["b.data"] == said(1)
    assert fresh(assessment).summary["answered"] == 2

    late.page.locator('input[value="v:2"]').check()
    state = late.state("b.data")
    state.get_by_text("The question changed with version 2.0").wait_for()
    assert late.stored("b.data") == ("answered", 1)
