"""What a save of some answers does: read, check, score, and write behind the assessment's lock.

Where what was read still stands, storing the summary takes the lock, and registers and events
follow. Else the row is locked first, what has changed is read again, and the summary comes last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db import IntegrityError, transaction

from assessments.actor import Actor
from assessments.answers.content import Checked, as_problem, check_writes, register_of
from assessments.answers.errors import Conflict, NotOpen, OperationReused
from assessments.answers.models import Evidence
from assessments.answers.registers import (
    Said,
    StoredAnswer,
    answers_in,
    read_said,
    same_content,
    with_evidence,
)
from assessments.answers.services.compare_and_set import Change, based_on_current, store
from assessments.answers.services.links import KeptLinks, keep_links
from assessments.answers.services.locking import Begun, Locked, Seen, locked_for_answers
from assessments.answers.services.older_questions import refuse_older
from assessments.answers.services.refreshing import lock_as_seen, note_stored, store_summary
from assessments.answers.services.replays import replies_to
from assessments.answers.writes import Link, Saved, SectionResult, Write
from assessments.scoring.errors import ScoringError


@dataclass(frozen=True, slots=True)
class Sheet:
    """An assessment, everything said in it, and the writes that were sent, checked against it."""

    actor: Actor
    seen: Seen
    registers: Mapping[str, StoredAnswer]
    links: Sequence[Evidence]
    writes: Sequence[Write]
    checked: Checked


@dataclass(frozen=True, slots=True)
class Sorted:
    """The writes by what becomes of them; those that were refused are in none of the three."""

    changes: Sequence[Change]
    unchanged: Mapping[str, Saved]
    stale: Sequence[Write]


@dataclass(frozen=True, slots=True)
class Kept:
    """What one save has written: registers by code, links, and the summary when there are any."""

    after: Mapping[str, StoredAnswer]
    links: KeptLinks
    summary: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Done:
    """The result, and the errors behind its problems."""

    result: SectionResult
    refused: Mapping[str, ScoringError]


NOTHING: Final = Kept({}, KeptLinks((), (), {}), None)


def save(actor: Actor, begun: Begun, writes: Sequence[Write], links: Sequence[Link] = ()) -> Done:
    """Save what can be saved, in one transaction; at most 8 queries, 3 for one answer.

    What was read in the beginning is checked and scored before the lock, which is taken by
    storing the result if the assessment stands as it was read. Where somebody has written
    meanwhile (3 queries more), or with links or sheets, or in an older assessment of its product,
    it is locked first, and read again if need be. Without a word to write, all of it is answered
    as it stood at the moment of that reading, without the lock: versions only rise, so a stale
    write stays stale.

    Raises:
        NotVisible, NotAllowed: as for `locked_for_answers`, where it has to be locked first.
        NotOpen: the assessment takes no answers, and not all writes are known operations.
        OperationReused: an operation id belongs to another write; nothing was written.
    """
    sheet = _sheet(actor, *begun, writes)
    if not sheet.seen.takes_answers:
        return _when_closed(sheet)
    found = _sort(sheet)
    if not found.changes and not links:
        return _answered(sheet, found, NOTHING)
    try:
        with transaction.atomic():
            done = None if links else _save_as_seen(sheet, found)
            return done or _save(sheet, locked_for_answers(actor, sheet.seen.assessment.pk), links)
    except IntegrityError as error:
        if "operation" in str(error):
            raise OperationReused from error
        raise


def _sheet(actor: Actor, seen: Seen, said: Said, writes: Sequence[Write]) -> Sheet:
    registers = with_evidence(said.answers, said.links)
    checked = refuse_older(seen, writes, check_writes(seen.bank, writes, registers))
    return Sheet(actor, seen, registers, said.links, writes, checked)


def _save_as_seen(sheet: Sheet, found: Sorted) -> Done | None:
    """Write upon what was read, None if that does not stand any more."""
    if sheet.seen.sheet is not None or not sheet.seen.assessment.is_current:
        return None
    answers = {**answers_in(sheet.registers), **{c.write.code: c.kept for c in found.changes}}
    accepted = len(found.changes)
    stored = lock_as_seen(sheet.seen, answers, accepted=accepted)
    if stored is None:
        return None
    locked, summary = stored
    after = store(locked, found.changes, sheet.actor)
    note_stored(locked, summary, accepted=accepted)
    kept = Kept(after, NOTHING.links, summary.content)
    return _answered(replace(sheet, seen=locked), found, kept)


def _save(sheet: Sheet, locked: Locked, links: Sequence[Link]) -> Done:
    if locked.says_the_same(sheet.seen):
        sheet = replace(sheet, seen=locked)
    else:
        said = read_said(locked.assessment.pk, locked.respondent_id)
        sheet = _sheet(sheet.actor, locked, said, sheet.writes)
    if not locked.takes_answers:
        return _when_closed(sheet)
    found = _sort(sheet)
    after = store(locked, found.changes, sheet.actor)
    kept = keep_links(locked, links, sheet.links, sheet.actor)
    return _answered(sheet, found, Kept(after, kept, _summary(sheet, locked, after, kept)))


def _answered(sheet: Sheet, found: Sorted, kept: Kept) -> Done:
    replies = _replies(sheet, found.stale)
    written = {code: _saved(one) for code, one in kept.after.items()}
    refused = {c: error for c, error in sheet.checked.refused.items() if c not in replies}
    conflicts = {
        write.code: Conflict(register_of(sheet.registers, write.code))
        for write in found.stale
        if write.code not in replies and write.code not in refused
    }
    return _done(sheet, {**found.unchanged, **written, **replies}, conflicts, refused, kept)


def _when_closed(sheet: Sheet) -> Done:
    """Answer what was accepted while it was open; everything else comes too late."""
    replies = _replies(sheet, sheet.writes)
    if len(replies) < len(sheet.writes) or not sheet.writes:
        raise NotOpen(sheet.seen.assessment.state)
    return Done(SectionResult(saved=replies), {})


def _replies(sheet: Sheet, writes: Sequence[Write]) -> dict[str, Saved]:
    return replies_to(sheet.seen, writes, sheet.checked, sheet.registers) if writes else {}


def _sort(sheet: Sheet) -> Sorted:
    """Tell the writes that change a register from stale ones and from what stands there already."""
    changes: list[Change] = []
    unchanged: dict[str, Saved] = {}
    stale: list[Write] = []
    for write in sheet.writes:
        stored = register_of(sheet.registers, write.code)
        answer = sheet.checked.answers.get(write.code)
        if not based_on_current(write, stored):
            stale.append(write)
        elif answer is not None and same_content(answer, stored.answer):
            unchanged[write.code] = replace(_saved(stored), changed=False)
        elif answer is not None:
            changes.append(Change(write, answer, stored))
    return Sorted(changes, unchanged, stale)


def _summary(
    sheet: Sheet, locked: Locked, after: Mapping[str, StoredAnswer], kept: KeptLinks
) -> dict[str, Any] | None:
    accepted = len(after) + len(kept.rows)
    if not accepted:
        return None
    now = with_evidence({**sheet.registers, **after}, kept.rows)
    return store_summary(locked, now, accepted=accepted).content


def _saved(stored: StoredAnswer) -> Saved:
    return Saved(stored.code, stored.version, stored.by, stored.at, stored.answer)


def _done(
    sheet: Sheet,
    saved: Mapping[str, Saved],
    conflicts: Mapping[str, Conflict],
    refused: Mapping[str, ScoringError],
    kept: Kept,
) -> Done:
    revision, summary = sheet.seen.revision, kept.summary
    result = SectionResult(
        saved={c: replace(one, revision=revision, summary=summary) for c, one in saved.items()},
        conflicts=conflicts,
        problems={code: as_problem(error) for code, error in refused.items()},
        evidence=kept.links.codes,
        evidence_problems=kept.links.problems,
        summary=summary,
    )
    return Done(result, refused)
