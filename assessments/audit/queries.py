"""Reads of the audit log, always within one organisation."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce

from django.db.models import Q, QuerySet

from assessments.actor import Actor, NotAllowed, NotVisible
from assessments.audit.models import AuditEvent
from assessments.audit.permissions import can_read_audit


def reopenings_of(organisation_id: int, assessment_id: int) -> QuerySet[AuditEvent]:
    """Give when an assessment was opened again, by whom and why, newest first (1 query).

    Whoever may see the assessment may see these; the caller has asked.
    """
    events = AuditEvent.objects.filter(organisation=organisation_id, verb="assessment.reopened")
    return events.filter(object_id=assessment_id).select_related("actor").order_by("-at", "-pk")


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the log is wanted; days are whole ones in UTC, both included."""

    verb: str = ""
    person: int | None = None
    object_type: str = ""
    object_id: int | None = None
    since: date | None = None
    until: date | None = None

    def conditions(self) -> Q:
        wanted = {
            "verb": self.verb or None,
            "actor": self.person,
            "object_type": self.object_type or None,
            "object_id": self.object_id,
            "at__date__gte": self.since,
            "at__date__lte": self.until,
        }
        parts = (Q(**{name: value}) for name, value in wanted.items() if value is not None)
        return reduce(lambda found, part: found & part, parts, Q())


def audit_of(actor: Actor, organisation_id: int, filters: Filters) -> QuerySet[AuditEvent]:
    """Give the events of one organisation with who did it, newest first (1 query).

    Raises:
        NotVisible: the actor does not belong to the organisation.
        NotAllowed: the actor does not administer it.
    """
    if not actor.belongs_to(organisation_id):
        raise NotVisible
    if not can_read_audit(actor, organisation_id):
        raise NotAllowed
    events = AuditEvent.objects.filter(filters.conditions(), organisation=organisation_id)
    return events.select_related("actor").order_by("-at", "-pk")


def audit_after(
    events: QuerySet[AuditEvent], place: tuple[datetime, int] | None
) -> QuerySet[AuditEvent]:
    """Give what follows an event, named by its time and id; all of them for None."""
    if place is None:
        return events
    at, pk = place
    return events.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))
