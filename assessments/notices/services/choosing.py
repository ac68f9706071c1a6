"""What a person wants to be told: a row a kind, kept only where it differs from being told all."""

from collections.abc import Mapping

from django.db import transaction

from assessments.actor import Actor
from assessments.notices.models import NoticeChoice, NoticeKind
from assessments.notices.queries import Wanted


@transaction.atomic
def choose(*, actor: Actor, wanted: Mapping[NoticeKind, Wanted]) -> None:
    """Keep what the actor wants of each kind named; holds for notices from now on (1 query)."""
    rows = [
        NoticeChoice(
            user_id=actor.user_id, kind=kind, on_page=choice.on_page, by_mail=choice.by_mail
        )
        for kind, choice in wanted.items()
    ]
    NoticeChoice.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["user", "kind"],
        update_fields=["on_page", "by_mail"],
    )
