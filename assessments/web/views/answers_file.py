"""The answers as a file: download them, or fill in from one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actor import NotAllowed
from assessments.answers import services
from assessments.answers.errors import FileProblem, FileRefused, NotOpen
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_answer
from assessments.answers.queries import answers_of, assessment_for
from assessments.answers.registers import answers_in
from assessments.answers.services.loading import Loaded
from assessments.banks.formats.yaml_writer import write_yaml
from assessments.scoring.answer_file import mapping_from_answers
from assessments.web.form_page import problems_of
from assessments.web.forms.assessment import UploadForm
from assessments.web.rules import ActorRequest, Rule, rule


@rule(Rule.TEAM_VIEWER)
@require_safe
def answers_file(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    content = write_yaml(mapping_from_answers(answers_in(answers_of(assessment))))
    name = slugify(f"{assessment.product} {assessment}") or "answers"
    reply = HttpResponse(content, content_type="application/yaml; charset=utf-8")
    reply["Content-Disposition"] = f'attachment; filename="{name[:80]}.yaml"'
    return reply


@rule(Rule.TEAM_CONTRIBUTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def answers_upload(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    if not can_answer(request.actor, assessment):
        raise NotAllowed
    if request.method != "POST":
        return _show(request, assessment, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, assessment, form)
    return _load(request, assessment, form)


def _load(request: ActorRequest, assessment: Assessment, form: UploadForm) -> HttpResponse:
    raw = form.cleaned_data["file"]
    try:
        loaded = services.load_answers_file(
            actor=request.actor, assessment_id=assessment.pk, raw=raw
        )
    except FileRefused as refused:
        return _show(request, assessment, form, refused.problems)
    except NotOpen:
        form.add_error("file", _("The assessment takes no answers any more."))
        return _show(request, assessment, form)
    messages.success(request, _said(loaded))
    for warning in loaded.warnings:
        messages.warning(request, f"{warning.path}: {warning.message}")
    return redirect(assessment)


def _said(loaded: Loaded) -> str:
    """Say what the file changed; what it did not bring is left out."""
    saved, same, links = loaded.saved, loaded.unchanged, loaded.links
    said = [ngettext("%d answer saved", "%d answers saved", saved) % saved]
    if same:
        said.append(ngettext("%d already said the same", "%d already said the same", same) % same)
    if links:
        said.append(ngettext("%d link added", "%d links added", links) % links)
    return f"{'; '.join(said)}."


def _show(
    request: ActorRequest,
    assessment: Assessment,
    form: UploadForm,
    refused: tuple[FileProblem, ...] = (),
) -> HttpResponse:
    context = {
        "assessment": assessment,
        "form": form,
        "refused": refused,
        "problems": problems_of(form),
    }
    status = 422 if refused or form.errors else 200
    return render(request, "assessment_upload.html", context, status=status)
