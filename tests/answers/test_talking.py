"""Comments: threads, mentions, who is told, who may; nothing said is lost or doubled."""

import uuid

import pytest
from django.utils import timezone

from assessments.answers import services
from assessments.answers.errors import NoTalk, NotAllowed, NotVisible, OperationReused, Refused
from assessments.answers.mentions import Handles, Person
from assessments.answers.models import Assessment, Comment
from assessments.answers.services.talking import MOST_COMMENTS
from assessments.answers.threads import discussions_of, open_threads, threads_of
from assessments.notices.models import Notice
from tests import factories

pytestmark = pytest.mark.django_db
CODE = "value.goal"


@pytest.fixture
def say(assessment, ada):
    def add(text="What do we mean by goal?", *, actor=ada, thread=None, **more):
        given = {"operation_id": uuid.uuid4(), "code": CODE, **more}
        thread_id = None if thread is None else thread.pk
        return services.add_comment(
            actor=actor, assessment_id=assessment.pk, text=text, thread_id=thread_id, **given
        )

    return add


def told(user_id):
    return [(row.kind, row.detail["comment"]) for row in Notice.objects.filter(user=user_id)]


def test_a_comment_begins_a_thread_and_replies_follow_in_order(assessment, say, bob):
    first = say("One\r\n\r\nline  ")
    reply = say("Two", actor=bob, thread=first)
    other = say("Another thread", actor=bob)

    found = threads_of(assessment, CODE)

    assert [thread.comments for thread in found] == [[first, reply], [other]]
    assert found[0].first.text == "One\n\nline"
    assert str(found[0].replies[0].by) == "Bob"


def test_every_act_raises_talk_and_leaves_the_answers_revision(assessment, say, ada):
    first = say()
    at = {"actor": ada, "assessment_id": assessment.pk}
    services.edit_comment(**at, comment_id=first.pk, text="Changed")
    services.resolve_thread(**at, thread_id=first.pk)
    services.reopen_thread(**at, thread_id=first.pk)
    services.remove_comment(**at, comment_id=first.pk)

    row = Assessment.objects.get(pk=assessment.pk)

    assert (row.talk, row.revision) == (5, 0)


def test_the_same_operation_gives_the_same_comment_and_tells_once(assessment, say, bob):
    sent = {"operation_id": uuid.uuid4(), "text": "@Bob, is this so?"}

    first, again = say(**sent), say(**sent)

    assert first == again
    assert Comment.objects.count() == 1
    assert told(bob.user_id) == [("mention", first.pk)]


def test_an_operation_sent_with_another_text_adds_nothing_and_says_so(say):
    operation = uuid.uuid4()
    say("One", operation_id=operation)

    with pytest.raises(OperationReused):
        say("Two", operation_id=operation)

    assert Comment.objects.get().text == "One"


def test_somebody_elses_operation_is_not_answered_with_their_comment(say, bob):
    operation = uuid.uuid4()
    say("One", operation_id=operation)

    with pytest.raises(OperationReused):
        say("One", operation_id=operation, actor=bob)


def test_who_wrote_in_the_thread_is_told_of_a_reply_but_not_its_writer(say, ada, bob, lead):
    first = say()
    say("Yes", actor=bob, thread=first)
    last = say("No", actor=lead, thread=first)

    assert ("comment", last.pk) in told(ada.user_id)
    assert told(bob.user_id) == [("comment", last.pk)]
    assert told(lead.user_id) == []


def test_who_is_mentioned_in_a_reply_gets_one_notice_not_two(say, ada, bob):
    first = say()
    reply = say("@Ada look", actor=bob, thread=first)

    assert told(ada.user_id) == [("mention", reply.pk)]


def test_a_reply_marks_what_its_writer_was_told_there_as_read(assessment, say, bob):
    first = say("@Bob?")
    say("Yes", actor=bob, thread=first)

    assert Notice.objects.get(user=bob.user_id).read_at is not None


@pytest.mark.parametrize(
    "text",
    ["@Bob", "hello @bob, look", "(@BOB)", "@Bob.\n", "see\n@bob"],
)
def test_a_name_after_an_at_sign_is_a_mention_in_any_case(say, bob, text):
    assert say(text).mentions == [bob.user_id]


@pytest.mark.parametrize(
    "text", ["Bob", "@Bobby", "x@bob", "me@bob.example.org", "https://a.b/@bob"]
)
def test_what_only_looks_like_a_mention_is_none(say, bob, text):
    assert say(text).mentions == []


def test_the_longest_name_wins_and_people_of_one_name_are_all_meant():
    people = [
        Person(1, "Ada", "a@x.org"),
        Person(2, "Ada Lovelace", "lace@x.org"),
        Person(3, "ada lovelace", "other@x.org"),
        Person(4, "", "nameless.one@x.org"),
    ]
    handles = Handles(people)

    assert handles.mentioned_in("@Ada Lovelace") == {2, 3}
    assert handles.mentioned_in("@Ada L.") == {1}
    assert handles.mentioned_in("@nameless.one!") == {4}
    assert handles.unknown_in("@Ada @Grace and @Grace, a@b.org") == ("@Grace",)


@pytest.mark.parametrize("name", ["a(b", ".*", "[x]", "\\d+", "+", "ß", "İ", "@", "a" * 200])
def test_any_name_can_be_mentioned(name):
    handles = Handles([Person(7, name, "q@x.org")])

    assert handles.mentioned_in(f"ask @{name} today") == {7}
    assert handles.mentioned_in("ask zzz") == frozenset()


def test_with_nobody_to_mention_nothing_is_found():
    assert Handles([]).mentioned_in("@anyone @") == frozenset()


def test_nobody_outside_the_team_is_told(assessment, say):
    stranger = factories.person_in(factories.TeamFactory(), name="Stranger")
    colleague = factories.MemberFactory(organisation=assessment.organisation).user
    colleague.name = "Colleague"
    colleague.save()
    gone = factories.person_in(assessment.team, name="Gone", is_active=False)
    erased = factories.person_in(assessment.team, name="Erased", erased_at=timezone.now())

    comment = say("@Stranger @Colleague @Gone @Erased")

    assert comment.mentions == []
    assert not Notice.objects.filter(user__in=[stranger, colleague, gone, erased]).exists()


def test_an_admin_and_a_viewer_can_be_mentioned(assessment, say):
    admin = factories.admin_of(assessment.organisation)
    viewer = factories.person_in(assessment.team, "viewer", name="Vi")

    comment = say(f"@{admin.name} and @Vi")

    assert comment.mentions == sorted([admin.pk, viewer.pk])


def test_who_left_the_team_is_not_told_of_replies(assessment, say, bob):
    first = say(actor=bob)
    assessment.team.members.filter(user=bob.user_id).delete()

    say("Still there?", thread=first)

    assert told(bob.user_id) == []


def test_an_edit_is_marked_and_tells_only_those_it_newly_mentions(assessment, say, ada, bob, lead):
    lea = factories.person_in(assessment.team, name="Lea")
    comment = say("@Bob")

    services.edit_comment(
        actor=ada, assessment_id=assessment.pk, comment_id=comment.pk, text="@Bob and @Lea"
    )

    comment.refresh_from_db()
    assert comment.text == "@Bob and @Lea"
    assert comment.edited_at is not None
    assert told(bob.user_id) == told(lea.pk) == [("mention", comment.pk)]


def test_an_edit_that_changes_nothing_is_not_marked(assessment, say, ada):
    comment = say("Same")

    services.edit_comment(
        actor=ada, assessment_id=assessment.pk, comment_id=comment.pk, text="Same "
    )

    assert Comment.objects.get().edited_at is None


def test_nobody_edits_anothers_comment_not_even_a_lead(assessment, say, lead):
    comment = say("Mine")

    with pytest.raises(NotAllowed):
        services.edit_comment(
            actor=lead, assessment_id=assessment.pk, comment_id=comment.pk, text="Yours"
        )

    assert Comment.objects.get().text == "Mine"


def test_a_lead_removes_any_comment_a_contributor_only_an_own_one(assessment, say, bob, lead):
    first = say("Secret @Bob")
    reply = say("Kept", thread=first)
    at = {"assessment_id": assessment.pk, "comment_id": first.pk}
    with pytest.raises(NotAllowed):
        services.remove_comment(actor=bob, **at)

    services.remove_comment(actor=lead, **at)
    services.remove_comment(actor=lead, **at)

    [thread] = threads_of(assessment, CODE)
    assert (thread.first.text, thread.first.mentions) == ("", [])
    assert thread.standing == [reply]
    assert not thread.is_resolved


def test_a_thread_with_nothing_left_is_no_open_thread(assessment, say, ada):
    first = say("One")
    reply = say("Two", thread=first)
    for comment in (first, reply):
        services.remove_comment(actor=ada, assessment_id=assessment.pk, comment_id=comment.pk)

    assert open_threads(assessment) == {}


def test_a_removed_comment_cannot_be_edited(assessment, say, ada):
    at = {"actor": ada, "assessment_id": assessment.pk, "comment_id": say().pk}
    services.remove_comment(**at)

    with pytest.raises(NotVisible):
        services.edit_comment(**at, text="Back again")


def test_resolving_closes_a_thread_and_a_reply_opens_it_again(assessment, say, ada, bob):
    first = say()
    services.resolve_thread(actor=bob, assessment_id=assessment.pk, thread_id=first.pk)
    resolved = Comment.objects.get(pk=first.pk)
    services.resolve_thread(actor=ada, assessment_id=assessment.pk, thread_id=first.pk)

    assert resolved.resolved_by_id == bob.user_id
    assert Comment.objects.get(pk=first.pk).resolved_by_id == bob.user_id
    assert open_threads(assessment) == {}

    say("Not so fast", thread=first)

    assert open_threads(assessment) == {CODE: 1}


def test_a_viewer_reads_and_does_not_write(assessment, say, ada):
    viewer = factories.actor_in(assessment.team, "viewer")
    first = say()
    at = {"actor": viewer, "assessment_id": assessment.pk}

    for act in (
        lambda: say(actor=viewer),
        lambda: services.resolve_thread(**at, thread_id=first.pk),
        lambda: services.reopen_thread(**at, thread_id=first.pk),
        lambda: services.remove_comment(**at, comment_id=first.pk),
        lambda: services.edit_comment(**at, comment_id=first.pk, text="x"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_an_outsider_finds_nothing(assessment, say):
    outsider = factories.actor_in(factories.TeamFactory(), "lead")

    with pytest.raises(NotVisible):
        say(actor=outsider)

    assert Assessment.objects.get().talk == 0


def test_a_thread_of_another_assessment_or_question_takes_no_reply(assessment, say, ada):
    elsewhere = factories.AssessmentFactory(product=assessment.product)
    other = services.add_comment(
        actor=ada, assessment_id=elsewhere.pk, code=CODE, text="x", operation_id=uuid.uuid4()
    )
    here = say()
    reply = say("r", thread=here)

    for thread, code in ((other, CODE), (here, "value.fairness"), (reply, CODE)):
        with pytest.raises(NotVisible):
            say("r", thread=thread, code=code)


def test_an_unknown_question_cannot_be_discussed(say):
    with pytest.raises(NotVisible):
        say(code="no.such")


@pytest.mark.parametrize("text", ["", "  \n ", "a\x00b", "\ud800", "x" * 4001])
def test_a_text_that_cannot_be_kept_is_refused_at_its_field(say, text):
    with pytest.raises(Refused) as refused:
        say(text)

    assert refused.value.field == "text"
    assert Comment.objects.count() == 0


def test_a_full_question_says_so(assessment, say, ada):
    rows = [
        Comment(
            assessment=assessment,
            question_code=CODE,
            text="x",
            by_id=ada.user_id,
            at=timezone.now(),
            operation_id=uuid.uuid4(),
        )
        for _ in range(MOST_COMMENTS)
    ]
    Comment.objects.bulk_create(rows)

    with pytest.raises(Refused) as refused:
        say()

    assert refused.value.code == "full"


def test_discussions_come_newest_first_with_their_replies_counted(assessment, say, ada):
    one, two = say("One"), say("Two", code="value.fairness")
    say("r", thread=one)
    gone = say("r", thread=one)
    services.remove_comment(actor=ada, assessment_id=assessment.pk, comment_id=gone.pk)
    done = say("Done")
    services.resolve_thread(actor=ada, assessment_id=assessment.pk, thread_id=done.pk)

    assert [(row, row.replied) for row in discussions_of(assessment)] == [(two, 0), (one, 1)]
    assert discussions_of(assessment, before=two.pk) == [one]
    assert discussions_of(assessment, resolved=True) == [done]


def test_a_submitted_assessment_can_be_discussed_an_archived_one_not(assessment, say, lead):
    first = say()
    services.submit_assessment(actor=lead, assessment_id=assessment.pk)
    say("After the submit", thread=first)
    services.archive_assessment(actor=lead, assessment_id=assessment.pk)

    with pytest.raises(NoTalk):
        say("Too late", thread=first)

    assert Comment.objects.count() == 2


def test_before_the_reveal_of_a_blind_assessment_nothing_can_be_said(assessment, say):
    Assessment.objects.update(mode="blind")
    with pytest.raises(NoTalk):
        say()
    Assessment.objects.update(revealed_at=timezone.now())

    assert say().pk
