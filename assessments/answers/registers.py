"""The registers of an assessment as values: what the tables hold, read without models."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, NamedTuple

from assessments.answers.columns import Columns
from assessments.answers.models import Evidence
from assessments.answers.shelf import stands
from assessments.answers.statements import listed, nested, read_json, read_moment, rows
from assessments.scoring.answers import Answer, Answers, EvidenceItem, State
from assessments.teams.repeated import Repeated


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One register: its content, its version, and who wrote it when.

    Version 0 means that nothing was ever said. `answer.evidence` and `evidence` hold the same
    links, once for scoring and once as rows. `to_check` is the bank version whose wording was
    answered, where a move to another one left in doubt whether the answer still holds.
    """

    code: str
    answer: Answer
    version: int
    by_id: int | None = None
    by: str = ""
    at: datetime | None = None
    evidence: tuple[Evidence, ...] = ()
    pk: int | None = None
    to_check: int | None = None


Registers = Mapping[str, StoredAnswer]


class Said(NamedTuple):
    """The registers without their evidence, and all evidence, removed too, oldest first."""

    answers: dict[str, StoredAnswer]
    links: list[Evidence]


_LINK: Final = Columns(Evidence, "link")
_ADDED: Final = f"""
    SELECT {_LINK.sql}, person.name, person.email FROM assessments_evidence link
    LEFT JOIN assessments_user person ON person.id = link.added_by_id
"""  # noqa: S608 -- names of our own
_EVERY_ANSWER: Final = f"""
    SELECT said.question_code, said.id, said.state, said.value, said.reason, said.note,
        said.version, said.by_id, person.name, person.email, said.at, said.to_check_id,
        said.respondent_id
    FROM assessments_answer said LEFT JOIN assessments_user person ON person.id = said.by_id
    WHERE said.assessment_id = %s AND {stands("said.question_code")} ORDER BY said.id
"""  # noqa: S608 -- names of our own
_EVERY_LINK: Final = (
    f"{_ADDED} WHERE link.assessment_id = %s AND {stands('link.question_code')} ORDER BY link.id"
)


def everything_said(assessment: str, respondent: str) -> str:
    """Give two columns for a SELECT, all registers and all evidence, each as one JSON text.

    One statement instead of two saves 0.1 ms of CPU here and as much in the database.

    Args:
        assessment: SQL for the id of the assessment.
        respondent: SQL for whose they are, 0 for the team.
    """
    answers = listed(
        f"said.question_code, said.id, said.state, {nested('said.value')}, said.reason, said.note,"
        " said.version, said.by_id, person.name, person.email, said.at, said.to_check_id"
    )
    links = listed(f"{_LINK.sql}, person.name, person.email")
    return f"""
        (SELECT {answers} FROM assessments_answer said
         LEFT JOIN assessments_user person ON person.id = said.by_id
         WHERE said.assessment_id = {assessment}
           AND COALESCE(said.respondent_id, 0) = {respondent}
           AND {stands("said.question_code")}),
        (SELECT {links} FROM assessments_evidence link
         LEFT JOIN assessments_user person ON person.id = link.added_by_id
         WHERE link.assessment_id = {assessment}
           AND COALESCE(link.respondent_id, 0) = {respondent}
           AND {stands("link.question_code")})
    """  # noqa: S608 -- names of our own


def said_in(answers: str | None, links: str | None) -> Said:
    """Read what the two columns of `everything_said` hold."""
    registers = {row[0]: _stored(row) for row in read_json(answers) or ()}
    found = sorted((_evidence(row) for row in read_json(links) or ()), key=lambda link: link.pk)
    return Said(registers, found)


def read_said(assessment_id: int, respondent_id: int | None = None) -> Said:
    """Read all that the team said, or one respondent (1 query)."""
    whose = [assessment_id, respondent_id or 0]
    sql = Repeated(f"SELECT {everything_said('%s', '%s')}")
    return said_in(*rows(sql, [*whose, *whose])[0])


def read_registers(assessment_id: int, respondent_id: int | None = None) -> dict[str, StoredAnswer]:
    """Read all registers of the team, or of one respondent, with their evidence (1 query)."""
    said = read_said(assessment_id, respondent_id)
    return with_evidence(said.answers, said.links)


def read_every_register(assessment_id: int) -> dict[int | None, dict[str, StoredAnswer]]:
    """Read the registers of all respondents, the team's under None, with evidence (2 queries).

    Only for what is revealed: before that, nobody may see another respondent's.
    """
    answers: dict[int | None, dict[str, StoredAnswer]] = {}
    for code, pk, state, text, *rest, respondent_id in rows(_EVERY_ANSWER, [assessment_id]):
        row = (code, pk, state, read_json(text), *rest)
        answers.setdefault(respondent_id, {})[code] = _stored(row)
    links: dict[int | None, list[Evidence]] = {}
    for found in rows(_EVERY_LINK, [assessment_id]):
        link = _evidence(found)
        links.setdefault(link.respondent_id, []).append(link)
    return {pk: with_evidence(answers.get(pk, {}), links.get(pk, ())) for pk in {*answers, *links}}


def _evidence(row: Sequence[Any]) -> Evidence:
    *columns, name, email = row
    found = _LINK.instance(columns)
    found.by_name = name or email or ""
    return found


def with_evidence(registers: Registers, links: Iterable[Evidence]) -> dict[str, StoredAnswer]:
    """Add the links that stand to the registers; without an answer there is a blank register."""
    found = dict(registers)
    for link in links:
        if link.removed_at is None:
            stored = found.get(link.question_code) or blank(link.question_code)
            found[link.question_code] = _supported(stored, link)
    return found


def _supported(stored: StoredAnswer, link: Evidence) -> StoredAnswer:
    item = EvidenceItem(link.url or link.file_name, link.dated, link.expires_on)
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


def _stored(row: Sequence[Any]) -> StoredAnswer:
    code, pk, state, value, reason, note, version, by_id, name, email, at, to_check = row
    kept = tuple(value) if isinstance(value, list) else value
    answer = Answer(State(state), kept, reason, note)
    by = name or email or ""
    moment = read_moment(at)
    return StoredAnswer(code, answer, version, by_id, by, moment, pk=pk, to_check=to_check)
