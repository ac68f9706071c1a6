"""The registers of an assessment as values: what the tables hold, read without models."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from assessments.answers.models import Answer as AnswerRow
from assessments.answers.models import Evidence
from assessments.scoring.answers import Answer, Answers, EvidenceItem, State


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One register: its content, its version, and who wrote it when.

    Version 0 means that nothing was ever said. `answer.evidence` and `evidence` hold the same
    links, once for scoring and once as rows.
    """

    code: str
    answer: Answer
    version: int
    by_id: int | None = None
    by: str = ""
    at: datetime | None = None
    evidence: tuple[Evidence, ...] = ()
    pk: int | None = None


Registers = Mapping[str, StoredAnswer]

_COLUMNS = (
    "question_code",
    "pk",
    "state",
    "value",
    "reason",
    "note",
    "version",
    "by_id",
    "by__name",
    "by__email",
    "at",
)


def read_registers(assessment_id: int) -> dict[str, StoredAnswer]:
    """Read all registers of the team with their evidence (2 queries)."""
    return with_evidence(read_answers(assessment_id), read_links(assessment_id))


def read_answers(assessment_id: int, respondent_id: int | None = None) -> dict[str, StoredAnswer]:
    """Read the registers without evidence: the team's, or those of one respondent (1 query)."""
    rows = AnswerRow.objects.filter(assessment=assessment_id, respondent=respondent_id)
    return {row[0]: _stored(row) for row in rows.values_list(*_COLUMNS)}


def read_links(assessment_id: int, respondent_id: int | None = None) -> list[Evidence]:
    """Read all evidence links, removed ones too, oldest first (1 query)."""
    links = Evidence.objects.filter(assessment=assessment_id, respondent=respondent_id)
    return list(links.order_by("pk"))


def with_evidence(registers: Registers, links: Iterable[Evidence]) -> dict[str, StoredAnswer]:
    """Add the links that stand to the registers; without an answer there is a blank register."""
    found = dict(registers)
    for link in links:
        if link.removed_at is None:
            stored = found.get(link.question_code) or blank(link.question_code)
            found[link.question_code] = _supported(stored, link)
    return found


def _supported(stored: StoredAnswer, link: Evidence) -> StoredAnswer:
    item = EvidenceItem(link.url, link.dated, link.expires_on)
    answer = replace(stored.answer, evidence=(*stored.answer.evidence, item))
    return replace(stored, answer=answer, evidence=(*stored.evidence, link))


def blank(code: str) -> StoredAnswer:
    return StoredAnswer(code, Answer(), 0)


def answers_in(registers: Registers) -> Answers:
    """Give the registers as scoring reads them."""
    return {code: stored.answer for code, stored in registers.items()}


def stored_value(answer: Answer) -> Any:
    """Give an answer's value as JSON holds it."""
    return list(answer.value) if isinstance(answer.value, tuple) else answer.value


def same_content(one: Answer, other: Answer) -> bool:
    """Say whether two answers say the same; evidence is no part of the register."""
    return _content(one) == _content(other)


def _content(answer: Answer) -> tuple[Any, ...]:
    value = stored_value(answer)
    return (answer.state, type(value), value, answer.reason, answer.note)


def _stored(row: tuple[Any, ...]) -> StoredAnswer:
    code, pk, state, value, reason, note, version, by_id, name, email, at = row
    kept = tuple(value) if isinstance(value, list) else value
    answer = Answer(State(state), kept, reason, note)
    return StoredAnswer(code, answer, version, by_id, name or email or "", at, pk=pk)
