"""Reads for importing a file: the one a person has uploaded, and where it may go."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, QuerySet

from assessments.actor import Actor
from assessments.banks.models import Bank, BankUpload

KEPT: Final = timedelta(hours=1)


def upload_of(actor: Actor, now: datetime) -> BankUpload | None:
    """Give the file the actor uploaded within the last hour (1 query)."""
    return BankUpload.objects.filter(user_id=actor.user_id, at__gt=now - KEPT).first()


def banks_editable_by(actor: Actor) -> QuerySet[Bank]:
    """Give the banks the actor edits, by title, each with its open draft's `revision` or None."""
    mine = Bank.objects.filter(organisation__in=list(actor.edits_banks))
    return mine.annotate(revision=F("draft__revision")).order_by("title", "pk")
