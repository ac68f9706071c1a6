"""Begins an organisation's own bank: a title, a scoring method, and an open draft."""

from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assessments.actor import Actor, NotAllowed, NotVisible
from assessments.audit.services import record
from assessments.banks.codes import proposed_slug
from assessments.banks.errors import FieldRefused
from assessments.banks.gated import gated_text
from assessments.banks.models import Bank, BankDraft
from assessments.banks.permissions import can_fork_into
from assessments.banks.starting import starting_content
from assessments.scoring.bank_scoring import METHODS
from assessments.text import TITLE_LENGTH

MOST_ATTEMPTS: Final = 20


@transaction.atomic
def create_bank(
    *, actor: Actor, organisation_id: int, title: str, method: str = "weighted_mean"
) -> BankDraft:
    """Make an empty bank of the organisation with an open draft (7 queries).

    The slug is made of the title. The draft starts with what its method cannot be without, like
    five readiness levels, and no parts.

    Raises:
        NotVisible: no such organisation, or the actor does not belong to it.
        NotAllowed: the actor edits no banks of the organisation.
        FieldRefused: a title the text gate refuses, or an empty one; no such method.
    """
    check_may_begin(actor, organisation_id)
    clean = checked_title(title)
    if method not in METHODS:
        raise FieldRefused("method", _("There is no such method."))
    bank = free_bank(organisation_id, clean)
    record("bank.created", bank, organisation_id=organisation_id, actor_id=actor.user_id)
    content = starting_content(bank.slug, clean, method)
    return BankDraft.objects.create(
        bank=bank, content=content, changed_by_id=actor.user_id, writers=[actor.user_id]
    )


def check_may_begin(actor: Actor, organisation_id: int) -> None:
    """See that the actor may begin a bank of the organisation.

    Raises:
        NotVisible, NotAllowed: as `create_bank`.
    """
    if not actor.belongs_to(organisation_id):
        raise NotVisible(f"organisation {organisation_id}")
    if not can_fork_into(actor, organisation_id):
        raise NotAllowed(f"organisation {organisation_id}")


def checked_title(raw: str) -> str:
    """Give a title as it is kept.

    Raises:
        FieldRefused: the text gate refuses it, or it is empty.
    """
    title = gated_text("title", raw, TITLE_LENGTH)
    if not title:
        raise FieldRefused("title", _("Give a title."))
    return title


def free_bank(organisation_id: int, title: str, *, wanted: str = "") -> Bank:
    """Make a row with the first free slug of what is wanted, or else of the title.

    Another request may take the slug first; then the next one is taken, a few times over.

    Raises:
        FieldRefused: every slug was taken by somebody else just before.
    """
    for _attempt in range(MOST_ATTEMPTS):
        taken = Bank.objects.filter(organisation_id=organisation_id)
        slug = proposed_slug(wanted or title, frozenset(taken.values_list("slug", flat=True)))
        values: dict[str, Any] = {"slug": slug, "title": title}
        try:
            with transaction.atomic():
                return Bank.objects.create(organisation_id=organisation_id, **values)
        except IntegrityError:
            continue
    raise FieldRefused("title", _("Others are making banks of this name just now. Try again."))
