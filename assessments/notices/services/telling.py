"""Telling people: called in the transaction of the act, so that nobody is told what never was."""

from collections.abc import Iterable
from typing import Any

from assessments.notices.models import Notice, NoticeChoice, NoticeKind


def tell(
    people: Iterable[int],
    kind: NoticeKind,
    *,
    key: str,
    organisation_id: int,
    assessment_id: int | None = None,
    question_code: str = "",
    actor_id: int | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Tell each person once, unless switched off or the act was their own (2 queries).

    Args:
        people: user ids; the actor's own is left out.
        kind: what it is about; each person's choice of page and mail follows it.
        key: names the act, like `comment:17`; telling it again changes nothing.
        organisation_id: the tenant the notice belongs to.
        assessment_id: where its link leads, None when it leads nowhere.
        question_code: the question on that assessment.
        actor_id: who did it, None for the sweep.
        detail: what the sentence needs, as plain JSON.
    """
    told = sorted({pk for pk in people if pk != actor_id})
    if not told:
        return
    choices = {
        choice.user_id: choice for choice in NoticeChoice.objects.filter(user__in=told, kind=kind)
    }
    rows = [
        Notice(
            user_id=pk,
            organisation_id=organisation_id,
            assessment_id=assessment_id,
            kind=kind,
            question_code=question_code,
            actor_id=actor_id,
            detail=detail or {},
            key=key,
            on_page=pk not in choices or choices[pk].on_page,
            by_mail=pk not in choices or choices[pk].by_mail,
        )
        for pk in told
    ]
    wanted = [row for row in rows if row.on_page or row.by_mail]
    Notice.objects.bulk_create(wanted, ignore_conflicts=True)
