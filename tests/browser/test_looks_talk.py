"""Discussions, notices and choices: accessible, no sideways scrolling, no broken policy."""

import uuid

import pytest
from playwright.sync_api import expect

from assessments.answers import services
from assessments.answers.models import Assessment
from assessments.notices.models import Notice, NoticeKind
from assessments.notices.services import tell
from tests import factories
from tests.browser.looks import LONG, assert_looks_right
from tests.browsers import LOOKS

pytestmark = pytest.mark.browser
CODE = "value.goal"
PAGES = [
    "/assessments/{pk}/answers/value.goal/discussion",
    "/assessments/{pk}/answers/value.fairness/discussion",
    "/assessments/{pk}/discussions",
    "/assessments/{pk}/discussions?show=resolved",
    "/notices/",
    "/notices/?before=1",
    "/notices/choices",
]


@pytest.fixture
def talked(assessment):
    """Two open threads with replies, one resolved, one comment removed, words of any length."""
    ada = factories.actor_of(factories.person_in(assessment.team, "lead", name="Ada Lovelace"))
    bob = factories.actor_of(factories.person_in(assessment.team, name="Bob Newton"))

    def say(actor, text, thread=None):
        return services.add_comment(
            actor=actor,
            assessment_id=assessment.pk,
            code=CODE,
            text=text,
            operation_id=uuid.uuid4(),
            thread_id=thread and thread.pk,
        )

    first = say(
        ada,
        "Do we count a forecast for a part nobody orders as a success?\n\n@Bob Newton you wrote "
        "the goal: https://wiki.example.org/forecast/goals?section=2",
    )
    say(bob, "No: only parts that were ordered in the last two years.", first)
    gone = say(ada, "Never mind.", first)
    services.remove_comment(actor=ada, assessment_id=assessment.pk, comment_id=gone.pk)
    changed = say(bob, "Draft", first)
    services.edit_comment(
        actor=bob,
        assessment_id=assessment.pk,
        comment_id=changed.pk,
        text="I have put it into the note.",
    )
    say(bob, f"{LONG} https://example.org/{LONG}")
    done = say(bob, "Who owns the goal?")
    say(ada, "The product manager, @Bob Newton.", done)
    services.resolve_thread(actor=ada, assessment_id=assessment.pk, thread_id=done.pk)
    return assessment


def tell_everything(assessment: Assessment, user, actor_id: int) -> None:
    details = {"question": f"Is the goal {LONG}?", "due_on": "2026-12-03", "count": 2}
    for kind in NoticeKind:
        tell(
            [user.pk],
            kind,
            key=f"look:{kind}",
            organisation_id=assessment.organisation_id,
            assessment_id=assessment.pk,
            question_code=CODE,
            actor_id=actor_id,
            detail=details,
        )
    Notice.objects.filter(user=user, kind=NoticeKind.SUBMITTED).update(read_at="2026-01-01T00:00Z")


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_page_of_the_talk_is_accessible_and_fits(sit_down, talked, scheme, width):
    desk = sit_down(color_scheme=scheme, viewport={"width": width, "height": 800})
    other = factories.person_in(talked.team)
    desk.page.goto("/notices/")
    assert_looks_right(desk.page, "no notices")
    tell_everything(talked, desk.user, other.pk)
    for page in PAGES:
        desk.page.goto(page.format(pk=talked.pk))
        for panel in desk.page.locator("main details").all():
            panel.evaluate("panel => panel.open = true")
        assert_looks_right(desk.page, page)
    unread = len(NoticeKind) - 1  # one of each kind, one of them read
    expect(desk.page.locator(".bell-count")).to_contain_text(f"{unread} new")

    desk.page.goto(f"/assessments/{talked.pk}/answers/{CODE}/discussion")
    desk.page.get_by_role("button", name="Post the comment").click()
    expect(desk.page.get_by_role("alert")).to_contain_text("Write something first")
    assert_looks_right(desk.page, "a refused comment")


@pytest.mark.parametrize("width", [1280, 320])
def test_a_viewer_a_blind_and_an_archived_discussion_fit(sit_down, talked, width):
    desk = sit_down("viewer", viewport={"width": width, "height": 800})
    for change in ({}, {"mode": "blind"}, {"mode": "shared", "state": "closed"}):
        Assessment.objects.update(**change)
        for page in PAGES[:3]:
            desk.page.goto(page.format(pk=talked.pk))
            expect(desk.page.locator("main .message, main h1").first).to_be_visible()
            assert_looks_right(desk.page, f"{change} {page}")


def test_targets_of_a_discussion_are_large_enough(sit_down, talked):
    desk = sit_down(viewport={"width": 320, "height": 800})
    for page in (PAGES[0], "/notices/choices"):
        desk.page.goto(page.format(pk=talked.pk))
        small = desk.page.evaluate(
            """() => [...document.querySelectorAll('main summary, main button, main .choice, .bell')]
                 .map(one => [one.innerText, one.getBoundingClientRect()])
                 .filter(([text, box]) => box.height && (box.height < 24 || box.width < 24))
                 .map(([text]) => text)"""
        )
        assert small == []
