"""A notice is read when its person opened it, or did what it was about."""

from django.utils import timezone

from assessments.actor import Actor, NotVisible
from assessments.notices.models import Notice, NoticeKind
from assessments.notices.queries import notices_of


def mark_read(*, actor: Actor, notice_id: int) -> Notice:
    """Mark one notice of the actor as read and give it; 2 queries.

    Raises:
        NotVisible: there is none with this id that the actor may still see.
    """
    notice = notices_of(actor).filter(pk=notice_id).first()
    if notice is None:
        raise NotVisible
    if notice.read_at is None:
        _mark(user=actor.user_id, pk=notice_id)
    return notice


def mark_all_read(*, actor: Actor, up_to: int) -> None:
    """Mark the actor's notices up to the newest one on the page as read (1 query)."""
    _mark(user=actor.user_id, pk__lte=up_to)


def mark_told_read(*, user_id: int, key: str) -> None:
    """Mark what a person was told about an act as read, whatever led them there (1 query)."""
    _mark(user=user_id, key=key)


def mark_discussion_read(*, user_id: int, assessment_id: int, code: str) -> None:
    """Mark what a person was told about a question's discussion as read: they replied (1 query)."""
    kinds = [NoticeKind.MENTION, NoticeKind.COMMENT]
    _mark(user=user_id, assessment=assessment_id, question_code=code, kind__in=kinds)


def _mark(**which: object) -> None:
    Notice.objects.filter(read_at__isnull=True, **which).update(read_at=timezone.now())
