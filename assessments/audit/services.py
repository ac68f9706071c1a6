"""Appends to the log; called inside the transaction of what it records."""

from typing import Any

from django.db.models import Model

from assessments.audit.models import AuditEvent

NAME_KEPT = 300


def record(
    verb: str,
    on: Model,
    *,
    organisation_id: int | None,
    actor_id: int | None,
    detail: dict[str, Any] | None = None,
) -> AuditEvent:
    """Append who did what to which object (1 query); `verb` is dotted, like `bank.published`."""
    return AuditEvent.objects.create(
        organisation_id=organisation_id,
        actor_id=actor_id,
        verb=verb,
        object_type=type(on).__name__.lower(),
        object_id=on.pk,
        object_name=str(on)[:NAME_KEPT],
        detail=detail or {},
    )
