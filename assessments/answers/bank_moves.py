"""Reads behind moving an assessment to another version of its bank: what there is, what it does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.db.models import Count, Q, QuerySet

from assessments.actor import Actor
from assessments.answers.models import Answer as Register
from assessments.answers.models import Assessment, BankMove, Comment, Evidence, KeptAside
from assessments.answers.models.bank_move import ASIDE
from assessments.answers.permissions import can_manage_assessment
from assessments.answers.registers import answers_in, read_registers
from assessments.banks.diff.effect import Effect, effect_between
from assessments.banks.diff.moving import NOTHING_CHOSEN, AllAside, Aside, Chosen, MovePlan
from assessments.banks.diff.planning import plan_move
from assessments.banks.diff.questions import question_changes
from assessments.banks.models import BankVersion
from assessments.banks.queries import parsed_bank, versions_usable_by
from assessments.scoring.answers import BLANK, Answer, Answers, EvidenceItem, State
from assessments.scoring.bank import Bank, Question
from assessments.scoring.causes import Moment
from assessments.scoring.engine import score
from assessments.scoring.scorecard import Scorecard


class Stays(StrEnum):
    """Why an assessment does not move now."""

    BLIND = "blind"
    SUBMITTED = "submitted"
    ARCHIVED = "archived"


_BY_STATE: Final = {
    Assessment.AssessmentState.SUBMITTED.value: Stays.SUBMITTED,
    Assessment.AssessmentState.CLOSED.value: Stays.ARCHIVED,
}

_HEAVY: Final = (
    "from_version__content",
    "to_version__content",
    "undone_by__plan",
    "undone_by__before",
)


def stays_because(assessment: Assessment) -> Stays | None:
    """Say why an assessment stays on its version, None where it may move (no query).

    One that was begun blind stays for good: its sheets are what each person said to those
    questions, and nobody may learn from a preview what is in them.
    """
    if assessment.mode == Assessment.Mode.BLIND:
        return Stays.BLIND
    return _BY_STATE.get(assessment.state)


def newer_versions(actor: Actor, assessment: Assessment) -> QuerySet[BankVersion]:
    """Give the later versions of the assessment's bank that are not retired, newest first."""
    now = assessment.bank_version
    later = Q(major__gt=now.major) | Q(major=now.major, minor__gt=now.minor)
    usable = versions_usable_by(actor, assessment.organisation_id)
    return usable.filter(later, bank=assessment.bank_id).order_by("-major", "-minor")


def newer_version_for(actor: Actor, assessment: Assessment) -> BankVersion | None:
    """Give the newest version a lead could move an assessment to now (1 query, others none)."""
    if stays_because(assessment) or not can_manage_assessment(actor, assessment):
        return None
    return newer_versions(actor, assessment).first()


def moves_of(assessment: Assessment) -> QuerySet[BankMove]:
    """Give the moves of an assessment, newest first, with who made them (1 query)."""
    return _moves(assessment).defer("plan", "before", *_HEAVY)


def _moves(assessment: Assessment) -> QuerySet[BankMove]:
    related = ("from_version", "to_version", "made_by", "undone_by")
    return BankMove.objects.filter(assessment=assessment).select_related(*related)


def last_move(assessment: Assessment) -> BankMove | None:
    """Give the move that can be taken back now: the newest that stands (1 query)."""
    standing = BankMove.objects.filter(
        assessment=assessment,
        to_version=assessment.bank_version_id,
        undoes__isnull=True,
        undone_by__isnull=True,
    )
    found = standing.select_related("from_version", "to_version")
    return found.defer("from_version__content", "to_version__content").first()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a move would do to an assessment as it stands at `revision`."""

    old: Bank
    new: Bank
    revision: int
    answers: Answers
    plan: MovePlan
    effect: Effect
    before: Scorecard
    after: Scorecard


def preview_of(
    assessment: Assessment, version: BankVersion, on: date, chosen: Chosen = NOTHING_CHOSEN
) -> Preview:
    """Plan a move and score both ends of it (4 queries).

    Args:
        assessment: a shared one the actor may see.
        version: of the same bank.
        on: the day of both scorings.
        chosen: what the lead decided otherwise than proposed, by question code.
    """
    old, new = parsed_bank(assessment.bank_version), parsed_bank(version)
    answers = answers_in(read_registers(assessment.pk))
    plan = plan_move(old, new, answers, aside_of(assessment), chosen)
    before, after = Moment(old, answers, on), Moment(new, plan.answers, on)
    changes = question_changes(old, new)
    effect = effect_between(before, after, changes)
    cards = (score(old, answers, on), score(new, plan.answers, on))
    return Preview(old, new, assessment.revision, answers, plan, effect, *cards)


def aside_of(assessment: Assessment) -> AllAside:
    """Give what moves kept aside and may come back, by question code, the newest first."""
    found: dict[str, tuple[Aside, ...]] = {}
    for one in kept_aside_in(assessment):
        aside = Aside(one.row.pk, one.bank, one.answer)
        found[one.row.question_code] = (*found.get(one.row.question_code, ()), aside)
    return found


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept aside of one question, in the bank it was said to; `by` answered it."""

    row: KeptAside
    bank: Bank
    answer: Answer
    by: str
    comments: int

    @property
    def says(self) -> bool:
        return self.answer.state is not State.UNANSWERED or bool(self.answer.note)


def kept_aside_in(assessment: Assessment) -> list[Kept]:
    """Read what earlier moves kept aside and nothing has brought back, newest first.

    4 queries, 1 where there is nothing.
    """
    rows = list(still_aside(assessment))
    if not rows:
        return []
    mine = {"assessment": assessment, "question_code__in": [row.shelf for row in rows]}
    registers = Register.objects.filter(**mine).select_related("by")
    said = {row.question_code: row for row in registers}
    links: dict[str, list[Evidence]] = {}
    for link in Evidence.objects.filter(**mine, removed_at__isnull=True).order_by("pk"):
        links.setdefault(link.question_code, []).append(link)
    talk = Comment.objects.filter(**mine, removed_at__isnull=True)
    counts = dict(talk.values_list("question_code").annotate(Count("pk")))
    return [
        Kept(
            row,
            parsed_bank(row.bank_version),
            _answer(said.get(row.shelf), links.get(row.shelf, ())),
            _name(said.get(row.shelf)),
            counts.get(row.shelf, 0),
        )
        for row in rows
    ]


def _name(row: Register | None) -> str:
    return str(row.by) if row is not None and row.by else ""


def move_for(assessment: Assessment, move_id: int) -> BankMove:
    """Give one move of an assessment with its plan (1 query).

    Raises:
        BankMove.DoesNotExist: the assessment has no such move.
    """
    return _moves(assessment).defer("before", *_HEAVY).get(pk=move_id)


def asked_before(assessment: Assessment, shelves: Iterable[str]) -> dict[str, Question]:
    """Give the question that each of these shelves holds answers to (1 query, none for none)."""
    keys = [int(shelf.split(ASIDE)[1]) for shelf in shelves]
    if not keys:
        return {}
    rows = KeptAside.objects.filter(assessment=assessment, pk__in=keys)
    rows = rows.select_related("bank_version").defer("bank_version__content")
    return {row.shelf: parsed_bank(row.bank_version).questions[row.question_code] for row in rows}


def still_aside(assessment: Assessment) -> QuerySet[KeptAside]:
    """Give what is kept aside now, newest first, with the version it belongs to (1 query)."""
    rows = KeptAside.objects.filter(assessment=assessment, returned_by__isnull=True)
    rows = rows.select_related("bank_version", "move").defer("bank_version__content")
    return rows.order_by("-pk")


def _answer(row: Register | None, links: Iterable[Evidence]) -> Answer:
    evidence = tuple(
        EvidenceItem(link.url or link.file_name, link.dated, link.expires_on) for link in links
    )
    if row is None:
        return Answer(evidence=evidence) if evidence else BLANK
    value = tuple(row.value) if isinstance(row.value, list) else row.value
    return Answer(State(row.state), value, row.reason, row.note, evidence)
