"""Reads of notices; one about something the person lost sight of is nowhere any more.

`teams.queries.load_actor` counts the unread ones by the same rule, in its one statement.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from assessments.actor import Actor
from assessments.notices.models import Notice, NoticeChoice, NoticeKind

PAGE_ROWS = 30


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where a person wants to be told of a kind."""

    on_page: bool = True
    by_mail: bool = True


def still_visible(rows: QuerySet[Notice]) -> QuerySet[Notice]:
    """Leave out what its person may not see any more: they left the team or organisation."""
    in_team = Notice.objects.filter(assessment__team__members__user=F("user"))
    belongs = Q(organisation__members__user=F("user"))
    sees = (
        Q(assessment__isnull=True)
        | Q(organisation__members__role="admin")
        | Q(pk__in=in_team.values("pk"))
    )
    return rows.filter(belongs & sees)


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """Give what the actor was told on the page, newest first, with who did it and where."""
    rows = still_visible(Notice.objects.filter(user=actor.user_id, on_page=True))
    return rows.select_related("actor", "assessment__product").order_by("-pk")


def notice_page(actor: Actor, *, before: int | None = None) -> list[Notice]:
    """Give a page of the actor's notices and one more when there are older ones (1 query).

    Args:
        actor: whose notices.
        before: the id of the last notice of the page before, None for the first page.
    """
    rows = notices_of(actor).defer("assessment__summary")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows[: PAGE_ROWS + 1])


def choices_of(actor: Actor) -> Mapping[NoticeKind, Wanted]:
    """Give what the actor wants of every kind (1 query)."""
    rows = NoticeChoice.objects.filter(user=actor.user_id)
    chosen = {row.kind: Wanted(on_page=row.on_page, by_mail=row.by_mail) for row in rows}
    return {kind: chosen.get(kind.value, Wanted()) for kind in NoticeKind}
