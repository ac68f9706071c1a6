"""A lead moves an assessment to a newer version of its bank: looked at first, and never lossy."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.answers.bank_moves import aside_of, newer_versions, stays_because
from assessments.answers.errors import CannotMove, NotVisible, Outdated
from assessments.answers.models import BankMove, Evidence
from assessments.answers.registers import StoredAnswer, answers_in, blank, read_registers
from assessments.answers.services.freezing import freeze
from assessments.answers.services.links import with_stale_day
from assessments.answers.services.locking import Locked, locked_for_managing
from assessments.answers.services.refreshing import store_summary
from assessments.answers.services.shelving import put_misfits_aside
from assessments.answers.services.telling_team import tell_of_move
from assessments.answers.services.turning import Author, Turn, turn, without_evidence
from assessments.answers.shelf import standing
from assessments.audit.services import record
from assessments.banks.diff.moving import LEAVES, NOTHING_CHOSEN, Chosen, Entry, MovePlan, Verdict
from assessments.banks.diff.planning import plan_move
from assessments.banks.models import BankVersion
from assessments.banks.queries import parsed_bank
from assessments.scoring.answers import BLANK
from assessments.text import NAME_LENGTH

Registers = Mapping[str, StoredAnswer]


@transaction.atomic
def move_to_version(
    *,
    actor: Actor,
    assessment_id: int,
    version_id: int,
    revision: int,
    chosen: Chosen = NOTHING_CHOSEN,
) -> BankMove:
    """Move an assessment as its preview showed it; the state before stays as a milestone.

    Args:
        actor: a lead of the team.
        assessment_id: an open, shared assessment.
        version_id: a later version of the same bank.
        revision: what the assessment was at when the preview was drawn.
        chosen: what the lead decided otherwise than proposed, by question code.

    Raises:
        NotVisible, NotAllowed: as for `locked_for_managing`; NotVisible also for no such version.
        CannotMove: submitted, archived or begun blind.
        Outdated: somebody saved an answer or moved it since; nothing was done.
    """
    locked = locked_to_move(actor, assessment_id, revision)
    version = newer_versions(actor, locked.assessment).filter(pk=version_id).first()
    if version is None:
        raise NotVisible
    registers = read_registers(assessment_id)
    answers = answers_in(registers)
    new = parsed_bank(version)
    plan = plan_move(locked.bank, new, answers, aside_of(locked.assessment), chosen)
    number = version.number
    move = keep_before(
        locked, actor, version, _("Before moving to %(number)s") % {"number": number}
    )
    move.before = _before(locked, registers)
    move.plan = plan_json(plan)
    move.save(update_fields=["before", "plan"])
    written = turn(locked, move, list(_turns(locked, registers, plan)), actor)
    finish(locked, move, actor, written, target_level=locked.assessment.target_level)
    return move


def locked_to_move(actor: Actor, assessment_id: int, revision: int) -> Locked:
    """Lock an assessment that may move and is as the page showed it (1 query)."""
    locked = locked_for_managing(actor, assessment_id)
    why = stays_because(locked.assessment)
    if why is not None:
        raise CannotMove(why)
    if locked.revision != revision:
        raise Outdated
    return locked


def keep_before(locked: Locked, actor: Actor, version: BankVersion, name: str) -> BankMove:
    """Freeze what stands, and begin the record of the move (5 queries)."""
    milestone = freeze(locked, actor, name=name[:NAME_LENGTH], note="", of_move=True)
    return BankMove.objects.create(
        assessment=locked.assessment,
        from_version=locked.assessment.bank_version,
        to_version=version,
        milestone=milestone,
        made_by_id=actor.user_id,
        made_at=locked.at,
    )


def _before(locked: Locked, registers: Registers) -> dict[str, Any]:
    said = (one for one in registers.values() if one.pk is not None)
    evidence = [link.pk for one in registers.values() for link in one.evidence]
    return {
        "registers": {one.code: [one.pk, one.version, one.to_check] for one in said},
        "evidence": evidence,
        "target_level": locked.assessment.target_level,
    }


def plan_json(plan: MovePlan) -> list[dict[str, Any]]:
    """Keep what the lead accepted: no text of anybody's, only what became of each question."""
    return [
        {
            "code": one.code,
            "title": one.title,
            "verdict": one.verdict.value,
            "why": one.why.value,
            "said": one.said,
            "goes": one.goes,
            "is_other": one.is_other,
            "source": one.source,
        }
        for one in plan.entries
    ]


def _turns(locked: Locked, registers: Registers, plan: MovePlan) -> Iterator[Turn]:
    taken = {one.source for one in plan.entries if one.verdict is Verdict.TAKE}
    for entry in plan.entries:
        if entry.code not in taken or entry.after is not None:
            yield _turn(locked, registers, entry)


def _turn(locked: Locked, registers: Registers, entry: Entry) -> Turn:
    was = registers.get(entry.source if entry.verdict is Verdict.TAKE else entry.code)
    was = was or blank(entry.code)
    found = Turn(
        entry.code,
        aside=entry.is_parked and entry.code in registers,
        goes=entry.goes,
        back=entry.back,
        source=entry.source if entry.verdict is Verdict.TAKE else "",
    )
    if entry.after is None:
        return found
    said = without_evidence(entry.after)
    if not _has_to_write(entry, was):
        return found
    to_check = was.to_check or locked.assessment.bank_version_id if entry.needs_look else None
    is_theirs = entry.verdict not in {*LEAVES, Verdict.RETURN}
    author = Author(was.by_id, was.at) if is_theirs and was.at is not None else None
    return replace(found, said=said, to_check=to_check, author=author)


def _has_to_write(entry: Entry, was: StoredAnswer) -> bool:
    """Say whether the register gets a new version: other content, or another question."""
    other = without_evidence(entry.after or BLANK) != without_evidence(was.answer)
    moved = entry.needs_look or entry.is_other or (entry.goes and was.version > 0)
    comes = entry.verdict in {Verdict.TAKE, Verdict.RETURN} and entry.said
    return other or moved or comes


def finish(
    locked: Locked, move: BankMove, actor: Actor, written: int, *, target_level: str
) -> None:
    """Give the assessment its new version and everything that follows from it."""
    row, bank = locked.assessment, parsed_bank(move.to_version)
    row.bank_version = move.to_version
    row.target_level = target_level if target_level in bank.scoring.level_codes else ""
    row.save(update_fields=["bank_version", "target_level"])
    put_misfits_aside(move, bank)
    now = replace(locked, bank=bank)
    _date_evidence(now)
    store_summary(now, read_registers(row.pk), accepted=max(written, 1))
    verb = "assessment.bank_moved_back" if move.undoes_id else "assessment.bank_moved"
    numbers = {"from": move.from_version.number, "to": move.to_version.number}
    mine = {"organisation_id": row.organisation_id, "actor_id": actor.user_id}
    event = record(verb, row, **mine, detail=numbers)
    tell_of_move(row, actor, event, back=move.undoes_id is not None, number=numbers["to"])


def _date_evidence(locked: Locked) -> None:
    """Work out anew when evidence is too old, where the banks differ in it (at most 2 queries)."""
    links = standing(Evidence.objects.filter(assessment=locked.assessment, removed_at__isnull=True))
    before = {link.pk: link.stale_on for link in links}
    fresh = [with_stale_day(locked, link) for link in links]
    changed = [link for link in fresh if link.stale_on != before[link.pk]]
    Evidence.objects.bulk_update(changed, ["stale_on", "told_at"])
