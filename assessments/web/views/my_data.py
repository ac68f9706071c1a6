"""A person's own data: take it away, or have oneself erased; staff and admins erase others."""

import io
import json
import zipfile
from typing import Any, Final

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from assessments.reports.own_data import hand_over_own_data
from assessments.reports.services.erasing import erase_person
from assessments.teams.models import User
from assessments.teams.permissions import can_erase_member
from assessments.teams.queries import member_of_organisation, organisations_of, person
from assessments.web.form_page import FormPage, show_form, submitted
from assessments.web.forms.erasing import EraseForm
from assessments.web.rules import ActorRequest, Rule, rule

READ_ME = """Everything kept about you in this installation, one JSON file a kind; times are UTC.
answers.json holds every answer you saved, evidence.json lists links and files you added.
"""


@rule(Rule.SIGNED_IN)
@require_safe
def my_data(request: ActorRequest) -> HttpResponse:
    return render(request, "my_data.html")


@rule(Rule.SIGNED_IN)
@require_http_methods(["GET"])
def my_data_download(request: ActorRequest) -> HttpResponse:
    found = hand_over_own_data(user_id=request.actor.user_id)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _(READ_ME))
        for kind, rows in found.items():
            text = json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
            archive.writestr(f"{kind}.json", text)
    reply = HttpResponse(kept.getvalue(), content_type="application/zip")
    name = f"my-data-{timezone.now().date().isoformat()}.zip"
    reply["Content-Disposition"] = f'attachment; filename="{name}"'
    reply["Cache-Control"] = "private, no-store"
    return reply


@rule(Rule.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth ships no types
def my_data_erase(request: ActorRequest) -> HttpResponse:
    """Erase oneself; the password, or a second step, is asked again first."""
    back = reverse("assessments:my-data")
    trail = ((_("Your data"), back),)
    form = EraseForm(request.actor.email, request.POST or None)
    if request.method == "POST" and _erased(request, form, request.actor.user_id):
        logout(request)
        messages.success(request, _("Your name and address were erased, and the account ended."))
        return redirect("account_login")
    page = FormPage(
        _("Erase my account"), _("Erase me for good"), back, trail, _intro(), is_danger=True
    )
    return show_form(request, form, page)


@rule(Rule.ORGANISATION_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def member_erase(request: ActorRequest, pk: int, user_id: int) -> HttpResponse:
    """Erase a member who belongs to this organisation alone."""
    member = member_of_organisation(request.actor, pk, user_id)
    back = reverse("assessments:organisation-detail", args=[pk])
    trail = ((str(member.organisation), back),)
    if member.user.is_staff and not getattr(request.user, "is_staff", False):
        return _only_removed(request, member.user, back, trail, _STAFF)
    if not can_erase_member(request.actor, organisations_of(user_id)):
        return _only_removed(request, member.user, back, trail, _ELSEWHERE)
    return _erase_other(request, member.user, back, trail)


_ELSEWHERE: Final = gettext_lazy(
    "%(name)s belongs to another organisation too, so only they or the staff of the"
    " installation can have them erased. You can remove them from this organisation."
)
_STAFF: Final = gettext_lazy(
    "%(name)s runs this installation, so only they or others of its staff can have them erased."
    " You can remove them from this organisation."
)


def _only_removed(
    request: ActorRequest, user: User, back: str, trail: Any, why: Any
) -> HttpResponse:
    title = _("Erase %(name)s") % {"name": user}
    page = FormPage(title, "", back, trail, (why % {"name": user},))
    return show_form(request, EraseForm(user.email), page)


@rule(Rule.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def person_erase(request: ActorRequest, pk: int) -> HttpResponse:
    """Erase anybody, for the staff of the installation."""
    back = reverse("admin:assessments_user_changelist")
    return _erase_other(request, person(pk), back, ((_("People"), back),))


def _erase_other(request: ActorRequest, user: User, back: str, trail: Any) -> HttpResponse:
    if user.pk == request.actor.user_id:
        return redirect("assessments:my-data-erase")
    name, form = str(user), EraseForm(user.email, request.POST or None)
    if request.method == "POST" and _erased(request, form, user.pk):
        messages.success(request, _("%(name)s was erased.") % {"name": name})
        return redirect(back)
    title, button = _("Erase %(name)s") % {"name": name}, _("Erase for good")
    page = FormPage(title, button, back, trail, (user.email, *_intro()), is_danger=True)
    return show_form(request, form, page)


def _erased(request: ActorRequest, form: EraseForm, user_id: int) -> bool:
    done = submitted(form, lambda: erase_person(actor=request.actor, user_id=user_id))
    return done is not None


def _intro() -> tuple[str, ...]:
    return (
        _(
            "Name and address are replaced everywhere: in answers and their history, comments,"
            " the audit log and reports. Sign-in, sessions and memberships end."
        ),
        _(
            "The answers stay, under the name “Erased person” and a number. Reports that named"
            " the person lose their file and can be asked for again. This cannot be undone."
        ),
    )
