"""What an open page asks every few seconds: who is here, and what did others save meanwhile."""

from hashlib import sha256
from typing import Any, cast

from django.http import Http404, HttpResponse, HttpResponseNotModified, JsonResponse
from django.views.decorators.http import require_safe

from assessments.answers.changes import Moment, changed_since, moment_for, progress_source
from assessments.banks.queries import parsed_bank
from assessments.teams.models import User
from assessments.web.presence import Present, meet
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.saved_json import progress_json, register_json
from assessments.web.section_page import place_in
from assessments.web.typed import shown_number, shown_version


@rule(Rule.TEAM_VIEWER)
@require_safe
def assessment_changes(request: ActorRequest, pk: int) -> HttpResponse:
    """Answer 304 while nothing happened: 1 query beside session and user, none for the roles."""
    user, section = cast("User", request.user), request.GET.get("section", "")[:100]
    moment = moment_for(user.pk, pk)
    present = [] if moment.is_blind else meet(pk, user.pk, str(user), section)
    tag = _tag(moment, present)
    since = shown_number(request.GET.get("since", ""))
    if request.headers.get("If-None-Match", "").removeprefix("W/") == tag:
        reply: HttpResponse = HttpResponseNotModified()
    else:
        shown = shown_version(request.GET.get("bank", ""))
        since = since if shown in {None, moment.bank_version_id} else moment.revision
        reply = JsonResponse(_content(moment, present, section, since))
    reply["ETag"] = tag
    return reply


def _tag(moment: Moment, present: list[Present]) -> str:
    people = [(one.user_id, one.name, one.section) for one in present]
    stands = (moment.revision, moment.talk, moment.state, moment.is_blind)
    said = (*stands, moment.bank_version_id, people)
    return f'"{sha256(repr(said).encode()).hexdigest()[:32]}"'


def _content(moment: Moment, present: list[Present], section: str, since: int) -> dict[str, Any]:
    return {
        "revision": moment.revision,
        "talk": moment.talk,
        "state": moment.state,
        "blind": moment.is_blind,
        "bank": moment.bank_version_id,
        "people": [{"name": one.name, "here": one.section == section} for one in present],
        **(_news(moment, section, since) if moment.revision > since else {}),
    }


def _news(moment: Moment, section: str, since: int) -> dict[str, Any]:
    """Tell the registers of the section written since, and the progress (3 queries)."""
    changed = changed_since(moment, _codes(moment, section), since)
    return {
        "changes": {one.code: register_json(moment.user_id, one) for one in changed},
        "progress": progress_json(progress_source(moment)),
    }


def _codes(moment: Moment, section: str) -> list[str]:
    try:
        place = place_in(parsed_bank(moment.bank_version_id), section)
    except Http404:
        return []
    return [question.code for question in place.questions]
