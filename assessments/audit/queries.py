"""Reads of the audit log, always within one organisation."""

from django.db.models import QuerySet

from assessments.actor import Actor
from assessments.audit.models import AuditEvent
from assessments.audit.permissions import can_read_audit


def reopenings_of(organisation_id: int, assessment_id: int) -> QuerySet[AuditEvent]:
    """Give when an assessment was opened again, by whom and why, newest first (1 query).

    Whoever may see the assessment may see these; the caller has asked.
    """
    events = AuditEvent.objects.filter(organisation=organisation_id, verb="assessment.reopened")
    return events.filter(object_id=assessment_id).select_related("actor").order_by("-at", "-pk")


def events_visible_to(actor: Actor) -> QuerySet[AuditEvent]:
    """List the events of the organisations the actor administers, newest first (1 query)."""
    organisations = [pk for pk in actor.organisations if can_read_audit(actor, pk)]
    events = AuditEvent.objects.filter(organisation__in=organisations).select_related("actor")
    return events.order_by("-at", "-pk")
