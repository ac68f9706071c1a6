"""One person mentions another, who sees the bell, opens, replies and resolves."""

import pytest
from playwright.sync_api import expect

from assessments.answers.models import Comment
from assessments.notices.models import Notice
from assessments.teams.models import User

pytestmark = pytest.mark.browser


def _named(desk, name):
    User.objects.filter(pk=desk.user.pk).update(name=name)
    return desk


@pytest.mark.parametrize("script", [True, False])
def test_a_mention_is_seen_answered_and_resolved(sit_down, script):
    ada = _named(sit_down("lead", java_script_enabled=script), "Ada Lovelace")
    bob = _named(sit_down("contributor", java_script_enabled=script), "Bob Newton")

    ada.page.goto(ada.section())
    question = ada.page.locator('[data-question="value.goal"]')
    question.get_by_role("link", name="Discuss").click()
    ada.page.get_by_label("Comment").fill("What do we call a success here, @Bob Newton?")
    ada.page.get_by_role("button", name="Post the comment").click()
    expect(ada.page.locator(".comment-text")).to_contain_text("What do we call a success")

    bob.page.goto("/")
    bell = bob.page.get_by_role("link", name="Notices 1 new")
    bell.click()
    bob.page.get_by_role("button", name="Ada Lovelace mentions you").click()
    expect(bob.page.locator(".comment-text .mention")).to_have_text("@Bob Newton")
    expect(bob.page.get_by_role("link", name="Notices", exact=True)).to_be_visible()
    bob.page.locator("summary", has_text="Reply").click()
    bob.page.get_by_label("Reply").fill("Fewer parts\n\nthat wait.")
    bob.page.get_by_role("button", name="Post the reply").click()
    expect(bob.page.locator(".comment-text").nth(1)).to_contain_text("that wait.")
    bob.page.get_by_role("button", name="Resolve").click()
    expect(bob.page.get_by_role("status")).to_contain_text("The thread is resolved")
    expect(bob.page.locator(".resolved > summary")).to_have_text("1 resolved thread")

    ada.page.goto("/notices/")
    ada.page.get_by_role("button", name="Bob Newton wrote in a discussion").click()
    expect(ada.page.locator(".thread-state")).to_contain_text("Resolved")
    ada.page.get_by_role("link", name="Back to the question").click()
    expect(question.get_by_role("link", name="Discuss")).to_be_visible()
    assert Comment.objects.filter(thread=None).get().resolved_by == bob.user
    assert Notice.objects.filter(read_at=None).count() == 0
