"""Saves on the embedded default's own database; run as a program with `MLPM_VAR` set."""

import json
import sys
import uuid
from collections.abc import Sequence

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- after the settings

from assessments.actor import Actor  # noqa: E402
from assessments.answers import services  # noqa: E402
from assessments.answers.errors import Conflict  # noqa: E402
from assessments.answers.models import Answer, AnswerEvent, Assessment  # noqa: E402
from assessments.answers.services import recount  # noqa: E402
from assessments.answers.writes import Link, SectionResult, Write  # noqa: E402
from tests import factories  # noqa: E402
from tests.scoring.small_bank import rubric_bank  # noqa: E402

NOTE = "“Ünïcode”, 'quotes' and 100 %s"


def write(code: str, base: int, value: int, note: str = "") -> Write:
    return Write(code, base, uuid.uuid4(), "answered", value, "", note)


def save(actor: Actor, pk: int, writes: list[Write], links: Sequence[Link] = ()) -> SectionResult:
    begun = services.begin_section(actor=actor, assessment_id=pk)
    return services.save_section(actor=actor, begun=begun, writes=writes, links=links)


def main() -> None:
    call_command("migrate", verbosity=0)
    version = factories.version_of(rubric_bank(*[1] * 12))
    assessment = factories.AssessmentFactory(bank_version=version)
    actor = factories.actor_in(assessment.team)
    whose = {"actor": actor, "assessment_id": assessment.pk}
    first = [write(f"only.q{n}", 0, 2, NOTE) for n in range(5)]
    link = Link("only.q1", "https://example.org/a", uuid.uuid4())
    save(actor, assessment.pk, first, links=[link])
    second = [write(f"only.q{n}", 1, 3) for n in range(3)] + [write("only.q9", 0, 1)]
    result = save(actor, assessment.pk, second)
    again = second[0]
    repeated = save(actor, assessment.pk, [again])
    try:
        services.save_answer(
            **whose, code="only.q0", base=1, operation_id=uuid.uuid4(), state="answered", value=4
        )
    except Conflict as conflict:
        seen = conflict.version
    stored = Assessment.objects.get()
    recounted = recount(stored, stored.touched_at.date())
    found = {
        "saved": len(result.saved),
        "repeated": repeated.saved["only.q0"].version,
        "conflict": seen,
        "events": AnswerEvent.objects.count(),
        "revision": stored.revision,
        "of_the_answer": Answer.objects.get(question_code="only.q9").revision,
        "note": Answer.objects.get(question_code="only.q4").note,
        "at": stored.touched_at.isoformat()[-6:],
        "recount": recounted.content == stored.summary,
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
