"""Writing to the audit log: one row an act, in the transaction of the act."""

from collections.abc import Collection
from typing import Any

from django.db.models import Model

from assessments.audit.models import AuditEvent


def record(
    verb: str,
    of: Model,
    *,
    organisation_id: int | None,
    actor_id: int | None = None,
    detail: dict[str, Any] | None = None,
) -> AuditEvent:
    """Append who did what to which object; call it inside the transaction of the act (1 query).

    Args:
        verb: dotted, noun first and in the past tense, like `assessment.submitted`.
        of: the object; its name is kept, so that the log can be read after a deletion.
        organisation_id: the tenant the event belongs to, None for acts on the installation.
        actor_id: the user's id, None for the command line and the sweep.
        detail: what else a reader needs, as plain JSON.
    """
    event = _event(verb, of, organisation_id, actor_id, detail)
    event.save(force_insert=True)
    return event


def record_in_each(
    verb: str,
    of: Model,
    *,
    organisations: Collection[int],
    actor_id: int | None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Append the same act to the log of each organisation, or to none's where there is none.

    As `record`, for what concerns a person and not one organisation (1 query).
    """
    whose: list[int | None] = [*organisations] or [None]
    AuditEvent.objects.bulk_create([_event(verb, of, pk, actor_id, detail) for pk in whose])


def _event(
    verb: str,
    of: Model,
    organisation_id: int | None,
    actor_id: int | None,
    detail: dict[str, Any] | None,
) -> AuditEvent:
    return AuditEvent(
        organisation_id=organisation_id,
        actor_id=actor_id,
        verb=verb,
        object_type=type(of).__name__.lower(),
        object_id=of.pk,
        object_name=str(of)[:300],
        detail=detail or {},
    )
