"""Many realistic assessments at once, for benchmarks: a few patterns, copied in the database.

Every copy has what a real assessment has: answers, their history, evidence and its summary.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Final
from uuid import uuid4

from django.db import connection, transaction

from assessments.answers.models import Answer as AnswerRow
from assessments.answers.models import AnswerEvent, Assessment, Evidence
from assessments.answers.registers import answers_in, read_registers, stored_value
from assessments.answers.summary import Figures, Summary, summarise
from assessments.banks.models import BankVersion
from assessments.banks.queries import parsed_bank
from assessments.scoring.answers import Answer, State
from assessments.scoring.bank import Bank
from assessments.teams.earlier import score_before
from assessments.teams.models import Product, User

PATTERNS: Final = 20
_BATCH: Final = 250
_FIGURES: Final = tuple(field.name for field in fields(Figures))
_COPIED: Final = ("summary", "revision", *_FIGURES)
_STATES: Final = Assessment.AssessmentState
_NOTES: Final = (
    "",
    "",
    "Agreed in the review with operations; the figures are on the team's page.",
    "Tried on last quarter's data with two people from the field.",
    "Holds for the pilot; the second site has to be looked at again.",
)

_ANSWERS: Final = """
INSERT INTO assessments_answer
    (assessment_id, question_code, state, value, reason, note, version, revision, by_id, at)
SELECT copy.id, said.question_code, said.state, said.value, said.reason, said.note, said.version,
    said.revision, copy.created_by_id, copy.touched_at
FROM assessments_answer said
JOIN assessments_assessment copy ON copy.started_from_id = said.assessment_id
WHERE copy.id BETWEEN %s AND %s
"""
_EVENTS: Final = """
INSERT INTO assessments_answerevent
    (answer_id, assessment_id, version, base, state, value, reason, note, by_id, at, operation_id)
SELECT answer.id, copy.id, event.version, event.base, event.state, event.value, event.reason,
    event.note, copy.created_by_id, copy.touched_at, {new_uuid}
FROM assessments_answerevent event
JOIN assessments_answer said ON said.id = event.answer_id
JOIN assessments_assessment copy ON copy.started_from_id = said.assessment_id
JOIN assessments_answer answer
    ON answer.assessment_id = copy.id AND answer.question_code = said.question_code
    AND answer.respondent_id IS NULL
WHERE copy.id BETWEEN %s AND %s
"""
_EVIDENCE: Final = """
INSERT INTO assessments_evidence
    (assessment_id, question_code, url, title, file_name, kind, added_by_id, added_at,
    operation_id)
SELECT copy.id, link.question_code, link.url, link.title, link.file_name, link.kind,
    copy.created_by_id, copy.touched_at, {new_uuid}
FROM assessments_evidence link
JOIN assessments_assessment copy ON copy.started_from_id = link.assessment_id
WHERE copy.id BETWEEN %s AND %s
"""
# Both columns are set to the present by the models; real assessments lie back in time.
_EARLIER: Final = """
UPDATE assessments_assessment SET touched_at = {earlier}, created_at = {earlier}
WHERE id BETWEEN %s AND %s
"""
_BY_AGE: Final = {
    "postgresql": "created_at - id * interval '17 minutes'",
    "sqlite": "strftime('%%Y-%%m-%%d %%H:%%M:%%f', created_at, '-' || (id * 17) || ' minutes')",
}
_NEW_UUID: Final = {"postgresql": "gen_random_uuid()", "sqlite": "lower(hex(randomblob(16)))"}


def seed_assessments(
    version: BankVersion, owners: Sequence[tuple[Product, User]], *, count: int
) -> None:
    """Make `count` assessments of a version nobody uses yet, spread over the owners in turn.

    A few patterns are made answer by answer, the others are copies of them, some hundred in a
    transaction. Every fifth is submitted. The same count gives the same content.
    """
    chance = random.Random(count)  # noqa: S311 -- repeatable, not secret
    rows = [seeded_row(version, owners, number) for number in range(count)]
    patterns = rows[:PATTERNS]
    with transaction.atomic():
        Assessment.objects.bulk_create(patterns)
        for pattern in patterns:
            _fill(pattern, parsed_bank(version), chance)
    for start in range(PATTERNS, count, _BATCH):
        copies = rows[start : start + _BATCH]
        for number, row in enumerate(copies):
            pattern = patterns[number % PATTERNS]
            row.started_from = pattern
            for name in _COPIED:
                setattr(row, name, getattr(pattern, name))
        with transaction.atomic():
            Assessment.objects.bulk_create(copies)
            _fill_copies(copies[0].pk, copies[-1].pk)
    set_back(patterns[0].pk, rows[-1].pk)


def set_back(first: int, last: int) -> None:
    """Let the assessments between two ids lie back in time, and have the database look at them.

    What their trends begin at is what then lies before them.
    """
    _run(_EARLIER, first, last)
    made = Assessment.objects.filter(pk__gte=first, pk__lte=last, is_current=True)
    made.update(score_before=score_before(Assessment.objects.all()))
    _run("ANALYZE")


def place(row: Assessment, found: Summary) -> None:
    """Put a result and its figures into a row that is not stored yet."""
    row.summary, row.stale_on = found.content, found.stale_on
    for name in _FIGURES:
        setattr(row, name, getattr(found.figures, name))


def seeded_row(
    version: BankVersion, owners: Sequence[tuple[Product, User]], number: int
) -> Assessment:
    """Give the row of one assessment, the owners' in turn, without anything said in it."""
    product, user = owners[number % len(owners)]
    return Assessment(
        organisation_id=product.team.organisation_id,
        team_id=product.team_id,
        product=product,
        bank_version=version,
        bank_id=version.bank_id,
        name=f"Review {number // len(owners) + 1} of {product.name}",
        product_name=product.name,
        is_current=number < len(owners),  # the first of a product lies back least
        state=_STATES.SUBMITTED if number % 5 == 4 else _STATES.OPEN,  # noqa: PLR2004 -- every fifth
        created_by=user,
    )


def _fill(row: Assessment, bank: Bank, chance: random.Random) -> None:
    """Answer a share of the questions, some of them a second time, and add evidence to a few."""
    share = chance.uniform(0.15, 0.75)
    codes = [code for code in bank.questions if chance.random() < share]
    answers = AnswerRow.objects.bulk_create(
        _answer(row, code, _said(chance), chance.choice((1, 1, 1, 2))) for code in codes
    )
    AnswerEvent.objects.bulk_create(event for answer in answers for event in _history(answer))
    links = [_link(row, code) for code in codes if chance.random() < 0.1]  # noqa: PLR2004 -- a tenth
    Evidence.objects.bulk_create(links)
    found = summarise(bank, answers_in(read_registers(row.pk)), row.touched_at.date())
    place(row, found)
    row.revision = sum(answer.version for answer in answers) + len(links)
    row.save(update_fields=["summary", "stale_on", "revision", *_FIGURES])


def _said(chance: random.Random) -> Answer:
    if chance.random() < 0.05:  # noqa: PLR2004 -- one in twenty
        return Answer(State.DONT_KNOW)
    return Answer(State.ANSWERED, chance.randint(0, 4), note=chance.choice(_NOTES))


def _answer(row: Assessment, code: str, said: Answer, version: int) -> AnswerRow:
    return AnswerRow(
        assessment=row,
        question_code=code,
        state=said.state.value,
        value=stored_value(said),
        note=said.note,
        version=version,
        by_id=row.created_by_id,
        at=row.touched_at,
    )


def _history(answer: AnswerRow) -> Iterator[AnswerEvent]:
    for version in range(1, answer.version + 1):
        is_last = version == answer.version
        yield AnswerEvent(
            answer=answer,
            assessment_id=answer.assessment_id,
            version=version,
            base=version - 1,
            state=answer.state if is_last else State.DONT_KNOW.value,
            value=answer.value if is_last else None,
            note=answer.note,
            by_id=answer.by_id,
            at=answer.at,
            operation_id=uuid4(),
        )


def _link(row: Assessment, code: str) -> Evidence:
    # Not dated: the summaries of copies must not go out of date one by one.
    return Evidence(
        assessment=row,
        question_code=code,
        url=f"https://wiki.example.org/{code}",
        title=f"Notes on {code}",
        added_by_id=row.created_by_id,
        added_at=row.touched_at,
        operation_id=uuid4(),
    )


def _fill_copies(first: int, last: int) -> None:
    for statement in (_ANSWERS, _EVENTS, _EVIDENCE):
        _run(statement, first, last)


def _run(statement: str, *ids: int) -> None:
    words = {"{new_uuid}": _NEW_UUID[connection.vendor], "{earlier}": _BY_AGE[connection.vendor]}
    for word, sql in words.items():
        statement = statement.replace(word, sql)
    with connection.cursor() as cursor:
        cursor.execute(statement, ids or None)
