"""The pages of evidence: add a link or file, list all of an assessment, download a file."""

from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actor import NotAllowed
from assessments.answers import services
from assessments.answers.errors import NotOpen, OperationReused, Refused, ScoringError
from assessments.answers.evidence_queries import bytes_kept, evidence_of
from assessments.answers.models import Assessment, Evidence
from assessments.answers.permissions import can_answer, can_contribute
from assessments.answers.queries import assessment_for
from assessments.answers.services.files import MEGABYTE, megabytes
from assessments.banks.queries import parsed_bank
from assessments.reports.file_name import ascii_name
from assessments.scoring.bank import Question
from assessments.web.cards import dom_id
from assessments.web.evidence_page import FILTERS, groups_of
from assessments.web.form_page import problems_of
from assessments.web.forms.evidence import EvidenceForm
from assessments.web.places import section_of
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.shown_evidence import shown_evidence
from assessments.web.typed import shown_version


@rule(Rule.TEAM_CONTRIBUTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_new(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    question = _question(assessment, code)
    if not can_contribute(request.actor, assessment):
        raise NotAllowed
    if request.method != "POST":
        return _show(request, assessment, question, EvidenceForm())
    form = EvidenceForm(request.POST, request.FILES)
    if not form.is_valid() or _add(request, pk, code, form) is None:
        return _show(request, assessment, question, form)
    added = _("The file was added.") if form.cleaned_data["file"] else _("The link was added.")
    messages.success(request, added)
    return redirect(_place(assessment, code))


def _question(assessment: Assessment, code: str) -> Question:
    found = parsed_bank(assessment.bank_version).questions.get(code)
    if found is None:
        raise Http404(code)
    return found


def _add(request: ActorRequest, pk: int, code: str, form: EvidenceForm) -> Evidence | None:
    """Add what a valid form holds; what the services refuse becomes an error of its field."""
    said = dict(form.cleaned_data)
    file, url = said.pop("file"), said.pop("url")
    said["bank_version"] = shown_version(request.POST.get("bank", ""))
    common = {"actor": request.actor, "assessment_id": pk, "code": code, **said}
    try:
        if not file:
            return services.add_evidence(url=url, **common)
        return services.add_evidence_file(name=file.name, content=file.read(), **common)
    except Refused as refused:
        form.add_error(refused.field, refused.message)
    except NotOpen:
        form.add_error("file" if file else "url", _("The assessment takes no answers any more."))
    except OperationReused:
        form.add_error("file" if file else "url", _("This was already saved as something else."))
    except ScoringError as error:
        form.add_error("file" if file else "url", error.message)
    return None


def _place(assessment: Assessment, code: str) -> str:
    section = section_of(parsed_bank(assessment.bank_version), code)
    address = reverse("assessments:assessment-section", args=[assessment.pk, section])
    return f"{address}#{dom_id(code)}"


def _show(
    request: ActorRequest, assessment: Assessment, question: Question, form: EvidenceForm
) -> HttpResponse:
    context = {
        "assessment": assessment,
        "question": question,
        "form": form,
        "problems": problems_of(form),
        "back": _place(assessment, question.code),
        "is_open": can_answer(request.actor, assessment),
    }
    status = 200
    if form.errors:
        status = 413 if form.is_too_large else 422
    return render(request, "evidence_new.html", context, status=status)


@rule(Rule.TEAM_VIEWER)
@require_safe
def assessment_evidence(request: ActorRequest, pk: int) -> HttpResponse:
    """List all evidence of an assessment by question; administrators also see the room left."""
    assessment = assessment_for(request.actor, pk)
    bank = parsed_bank(assessment.bank_version)
    items = shown_evidence(bank, evidence_of(request.actor, assessment))
    chosen = request.GET.get("show", "")
    context = {
        "assessment": assessment,
        "groups": groups_of(bank, items, FILTERS.get(chosen, FILTERS[""])),
        "chosen": chosen if chosen in FILTERS else "",
        "total": len(items),
        "expired": sum(item.since is not None for item in items),
        "room": _room(request, assessment),
    }
    return render(request, "evidence_list.html", context)


def _room(request: ActorRequest, assessment: Assessment) -> dict[str, object] | None:
    organisation_id = assessment.organisation_id
    if assessment.is_blind or not request.actor.administers(organisation_id):
        return None  # before a reveal the room that is taken would tell of somebody's files
    used, most = bytes_kept(organisation_id), settings.MLPM_EVIDENCE_QUOTA_MB
    return {"used": megabytes(used), "most": most, "megabytes": used // MEGABYTE}


@rule(Rule.TEAM_VIEWER)
@require_safe
def evidence_download(request: ActorRequest, token: UUID) -> HttpResponse:
    """Hand a file out to be saved: whatever is in it, nothing of it can run in our pages."""
    taken = services.hand_out_file(actor=request.actor, token=token)
    reply = HttpResponse(taken.content, content_type=taken.media_type)
    plain, any_script = ascii_name(taken.name), quote(taken.name, safe="")
    reply["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{any_script}"
    )
    reply["Content-Security-Policy"] = "sandbox; default-src 'none'"
    reply["X-Content-Type-Options"] = "nosniff"
    reply["Cross-Origin-Resource-Policy"] = "same-origin"
    reply["Cache-Control"] = "private, no-store"
    return reply
