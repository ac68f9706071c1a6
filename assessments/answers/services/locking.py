"""Locks the row of an assessment, behind which everything said in it is written.

A save looks first without the lock, because writers of one assessment queue on it: what writes
nothing, like a conflict, never joins that queue. Where what it saw still stands, the statement that
stores its result takes the lock instead (`refreshing.lock_as_seen`).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, NamedTuple

from assessments.actor import Actor
from assessments.answers.columns import Columns, instances
from assessments.answers.errors import NotAllowed, NotVisible
from assessments.answers.models import Assessment, Sheet
from assessments.answers.permissions import can_contribute, can_manage_assessment
from assessments.answers.queries import where_visible
from assessments.answers.registers import Said, everything_said, said_in
from assessments.answers.statements import clock, locking, read_moment, rows
from assessments.banks.models import BankVersion
from assessments.banks.queries import parsed_bank
from assessments.scoring.bank import Bank
from assessments.teams.repeated import Repeated

_ASSESSMENT: Final = Columns(Assessment, "assessment", without=("summary", "created_by_id"))
# What names a parsed bank.
_NAMED: Final = ("id", "bank_id", "digest", "major", "minor", "notes")
_VERSION: Final = Columns(BankVersion, "version", only=_NAMED)
_LOCKED: Final = f"""
    SELECT {_ASSESSMENT.sql}, {_VERSION.sql}, {{clock}}
    FROM assessments_assessment assessment
    JOIN assessments_bankversion version ON version.id = assessment.bank_version_id
    WHERE assessment.id = %s AND {{visible}} {{lock}}
"""  # noqa: S608 -- names of our own
_SHEET: Final = Columns(Sheet, "sheet", without=("summary",))
_SEEN: Final = f"""
    SELECT {_ASSESSMENT.sql}, {_VERSION.sql}, {_SHEET.sql}, {{said}}, {{clock}}
    FROM assessments_assessment assessment
    JOIN assessments_bankversion version ON version.id = assessment.bank_version_id
    LEFT JOIN assessments_sheet sheet ON assessment.mode = '{Assessment.Mode.BLIND}'
      AND sheet.assessment_id = assessment.id AND sheet.respondent_id = %s
    WHERE assessment.id = %s AND {{visible}}
"""  # noqa: S608 -- names of our own


@dataclass(frozen=True)
class Seen:
    """An assessment with its bank as it stood at one moment, `at` by the database's clock.

    `at` never lies before the assessment's last write, even when this one waited for the lock.
    `sheet` is there in a blind assessment: then registers, revision and summary are the sheet's,
    after the reveal too, so that a write sent again finds what it did.
    """

    assessment: Assessment
    bank: Bank
    at: datetime
    sheet: Sheet | None = None

    @property
    def respondent_id(self) -> int | None:
        """Whose registers are written: None for the team's."""
        return None if self.sheet is None else self.sheet.respondent_id

    @property
    def revision(self) -> int:
        return (self.sheet or self.assessment).revision

    @property
    def takes_answers(self) -> bool:
        """Say whether answers may be written now: a sheet until it is submitted."""
        under_way = self.assessment.is_open and self.assessment.revealed_at is None
        return under_way and (self.sheet is None or self.sheet.submitted_at is None)

    def says_the_same(self, other: "Seen") -> bool:
        """Say whether nothing was written between the two: each write raises the revision."""
        return self.stand == other.stand

    @property
    def stand(self) -> tuple[int | None, ...]:
        """What was read of the registers holds as long as this stays the same."""
        return self.assessment.bank_version_id, self.respondent_id, self.revision


@dataclass(frozen=True)
class Locked(Seen):
    """The same while its row is locked: it stands as it is until the end of the transaction."""


class Begun(NamedTuple):
    """What a save begins with: an assessment and all that was said in it, at one moment."""

    seen: Seen
    said: Said


def seen_for_answers(actor: Actor, assessment_id: int) -> Begun:
    """Read an assessment the actor may answer in, and all said in it, at one moment (1 query).

    Raises:
        NotVisible, NotAllowed: as for `locked_for_answers`.
    """
    visible, parameters = where_visible(actor)
    said = everything_said("assessment.id", "COALESCE(sheet.respondent_id, 0)")
    sql = _SEEN.format(said=said, clock=clock(), visible=visible)
    found = rows(Repeated(sql), [actor.user_id, assessment_id, *parameters])
    if not found:
        raise NotVisible
    *columns, answers, links, at = found[0]
    row, version, sheet = instances(columns, _ASSESSMENT, _VERSION, _SHEET)
    row.bank_version = version
    own = None if sheet.pk is None else sheet
    if not can_contribute(actor, row) or (row.is_blind and own is None):
        raise NotAllowed
    since = max(row.touched_at, own.touched_at) if own else row.touched_at
    seen = Seen(row, parsed_bank(version), max(read_moment(at), since), own)
    return Begun(seen, said_in(answers, links))


def locked_for_answers(actor: Actor, assessment_id: int) -> Locked:
    """Lock an assessment the actor may answer in, open or not (1 query, with sheets 2).

    Raises:
        NotVisible: the actor does not see the assessment.
        NotAllowed: the actor only reads in this team, or has no sheet in a blind assessment.
    """
    found = _locked(assessment_id, *where_visible(actor))
    if not can_contribute(actor, found.assessment):
        raise NotAllowed
    if found.assessment.mode != Assessment.Mode.BLIND:
        return found
    return with_sheet(found, actor.user_id)


def locked_for_managing(actor: Actor, assessment_id: int) -> Locked:
    """Lock an assessment whose team the actor leads (1 query).

    Raises:
        NotVisible: the actor does not see the assessment.
        NotAllowed: the actor does not lead its team.
    """
    found = _locked(assessment_id, *where_visible(actor))
    if not can_manage_assessment(actor, found.assessment):
        raise NotAllowed
    return found


def locked_unasked(assessment_id: int) -> Locked:
    """Lock an assessment whoever acts: for the sweep, or where that was judged already (1 query).

    Raises:
        NotVisible: it was deleted in the meantime.
    """
    return _locked(assessment_id, "1 = 1", [])


def with_sheet(locked: Locked, respondent_id: int) -> Locked:
    """Give the lock for a respondent's own sheet; a revealed one goes without (1 query).

    Raises:
        NotAllowed: the person is no respondent of this blind assessment.
    """
    sheet = Sheet.objects.filter(assessment=locked.assessment, respondent=respondent_id).first()
    if sheet is None and locked.assessment.is_blind:
        raise NotAllowed
    if sheet is None:
        return locked
    return replace(locked, sheet=sheet, at=max(locked.at, sheet.touched_at))


def _locked(assessment_id: int, visible: str, parameters: list[int]) -> Locked:
    sql = _LOCKED.format(clock=clock(), visible=visible, lock=locking("assessment"))
    found = rows(Repeated(sql), [assessment_id, *parameters])
    # Whoever waited for a move to another bank version gets no row: what was joined is the old
    # version still, and the row names the new one. A fresh statement sees both.
    found = found or rows(Repeated(sql), [assessment_id, *parameters])
    if not found:
        raise NotVisible
    return _as_locked(found[0])


def _as_locked(row: tuple[Any, ...]) -> Locked:
    found, version = instances(row, _ASSESSMENT, _VERSION)
    found.bank_version = version
    return Locked(found, parsed_bank(version), max(read_moment(row[-1]), found.touched_at))
