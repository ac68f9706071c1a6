"""An organisation's look of reports: its colour and logo, kept, changed and frozen into inputs."""

import hashlib
from typing import Any, Final

from django.db import transaction

from assessments.actor import Actor, NotAllowed, NotVisible
from assessments.audit.services import record
from assessments.reports.errors import CannotBeMade
from assessments.reports.logo_files import LARGEST_BYTES, Logo, logo_from
from assessments.reports.models import Report, ReportBrand, ReportLogo
from assessments.teams.models import Organisation
from assessments.teams.permissions import can_manage_organisation
from assessments.teams.queries import organisation_for

_UNFINISHED = (Report.ReportState.REQUESTED, Report.ReportState.RUNNING)
MOST_READ: Final = LARGEST_BYTES + 1  # of an upload, to tell that it is too large
REPLACED = "The logo this report was asked for with was replaced meanwhile. Ask for it again."


@transaction.atomic
def set_brand(
    *,
    actor: Actor,
    organisation_id: int,
    accent: str,
    logo: bytes | None = None,
    removes_logo: bool = False,
) -> ReportBrand:
    """Keep colour and logo for the reports from now on (8 queries); those there are stay as made.

    Args:
        actor: who changes it.
        organisation_id: whose look.
        accent: a colour like #3350c8, empty for the house's own.
        logo: a new PNG or JPEG file; None keeps the one there is.
        removes_logo: whether the one there is goes.

    Raises:
        NotVisible, NotAllowed: only admins change it.
        Refused: the file cannot be used as a logo.
    """
    organisation = _managed(actor, organisation_id)
    drawn = logo_from(logo) if logo else None
    brand = _locked(organisation)
    brand.accent = accent
    if drawn is not None:
        brand.logo = _kept(organisation, drawn)
    elif removes_logo:
        brand.logo = None
    brand.save(update_fields=["accent", "logo"])
    _drop_unused(brand)
    record(
        "organisation.look_changed",
        organisation,
        organisation_id=organisation.pk,
        actor_id=actor.user_id,
        detail={"accent": accent, "logo": brand.logo is not None},
    )
    return brand


def _managed(actor: Actor, organisation_id: int) -> Organisation:
    try:
        organisation = organisation_for(actor, organisation_id)
    except Organisation.DoesNotExist as error:
        raise NotVisible from error
    if not can_manage_organisation(actor, organisation_id):
        raise NotAllowed
    return organisation


def _locked(organisation: Organisation) -> ReportBrand:
    ReportBrand.objects.get_or_create(organisation=organisation)
    return ReportBrand.objects.select_for_update().get(organisation=organisation)


def _kept(organisation: Organisation, logo: Logo) -> ReportLogo:
    found, _made = ReportLogo.objects.get_or_create(
        organisation=organisation,
        sha256=hashlib.sha256(logo.content).hexdigest(),
        defaults={"content": logo.content, "width": logo.width, "height": logo.height},
    )
    return found


def _drop_unused(brand: ReportBrand) -> None:
    """Delete logos that are neither current nor waited for by a report that is being made."""
    making = Report.objects.filter(
        organisation=brand.organisation_id, state__in=_UNFINISHED, inputs__has_key="look"
    )
    waited_for = set(making.values_list("inputs__look__logo__sha256", flat=True))
    rows = ReportLogo.objects.filter(organisation=brand.organisation_id)
    rows.exclude(pk=brand.logo_id or 0).exclude(sha256__in=waited_for - {None}).delete()


def frozen_look(brand: ReportBrand | None) -> dict[str, Any]:
    """Give colour and logo as plain JSON, the logo by its digest; empty for the house's look."""
    if brand is None:
        return {}
    logo = brand.logo
    found: dict[str, Any] = {"accent": brand.accent} if brand.accent else {}
    if logo is not None:
        found["logo"] = {"sha256": logo.sha256, "width": logo.width, "height": logo.height}
    return found


def logo_content(organisation_id: int, sha256: str) -> bytes:
    """Give the bytes of a logo (1 query).

    Raises:
        CannotBeMade: it was replaced after the report was asked for.
    """
    rows = ReportLogo.objects.filter(organisation=organisation_id, sha256=sha256)
    found = rows.values_list("content", flat=True).first()
    if found is None:
        raise CannotBeMade(REPLACED)
    return bytes(found)
