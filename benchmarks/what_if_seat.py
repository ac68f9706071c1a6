"""Seats one viewer, signed in, at an assessment of the default bank with every question answered.

`python -m benchmarks.what_if_seat` prints cookies and address as JSON, with the product's settings
in the environment; the database must hold what `seed_benchmark` makes.
"""

import json
import os
import random
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlpm.settings")
django.setup()

from django.urls import reverse  # noqa: E402 -- needs the settings loaded above
from django.utils import timezone  # noqa: E402

from assessments.answers.models import Answer, Assessment  # noqa: E402
from assessments.answers.services import refresh_summary  # noqa: E402
from assessments.banks.queries import parsed_bank  # noqa: E402
from assessments.banks.services import import_bank  # noqa: E402
from assessments.banks.shipped import named_bank  # noqa: E402
from benchmarks.poll_people import person  # noqa: E402


def main() -> None:
    version = import_bank(bank=named_bank("ml-readiness")).version
    made = Assessment.objects.filter(state="open").order_by("-touched_at")[0]
    made.pk, made.bank_version, made.bank_id = None, version, version.bank_id
    made.save(force_insert=True)
    bank, now = parsed_bank(version), timezone.now()
    chance = random.Random(98)
    Answer.objects.bulk_create(
        Answer(
            assessment=made,
            question_code=code,
            state="answered",
            value=value_to(question, chance),
            note="Agreed by all in March.",
            version=1,
            at=now,
        )
        for code, question in bank.questions.items()
    )
    refresh_summary(made.pk)
    said = {
        "cookies": person(made, "viewer"),
        "what_if": reverse("assessments:assessment-what-if", args=[made.pk]),
        "questions": sum(len(part.questions) for part in bank.parts),
    }
    print(json.dumps(said))


def value_to(question: Any, chance: random.Random) -> Any:
    if question.kind == "rubric":
        return chance.randrange(len(question.levels))
    if question.kind in {"boolean", "number", "text", "date"}:
        return {"boolean": True, "number": 3, "text": "words", "date": "2026-05-01"}[question.kind]
    codes = [choice.code for choice in question.choices if not choice.exclusive]
    return codes[0] if question.kind == "single" else codes


if __name__ == "__main__":
    main()
