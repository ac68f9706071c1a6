"""Reads of the conversation about an assessment: threads of a question, and all open ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from assessments.answers import statements
from assessments.answers.mentions import Handles, Person
from assessments.answers.models import Assessment, Comment
from assessments.answers.shelf import standing, stands
from assessments.teams.models import User
from assessments.teams.repeated import Repeated

PAGE_ROWS = 30
# As SQL, because every section page asks it: building it cost 0.4 ms.
_OPEN: Final = f"""
    SELECT question_code, COUNT(*) FROM assessments_comment
    WHERE assessment_id = %s AND thread_id IS NULL AND resolved_at IS NULL
      AND {stands("question_code")} GROUP BY question_code
"""  # noqa: S608 -- names of our own


@dataclass(frozen=True, slots=True)
class Thread:
    """The first comment with its replies, oldest first."""

    first: Comment
    replies: Sequence[Comment]

    @property
    def is_resolved(self) -> bool:
        return self.first.resolved_at is not None

    @property
    def comments(self) -> Sequence[Comment]:
        return [self.first, *self.replies]

    @property
    def standing(self) -> Sequence[Comment]:
        """The comments that were not removed."""
        return [comment for comment in self.comments if comment.removed_at is None]

    @property
    def newest_at(self) -> datetime:
        return max(comment.at for comment in self.comments)


def handles_of(people: Iterable[User]) -> Handles:
    """Give what finds these people in a text (no query of its own)."""
    return Handles(Person(user.pk, user.name, user.email) for user in people)


def threads_of(assessment: Assessment, code: str) -> list[Thread]:
    """Give the threads of one question with who wrote, oldest first (1 query)."""
    rows = Comment.objects.filter(assessment=assessment, question_code=code)
    rows = rows.select_related("by", "resolved_by").order_by("pk")
    replies: dict[int, list[Comment]] = {}
    firsts = []
    for row in rows:
        if row.thread_id is None:
            firsts.append(row)
        else:
            replies.setdefault(row.thread_id, []).append(row)
    return [Thread(first, replies.get(first.pk, [])) for first in firsts]


def open_threads(assessment: Assessment) -> Mapping[str, int]:
    """Count the open threads of each question that has one (1 query)."""
    return dict(statements.rows(Repeated(_OPEN), [assessment.pk]))


def discussions_of(
    assessment: Assessment, *, resolved: bool = False, before: int | None = None
) -> list[Comment]:
    """Give a page of first comments, the newest thread on top, and one more (1 query).

    Each carries `replied`, how many replies stand in its thread, and `newest_at`.

    Args:
        assessment: whose threads.
        resolved: the resolved ones instead of the open ones.
        before: the id of the last first comment of the page before, None for the first page.
    """
    rows = _firsts(assessment).filter(resolved_at__isnull=not resolved)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    standing = Count("replies", filter=Q(replies__removed_at__isnull=True))
    rows = rows.annotate(
        replied=standing, newest_at=Greatest("at", Coalesce(Max("replies__at"), "at"))
    )
    return list(rows.select_related("by").order_by("-pk")[: PAGE_ROWS + 1])


def _firsts(assessment: Assessment) -> QuerySet[Comment]:
    return standing(Comment.objects.filter(assessment=assessment, thread__isnull=True))
