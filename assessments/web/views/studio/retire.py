"""Pages that retire a published version, and offer it again."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.actor import NotAllowed
from assessments.banks.errors import LastOffered
from assessments.banks.models import BankVersion
from assessments.banks.permissions import can_edit_bank
from assessments.banks.queries import other_versions_offered
from assessments.banks.services import restore_version, retire_version
from assessments.web.form_page import FormPage, show_form
from assessments.web.forms.plain import PlainForm
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.views.studio.versions import version_shown


class RetireForm(PlainForm):
    """`is_last` says that the page warned: after this the bank is offered no more."""

    is_last = forms.BooleanField(required=False, widget=forms.HiddenInput)


@rule(Rule.BANK_EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def version_retire(request: ActorRequest, pk: int) -> HttpResponse:
    version = version_shown(request, pk)
    if not can_edit_bank(request.actor, version.bank):
        raise NotAllowed(f"bank version {pk}")
    form = RetireForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            warned = form.cleaned_data["is_last"]
            retire_version(actor=request.actor, version_id=pk, may_be_last=warned)
        except LastOffered:
            messages.warning(request, _("Not retired yet: it became the last one offered. Look."))
        else:
            done = _("Version %(number)s is retired. What runs on it goes on.")
            messages.success(request, done % {"number": version.number})
            return redirect("assessments:bank-detail", version.bank_id)
    return _ask(request, version)


def _ask(request: ActorRequest, version: BankVersion) -> HttpResponse:
    is_last = not other_versions_offered(version).exists()
    back = reverse("assessments:bank-detail", args=[version.bank_id])
    names = {"number": version.number, "bank": version.bank}
    intro = [
        _("No new assessment can start with it. You can offer it again at any time."),
        _("Assessments that run on it go on as they are, and so do their results and reports."),
    ]
    if is_last:
        warning = _(
            "Careful: it is the only version offered. After this, “%(bank)s” cannot be chosen for "
            "a new assessment until you publish another version or offer this one again."
        )
        intro.insert(0, warning % names)
    page = FormPage(
        _("Retire version %(number)s of “%(bank)s”?") % names,
        _("Retire version %(number)s") % names,
        back,
        ((_("Question banks"), reverse("assessments:bank-list")), (version.bank.title, back)),
        tuple(intro),
        is_danger=True,
    )
    return show_form(request, RetireForm(initial={"is_last": is_last}), page)


@rule(Rule.BANK_EDITOR)
@require_POST
def version_restore(request: ActorRequest, pk: int) -> HttpResponse:
    version = restore_version(actor=request.actor, version_id=pk)
    done = _("Version %(number)s is offered to new assessments again.")
    messages.success(request, done % {"number": version.number})
    return redirect("assessments:bank-detail", version.bank_id)
