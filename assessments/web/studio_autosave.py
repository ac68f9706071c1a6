"""Saves the form of an element for its script, and answers in JSON what to send next time."""

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from assessments.banks.draft_tree import find
from assessments.banks.errors import DraftConflict, FieldRefused, NoDraft, UnknownElement
from assessments.banks.services import edit_element
from assessments.web.forms.studio_question import AspectForm, edit_form
from assessments.web.rules import ActorRequest, problem
from assessments.web.studio_conflict import shown_digests


def autosaved(request: ActorRequest, pk: int, code: str, form: AspectForm) -> HttpResponse:
    """Write a valid form; a conflict is answered 409 and shown by the page, sent as a form."""
    if not form.is_bound:
        return problem(400, "unreadable", _("This is no form of this page."))
    if not form.is_valid():
        first = next(iter(form.problems), ("", _("Something here cannot be saved.")))
        return problem(422, "refused", first[1])
    try:
        draft = edit_element(
            actor=request.actor,
            bank_id=pk,
            code=code,
            seen=form.cleaned_data["seen"],
            changes=form.changes(),
        )
    except FieldRefused as refused:
        return problem(422, "refused", refused.message)
    except (DraftConflict, NoDraft, UnknownElement):
        return problem(409, "conflict", _("Somebody else changed this meanwhile."))
    fresh = edit_form(find(draft.content, code), draft.content)
    return JsonResponse({"seen": fresh["seen"].value(), "base": shown_digests(fresh)})
