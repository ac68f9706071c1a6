"""Erasing a person: name and address go everywhere, what they answered stays.

It lies in the highest slice because the frozen inputs and files of reports hold names too.
"""

import json
from collections.abc import Iterable
from typing import Any, Final

from django.contrib.admin.models import LogEntry
from django.db import connection, transaction
from django.db.models import Model, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.answers.models import AnswerEvent, Milestone
from assessments.answers.services.freezing import frozen_digest
from assessments.audit.models import AuditEvent
from assessments.audit.services import record_in_each
from assessments.banks.models import BankUpload
from assessments.reports.build import digest_of
from assessments.reports.erased_places import PLACES, Place
from assessments.reports.erased_words import Erasure
from assessments.reports.models import Report, ReportFile
from assessments.reports.services.stopping_schedules import stop_schedules_of
from assessments.teams.models import Invitation, User
from assessments.teams.services.leaving import close_account, erasable_by

_UNFINISHED: Final = (Report.ReportState.REQUESTED, Report.ReportState.RUNNING)


@transaction.atomic
def erase_person(*, actor: Actor, user_id: int) -> User:
    """Take a person's name and address out of everything, and end the account.

    Answers, comments and history stay, under "Erased person" and a number. Reports that named the
    person lose their file and can be asked for again. Reads the rows of the person's
    organisations that hold the name: rare, and slow where there are very many.

    Raises:
        NotVisible: the actor and the person share no organisation.
        NotAllowed: the actor is neither the person, nor staff, nor admin of their one organisation.
        Refused: the person is the last admin of an organisation.
    """
    user = erasable_by(actor, user_id)
    organisations = _touched(user)
    change = Erasure(
        user.name,
        user.email,
        _("Erased person %(number)d") % {"number": user.pk},
        f"erased-{user.pk}@erased.invalid",
    )
    members_of = close_account(user, name=change.new_name, email=change.new_address)
    Invitation.objects.filter(email__iexact=change.address, accepted_at=None).update(
        revoked_at=timezone.now()
    )
    stop_schedules_of(user)
    BankUpload.objects.filter(user=user).delete()
    _replace_everywhere(change, organisations)
    record_in_each(
        "person.erased",
        user,
        organisations=members_of,
        actor_id=actor.user_id if actor.user_id != user.pk else None,
    )
    return user


def _touched(user: User) -> list[int]:
    """List the organisations the person was ever part of, by what they left there (4 queries)."""
    acted = Q(actor=user) | Q(object_type="user", object_id=user.pk)
    found: set[int | None] = set(user.memberships.values_list("organisation_id", flat=True))
    found |= set(AuditEvent.objects.filter(acted).values_list("organisation_id", flat=True))
    answered = AnswerEvent.objects.filter(by=user)
    found |= set(answered.values_list("assessment__organisation_id", flat=True))
    invited = Invitation.objects.filter(email__iexact=user.email)
    found |= set(invited.values_list("organisation_id", flat=True))
    return sorted(pk for pk in found if pk is not None)


def _replace_everywhere(change: Erasure, organisations: list[int]) -> None:
    _may_change_history("on")
    for place in PLACES:
        within = Q(**{f"{place.of}__in": organisations}) if place.of else Q()
        orphans = Q(**{f"{place.of}__isnull": True}) if place.model is AuditEvent else Q()
        _replace(change, place, within | orphans if orphans else within)
    log = Place(LogEntry, "", ("object_repr", "change_message"))
    _replace(change, log, Q())
    _may_change_history("off")


def _may_change_history(state: str) -> None:
    """Tell the triggers of PostgreSQL; it ends with the transaction anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('mlpm.erasing', %s, true)", [state])


def _replace(change: Erasure, place: Place, within: Q) -> None:
    as_text = {f"text_of_{name}": Cast(name, TextField()) for name in place.columns}
    holding = Q()
    for column in as_text:
        for sought in _forms((change.name, change.address)):
            holding |= Q(**{f"{column}__icontains": sought})
    rows = place.rows().annotate(**as_text).filter(within).filter(holding)
    for row in rows.select_for_update(of=("self",)).order_by("pk"):
        _replace_in(change, place, row)


def _forms(sought: Iterable[str]) -> set[str]:
    """Give each text as it stands in a text column and in the JSON of either database."""
    words = {text for text in sought if text}
    in_json = {json.dumps(text)[1:-1] for text in words}
    return words | in_json | {json.dumps(text, ensure_ascii=False)[1:-1] for text in words}


def _replace_in(change: Erasure, place: Place, row: Model) -> None:
    changed = {}
    for name in place.columns:
        before = getattr(row, name)
        after = change.value(before, names_person=place.names_people)
        if after != before:
            changed[name] = _fitting(row, name, after)
    if not changed:
        return
    more = _AFTER[place.model](row, changed) if place.model in _AFTER else {}
    place.rows().filter(pk=row.pk).update(**changed, **more)


def _fitting(row: Model, name: str, value: Any) -> Any:
    limit = getattr(row._meta.get_field(name), "max_length", None)  # noqa: SLF001 -- Django's own name for it
    return value[:limit] if limit and isinstance(value, str) else value


def _renew_milestone(row: Any, changed: dict[str, Any]) -> dict[str, Any]:
    answers = changed.get("answers", row.answers)
    scorecard = changed.get("scorecard", row.scorecard)
    return {"digest": frozen_digest(row.bank_version.digest, answers, scorecard)}


def _renew_report(row: Any, changed: dict[str, Any]) -> dict[str, Any]:
    """Drop the file that named the person; what is still to be made is made of the new inputs."""
    ReportFile.objects.filter(report=row).delete()
    digest = {"inputs_digest": digest_of(changed.get("inputs", row.inputs))}
    if row.state in _UNFINISHED:
        return {**digest, "state": Report.ReportState.REQUESTED, "lease_until": None}
    changed["reason"] = _("The file was removed because it named a person who was erased.")
    return {**digest, "state": Report.ReportState.FAILED}


_AFTER: Final = {Milestone: _renew_milestone, Report: _renew_report}
