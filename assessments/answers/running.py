"""Which assessments run on which version of a bank, as an editor of the bank sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assessments.actor import Actor
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_view
from assessments.banks.models import Bank, BankVersion
from assessments.banks.queries import versions

MOST_RUNNING: Final = 200


@dataclass(frozen=True, slots=True)
class Running:
    """One assessment that is not archived; `is_seen` says that the actor may open it."""

    assessment: Assessment
    is_seen: bool


@dataclass(frozen=True, slots=True)
class OnVersion:
    """A version with what runs on it."""

    version: BankVersion
    running: Sequence[Running]


def running_on(actor: Actor, bank: Bank) -> list[OnVersion]:
    """Give the versions of a bank, newest first, each with what runs on it (2 queries).

    Named are assessments of the organisations whose banks the actor edits, at most 200.
    """
    rows = Assessment.objects.filter(
        bank_version__bank=bank, organisation__in=list(actor.edits_banks)
    ).exclude(state=Assessment.AssessmentState.CLOSED)
    rows = rows.select_related("product").defer("summary")
    found: dict[int, list[Running]] = {}
    for row in rows.order_by("product__name", "name", "pk")[:MOST_RUNNING]:
        found.setdefault(row.bank_version_id, []).append(Running(row, can_view(actor, row)))
    newest_first = versions().filter(bank=bank).order_by("-major", "-minor")
    return [OnVersion(version, found.get(version.pk, ())) for version in newest_first]
