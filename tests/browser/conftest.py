"""What the browser tests share: a signed-in page on the small bank that reports every violation."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page

from assessments.answers.models import Answer, Assessment
from assessments.answers.services import refresh_summary
from assessments.teams.models import User
from tests import factories

AT = {"width": 1280, "height": 900}


@dataclass
class Desk:
    """One person's place: a signed-in page, the assessment, and what the page complained about."""

    page: Page
    assessment: Assessment
    user: User
    complaints: list[str]

    def section(self, code: str = "value.core") -> str:
        return f"/assessments/{self.assessment.pk}/sections/{code}"

    def stored(self, code: str) -> tuple[str, Any] | None:
        row = Answer.objects.filter(assessment=self.assessment, question_code=code).first()
        return None if row is None else (row.state, row.value)

    def state(self, code: str) -> Any:
        return self.page.locator(f'[data-question="{code}"] [data-state]')


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Forget how often this machine's address tried what: the tests before came from it too."""
    cache.clear()


@pytest.fixture
def assessment(transactional_db: None) -> Assessment:
    team = factories.TeamFactory(name="Forecasting")
    product = factories.ProductFactory(team=team, name="Spare-part forecast")
    made = factories.AssessmentFactory(product=product, name="Autumn release")
    refresh_summary(made.pk)
    return made


@pytest.fixture
def sit_down(
    make_context: Callable[..., BrowserContext], assessment: Assessment
) -> Iterator[Callable[..., Desk]]:
    """Return a function that signs somebody in and gives the page; complaints end the test."""
    desks: list[Desk] = []

    def sit(role: str = "lead", **options: Any) -> Desk:
        user = factories.person_in(assessment.team, role)
        page = make_context(**{"viewport": AT, **options}).new_page()
        desk = Desk(page, assessment, user, [])
        listen(page, desk.complaints)
        sign_in(page, user)
        desks.append(desk)
        return desk

    yield sit
    assert [complaint for desk in desks for complaint in desk.complaints] == []


def listen(page: Page, complaints: list[str]) -> None:
    def heard(message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    page.on("console", heard)
    page.on("pageerror", lambda error: complaints.append(str(error)))


def sign_in(page: Page, user: User) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("/")


@pytest.fixture
def open_as(
    make_context: Callable[..., BrowserContext],
    sign_in: Callable[[BrowserContext, Any], None],
) -> Callable[..., tuple[Page, list[str]]]:
    """Return a function that signs somebody in and gives a page, and what it complains of."""

    def open_page(user: Any, **options: Any) -> tuple[Page, list[str]]:
        complaints: list[str] = []
        context = make_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        sign_in(context, user)
        page = context.new_page()
        listen(page, complaints)
        return page, complaints

    return open_page


@pytest.fixture
def editor(transactional_db: None) -> User:
    """Somebody who edits the banks of an organisation."""
    organisation = factories.OrganisationFactory(name="Acme")
    return factories.MemberFactory(organisation=organisation, edits_banks=True).user


@pytest.fixture
def page_of(
    open_as: Callable[..., tuple[Page, list[str]]], editor: User
) -> Callable[..., tuple[Page, list[str]]]:
    """Return a function that gives the editor a page, and what it complains of."""
    return partial(open_as, editor)
