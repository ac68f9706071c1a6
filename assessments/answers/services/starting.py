"""Starts an assessment of a product, blank or from the answers of an earlier one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.answers.content import check_writes
from assessments.answers.errors import NotAllowed, NotVisible, Refused
from assessments.answers.models import Assessment, Evidence
from assessments.answers.permissions import can_start_assessment
from assessments.answers.queries import assessments_visible_to
from assessments.answers.registers import (
    StoredAnswer,
    blank,
    stored_value,
    with_evidence,
)
from assessments.answers.services.compare_and_set import Change, store
from assessments.answers.services.links import with_stale_day
from assessments.answers.services.locking import Locked, locked_unasked
from assessments.answers.services.refreshing import store_summary
from assessments.answers.services.revealing import FEWEST, check_ahead, check_people, hand_out
from assessments.answers.sheets import registers_of
from assessments.answers.writes import Write
from assessments.audit.services import record
from assessments.banks.models import BankVersion
from assessments.banks.queries import versions_known_in
from assessments.scoring.answers import State
from assessments.scoring.bank import Bank
from assessments.teams.fields import clean_name
from assessments.teams.models import Product
from assessments.teams.queries import products_visible_to
from assessments.teams.services import choose_current


@dataclass(frozen=True, slots=True)
class NotCarried:
    """An answer of the earlier assessment that the new bank version does not take, and why."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Started:
    assessment: Assessment
    carried: int = 0
    not_carried: tuple[NotCarried, ...] = ()


@transaction.atomic
def start_assessment(
    *,
    actor: Actor,
    product: Product,
    bank_version: BankVersion,
    name: str,
    copy_from: Assessment | None = None,
    target_level: str = "",
    due_date: date | None = None,
    respondents: Collection[int] | None = None,
    reveal_on: date | None = None,
) -> Started:
    """Start an assessment, with the answers and evidence of `copy_from` where one is given.

    A copied answer is a first write by the actor, with its event. Answers whose question the
    bank version no longer has, or that do not fit it any more, stay behind and are reported;
    answers to hidden questions come along. 15 queries at most, 17 in blind mode.

    Args:
        actor: who starts it, a lead of the product's team.
        product: what is assessed.
        bank_version: what is asked.
        name: of the assessment.
        copy_from: an earlier assessment, None to begin empty.
        target_level: the level aimed at, empty for the next one.
        due_date: when it is due.
        respondents: user ids; given, the assessment is blind and each of them has a sheet.
        reveal_on: the day a blind assessment is revealed, None to wait for all sheets.

    Raises:
        NotVisible: the actor does not see the product, the version or the earlier assessment.
        NotAllowed: the actor does not lead the team, or the product is archived.
        Refused: a version retired meanwhile; a name that cannot be kept; in blind mode fewer than
            two people, somebody who may not answer, a day that is not ahead, or answers to copy.
    """
    product = _locked_product(actor, product)
    found = _locked_version(actor, product, bank_version)
    blind, source = respondents is not None, _source(actor, product, copy_from)
    row = Assessment.objects.create(
        organisation=product.team.organisation,
        team=product.team,
        product=product,
        bank_version=found,
        bank=found.bank,
        started_from=source,
        name=clean_name(name),
        product_name=product.name,
        target_level=target_level,
        due_date=due_date,
        created_by_id=actor.user_id,
        mode=Assessment.Mode.BLIND if blind else Assessment.Mode.SHARED,
        reveal_on=reveal_on if blind else None,
    )
    choose_current(product)
    locked = locked_unasked(row.pk)
    if respondents is not None:
        _begin_blind(locked, respondents)
    started = _fill(locked, actor, source)
    detail = {"bank": found.bank.slug, "version": found.number, "carried": started.carried}
    organisation_id = product.team.organisation_id
    record(
        "assessment.started",
        row,
        organisation_id=organisation_id,
        actor_id=actor.user_id,
        detail=detail,
    )
    return started


def _begin_blind(locked: Locked, respondents: Collection[int]) -> None:
    row = locked.assessment
    if row.started_from_id is not None:
        message = _("A blind assessment begins empty: choose nothing to copy.")
        raise Refused("copy_from", "blind", message)
    check_ahead(row.reveal_on, locked.at.date())
    chosen = check_people(row.team_id, respondents)
    if len(chosen) < FEWEST:
        raise Refused("respondents", "too_few", _("Choose at least two people."))
    hand_out(locked, chosen)


def _locked_product(actor: Actor, product: Product) -> Product:
    rows = products_visible_to(actor).select_for_update(of=("self",))
    found = rows.filter(pk=product.pk).first()
    if found is None:
        raise NotVisible
    if not can_start_assessment(actor, found):
        raise NotAllowed
    return found


def _locked_version(actor: Actor, product: Product, wanted: BankVersion) -> BankVersion:
    """Hold the version against being retired until the assessment stands."""
    known = versions_known_in(actor, product.team.organisation_id).filter(pk=wanted.pk)
    found = known.select_for_update(of=("self",), no_key=True).first()
    if found is None:
        raise NotVisible
    if found.retired_at is not None:
        message = _("This version was retired: no new assessment can start with it.")
        raise Refused("bank_version", "retired", message)
    return found


def _source(actor: Actor, product: Product, copy_from: Assessment | None) -> Assessment | None:
    if copy_from is None:
        return None
    mine = assessments_visible_to(actor).filter(organisation=product.team.organisation_id)
    source = mine.filter(pk=copy_from.pk).first()
    if source is None:
        raise NotVisible
    if source.is_blind:
        raise NotAllowed
    return source


def _fill(locked: Locked, actor: Actor, source: Assessment | None) -> Started:
    row = locked.assessment
    if source is None:
        store_summary(locked, {}, accepted=0)
        return Started(row)
    earlier = registers_of(source)
    changes, not_carried = _carried(locked.bank, earlier)
    after = store(locked, changes, actor)
    links = _copied_links(locked, earlier, [change.write.code for change in changes])
    store_summary(locked, with_evidence(after, links), accepted=len(after) + len(links))
    return Started(row, len(after), not_carried)


def _carried(
    bank: Bank, earlier: Mapping[str, StoredAnswer]
) -> tuple[list[Change], tuple[NotCarried, ...]]:
    said = [one for one in earlier.values() if one.answer.state is not State.UNANSWERED]
    writes = [_copy(stored) for stored in said]
    checked = check_writes(bank, writes, {})
    changes = [
        Change(write, checked.answers[write.code], blank(write.code))
        for write in writes
        if write.code in checked.answers
    ]
    refused = sorted(checked.refused.items())
    return changes, tuple(NotCarried(code, error.message) for code, error in refused)


def _copy(stored: StoredAnswer) -> Write:
    said = stored.answer
    return Write(
        stored.code, 0, uuid4(), said.state.value, stored_value(said), said.reason, said.note
    )


def _copied_links(
    locked: Locked, earlier: Mapping[str, StoredAnswer], codes: Sequence[str]
) -> list[Evidence]:
    links = [_copied(locked, link) for code in codes for link in earlier[code].evidence]
    return Evidence.objects.bulk_create(links)


def _copied(locked: Locked, link: Evidence) -> Evidence:
    row = Evidence(
        assessment=locked.assessment,
        question_code=link.question_code,
        url=link.url,
        file_id=link.file_id,
        file_name=link.file_name,
        token=None if link.file_id is None else uuid4(),
        kind=link.kind,
        title=link.title,
        dated=link.dated,
        expires_on=link.expires_on,
        added_by_id=link.added_by_id,
        added_at=locked.at,
        operation_id=uuid4(),
    )
    return with_stale_day(locked, row)
