"""The pages of the conversation and of notices: who may, what is kept, what they cost."""

import re
import uuid

import pytest
from django.utils import timezone

from assessments.answers import services
from assessments.answers.mentions import Handles, Person
from assessments.answers.models import Assessment, Comment
from assessments.notices.models import Notice, NoticeChoice, NoticeKind
from assessments.templatetags.talk import said
from tests import factories
from tests.counting import statements
from tests.web.conftest import World

CODE = "value.goal"
HOSTILE = (
    "<script>alert(1)</script> &amp; {{ 7|add:1 }} {% now %}\n"
    'javascript:alert(1) https://x.example/?a=1&b="><img src=x onerror=alert(1)>'
)


def address(world: World, code: str = CODE) -> str:
    return f"/assessments/{world.assessment.pk}/answers/{code}/discussion"


def post(world, who, **fields):
    sent = {"action": "add", "operation": str(uuid.uuid4()), **fields}
    return world.client(who).post(address(world), sent)


def thread(world, text="What is the goal?", who="contributor", **more) -> Comment:
    return services.add_comment(
        actor=factories.actor_of(getattr(world, who)),
        assessment_id=world.assessment.pk,
        code=CODE,
        text=text,
        operation_id=uuid.uuid4(),
        **more,
    )


def test_a_comment_is_posted_and_shown_at_its_place(world):
    reply = post(world, "contributor", text="Which goal?\n\n@Lea Lead please")

    comment = Comment.objects.get()
    assert reply.status_code == 302
    assert reply["Location"] == f"{address(world)}#comment-{comment.pk}"
    page = world.client("viewer").get(address(world)).content.decode()
    assert '<p dir="auto">Which goal?</p>' in page
    assert '<b class="mention">@Lea Lead</b> please' in page


def test_a_double_click_posts_once(world):
    operation = str(uuid.uuid4())

    first, second = (post(world, "lead", text="Once", operation=operation) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Comment.objects.count() == 1


def test_the_form_of_a_page_that_was_sent_keeps_a_second_text(world):
    operation = str(uuid.uuid4())
    post(world, "lead", text="One", operation=operation)

    reply = post(world, "lead", text="Two", operation=operation)

    page = reply.content.decode()
    assert reply.status_code == 422
    assert "Two</textarea>" in page
    assert operation not in page


@pytest.mark.parametrize("text", ["", "\x01", "x" * 4001])
def test_a_text_that_cannot_be_kept_stays_in_its_field(world, text):
    first = thread(world)

    reply = post(world, "lead", text=text, thread=first.pk)

    page = reply.content.decode()
    assert reply.status_code == 422
    assert f'href="#reply-{first.pk}-text"' in page
    assert f'id="reply-{first.pk}-text" name="text" rows="3" dir="auto" aria-invalid="true"' in page
    assert Comment.objects.count() == 1


def test_a_refused_edit_keeps_what_was_typed(world):
    comment = thread(world)

    reply = post(world, "contributor", action="edit", comment_id=comment.pk, text="y" * 4001)

    assert reply.status_code == 422
    assert "y" * 4001 in reply.content.decode()
    comment.refresh_from_db()
    assert comment.text == "What is the goal?"


def test_edit_remove_resolve_and_reopen_are_posts_to_the_same_page(world):
    comment = thread(world)
    for action, field in (("edit", "comment_id"), ("resolve", "thread"), ("reopen", "thread")):
        sent = {"action": action, field: comment.pk, "text": "Changed"}
        assert post(world, "contributor", **sent).status_code == 302
    comment.refresh_from_db()
    assert (comment.text, comment.resolved_at) == ("Changed", None)

    post(world, "lead", action="remove", comment_id=comment.pk)

    page = world.client("viewer").get(address(world)).content.decode()
    assert "This comment was removed." in page
    assert "Changed" not in page


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "erase"},
        {"action": "resolve"},
        {"action": "edit", "comment_id": "x"},
        {"action": "remove", "comment_id": "9" * 30},
        {"thread": "-1", "text": "x"},
        {"thread": "12345", "text": "x"},
    ],
)
def test_a_post_no_page_of_ours_sends_is_not_found(world, fields):
    assert post(world, "lead", **fields).status_code == 404
    assert Comment.objects.count() == 0


def test_a_post_without_an_operation_still_counts(world):
    assert world.client("lead").post(address(world), {"text": "Hi"}).status_code == 302
    assert Comment.objects.get().text == "Hi"


def test_a_viewer_reads_without_forms_and_is_refused(world):
    thread(world)

    page = world.client("viewer").get(address(world)).content.decode()

    assert "your role in the team does not allow writing" in page
    assert "<textarea" not in page
    assert post(world, "viewer", text="x").status_code == 403


@pytest.mark.parametrize(
    "page", ["answers/value.goal/discussion", "discussions", "questions/value.goal"]
)
def test_an_outsider_finds_none_of_it(world, page):
    thread(world, "Something secret")
    client = world.client("outsider")

    reply = client.get(f"/assessments/{world.assessment.pk}/{page}")

    assert reply.status_code == 404
    assert b"secret" not in reply.content
    assert client.post(address(world), {"text": "x"}).status_code == 404


def test_an_unknown_question_has_no_discussion(world):
    assert world.client("lead").get(address(world, "no.such")).status_code == 404


def test_a_comment_on_a_question_that_is_gone_is_shown_for_copying(world):
    sent = {"action": "add", "operation": str(uuid.uuid4()), "text": "Whose goal?", "bank": "1"}

    reply = world.client("contributor").post(address(world, "value.dropped"), sent)

    page = reply.content.decode()
    assert reply.status_code == 409
    assert "This question is not asked here any more, so nothing was added to it." in page
    assert "Copy what you typed before you leave this page." in page
    assert "<dt>text</dt><dd>Whose goal?</dd>" in page
    assert page.count("<dt>") == 1
    assert not Comment.objects.exists()


def test_hostile_text_and_names_are_only_text(world):
    world.contributor.name = '<img src=x onerror="alert(1)">'
    world.contributor.save()
    thread(world, HOSTILE)

    for path in (address(world), f"/assessments/{world.assessment.pk}/discussions"):
        page = world.client("lead").get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img src" not in page
        assert 'href="javascript' not in page
        assert "{{ 7|add:1 }}" in page


def test_links_become_links_and_their_sentence_keeps_its_points():
    handles = Handles([Person(1, "Ada", "ada@x.org")])

    shown = said("See https://a.example/x_(y)?q=1&r=2. (http://b.example)\nhttps:// @Ada", handles)

    assert shown == (
        '<p dir="auto">See <a href="https://a.example/x_(y)?q=1&amp;r=2" rel="noopener noreferrer'
        ' nofollow">https://a.example/x_(y)?q=1&amp;r=2</a>. (<a href="http://b.example"'
        ' rel="noopener noreferrer nofollow">http://b.example</a>)<br>https://'
        ' <b class="mention">@Ada</b></p>'
    )


def test_a_link_that_reorders_itself_is_no_link():
    assert "<a" not in said("https://bank.example/\u202egpj.exe", Handles([]))


def test_a_mention_of_nobody_is_said(world):
    client = world.client("lead")
    client.post(address(world), {"text": "@Nobody look"})

    assert "Nobody was told by @Nobody" in client.get(address(world)).content.decode()


def test_in_the_archive_the_text_is_shown_for_copying_and_nothing_is_added(world):
    client = world.client("contributor")
    Assessment.objects.update(state="closed")

    reply = client.post(
        address(world), {"text": "Late thought"}, headers={"Origin": "http://testserver"}
    )

    page = reply.content.decode()
    assert reply.status_code == 409
    assert "Late thought" in page
    assert "archived" in page
    assert "<textarea" not in client.get(address(world)).content.decode()


def test_before_the_reveal_the_pages_say_why_there_is_no_talk(world):
    thread(world, "Before it was blind")
    Assessment.objects.update(mode="blind")
    client = world.client("lead")

    for path in (address(world), f"/assessments/{world.assessment.pk}/discussions"):
        page = client.get(path).content.decode()
        assert "Comments open when the answers are revealed" in page
        assert "Before it was blind" not in page
    assert post(world, "contributor", text="x").status_code == 409


def test_the_section_links_to_each_discussion_with_its_open_threads(world):
    thread(world)
    services.resolve_thread(
        actor=factories.actor_of(world.lead),
        assessment_id=world.assessment.pk,
        thread_id=thread(world).pk,
    )
    section = f"/assessments/{world.assessment.pk}/sections/value.core"

    page = world.client("viewer").get(section).content.decode()

    links = re.findall(r'href="\.\./answers/([\w.]+)/discussion">.*?</svg>Discuss( \(\d+\))?', page)
    assert (CODE, " (1)") in links
    assert {count for code, count in links if code != CODE} == {""}


def test_a_question_has_one_address_that_leads_to_its_section(world):
    reply = world.client("viewer").get(f"/assessments/{world.assessment.pk}/questions/{CODE}")

    section = f"/assessments/{world.assessment.pk}/sections/value.core"
    assert reply["Location"] == f"{section}#q-value-goal"


def test_open_and_resolved_threads_are_listed_apart(world):
    first = thread(world, "Open one")
    done = thread(world, "Done one")
    actor = factories.actor_of(world.lead)
    services.resolve_thread(actor=actor, assessment_id=world.assessment.pk, thread_id=done.pk)
    client, path = world.client("viewer"), f"/assessments/{world.assessment.pk}/discussions"

    opened, resolved = (client.get(path + more).content.decode() for more in ("", "?show=resolved"))

    assert ("Open one" in opened, "Done one" in opened) == (True, False)
    assert ("Open one" in resolved, "Done one" in resolved) == (False, True)
    assert f"/discussion#comment-{first.pk}" in opened


@pytest.mark.parametrize("threads", [1, 3])
def test_a_discussion_costs_six_statements(world, threads):
    for _ in range(threads):
        thread(world, "again", thread_id=thread(world, who="lead").pk)
    client = world.client("lead")

    # session, user, roles, assessment, comments, people
    assert statements(lambda: client.get(address(world))) == 6


@pytest.mark.parametrize("threads", [1, 3])
def test_the_list_of_discussions_costs_five_statements(world, threads):
    for _ in range(threads):
        thread(world)
    client = world.client("lead")

    # session, user, roles, assessment, threads
    assert statements(lambda: client.get(f"/assessments/{world.assessment.pk}/discussions")) == 5


@pytest.mark.parametrize("notices", [1, 3])
def test_the_list_of_notices_costs_four_statements(world, notices):
    for _ in range(notices):
        thread(world, "@Lea Lead")
    client = world.client("lead")

    # session, user, roles with the count, notices
    assert statements(lambda: client.get("/notices/")) == 4


def test_the_bell_counts_in_words_and_opening_a_notice_leads_there(world):
    comment = thread(world, "@Lea Lead")
    client = world.client("lead")
    notice = Notice.objects.get()
    assert re.search(
        r'class="bell-count">1<span class="visually-hidden"> new', client.get("/").content.decode()
    )

    reply = client.post(f"/notices/{notice.pk}/open")

    assert reply["Location"] == f"{address(world)}#comment-{comment.pk}"
    assert "bell-count" not in client.get("/").content.decode()


def test_looking_at_the_list_marks_nothing_and_a_button_marks_all(world):
    for _ in range(3):
        thread(world, "@Lea Lead")
    client = world.client("lead")

    page = client.get("/notices/").content.decode()
    assert Notice.objects.filter(read_at=None).count() == 3
    up_to = re.search(r'name="up_to" value="(\d+)"', page)[1]
    thread(world, "@Lea Lead came later")
    client.post("/notices/", {"up_to": up_to})

    assert Notice.objects.filter(read_at=None).count() == 1


@pytest.mark.parametrize("path", ["/notices/?before=x", "/notices/?before=" + "9" * 30])
def test_a_place_that_is_none_is_not_found(world, path):
    assert world.client("lead").get(path).status_code == 404


def test_another_persons_notice_is_not_found_and_stays_unread(world):
    thread(world, "@Lea Lead")
    notice = Notice.objects.get()

    assert world.client("contributor").post(f"/notices/{notice.pk}/open").status_code == 404
    assert world.client("lead").get(f"/notices/{notice.pk}/open").status_code == 405
    assert Notice.objects.get().read_at is None


def test_choices_are_saved_and_shown(world):
    client = world.client("lead")
    client.post("/notices/choices", {"mention:page": "on", "due:mail": "on"})

    page = client.get("/notices/choices").content.decode()

    assert set(re.findall(r'name="([a-z_]+:[a-z]+)" checked', page)) == {"mention:page", "due:mail"}
    assert NoticeChoice.objects.filter(user=world.lead).count() == len(NoticeKind)


def test_a_submit_and_a_reopening_tell_the_team_but_not_who_did_it(world):
    actor = factories.actor_of(world.lead)
    for _ in range(2):
        services.submit_assessment(actor=actor, assessment_id=world.assessment.pk)
        services.reopen_assessment(actor=actor, assessment_id=world.assessment.pk)

    told = Notice.objects.filter(kind=NoticeKind.SUBMITTED)

    assert told.filter(user=world.contributor).count() == 4
    assert told.filter(user=world.viewer).count() == 4
    assert not told.filter(user__in=[world.lead, world.outsider]).exists()
    assert {row.detail["state"] for row in told} == {"submitted", "open"}


def test_a_comment_sent_after_the_session_ended_is_kept_for_sending_again(world):
    from django.test import Client

    reply = Client().post(address(world), {"text": "Kept"}, headers={"Origin": "http://testserver"})

    assert reply.status_code == 401
    assert 'name="text" value="Kept"' in reply.content.decode()


def test_who_left_is_not_named_in_old_comments(world):
    comment = thread(world)
    Comment.objects.update(by=None, edited_at=timezone.now())

    page = world.client("lead").get(address(world)).content.decode()

    assert "Somebody who left" in page
    assert "edited" in page
    assert f'id="comment-{comment.pk}"' in page
