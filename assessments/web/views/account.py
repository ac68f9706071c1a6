"""The pages of a person's own account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.teams.models import User
from assessments.teams.services.own_account import end_session, rename_user
from assessments.teams.ways_in import ways_in
from assessments.web.form_page import problems_of, submitted
from assessments.web.forms.account import NameForm
from assessments.web.rules import ActorRequest, Rule, rule


@rule(Rule.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def account_overview(request: ActorRequest) -> HttpResponse:
    user = _user(request)
    form = NameForm(request.POST or None, initial={"name": user.name})
    if request.method == "POST":
        done = submitted(form, lambda: rename_user(user_id=user.pk, **form.cleaned_data))
        if done is not None:
            messages.success(request, _("Your name was changed."))
            return redirect("assessments:account-overview")
    context = {"form": form, "problems": problems_of(form), "ways": ways_in(user)}
    return render(request, "account_overview.html", context, status=422 if form.errors else 200)


@rule(Rule.SIGNED_IN)
@require_POST
def session_end(request: ActorRequest, pk: int) -> HttpResponse:
    end_session(user_id=_user(request).pk, session_id=pk)
    messages.success(request, _("That session was ended: whoever used it has to sign in again."))
    return redirect("usersessions_list")


def _user(request: ActorRequest) -> User:
    user = request.user
    assert isinstance(user, User)  # noqa: S101 -- the rule lets nobody else in
    return user
