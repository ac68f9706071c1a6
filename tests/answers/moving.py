"""Assessments on the banks of the hand-written scenarios, and what stands in them."""

import uuid
from fractions import Fraction
from typing import Any

from assessments.actor import Actor
from assessments.answers import services
from assessments.answers.models import Assessment, BankMove
from assessments.answers.queries import answers_of
from assessments.answers.registers import answers_in
from assessments.answers.writes import Saved
from assessments.banks.models import BankVersion
from assessments.banks.queries import parsed_bank
from assessments.scoring.answers import BLANK
from assessments.scoring.bank import Bank
from assessments.scoring.display import rounded
from tests import factories
from tests.banks.moving_cases import Case


def versions_of(case: Case, *which: str) -> list[BankVersion]:
    """Publish the banks of a case as 1.0, 2.0 and so on."""
    first = factories.version_of(case.bank(which[0]))
    rest = enumerate(which[1:], start=2)
    return [
        first,
        *(factories.version_of(case.bank(w), bank=first.bank, major=n) for n, w in rest),
    ]


def started_on(version: BankVersion, said: dict[str, Any], by: Any = None) -> Assessment:
    assessment = factories.AssessmentFactory(bank_version=version, is_current=True)
    factories.make_answers(assessment, said, by)
    services.refresh_summary(assessment.pk)
    return fresh(assessment)


def fresh(assessment: Assessment) -> Assessment:
    return Assessment.objects.select_related("bank_version").get(pk=assessment.pk)


def move(assessment: Assessment, version: BankVersion, actor: Actor, **more: Any) -> BankMove:
    """Move to a version as a preview drawn now would show it."""
    return services.move_to_version(
        actor=actor,
        assessment_id=assessment.pk,
        version_id=version.pk,
        revision=fresh(assessment).revision,
        **more,
    )


def back(assessment: Assessment, made: BankMove, actor: Actor) -> BankMove:
    return services.move_back(
        actor=actor,
        assessment_id=assessment.pk,
        move_id=made.pk,
        revision=fresh(assessment).revision,
    )


def said_in(assessment: Assessment) -> dict[str, Any]:
    """Give what stands and is not blank, as scoring reads it."""
    found = answers_in(answers_of(fresh(assessment)))
    return {code: answer for code, answer in found.items() if answer != BLANK}


def result(assessment: Assessment) -> dict[str, Any]:
    """Give score and level as they are stored, and see that they are those of the answers."""
    row = fresh(assessment)
    counted = services.recount(row, row.touched_at.date())
    assert counted.content == row.summary
    exact = Fraction(row.summary["overall"]["exact"])
    return {"score": float(rounded(exact, 1)), "level": row.summary["level"]}


def bank_of_now(assessment: Assessment) -> Bank:
    return parsed_bank(fresh(assessment).bank_version)


def lead_of(assessment: Assessment) -> Actor:
    return factories.actor_in(assessment.team, "lead")


def save(
    assessment: Assessment,
    actor: Actor,
    code: str,
    value: Any,
    *,
    base: int | None = None,
    **more: Any,
) -> Saved:
    """Save an answer on what stands now, or on another version."""
    now = answers_of(fresh(assessment)).get(code)
    stands = now.version if now else 0
    given = {"operation_id": uuid.uuid4(), "state": "answered", "value": value, **more}
    return services.save_answer(
        actor=actor,
        assessment_id=assessment.pk,
        code=code,
        base=stands if base is None else base,
        **given,
    )
