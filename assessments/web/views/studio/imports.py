"""Pages that import a bank: upload a file, look at what would be made of it, make it a draft."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.banks.errors import DraftConflict, FieldRefused, NoDraft
from assessments.banks.formats import BankFile, read_file
from assessments.banks.models import BankDraft, BankUpload
from assessments.banks.services import import_upload, keep_upload
from assessments.banks.upload_queries import banks_editable_by, upload_of
from assessments.teams.services import Sent, once
from assessments.web.form_page import problems_of
from assessments.web.forms.importing import ImportForm, UploadForm
from assessments.web.import_page import preview_of
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.views.studio.banks import organisations_edited


@rule(Rule.BANK_EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def bank_import(request: ActorRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid() and _keep(request, form):
        return redirect("assessments:bank-import-preview")
    context = {"form": form, "problems": problems_of(form)}
    is_too_large = form.has_error("file", code="too_large")
    status = 413 if is_too_large else 422 if form.errors else 200
    return render(request, "bank_import.html", context, status=status)


def _keep(request: ActorRequest, form: UploadForm) -> BankUpload | None:
    file = form.cleaned_data["file"]
    try:
        return keep_upload(actor=request.actor, name=file.name, content=file.read())
    except FieldRefused as refused:
        form.add_error("file", refused.message)
        return None


@rule(Rule.BANK_EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def bank_import_preview(request: ActorRequest) -> HttpResponse:
    upload = upload_of(request.actor, timezone.now())
    if upload is None:
        messages.info(request, _("An uploaded file is kept for an hour. Choose it again."))
        return redirect("assessments:bank-import")
    form = ImportForm(
        organisations_edited(request),
        banks_editable_by(request.actor),
        upload.digest,
        request.POST or None,
    )
    if form.is_valid() and (sent := _import(request, form, upload)):
        return redirect("assessments:draft-detail", sent.made_id)
    return _shown(request, upload, form)


def _shown(request: ActorRequest, upload: BankUpload, form: ImportForm) -> HttpResponse:
    found = read_file(BankFile(bytes(upload.content), upload.name))
    context = {
        "form": form,
        "problems": problems_of(form),
        "found": found,
        "preview": preview_of(found, upload.name),
        "back": reverse("assessments:bank-import"),
    }
    status = 422 if form.errors else 200
    return render(request, "bank_import_preview.html", context, status=status)


def _import(request: ActorRequest, form: ImportForm, upload: BankUpload) -> Sent[BankDraft] | None:
    try:
        return once(
            user_id=request.actor.user_id,
            token=form.cleaned_data["form_id"],
            make=lambda: import_upload(
                actor=request.actor, upload=upload, target=form.cleaned_data["into"]
            ),
            id_of=lambda draft: draft.bank_id,
        )
    except FieldRefused as refused:
        form.add_error("into", refused.message)
    except (DraftConflict, NoDraft):
        form.add_error(
            "into", _("Its draft was changed meanwhile. Look at it, or choose again here.")
        )
    return None
