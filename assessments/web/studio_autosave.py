"""Saves a form of the studio for its script, and answers in JSON what to send next time."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from assessments.banks.errors import DraftConflict, FieldRefused, NoDraft, UnknownElement
from assessments.banks.models import BankDraft
from assessments.web.form_page import problems_of
from assessments.web.forms.studio import StudioForm
from assessments.web.rules import problem
from assessments.web.studio_digests import shown_digests


def autosaved(
    form: StudioForm, save: Callable[[], BankDraft], again: Callable[[BankDraft], StudioForm]
) -> HttpResponse:
    """Write a valid form with `save`; `again` gives the form on the draft as it is then.

    A conflict is answered 409 and shown by the page, sent as a form. A translation that is stale
    after the write is named in `stale`.
    """
    if not form.is_bound:
        return problem(400, "unreadable", _("This is no form of this page."))
    if form.is_late:
        return _conflict()
    if not form.is_valid():
        first = next(iter(problems_of(form)), ("", _("Something here cannot be saved.")))
        return problem(422, "refused", first[1])
    try:
        fresh = again(save())
    except FieldRefused as refused:
        return problem(422, "refused", refused.message)
    except (DraftConflict, NoDraft, UnknownElement):
        return _conflict()
    said: dict[str, Any] = {"seen": fresh["seen"].value(), "base": shown_digests(fresh)}
    return JsonResponse(said | {"stale": list(getattr(fresh, "stale", ()))})


def _conflict() -> HttpResponse:
    return problem(409, "conflict", _("Somebody else changed this meanwhile."))
