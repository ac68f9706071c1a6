"""Adding and taking back evidence links, for the script; without one the section form does it."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.answers import services
from assessments.answers.errors import NotOpen, OperationReused, ScoringError
from assessments.web.json_body import Unreadable, read_object, read_operation
from assessments.web.rules import ActorRequest, Rule, problem, rule
from assessments.web.section_save import read_day
from assessments.web.typed import shown_version


@rule(Rule.TEAM_CONTRIBUTOR)
@require_POST
def evidence_add(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    try:
        sent = _read(request)
    except ValueError:
        return problem(400, "unreadable", _("The date of the evidence is not a date."))
    try:
        added = services.add_evidence(actor=request.actor, assessment_id=pk, code=code, **sent)
    except NotOpen:
        return problem(423, "not_open", _("The assessment takes no answers any more."))
    except OperationReused:
        return problem(409, "operation_reused", _("This was already saved as something else."))
    except ScoringError as error:
        return problem(422, "refused", error.message, field="evidence")
    return JsonResponse({"id": added.pk, "title": str(added)})


def _read(request: ActorRequest) -> dict[str, Any]:
    content = read_object(request)
    url, dated = content.get("url"), content.get("dated", "")
    if not isinstance(url, str) or not isinstance(dated, str):
        raise Unreadable("url and dated are texts")
    return {
        "url": url,
        "dated": read_day(dated),
        "operation_id": read_operation(content),
        "bank_version": shown_version(request.headers.get("X-Bank", "")),
    }


@rule(Rule.TEAM_CONTRIBUTOR)
@require_POST
def evidence_remove(request: ActorRequest, pk: int, evidence_id: int) -> HttpResponse:
    try:
        services.remove_evidence(actor=request.actor, assessment_id=pk, evidence_id=evidence_id)
    except NotOpen:
        return problem(423, "not_open", _("The assessment takes no answers any more."))
    return JsonResponse({"id": evidence_id})
