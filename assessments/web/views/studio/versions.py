"""Pages that show a published version as it is: its outline, and each part in full."""

from types import SimpleNamespace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.actor import NotAllowed
from assessments.banks.draft_tree import PROFILE
from assessments.banks.models import BankVersion
from assessments.banks.permissions import can_view_bank
from assessments.banks.queries import assessments_using, parsed_bank, version_for
from assessments.scoring.bank import Bank
from assessments.web.rules import ActorRequest, Rule, rule

SHOWN = 20


def _version(request: ActorRequest, pk: int) -> BankVersion:
    version = version_for(request.actor, pk)
    if not can_view_bank(request.actor, version.bank):
        raise NotAllowed(f"bank version {pk}")
    return version


@rule(Rule.BANK_EDITOR)
@require_safe
def version_detail(request: ActorRequest, pk: int) -> HttpResponse:
    version = _version(request, pk)
    using = list(assessments_using(version, request.actor)[: SHOWN + 1])
    shown = {
        "version": version,
        "bank": version.bank,
        "content": parsed_bank(version),
        "using": using[:SHOWN],
        "has_more": len(using) > SHOWN,
    }
    return render(request, "bank_version_detail.html", shown)


@rule(Rule.BANK_EDITOR)
@require_safe
def version_part(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    version = _version(request, pk)
    content = parsed_bank(version)
    part = _part(content, code)
    shown = {"version": version, "bank": version.bank, "content": content, "part": part}
    shown["level_names"] = {level.code: level.name for level in content.scoring.levels}
    return render(request, "bank_version_part.html", shown)


def _part(content: Bank, code: str) -> Any:
    """Give a part, or the profile in the shape of one."""
    if code == PROFILE and content.profile:
        title = _("Profile")
        section = SimpleNamespace(code=PROFILE, title=title, questions=content.profile)
        return SimpleNamespace(code=PROFILE, title=title, sections=[section])
    for part in content.parts:
        if part.code == code:
            return part
    raise Http404
