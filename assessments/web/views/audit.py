"""The audit log of an organisation: read it page by page, filter it, take it away as a file."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.audit.models import AuditEvent
from assessments.audit.queries import audit_after, audit_of
from assessments.audit.services import record
from assessments.teams.models import Organisation
from assessments.teams.queries import members_of, organisation_for
from assessments.web.audit_files import as_csv, as_json
from assessments.web.audit_words import OBJECTS, details, words_for
from assessments.web.forms.audit import AuditForm
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.views.home import read_place

ROWS: Final = 50
UNKNOWN_PERSON: Final = "person.sign_in_failed"  # done by a person, nobody knows by whom
WRITERS: Final = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "json": (as_json, "application/json"),
}


@rule(Rule.ORGANISATION_ADMIN)
@require_safe
def audit_list(request: ActorRequest, pk: int) -> HttpResponse:
    organisation = organisation_for(request.actor, pk)
    form = _form(request, organisation)
    events = audit_of(request.actor, pk, form.filters())
    place = read_place(request.GET.get("after", ""))
    found = list(audit_after(events, place)[: ROWS + 1])
    context = {
        "organisation": organisation,
        "form": form,
        "rows": [AuditRow(event) for event in found[:ROWS]],
        "later": _address_after(request, found[ROWS - 1]) if len(found) > ROWS else "",
        "is_filtered": any(value for name, value in request.GET.items() if name != "after"),
        "is_first": place is None,
    }
    return render(request, "audit_list.html", context)


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One event in words."""

    event: AuditEvent

    @property
    def words(self) -> str:
        return words_for(self.event.verb)

    @property
    def nobody(self) -> str:
        """Who did it, where nobody is known to have."""
        return _("Somebody") if self.event.verb == UNKNOWN_PERSON else _("The system")

    @property
    def details(self) -> list[tuple[str, str]]:
        return list(details(self.event.detail))

    @property
    def kind(self) -> Any:
        return OBJECTS.get(self.event.object_type, self.event.object_type)

    @property
    def place(self) -> str:
        """Name the object for a link that filters by it; nothing where it cannot be filtered."""
        known = self.event.object_type in OBJECTS and self.event.object_id is not None
        return f"{self.event.object_type}-{self.event.object_id}" if known else ""


def _address_after(request: ActorRequest, last: AuditEvent) -> str:
    asked = request.GET.copy()
    asked["after"] = f"{last.at.isoformat()}_{last.pk}"
    return f"?{asked.urlencode()}"


@rule(Rule.ORGANISATION_ADMIN)
@require_http_methods(["GET"])
def audit_export(request: ActorRequest, pk: int) -> Any:
    """Give what the filter finds as a file; that it left the house is an event itself."""
    organisation = organisation_for(request.actor, pk)
    events = audit_of(request.actor, pk, _form(request, organisation).filters())
    wanted = request.GET.get("as", "csv")
    if wanted not in WRITERS:
        raise Http404(wanted)
    write, content_type = WRITERS[wanted]
    _record(request, organisation, wanted)
    reply = StreamingHttpResponse(write(events.iterator(2000)), content_type=content_type)
    name = f"audit-{organisation.slug}-{timezone.now().date().isoformat()}.{wanted}"
    reply["Content-Disposition"] = f'attachment; filename="{name}"'
    reply["X-Content-Type-Options"] = "nosniff"
    reply["Cache-Control"] = "private, no-store"
    return reply


def _form(request: ActorRequest, organisation: Organisation) -> AuditForm:
    return AuditForm([member.user for member in members_of(organisation)], request.GET)


def _record(request: ActorRequest, organisation: Organisation, wanted: str) -> None:
    asked = {name: value for name in AuditForm.base_fields if (value := _asked(request, name))}
    record(
        "audit.exported",
        organisation,
        organisation_id=organisation.pk,
        actor_id=request.actor.user_id,
        detail={"format": wanted, **asked},
    )


def _asked(request: ActorRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "")[:100]
