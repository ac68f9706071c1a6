"""Adds evidence and takes it back; what is sent twice is kept once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from assessments.actor import Actor
from assessments.answers.content import as_problem, check_evidence
from assessments.answers.errors import NotOpen, NotVisible, OperationReused
from assessments.answers.evidence_kinds import suggested_expiry
from assessments.answers.models import Evidence
from assessments.answers.registers import Said, read_said, with_evidence
from assessments.answers.services.locking import Locked, locked_for_answers
from assessments.answers.services.older_questions import check_shown
from assessments.answers.services.refreshing import store_summary
from assessments.answers.writes import Link, Problem
from assessments.scoring.answers import EvidenceItem
from assessments.scoring.errors import AnswerOutOfRange, ScoringError
from assessments.scoring.evidence import stale_on
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
            check_shown(locked.assessment, link.code, link.bank_version)
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
    """See whether the question can take one more piece of evidence.

    Raises:
        AnswerOutOfRange: it has as many as it can have.
    """
    standing = sum(row.question_code == code and row.removed_at is None for row in links)
    if standing >= MOST_EVIDENCE:
        message = f"A question takes at most {MOST_EVIDENCE} links and files. Remove one first."
        raise AnswerOutOfRange(code, message, field="evidence")


def _sent_before(link: Link, known: Sequence[Evidence]) -> Evidence | None:
    """Give the row of a link that was sent before under the same operation id."""
    row = next((row for row in known if row.operation_id == link.operation_id), None)
    if row is not None and _content(row, row.question_code) != _content(link, link.code):
        raise OperationReused
    named = link.expires_on is not None or not link.kind
    if row is not None and named and row.expires_on != link.expires_on:
        raise OperationReused
    return row


def _content(link: Link | Evidence, code: str) -> tuple[object, ...]:
    return code, link.url, link.file_id, link.title, link.dated, link.kind


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
    kind: str = "",
    bank_version: int | None = None,
) -> Evidence:
    """Add a link to a question, answered or not; 4 queries.

    Without `expires_on` the kind says until when it is good.

    Raises:
        NotVisible, NotAllowed: as for `save_answer`.
        NotOpen: the assessment was submitted or archived.
        UnknownQuestion: the bank has no such question.
        AnswerOutOfRange: the address is no http or https link, a text or a day cannot be kept,
            the question has as much evidence as it can have, or is another one now than in the
            `bank_version` it was shown in.
        OperationReused: the operation id belongs to other evidence.
    """
    given = (title, dated, expires_on, kind)
    link = Link(code, url, operation_id, *given, bank_version=bank_version)
    return add_link(actor, assessment_id, link)


def add_link(actor: Actor, assessment_id: int, link: Link) -> Evidence:
    """Add a link, or a file whose bytes are stored; 4 queries. Raises as `add_evidence` does."""
    try:
        with transaction.atomic():
            return _add_link(actor, assessment_id, link)
    except IntegrityError as error:  # the id stands on a sheet the actor does not see
        if "operation" in str(error):
            raise OperationReused from error
        raise


def _add_link(actor: Actor, assessment_id: int, link: Link) -> Evidence:
    locked = locked_for_answers(actor, assessment_id)
    said = read_said(assessment_id, locked.respondent_id)
    check_shown(locked.assessment, link.code, link.bank_version)
    link = check_evidence(locked.bank, link)
    if found := _sent_before(link, said.links):
        return found
    if not locked.takes_answers:
        raise NotOpen(locked.assessment.state)
    check_room(link.code, said.links)
    row = _row(locked, link, actor)
    row.save(force_insert=True)
    said.links.append(row)
    _refresh(locked, said)
    return row


@transaction.atomic
def remove_evidence(*, actor: Actor, assessment_id: int, evidence_id: int) -> Evidence:
    """Take a link back; its row stays and says who removed it when. 4 queries.

    Removing it once more changes nothing.

    Raises:
        NotVisible: the actor does not see the assessment, or it has no such link.
        NotAllowed: the actor only reads in this team.
        NotOpen: the assessment was submitted or archived.
    """
    locked = locked_for_answers(actor, assessment_id)
    said = read_said(assessment_id, locked.respondent_id)
    row = next((row for row in said.links if row.pk == evidence_id), None)
    if row is None:
        raise NotVisible
    if row.removed_at is not None:
        return row
    if not locked.takes_answers:
        raise NotOpen(locked.assessment.state)
    row.removed_at, row.removed_by_id = locked.at, actor.user_id
    row.save(update_fields=["removed_at", "removed_by"])
    _refresh(locked, said)
    return row


def _refresh(locked: Locked, said: Said) -> None:
    store_summary(locked, with_evidence(said.answers, said.links), accepted=1)


def _row(locked: Locked, link: Link, actor: Actor) -> Evidence:
    row = Evidence(
        assessment=locked.assessment,
        respondent_id=locked.respondent_id,
        question_code=link.code,
        url=link.url,
        file_id=link.file_id,
        file_name=link.file_name,
        token=None if link.file_id is None else uuid4(),
        kind=link.kind,
        title=link.title,
        dated=link.dated,
        expires_on=link.expires_on or suggested_expiry(link.kind, link.dated, locked.at.date()),
        added_by_id=actor.user_id,
        added_at=locked.at,
        operation_id=link.operation_id,
    )
    return with_stale_day(locked, row)


def with_stale_day(locked: Locked, row: Evidence) -> Evidence:
    """Fill in when new evidence is too old; nobody is told what is too old already."""
    item = EvidenceItem("", row.dated, row.expires_on)
    row.stale_on = stale_on(item, locked.bank.scoring.evidence_months)
    if row.stale_on is not None and row.stale_on <= locked.at.date():
        row.told_at = locked.at
    return row
