"""What another bank would do to the assessments that run: read together, scored by both banks."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet

from assessments.actor import Actor
from assessments.answers.models import Assessment
from assessments.answers.queries import assessments_visible_to
from assessments.answers.registers import (
    Registers,
    answers_in,
    everything_said,
    said_in,
    with_evidence,
)
from assessments.answers.statements import marks, rows
from assessments.banks.diff.effect import Effect, effect_on
from assessments.banks.diff.questions import QuestionChange
from assessments.banks.models import BankVersion
from assessments.banks.queries import assessments_using, parsed_bank
from assessments.scoring.bank import Bank

# Each is scored a few times; so many take about a second on a bank of a hundred questions.
MOST_LOOKED_AT: Final = 20


@dataclass(frozen=True, slots=True)
class AssessmentEffect:
    """One running assessment, as its result stands by either bank."""

    assessment: Assessment
    effect: Effect


@dataclass(frozen=True, slots=True)
class BankEffects:
    """Those looked at, the most moved first; `others` run on the version too and were not."""

    looked_at: tuple[AssessmentEffect, ...]
    others: int

    @property
    def moved(self) -> int:
        return sum(one.effect.differs for one in self.looked_at)


def effects_of(
    actor: Actor,
    version: BankVersion,
    new: Bank,
    changes: tuple[QuestionChange, ...],
    on: date,
) -> BankEffects:
    """Say what a new bank would do to the open assessments of a version (3 queries).

    Looked at are at most 20, the newest first, of those the actor may see. Of blind ones nothing
    is said, neither before the reveal nor after it.
    """
    found = list(_running(actor, version)[:MOST_LOOKED_AT])
    old, said = parsed_bank(version), _registers([one.pk for one in found])
    effects = [
        AssessmentEffect(one, effect_on(old, new, answers_in(said[one.pk]), on, changes))
        for one in found
    ]
    running = assessments_using(version, actor).filter(state=Assessment.AssessmentState.OPEN)
    others = running.exclude(pk__in=[one.pk for one in found]).count()
    return BankEffects(tuple(sorted(effects, key=_stillness)), others)


def _running(actor: Actor, version: BankVersion) -> QuerySet[Assessment]:
    open_ones = assessments_visible_to(actor).filter(
        bank_version=version,
        state=Assessment.AssessmentState.OPEN,
        mode=Assessment.Mode.SHARED,
    )
    return open_ones.select_related("product").order_by("-pk")


def _stillness(one: AssessmentEffect) -> tuple[bool, float]:
    whole = one.effect.whole
    same_level = whole.level_before == whole.level_after
    moved = (whole.score_after or 0) - (whole.score_before or 0)
    return same_level, -abs(float(moved))


def _registers(ids: list[int]) -> dict[int, Registers]:
    """Read the team's registers of several assessments (1 query, none without any)."""
    if not ids:
        return {}
    sql = (
        f"SELECT one.id, {everything_said('one.id', '0')} FROM assessments_assessment one"  # noqa: S608 -- names of our own
        f" WHERE one.id IN ({marks(len(ids))})"
    )
    found = ((pk, said_in(answers, links)) for pk, answers, links in rows(sql, ids))
    return {pk: with_evidence(said.answers, said.links) for pk, said in found}
