"""The way back from a move: answers, evidence and score exactly as they stood before it.

What was said since the move is not lost: it stays in the history of its question, or is kept
aside where the old version has no place for it, and comes back with the next move.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.answers.bank_moves import last_move
from assessments.answers.errors import NotVisible, Outdated
from assessments.answers.models import Answer as Register
from assessments.answers.models import AnswerEvent, BankMove, Evidence, KeptAside
from assessments.answers.registers import StoredAnswer, blank, read_registers
from assessments.answers.services.locking import Locked
from assessments.answers.services.moving import finish, keep_before, locked_to_move
from assessments.answers.services.shelving import put_rows_aside
from assessments.answers.services.turning import Author, Turn, turn, without_evidence
from assessments.answers.shelf import standing
from assessments.banks.diff.moving import Verdict
from assessments.banks.queries import parsed_bank
from assessments.scoring.answers import BLANK, Answer, State


@dataclass(frozen=True, slots=True)
class Former:
    """What a register said before the move."""

    pk: int
    answer: Answer
    version: int
    to_check: int | None
    author: Author


@dataclass(frozen=True, slots=True)
class _Back:
    """Everything the way back looks at: the move, what stands now, what stood before."""

    move: BankMove
    codes: frozenset[str]
    entries: Mapping[str, Mapping[str, Any]]
    now: Mapping[str, StoredAnswer]
    former: Mapping[str, Former]
    shelves: Mapping[str, tuple[int, ...]]


@transaction.atomic
def move_back(*, actor: Actor, assessment_id: int, move_id: int, revision: int) -> BankMove:
    """Take back the last move; the state it left stays as a milestone.

    Raises:
        NotVisible, NotAllowed: as for `locked_for_managing`; NotVisible also for a move that is
            not of this assessment.
        CannotMove: submitted or archived.
        Outdated: something was saved since the page was drawn, or this is not the last move.
    """
    locked = locked_to_move(actor, assessment_id, revision)
    if not BankMove.objects.filter(assessment=assessment_id, pk=move_id).exists():
        raise NotVisible
    undone = last_move(locked.assessment)
    if undone is None or undone.pk != move_id:
        raise Outdated
    number = undone.from_version.number
    name = _("Before going back to %(number)s") % {"number": number}
    back = keep_before(locked, actor, undone.from_version, name)
    back.undoes = undone
    back.save(update_fields=["undoes"])
    found = _found(locked, undone)
    put_rows_aside(back, _fresh_evidence(undone).filter(question_code__in=_taken(found)))
    written = turn(locked, back, list(_turns(found)), actor)
    _restore_evidence(back, undone)
    finish(locked, back, actor, written, target_level=undone.before["target_level"])
    return back


def _found(locked: Locked, move: BankMove) -> _Back:
    shelves: dict[str, tuple[int, ...]] = {}
    for row in KeptAside.objects.filter(move=move, returned_by__isnull=True):
        shelves[row.question_code] = (*shelves.get(row.question_code, ()), row.pk)
    return _Back(
        move=move,
        codes=frozenset(parsed_bank(move.from_version).questions),
        entries={one["code"]: one for one in move.plan},
        now=read_registers(locked.assessment.pk),
        former=_former(move),
        shelves=shelves,
    )


def _former(move: BankMove) -> dict[str, Former]:
    """Read what the registers said at the versions they had (2 queries)."""
    wanted = {code: tuple(found) for code, found in move.before["registers"].items()}
    rows = Register.objects.in_bulk([pk for pk, _version, _check in wanted.values()])
    events = AnswerEvent.objects.filter(answer__in=rows)
    versions = {version for _pk, version, _check in wanted.values()}
    said = {(one.answer_id, one.version): one for one in events.filter(version__in=versions)}
    return {
        code: _as_former(rows[pk], said[pk, version], check)
        for code, (pk, version, check) in wanted.items()
    }


def _as_former(row: Register, event: AnswerEvent, to_check: int | None) -> Former:
    value = tuple(event.value) if isinstance(event.value, list) else event.value
    answer = Answer(State(event.state), value, event.reason, event.note)
    is_untouched = row.version == event.version
    author = Author(row.by_id, row.at) if is_untouched else Author(event.by_id, event.at)
    return Former(row.pk, answer, event.version, to_check, author)


def _turns(found: _Back) -> Iterator[Turn]:
    given_back = {found.entries[code]["source"] for code in _taken(found)}
    for code, entry in found.entries.items():
        if code in given_back:
            continue
        if code not in found.codes:
            yield from _leave(found, code, entry)
        elif code in found.now or code in found.former or code in found.shelves:
            yield _turn(found, code, entry)
        elif entry["is_other"]:
            yield Turn(code, BLANK)


def _taken(found: _Back) -> list[str]:
    """Give the questions of the newer version that took over an answer."""
    return [code for code, one in found.entries.items() if one["verdict"] == Verdict.TAKE]


def _leave(found: _Back, code: str, entry: Mapping[str, Any]) -> Iterator[Turn]:
    """Put aside a question the old version does not ask, or give its answer back to another."""
    if entry["verdict"] != Verdict.TAKE:
        yield Turn(code, goes=True)
        return
    source = entry["source"]
    former = found.former.get(source)
    given_back = Turn(source, BLANK, source=code, back=found.shelves.get(code, ()))
    if former is None:
        yield given_back
    else:
        said, check, author = former.answer, former.to_check, former.author
        yield replace(given_back, said=said, to_check=check, author=author)


def _turn(found: _Back, code: str, entry: Mapping[str, Any]) -> Turn:
    """Let a question of the old version say again what it said."""
    live = found.now.get(code) or blank(code)
    former = found.former.get(code)
    said = former.answer if former else BLANK
    goes = bool(entry["goes"]) and code in parsed_bank(found.move.to_version).questions
    turned = Turn(
        code,
        aside=_goes_aside(live, former, said),
        goes=goes,
        back=found.shelves.get(code, ()),
    )
    if not _has_to_write(live, former, entry):
        return turned
    to_check, author = (former.to_check, former.author) if former else (None, None)
    return replace(turned, said=said, to_check=to_check, author=author)


def _goes_aside(live: StoredAnswer, former: Former | None, said: Answer) -> bool:
    """Say whether what stands now would be found in no history of what comes back."""
    speaks = without_evidence(live.answer) != BLANK
    differs = without_evidence(live.answer) != said
    other = former is None or former.pk != live.pk or said == BLANK
    return speaks and differs and other


def _has_to_write(live: StoredAnswer, former: Former | None, entry: Mapping[str, Any]) -> bool:
    if former is None:
        return live.version > 0
    same = former.pk == live.pk and former.version == live.version
    return not same or bool(entry["is_other"])


def _restore_evidence(back: BankMove, undone: BankMove) -> None:
    """Let exactly the evidence stand that stood before the move; what came since is kept aside."""
    stood = undone.before["evidence"]
    rows = Evidence.objects.filter(assessment=back.assessment_id)
    removed = rows.filter(pk__in=stood, removed_at__isnull=False).exclude(url="", file__isnull=True)
    removed.update(removed_at=None, removed_by=None)
    put_rows_aside(back, _fresh_evidence(undone))


def _fresh_evidence(undone: BankMove) -> QuerySet[Evidence]:
    """Give what was added since a move and stands."""
    rows = Evidence.objects.filter(assessment=undone.assessment_id, removed_at__isnull=True)
    return standing(rows).exclude(pk__in=undone.before["evidence"])
