"""One answer, one small POST: the saving script's endpoint, always answered in JSON."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.answers import services
from assessments.answers.errors import Conflict, NotOpen, OperationReused, ScoringError
from assessments.web.json_body import Unreadable, read_object, read_operation
from assessments.web.rules import ActorRequest, Rule, problem, rule
from assessments.web.saved_json import conflict_json, saved_json
from assessments.web.typed import read_json, shown_version


@rule(Rule.TEAM_CONTRIBUTOR)
@require_POST
def answer_save(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    if is_of_other_person(request):
        words = _("You are signed in as %(name)s now. Sign in as yourself again to save this.")
        return problem(401, "other_person", words % {"name": request.user})
    try:
        sent = _read(request)
    except ValueError:
        return problem(400, "unreadable", _("This could not be read."))
    try:
        saved = services.save_answer(actor=request.actor, assessment_id=pk, code=code, **sent)
    except Conflict as conflict:
        return JsonResponse(conflict_json(request.actor, conflict), status=409)
    except NotOpen:
        return problem(423, "not_open", _("The assessment takes no answers any more."))
    except OperationReused:
        return problem(409, "operation_reused", _("This was already saved as something else."))
    except ScoringError as error:
        return problem(422, "refused", error.message, field=error.field)
    return JsonResponse(saved_json(saved))


def is_of_other_person(request: ActorRequest) -> bool:
    """Say whether the page was opened by somebody else than who is signed in now."""
    return request.headers.get("X-Person", str(request.user.pk)) != str(request.user.pk)


def _read(request: ActorRequest) -> dict[str, Any]:
    content = read_object(request)
    typed, base = read_json(content), content.get("base")
    if type(base) is not int or not 0 <= base < 2**31:
        raise Unreadable("base")
    return {
        "base": base,
        "operation_id": read_operation(content),
        "state": typed.state,
        "value": typed.value,
        "reason": typed.reason,
        "note": typed.note,
        "bank_version": shown_version(request.headers.get("X-Bank", "")),
    }
