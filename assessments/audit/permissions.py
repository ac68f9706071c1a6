"""Who may read the audit log."""

from assessments.actor import Actor


def can_read_audit(actor: Actor, organisation_id: int) -> bool:
    return actor.administers(organisation_id)
