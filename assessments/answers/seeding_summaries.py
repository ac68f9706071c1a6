"""Very many assessments that have a result but no answers, for benchmarks of what lists read."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from assessments.answers.models import Assessment
from assessments.answers.seeding import place, seeded_row, set_back
from assessments.answers.summary import Summary, summarise
from assessments.banks.models import BankVersion
from assessments.banks.queries import parsed_bank
from assessments.scoring.answers import Answer, State
from assessments.scoring.bank import Bank
from assessments.teams.models import Product, User

RESULTS: Final = 200
_BATCH: Final = 1_000
_FIRST_DAY: Final = date(2026, 1, 1)
_DAYS: Final = 700
_TOP: Final = 4


def seed_summaries(
    version: BankVersion, owners: Sequence[tuple[Product, User]], *, count: int
) -> None:
    """Make `count` assessments spread over the owners in turn, each with one of 200 results.

    A result is what some set of answers comes to, from empty to complete and from the lowest to
    the highest level. The same count gives the same content.
    """
    chance = random.Random(count)  # noqa: S311 -- repeatable, not secret
    results = list(_results(parsed_bank(version), chance))
    first = last = 0
    for start in range(0, count, _BATCH):
        numbers = range(start, min(start + _BATCH, count))
        rows = [seeded_row(version, owners, number) for number in numbers]
        for row in rows:
            place(row, chance.choice(results))
            row.due_date = _FIRST_DAY + timedelta(chance.randrange(_DAYS))
        made = Assessment.objects.bulk_create(rows)
        first, last = first or made[0].pk, made[-1].pk
    set_back(first, last)


def _results(bank: Bank, chance: random.Random) -> Iterator[Summary]:
    for number in range(RESULTS):
        share = 1.0 if number % 2 else chance.random()
        skill = chance.uniform(0, _TOP)
        said = {
            code: Answer(State.ANSWERED, max(0, min(_TOP, round(chance.gauss(skill, 0.7)))))
            for code in bank.questions
            if chance.random() < share
        }
        yield summarise(bank, said, _FIRST_DAY)
