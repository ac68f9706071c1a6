"""Keeps the file a person looks at before importing it: one each, for an hour."""

import hashlib
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from assessments.actor import Actor, NotAllowed
from assessments.banks.errors import FieldRefused
from assessments.banks.formats import BankFile, read_file
from assessments.banks.models import BankUpload
from assessments.banks.permissions import can_edit_any_bank
from assessments.banks.upload_queries import KEPT
from assessments.text import NAME_LENGTH, TextProblem, clean_line

UNNAMED: Final = "bank"


@transaction.atomic
def keep_upload(*, actor: Actor, name: str, content: bytes) -> BankUpload:
    """Keep a file for its preview, in the place of the one kept before (2 queries).

    A file with errors is kept too, if there is something to look at.

    Raises:
        NotAllowed: the actor edits no banks.
        FieldRefused: it cannot be read at all.
    """
    if not can_edit_any_bank(actor):
        raise NotAllowed("upload a bank")
    found = read_file(BankFile(content, name))
    if found.errors and not found.content:
        raise FieldRefused("file", " ".join(_said(*problem) for problem in found.errors))
    kept, _ = BankUpload.objects.update_or_create(
        user_id=actor.user_id,
        defaults={
            "name": _name(name),
            "content": content,
            "digest": hashlib.sha256(content).hexdigest(),
            "at": timezone.now(),
        },
    )
    return kept


def prune_uploads(now: datetime) -> int:
    """Drop the files whose hour is over; give how many (1 query)."""
    dropped, _ = BankUpload.objects.filter(at__lte=now - KEPT).delete()
    return dropped


def _said(path: str, message: str) -> str:
    return f"{path}: {message}" if path else message


def _name(raw: str) -> str:
    try:
        return clean_line(raw[-NAME_LENGTH:]) or UNNAMED
    except TextProblem:
        return UNNAMED
