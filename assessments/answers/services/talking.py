"""The conversation about a question: comments, replies, mentions; resolve and open again.

Every change raises the assessment's `talk`, which also locks its row, so that nothing is said in
an assessment that was archived in the same moment.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.answers.errors import NoTalk, NotAllowed, NotVisible, OperationReused
from assessments.answers.fields import clean_comment
from assessments.answers.models import Assessment, Comment
from assessments.answers.permissions import (
    can_comment,
    can_contribute,
    can_edit_comment,
    can_remove_comment,
)
from assessments.answers.queries import assessments_visible_to
from assessments.answers.services.older_questions import check_shown
from assessments.answers.threads import handles_of
from assessments.banks.queries import parsed_bank
from assessments.notices.models import NoticeKind
from assessments.notices.services import mark_discussion_read, tell
from assessments.scoring.bank import Question
from assessments.teams.errors import Refused
from assessments.teams.models import User
from assessments.teams.queries import people_who_see

MOST_COMMENTS = 300  # a question: the page shows them all


@transaction.atomic
def add_comment(
    *,
    actor: Actor,
    assessment_id: int,
    code: str,
    text: str,
    operation_id: UUID,
    thread_id: int | None = None,
    bank_version: int | None = None,
) -> Comment:
    """Begin a thread, or reply in one, which opens it again; at most 14 queries.

    The same operation gives the comment it made the first time. Who is mentioned, and whoever
    wrote in the thread, gets a notice if they may see the assessment.

    Raises:
        NotVisible: the actor does not see the assessment, or it has no such question or thread.
        NotAllowed: the actor only reads in this team.
        NoTalk: the assessment is archived, or blind and not revealed.
        Refused: an empty or unfit text, or the question has as many comments as it can have.
        AnswerOutOfRange: the question is another one now than in the `bank_version` it was shown
            in.
        OperationReused: the operation id belongs to another comment.
    """
    row = _talked_in(actor, assessment_id)
    question = _question(row, code)
    check_shown(row, code, bank_version, "text")
    clean = clean_comment(text)
    if found := Comment.objects.filter(assessment=row, operation_id=operation_id).first():
        return _sent_before(found, actor, code, thread_id, clean)
    first = None if thread_id is None else _thread(row, code, thread_id)
    if Comment.objects.filter(assessment=row, question_code=code).count() >= MOST_COMMENTS:
        full = _("A question holds at most %(count)d comments.") % {"count": MOST_COMMENTS}
        raise Refused("text", "full", full)
    people = list(people_who_see(row.team))
    mentions = _mentioned(clean, people)
    comment = Comment.objects.create(
        assessment=row,
        question_code=code,
        thread=first,
        text=clean,
        mentions=sorted(mentions),
        by_id=actor.user_id,
        at=timezone.now(),
        operation_id=operation_id,
    )
    _tell_mentioned(row, question, comment)
    if first is not None:
        _open(first)
        mark_discussion_read(user_id=actor.user_id, assessment_id=row.pk, code=code)
        _tell_thread(row, question, comment, {person.pk for person in people})
    return comment


@transaction.atomic
def edit_comment(*, actor: Actor, assessment_id: int, comment_id: int, text: str) -> Comment:
    """Change an own comment and mark it as edited; who is newly mentioned is told.

    Raises:
        NotVisible: the actor does not see the assessment, or it has no such comment any more.
        NotAllowed: the comment is somebody else's.
        NoTalk: the assessment is archived, or blind and not revealed.
        Refused: an empty or unfit text.
    """
    row = _talked_in(actor, assessment_id)
    comment = _comment(row, comment_id)
    if comment.removed_at is not None:
        raise NotVisible
    if not can_edit_comment(actor, row, comment):
        raise NotAllowed
    clean = clean_comment(text)
    if clean == comment.text:
        return comment
    found = _mentioned(clean, people_who_see(row.team))
    comment.mentions = sorted(found.union(comment.mentions))
    comment.text, comment.edited_at = clean, timezone.now()
    comment.save(update_fields=["text", "mentions", "edited_at"])
    _tell_mentioned(row, _question(row, comment.question_code), comment)
    return comment


@transaction.atomic
def remove_comment(*, actor: Actor, assessment_id: int, comment_id: int) -> Comment:
    """Take a comment's text away and keep its place; a thread with nothing left is resolved.

    Removing it once more changes nothing.

    Raises:
        NotVisible: the actor does not see the assessment, or it has no such comment.
        NotAllowed: the comment is somebody else's, and the actor does not lead the team.
        NoTalk: the assessment is archived, or blind and not revealed.
    """
    row = _talked_in(actor, assessment_id)
    comment = _comment(row, comment_id)
    if not can_remove_comment(actor, row, comment):
        raise NotAllowed
    if comment.removed_at is not None:
        return comment
    comment.text, comment.mentions, comment.removed_at = "", [], timezone.now()
    comment.save(update_fields=["text", "mentions", "removed_at"])
    first = comment if comment.thread is None else comment.thread
    if not _standing(first):
        _resolve(first, actor)
    return comment


@transaction.atomic
def resolve_thread(*, actor: Actor, assessment_id: int, thread_id: int) -> Comment:
    """Mark a thread as settled; once more changes nothing.

    Raises:
        NotVisible: the actor does not see the assessment, or it has no such thread.
        NotAllowed: the actor only reads in this team.
        NoTalk: the assessment is archived, or blind and not revealed.
    """
    row = _talked_in(actor, assessment_id)
    first = _thread(row, None, thread_id)
    _resolve(first, actor)
    return first


@transaction.atomic
def reopen_thread(*, actor: Actor, assessment_id: int, thread_id: int) -> Comment:
    """Take back that a thread is settled; once more changes nothing.

    Raises:
        NotVisible, NotAllowed, NoTalk: as for `resolve_thread`.
    """
    row = _talked_in(actor, assessment_id)
    first = _thread(row, None, thread_id)
    _open(first)
    return first


def _talked_in(actor: Actor, assessment_id: int) -> Assessment:
    visible = assessments_visible_to(actor)
    # The update locks the row: what is read next cannot change before the commit.
    if not visible.filter(pk=assessment_id).update(talk=F("talk") + 1):
        raise NotVisible
    rows = visible.select_related("team", "bank_version")
    row = rows.defer("summary", "bank_version__content").get(pk=assessment_id)
    if not can_contribute(actor, row):
        raise NotAllowed
    if not can_comment(actor, row):
        raise NoTalk
    return row


def _question(row: Assessment, code: str) -> Question:
    question = parsed_bank(row.bank_version).questions.get(code)
    if question is None:
        raise NotVisible
    return question


def _comment(row: Assessment, pk: int) -> Comment:
    comment = Comment.objects.select_related("thread").filter(assessment=row, pk=pk).first()
    if comment is None:
        raise NotVisible
    return comment


def _thread(row: Assessment, code: str | None, pk: int) -> Comment:
    first = _comment(row, pk)
    if first.thread_id is not None or code not in (None, first.question_code):
        raise NotVisible
    return first


def _sent_before(
    found: Comment, actor: Actor, code: str, thread_id: int | None, text: str
) -> Comment:
    place = (found.by_id, found.question_code, found.thread_id)
    changed = found.edited_at is not None or found.removed_at is not None
    if place != (actor.user_id, code, thread_id) or not (changed or found.text == text):
        raise OperationReused
    return found


def _mentioned(text: str, people: Iterable[User]) -> frozenset[int]:
    return handles_of(people).mentioned_in(text)


def _tell_mentioned(row: Assessment, question: Question, comment: Comment) -> None:
    _tell(row, question, comment, NoticeKind.MENTION, comment.mentions)


def _tell_thread(
    row: Assessment, question: Question, comment: Comment, seeing: Collection[int]
) -> None:
    """Tell those who wrote in the thread, unless the same comment mentions them."""
    thread = comment.thread
    written = Comment.objects.filter(thread=thread, removed_at__isnull=True)
    wrote = {thread.by_id if thread else None, *written.values_list("by", flat=True)}
    people = {pk for pk in wrote if pk in seeing and pk not in comment.mentions}
    _tell(row, question, comment, NoticeKind.COMMENT, [pk for pk in people if pk is not None])


def _tell(
    row: Assessment, question: Question, comment: Comment, kind: NoticeKind, people: Iterable[int]
) -> None:
    tell(
        people,
        kind,
        key=f"comment:{comment.pk}",
        organisation_id=row.organisation_id,
        assessment_id=row.pk,
        question_code=question.code,
        actor_id=comment.by_id,
        detail={"question": question.title, "comment": comment.pk},
    )


def _standing(first: Comment) -> bool:
    left = first.replies.filter(removed_at__isnull=True).exists()
    return first.removed_at is None or left


def _resolve(first: Comment, actor: Actor) -> None:
    if first.resolved_at is None:
        first.resolved_at, first.resolved_by_id = timezone.now(), actor.user_id
        first.save(update_fields=["resolved_at", "resolved_by"])


def _open(first: Comment) -> None:
    if first.resolved_at is not None:
        first.resolved_at, first.resolved_by = None, None
        first.save(update_fields=["resolved_at", "resolved_by"])
