"""The pages that move an assessment to a newer version of its bank, and back."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.actor import NotAllowed, NotVisible
from assessments.answers import services
from assessments.answers.bank_moves import (
    Stays,
    kept_aside_in,
    last_move,
    move_for,
    moves_of,
    newer_versions,
    preview_of,
    stays_because,
)
from assessments.answers.errors import CannotMove, Conflict, NotOpen, Outdated
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_manage_assessment
from assessments.answers.queries import assessment_for
from assessments.answers.writes import Saved
from assessments.banks.models import BankVersion
from assessments.web.bank_move_page import PreviewPage, chosen_in, decided, done_lines, seen_of
from assessments.web.bank_move_words import STAYS
from assessments.web.form_page import FormPage, show_form
from assessments.web.forms.plain import PlainForm
from assessments.web.json_body import Unreadable, read_object
from assessments.web.kept_aside import kept_rows
from assessments.web.rules import ActorRequest, Rule, problem, rule
from assessments.web.saved_json import conflict_json, saved_json
from assessments.web.studio_compare import shown_effect
from assessments.web.typed import shown_number


@rule(Rule.TEAM_VIEWER)
@require_safe
def assessment_versions(request: ActorRequest, pk: int) -> HttpResponse:
    """Show which version an assessment is on, the newer ones, its moves, what is kept aside."""
    assessment = assessment_for(request.actor, pk)
    why = stays_because(assessment)
    context = {
        "assessment": assessment,
        "newer": list(newer_versions(request.actor, assessment)),
        "stays": STAYS[why] if why else "",
        "moves": list(moves_of(assessment)),
        "last": None if why else last_move(assessment),
        "kept": [] if assessment.is_blind else list(kept_rows(kept_aside_in(assessment))),
        "may_move": can_manage_assessment(request.actor, assessment),
    }
    return render(request, "bank_moves.html", context)


@rule(Rule.TEAM_VIEWER)
@require_safe
def bank_move_detail(request: ActorRequest, pk: int, move_id: int) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    move = move_for(assessment, move_id)
    context = {"assessment": assessment, "move": move, "lines": list(done_lines(move))}
    return render(request, "bank_move_detail.html", context)


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def bank_move(request: ActorRequest, pk: int, version_id: int) -> HttpResponse:
    """Show what a move would do, with the lead's decisions, and make it when it is accepted."""
    assessment = _managed(request, pk)
    version = newer_versions(request.actor, assessment).filter(pk=version_id).first()
    if version is None:
        raise NotVisible
    if why := stays_because(assessment):
        return _stays(request, assessment, version, STAYS[why])
    if request.method == "POST" and request.POST.get("action") == "move":
        return _accept(request, assessment, version)
    return _preview(request, assessment, version)


def _accept(request: ActorRequest, assessment: Assessment, version: BankVersion) -> HttpResponse:
    preview = preview_of(assessment, version, timezone.localdate())
    chosen = decided(preview, chosen_in(request.POST))
    if seen_of(chosen) != request.POST.get("seen", ""):
        text = _("Here is the result with what you decided. Move the assessment if it is right.")
        return _preview(request, assessment, version, text)
    try:
        services.move_to_version(
            actor=request.actor,
            assessment_id=assessment.pk,
            version_id=version.pk,
            revision=shown_number(request.POST.get("revision", "")),
            chosen=chosen,
        )
    except Outdated:
        text = _(
            "Somebody saved an answer meanwhile. Nothing was moved; this is the fresh preview."
        )
        return _preview(request, assessment_for(request.actor, assessment.pk), version, text, 409)
    except CannotMove as stays:
        return _stays(request, assessment, version, STAYS[Stays(stays.why)])
    text = _("The assessment is on version %(number)s now. You can go back at any time.")
    messages.success(request, text % {"number": version.number})
    return redirect("assessments:assessment-versions", assessment.pk)


def _preview(
    request: ActorRequest,
    assessment: Assessment,
    version: BankVersion,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    chosen = chosen_in(request.POST)
    preview = preview_of(assessment, version, today, chosen)
    context = {
        "assessment": assessment,
        "version": version,
        "page": PreviewPage(preview, decided(preview, chosen)),
        "effect": shown_effect(preview.effect, str(assessment)),
        "notice": notice,
    }
    return render(request, "bank_move.html", context, status=status)


def _stays(
    request: ActorRequest, assessment: Assessment, version: BankVersion, why: Any
) -> HttpResponse:
    title = _("Move to version %(number)s") % {"number": version.number}
    return show_form(request, PlainForm(), FormPage(title, "", *_above(assessment), (str(why),)))


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def bank_move_back(request: ActorRequest, pk: int, move_id: int) -> HttpResponse:
    """Ask before a move is taken back; only the last one can be."""
    assessment = _managed(request, pk)
    move = move_for(assessment, move_id)
    number = {"number": move.from_version.number}
    title, revision = _("Go back to version %(number)s") % number, assessment.revision
    if why := stays_because(assessment):
        return show_form(
            request, PlainForm(), FormPage(title, "", *_above(assessment), (str(STAYS[why]),))
        )
    if request.method == "POST":
        try:
            services.move_back(
                actor=request.actor, assessment_id=pk, move_id=move_id, revision=revision
            )
        except Outdated:
            messages.error(request, _("Something changed meanwhile. Nothing was done; look again."))
        else:
            text = _("The assessment is on version %(number)s again, exactly as it was.")
            messages.success(request, text % number)
        return redirect("assessments:assessment-versions", pk)
    intro = (
        _("Answers, evidence and score become exactly what they were before the move."),
        _(
            "What was answered since is not lost: it stays in the history of each question, and"
            " answers to questions of the newer version come back when you move again."
        ),
    )
    page = FormPage(title, title, *_above(assessment), intro)
    return show_form(request, PlainForm(), page)


@rule(Rule.TEAM_CONTRIBUTOR)
@require_POST
def answer_confirm(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    """Let an answer hold although its question was reworded; always answered in JSON."""
    try:
        base = _base(read_object(request))
    except ValueError:
        return problem(400, "unreadable", _("This could not be read."))
    try:
        stored = services.confirm_answer(
            actor=request.actor, assessment_id=pk, code=code, base=base
        )
    except Conflict as conflict:
        return JsonResponse(conflict_json(request.actor, conflict), status=409)
    except NotOpen:
        return problem(423, "not_open", _("The assessment takes no answers any more."))
    return JsonResponse(
        saved_json(Saved(code, stored.version, stored.by, stored.at, stored.answer))
    )


def _base(content: Mapping[str, Any]) -> int:
    base = content.get("base")
    if type(base) is not int or not 0 <= base < 2**31:
        raise Unreadable("base")
    return base


def _managed(request: ActorRequest, pk: int) -> Assessment:
    assessment = assessment_for(request.actor, pk)
    if not can_manage_assessment(request.actor, assessment):
        raise NotAllowed
    return assessment


def _above(assessment: Assessment) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Give where Cancel leads, and the trail."""
    back = reverse("assessments:assessment-versions", args=[assessment.pk])
    trail = (
        (str(assessment), assessment.get_absolute_url()),
        (_("Version of the questions"), back),
    )
    return back, trail
