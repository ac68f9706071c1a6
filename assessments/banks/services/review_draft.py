"""A second person's review of a draft: asked for, then approved or sent back, for one revision.

Nothing is frozen: an edit raises the revision, and what was asked or approved no longer counts.
"""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actor import Actor, NotAllowed
from assessments.audit.services import record
from assessments.banks.errors import DraftConflict, FieldRefused, NotPublishable
from assessments.banks.gated import gated_text
from assessments.banks.models import BankDraft, DraftReview
from assessments.banks.permissions import can_review_draft
from assessments.banks.queries import check_of, people_to_review, review_of
from assessments.banks.services.lock_draft import lock_draft
from assessments.notices.models import NoticeKind
from assessments.notices.services import tell
from assessments.scoring.consistency import Problem
from assessments.text import NOTE_LENGTH

STATES: Final = DraftReview.ReviewState
VERBS: Final = MappingProxyType(
    {
        STATES.ASKED: "bank.review_asked",
        STATES.APPROVED: "bank.review_approved",
        STATES.SENT_BACK: "bank.review_sent_back",
    }
)


@transaction.atomic
def ask_for_review(*, actor: Actor, bank_id: int, revision: int) -> DraftReview:
    """Ask the other editors to review a revision, and tell them; asked already, once is enough.

    At most 9 queries, and one for each version that this process has not parsed yet.

    Raises:
        NotVisible, NotAllowed, NoDraft: as `lock_draft`.
        DraftConflict: somebody changed the draft after the editor had read it.
        NotPublishable: it holds errors, or nothing has changed: there is nothing to review.
        FieldRefused: every bank editor of the organisation changed the draft: nobody is left.
    """
    draft = _locked(actor, bank_id, revision)
    state = review_of(draft)
    if state is not None and state.newest is not None and (state.is_waiting or state.is_approved):
        return state.newest
    _refuse_unfinished(draft)
    people = people_to_review(draft, actor.user_id)
    if not people:
        message = _(
            "Nobody is left to review it: you ask, and every other bank editor changed this draft. "
            "Let one of them ask, or an admin make somebody else a bank editor."
        )
        raise FieldRefused("reviewer", message)
    review = DraftReview.objects.create(
        draft=draft, revision=draft.revision, asked_by_id=actor.user_id
    )
    _tell_and_record(draft, review, actor, people)
    return review


@transaction.atomic
def decide_review(
    *, actor: Actor, bank_id: int, revision: int, approves: bool, comment: str
) -> DraftReview:
    """Approve exactly this revision or send it back, and tell who asked and wrote (8 queries).

    Raises:
        NotVisible, NoDraft: as `lock_draft`.
        NotAllowed: the actor changed the draft or asked for the review, or edits no banks here.
        DraftConflict: the draft was changed, or somebody else decided first.
        FieldRefused: sent back without a comment, or one the text gate refuses.
    """
    draft = _locked(actor, bank_id, revision)
    state = review_of(draft)
    if state is None or state.newest is None or not state.is_waiting:
        raise DraftConflict("", draft.content)
    review = state.newest
    if not can_review_draft(actor, draft, review):
        raise NotAllowed(f"draft of bank {bank_id}")
    review.comment = _comment(comment, is_needed=not approves)
    review.state = STATES.APPROVED if approves else STATES.SENT_BACK
    review.decided_by_id, review.decided_at = actor.user_id, timezone.now()
    review.save(update_fields=["state", "comment", "decided_by", "decided_at"])
    told = {*draft.writers, review.asked_by_id}
    _tell_and_record(draft, review, actor, [pk for pk in told if pk is not None])
    return review


def _locked(actor: Actor, bank_id: int, revision: int) -> BankDraft:
    draft = lock_draft(actor, bank_id)
    if draft.revision != revision:
        raise DraftConflict("", draft.content)
    return draft


def _refuse_unfinished(draft: BankDraft) -> None:
    checked = check_of(draft.bank, draft)
    if not checked.can_be_published:
        found = [Problem(one.path, one.message) for one in checked.errors]
        raise NotPublishable(found or [Problem("", _("Nothing has changed."))])


def _comment(raw: str, *, is_needed: bool) -> str:
    comment = gated_text("comment", raw, NOTE_LENGTH)
    if is_needed and not comment:
        raise FieldRefused("comment", _("Say what should be changed."))
    return comment


def _tell_and_record(
    draft: BankDraft, review: DraftReview, actor: Actor, people: Iterable[int]
) -> None:
    """Tell the people, and write the act into the audit log (3 queries)."""
    bank = draft.bank
    assert bank.organisation_id is not None  # noqa: S101 -- narrowing for mypy: only own banks are edited
    tell(
        people,
        NoticeKind.BANK_REVIEW,
        key=f"bank-review:{review.pk}:{review.state}",
        organisation_id=bank.organisation_id,
        actor_id=actor.user_id,
        detail={"bank": bank.pk, "title": bank.title, "state": review.state},
    )
    record(
        VERBS[STATES(review.state)],
        bank,
        organisation_id=bank.organisation_id,
        actor_id=actor.user_id,
        detail={"draft_revision": review.revision, "note": review.comment},
    )
