"""Keeps uploaded files as evidence and hands them out; one content is kept once an organisation.

The bytes are stored before the assessment is locked, so that nobody's answer waits for them; a
file that no evidence came to refer to is dropped by the sweep.
"""

import hashlib
import math
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final, TypedDict, Unpack
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, RestrictedError
from django.db.models.functions import Now
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from assessments.actor import Actor, NotAllowed, NotVisible
from assessments.answers.content import check_evidence
from assessments.answers.errors import Refused
from assessments.answers.evidence_queries import bytes_kept, evidence_file_for
from assessments.answers.models import Assessment, Evidence, EvidenceFile
from assessments.answers.permissions import can_contribute
from assessments.answers.queries import assessment_for
from assessments.answers.services.links import add_link
from assessments.answers.services.older_questions import check_shown
from assessments.answers.upload_problems import UploadProblem
from assessments.answers.uploads import CheckedFile, check_upload
from assessments.answers.writes import Link
from assessments.audit.services import record
from assessments.banks.queries import parsed_bank
from assessments.teams.models import Organisation

MEGABYTE: Final = 1024 * 1024
GRACE: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class HandedOutFile:
    """The bytes of a file with the name and type they are served under."""

    content: bytes
    name: str
    media_type: str


class AboutFile(TypedDict, total=False):
    """What can be said of a file, and which bank version's question it was sent to."""

    title: str
    dated: date | None
    expires_on: date | None
    kind: str
    bank_version: int | None


def add_evidence_file(
    *,
    actor: Actor,
    assessment_id: int,
    code: str,
    name: str,
    content: bytes,
    operation_id: UUID,
    **about: Unpack[AboutFile],
) -> Evidence:
    """Add a file to a question, answered or not; two transactions, 10 queries.

    Sent twice under one operation id it is kept once.

    Raises:
        NotVisible, NotAllowed: as for `save_answer`.
        NotOpen: the assessment was submitted or archived.
        UnknownQuestion: the bank has no such question.
        Refused: `file` is too large, of a kind that is not kept, or there is no room for it.
        AnswerOutOfRange: a text or a day cannot be kept, the question has as much evidence as it
            can have, or is another one now than in the `bank_version` it was shown in.
        OperationReused: the operation id belongs to other evidence.
    """
    assessment = _assessment(actor, assessment_id)
    link = Link(code, "", operation_id, file_name="file", **about)
    check_evidence(parsed_bank(assessment.bank_version), link)
    check_shown(assessment, code, link.bank_version)
    checked = _checked(name, content)
    stored = store_file(assessment.organisation_id, checked)
    return add_link(actor, assessment_id, replace(link, file_name=checked.name, file_id=stored.pk))


def _assessment(actor: Actor, assessment_id: int) -> Assessment:
    try:
        found = assessment_for(actor, assessment_id)
    except Assessment.DoesNotExist as error:
        raise NotVisible from error
    if not can_contribute(actor, found):
        raise NotAllowed
    return found


def _checked(name: str, content: bytes) -> CheckedFile:
    if len(content) > settings.MLPM_EVIDENCE_FILE_MB * MEGABYTE:
        raise Refused("file", "too_large", too_large_words())
    try:
        return check_upload(name, content)
    except UploadProblem as problem:
        raise Refused("file", problem.code, str(problem.message)) from problem


def too_large_words() -> str:
    """Say how large a file may be, and what to do with a larger one."""
    words = _("The file is larger than the %(most)d MB one file may have. Link to it instead.")
    return words % {"most": settings.MLPM_EVIDENCE_FILE_MB}


@transaction.atomic
def store_file(organisation_id: int, checked: CheckedFile) -> EvidenceFile:
    """Keep the bytes once an organisation (4 queries); its row is locked while it is counted.

    Raises:
        Refused: the organisation's files would take up more than it has.
    """
    # This lock lets rows that refer to the organisation be written meanwhile.
    Organisation.objects.select_for_update(no_key=True).only("pk").get(pk=organisation_id)
    sha256 = hashlib.sha256(checked.content).hexdigest()
    same = EvidenceFile.objects.filter(organisation=organisation_id, sha256=sha256)
    if same.update(added_at=Now()):  # the sweep's patience with it begins anew
        return same.only("pk").get()
    _check_quota(organisation_id, len(checked.content))
    return EvidenceFile.objects.create(
        organisation_id=organisation_id,
        sha256=sha256,
        size=len(checked.content),
        media_type=checked.media_type,
        content=checked.content,
    )


def _check_quota(organisation_id: int, size: int) -> None:
    used, most = bytes_kept(organisation_id), settings.MLPM_EVIDENCE_QUOTA_MB * MEGABYTE
    if used + size <= most:
        return
    words = _(
        "There is no room for this file: it has %(size)s MB, and the files of the organisation "
        "take up %(used)s of %(most)d MB. Link to it instead, or remove files nobody needs any "
        "more; their room is free a day later."
    )
    said = {"size": megabytes(size), "used": megabytes(used), "most": most // MEGABYTE}
    raise Refused("file", "quota", words % said)


def megabytes(size: int) -> str:
    """Give a size in MB with one decimal, rounded up, as the reader's language writes it."""
    return number_format(math.ceil(size * 10 / MEGABYTE) / 10, decimal_pos=1)


@transaction.atomic
def hand_out_file(*, actor: Actor, token: UUID) -> HandedOutFile:
    """Give a file's bytes and append who took it to the audit log (3 queries).

    Raises:
        NotVisible: there is no such file, or not for this actor.
    """
    try:
        found = evidence_file_for(actor, token)
    except Evidence.DoesNotExist as error:
        raise NotVisible from error
    if not found.assessment.is_blind:  # then it is the person's own, and nobody's business yet
        record(
            "evidence.downloaded",
            found,
            organisation_id=found.assessment.organisation_id,
            actor_id=actor.user_id,
            detail={"assessment": found.assessment_id, "file": found.file_name},
        )
    kept = found.file
    if kept is None:
        raise NotVisible
    content = EvidenceFile.objects.values_list("content", flat=True).get(pk=kept.pk)
    return HandedOutFile(bytes(content), found.file_name, kept.media_type)


def prune_evidence_files(now: datetime) -> int:
    """Drop the bytes nobody refers to any more; gives how many files.

    Evidence that was removed refers to its file for a day, and a new file may wait as long for
    the evidence it belongs to. 2 queries when there is nothing to drop.
    """
    long_ago = now - GRACE
    Evidence.objects.filter(removed_at__lt=long_ago, file__isnull=False).update(file=None)
    named = Evidence.objects.filter(file=OuterRef("pk"))
    alone = EvidenceFile.objects.filter(~Exists(named), added_at__lt=long_ago)
    return sum(_drop(pk, long_ago) for pk in list(alone.values_list("pk", flat=True)))


def _drop(pk: int, long_ago: datetime) -> int:
    """Delete one file, unless somebody came to refer to it, or sent it again, meanwhile."""
    alone = EvidenceFile.objects.filter(pk=pk, added_at__lt=long_ago).only("pk")
    try:
        with transaction.atomic():
            # Without the lock it could be sent again after it was read here and before it goes.
            found = alone.select_for_update().first()
            return found.delete()[0] if found else 0
    except (RestrictedError, IntegrityError):
        return 0
