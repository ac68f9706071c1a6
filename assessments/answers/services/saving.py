"""What every save does: lock, read, check, compare and set, append events, store the summary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import IntegrityError, transaction

from assessments.actor import Actor
from assessments.answers.content import Checked, as_problem, check_writes, register_of
from assessments.answers.errors import Conflict, NotOpen, OperationReused
from assessments.answers.models import Evidence
from assessments.answers.registers import (
    StoredAnswer,
    read_answers,
    read_links,
    same_content,
    with_evidence,
)
from assessments.answers.services.compare_and_set import Change, based_on_current, store
from assessments.answers.services.links import KeptLinks, keep_links
from assessments.answers.services.locking import Locked, locked_for_answers
from assessments.answers.services.refreshing import store_summary
from assessments.answers.services.replays import replies_to
from assessments.answers.writes import Link, Saved, SectionResult, Write
from assessments.scoring.errors import ScoringError


@dataclass(frozen=True, slots=True)
class Sheet:
    """A locked assessment, everything said in it, and the writes that were sent, checked."""

    actor: Actor
    locked: Locked
    registers: Mapping[str, StoredAnswer]
    links: Sequence[Evidence]
    writes: Sequence[Write]
    checked: Checked


@dataclass(frozen=True, slots=True)
class Done:
    """The result, and the errors behind its problems."""

    result: SectionResult
    refused: Mapping[str, ScoringError]


def save(
    actor: Actor, assessment_id: int, writes: Sequence[Write], links: Sequence[Link] = ()
) -> Done:
    """Save what can be saved, in one transaction; at most 9 queries, 6 for one answer.

    Raises:
        NotVisible, NotAllowed: as for `locked_for_answers`.
        NotOpen: the assessment takes no answers, and not all writes are known operations.
        OperationReused: an operation id belongs to another write; nothing was written.
    """
    try:
        with transaction.atomic():
            return _save(read_sheet(actor, assessment_id, writes), links)
    except IntegrityError as error:
        if "operation" in str(error):
            raise OperationReused from error
        raise


def read_sheet(actor: Actor, assessment_id: int, writes: Sequence[Write]) -> Sheet:
    """Lock the assessment and read everything said in it (3 queries)."""
    locked = locked_for_answers(actor, assessment_id)
    links = read_links(assessment_id)
    registers = with_evidence(read_answers(assessment_id), links)
    checked = check_writes(locked.bank, writes, registers)
    return Sheet(actor, locked, registers, links, writes, checked)


def _save(sheet: Sheet, links: Sequence[Link]) -> Done:
    if not sheet.locked.assessment.is_open:
        return _when_closed(sheet)
    stale = [
        w for w in sheet.writes if not based_on_current(w, register_of(sheet.registers, w.code))
    ]
    replies = _replies(sheet, stale)
    changes, unchanged = _sort(sheet, {write.code for write in stale})
    after = store(sheet.locked, changes, sheet.actor)
    kept = keep_links(sheet.locked, links, sheet.links, sheet.actor)
    summary = _summary(sheet, after, kept)
    saved = {**unchanged, **{code: _saved(one) for code, one in after.items()}, **replies}
    refused = {c: error for c, error in sheet.checked.refused.items() if c not in replies}
    conflicts = {
        write.code: Conflict(register_of(sheet.registers, write.code))
        for write in stale
        if write.code not in replies and write.code not in refused
    }
    return _done(sheet, saved, conflicts, refused, kept, summary)


def _when_closed(sheet: Sheet) -> Done:
    """Answer what was accepted while it was open; everything else comes too late."""
    replies = _replies(sheet, sheet.writes)
    if len(replies) < len(sheet.writes) or not sheet.writes:
        raise NotOpen(sheet.locked.assessment.state)
    return Done(SectionResult(saved=replies), {})


def _replies(sheet: Sheet, writes: Sequence[Write]) -> dict[str, Saved]:
    return replies_to(sheet.locked, writes, sheet.checked, sheet.registers) if writes else {}


def _sort(sheet: Sheet, stale: set[str]) -> tuple[list[Change], dict[str, Saved]]:
    """Tell the writes that change a register from those that say what already stands there."""
    changes: list[Change] = []
    unchanged: dict[str, Saved] = {}
    for write in sheet.writes:
        answer = sheet.checked.answers.get(write.code)
        if answer is None or write.code in stale:
            continue
        stored = register_of(sheet.registers, write.code)
        if same_content(answer, stored.answer):
            unchanged[write.code] = replace(_saved(stored), changed=False)
        else:
            changes.append(Change(write, answer, stored))
    return changes, unchanged


def _summary(
    sheet: Sheet, after: Mapping[str, StoredAnswer], kept: KeptLinks
) -> dict[str, Any] | None:
    accepted = len(after) + len(kept.rows)
    if not accepted:
        return None
    now = with_evidence({**sheet.registers, **after}, kept.rows)
    return store_summary(sheet.locked, now, accepted=accepted).content


def _saved(stored: StoredAnswer) -> Saved:
    return Saved(stored.code, stored.version, stored.by, stored.at, stored.answer)


def _done(
    sheet: Sheet,
    saved: Mapping[str, Saved],
    conflicts: Mapping[str, Conflict],
    refused: Mapping[str, ScoringError],
    kept: KeptLinks,
    summary: dict[str, Any] | None,
) -> Done:
    revision = sheet.locked.assessment.revision
    result = SectionResult(
        saved={c: replace(one, revision=revision, summary=summary) for c, one in saved.items()},
        conflicts=conflicts,
        problems={code: as_problem(error) for code, error in refused.items()},
        evidence=kept.codes,
        evidence_problems=kept.problems,
        summary=summary,
    )
    return Done(result, refused)
