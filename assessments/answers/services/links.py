"""Adds evidence links and takes them back; a link sent twice is kept once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from assessments.actor import Actor
from assessments.answers.content import as_problem, check_evidence
from assessments.answers.errors import NotOpen, NotVisible, OperationReused
from assessments.answers.models import Evidence
from assessments.answers.registers import read_answers, read_links, with_evidence
from assessments.answers.services.locking import Locked, locked_for_answers
from assessments.answers.services.refreshing import store_summary
from assessments.answers.writes import Link, Problem
from assessments.scoring.errors import AnswerOutOfRange, ScoringError
from assessments.scoring.validate import MOST_EVIDENCE


@dataclass(frozen=True, slots=True)
class KeptLinks:
    """The rows added now, the codes of all links that are kept, and what was wrong with others."""

    rows: Sequence[Evidence]
    codes: tuple[str, ...]
    problems: Mapping[str, Problem]


def keep_links(
    locked: Locked, links: Sequence[Link], known: Sequence[Evidence], actor: Actor
) -> KeptLinks:
    """Insert the good links that are not known by their operation id (at most 1 query).

    Raises:
        OperationReused: an operation id belongs to another link.
    """
    rows: list[Evidence] = []
    kept: list[str] = []
    problems: dict[str, Problem] = {}
    for link in links:
        try:
            fine = check_evidence(locked.bank, link)
            if not _sent_before(fine, known):
                check_room(fine.code, [*known, *rows])
                rows.append(_row(locked, fine, actor))
        except ScoringError as error:
            problems[link.code] = as_problem(error)
        else:
            kept.append(link.code)
    if rows:
        Evidence.objects.bulk_create(rows)
    return KeptLinks(rows, tuple(kept), problems)


def check_room(code: str, links: Sequence[Evidence]) -> None:
    """See whether the question can take one more link.

    Raises:
        AnswerOutOfRange: it has as many as it can have.
    """
    standing = sum(row.question_code == code and row.removed_at is None for row in links)
    if standing >= MOST_EVIDENCE:
        message = f"A question takes at most {MOST_EVIDENCE} links. Remove one first."
        raise AnswerOutOfRange(code, message, field="evidence")


def _sent_before(link: Link, known: Sequence[Evidence]) -> Evidence | None:
    """Give the row of a link that was sent before under the same operation id."""
    row = next((row for row in known if row.operation_id == link.operation_id), None)
    if row is not None and _content(row, row.question_code) != _content(link, link.code):
        raise OperationReused
    return row


def _content(link: Link | Evidence, code: str) -> tuple[object, ...]:
    return code, link.url, link.title, link.dated, link.expires_on


@transaction.atomic
def add_evidence(
    *,
    actor: Actor,
    assessment_id: int,
    code: str,
    url: str,
    operation_id: UUID,
    title: str = "",
    dated: date | None = None,
    expires_on: date | None = None,
) -> Evidence:
    """Add a link to a question, answered or not; 5 queries.

    Raises:
        NotVisible, NotAllowed: as for `save_answer`.
        NotOpen: the assessment was submitted or archived.
        UnknownQuestion: the bank has no such question.
        AnswerOutOfRange: the address is no http or https link, a text or a day cannot be kept,
            or the question has as many links as it can have.
        OperationReused: the operation id belongs to another link.
    """
    locked = locked_for_answers(actor, assessment_id)
    known = read_links(assessment_id)
    link = check_evidence(locked.bank, Link(code, url, operation_id, title, dated, expires_on))
    if found := _sent_before(link, known):
        return found
    if not locked.assessment.is_open:
        raise NotOpen(locked.assessment.state)
    check_room(code, known)
    row = _row(locked, link, actor)
    row.save(force_insert=True)
    _refresh(locked, [*known, row])
    return row


@transaction.atomic
def remove_evidence(*, actor: Actor, assessment_id: int, evidence_id: int) -> Evidence:
    """Take a link back; its row stays and says who removed it when. 5 queries.

    Removing it once more changes nothing.

    Raises:
        NotVisible: the actor does not see the assessment, or it has no such link.
        NotAllowed: the actor only reads in this team.
        NotOpen: the assessment was submitted or archived.
    """
    locked = locked_for_answers(actor, assessment_id)
    links = read_links(assessment_id)
    row = next((row for row in links if row.pk == evidence_id), None)
    if row is None:
        raise NotVisible
    if row.removed_at is not None:
        return row
    if not locked.assessment.is_open:
        raise NotOpen(locked.assessment.state)
    row.removed_at, row.removed_by_id = locked.at, actor.user_id
    row.save(update_fields=["removed_at", "removed_by"])
    _refresh(locked, links)
    return row


def _refresh(locked: Locked, links: Sequence[Evidence]) -> None:
    registers = with_evidence(read_answers(locked.assessment.pk), links)
    store_summary(locked, registers, accepted=1)


def _row(locked: Locked, link: Link, actor: Actor) -> Evidence:
    return Evidence(
        assessment=locked.assessment,
        question_code=link.code,
        url=link.url,
        title=link.title,
        dated=link.dated,
        expires_on=link.expires_on,
        added_by_id=actor.user_id,
        added_at=locked.at,
        operation_id=link.operation_id,
    )
