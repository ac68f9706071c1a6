"""Pages that show a published version as it is: its outline, and each part in full."""

from types import SimpleNamespace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.actor import NotAllowed
from assessments.answers.running import MOST_RUNNING, running_on
from assessments.banks.condition_words import words_of_bank
from assessments.banks.draft_tree import PROFILE
from assessments.banks.models import BankVersion
from assessments.banks.permissions import can_view_bank
from assessments.banks.queries import (
    assessments_using,
    bank_for_edit,
    parsed_bank,
    version_for,
)
from assessments.reports.method_words import words_of
from assessments.scoring.bank import Bank
from assessments.web.import_words import EXPORT_WORDS
from assessments.web.rules import ActorRequest, Rule, rule

SHOWN = 20


def version_shown(request: ActorRequest, pk: int) -> BankVersion:
    version = version_for(request.actor, pk)
    if not can_view_bank(request.actor, version.bank):
        raise NotAllowed(f"bank version {pk}")
    return version


@rule(Rule.BANK_EDITOR)
@require_safe
def version_detail(request: ActorRequest, pk: int) -> HttpResponse:
    version = version_shown(request, pk)
    using = list(assessments_using(version, request.actor)[: SHOWN + 1])
    content = parsed_bank(version)
    shown = {
        "version": version,
        "bank": version.bank,
        "content": content,
        "method": words_of(content),
        "scale": getattr(content.scoring, "risks", ()) or content.scoring.levels,
        "using": using[:SHOWN],
        "has_more": len(using) > SHOWN,
        "files": EXPORT_WORDS,
    }
    return render(request, "bank_version_detail.html", shown)


@rule(Rule.BANK_EDITOR)
@require_safe
def bank_running(request: ActorRequest, pk: int) -> HttpResponse:
    """Show which assessments of the editor's organisations run on which version of a bank."""
    bank = bank_for_edit(request.actor, pk)
    if not can_view_bank(request.actor, bank):
        raise NotAllowed(f"bank {pk}")
    shown = {
        "bank": bank,
        "groups": running_on(request.actor, bank),
        "most": MOST_RUNNING,
    }
    return render(request, "bank_running.html", shown)


@rule(Rule.BANK_EDITOR)
@require_safe
def version_part(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    version = version_shown(request, pk)
    content = parsed_bank(version)
    part = _part(content, code)
    shown = {"version": version, "bank": version.bank, "content": content, "part": part}
    shown["level_names"] = {level.code: level.name for level in content.scoring.levels}
    shown["words"] = words_of_bank(content)
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
