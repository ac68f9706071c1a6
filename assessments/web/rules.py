"""Who may open a page: each view declares one rule, and a test fails for a view without one.

A rule keeps strangers out of a kind of page; what a person may do with one object is asked of the
slices, whose refusals become 404 (may not know it exists) and 403 (may not do it) here.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from assessments.actor import Actor, NotAllowed, NotVisible
from assessments.banks import errors as bank_errors
from assessments.web.json_body import LARGEST_BODY, TooLarge

View = TypeVar("View", bound=Callable[..., HttpResponse])


class Rule(StrEnum):
    """Who may: of a team or organisation rule, the least role in the one the address names.

    Outsiders of that team or organisation get 404, insiders with a lesser role 403.
    """

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    TEAM_VIEWER = "team_viewer"
    TEAM_CONTRIBUTOR = "team_contributor"
    TEAM_LEAD = "team_lead"
    ORGANISATION_MEMBER = "organisation_member"
    ORGANISATION_ADMIN = "organisation_admin"
    BANK_EDITOR = "bank_editor"
    STAFF = "staff"


class ActorRequest(HttpRequest):
    """The request as our views see it, with `actor` set by `ActorMiddleware`."""

    actor: Actor


def _anyone(_request: ActorRequest) -> bool:
    return True


def _edits_banks(request: ActorRequest) -> bool:
    """Say who edits banks; of one bank its slice is asked, which tells strangers 404."""
    match = request.resolver_match
    return bool(request.actor.edits_banks or (match and match.kwargs))


def _is_staff(request: ActorRequest) -> bool:
    return bool(getattr(request.user, "is_staff", False))


ALLOWS: dict[Rule, Callable[[ActorRequest], bool]] = {
    Rule.PUBLIC: _anyone,
    Rule.SIGNED_IN: _anyone,
    Rule.TEAM_VIEWER: _anyone,
    Rule.TEAM_CONTRIBUTOR: _anyone,
    Rule.TEAM_LEAD: _anyone,
    Rule.ORGANISATION_MEMBER: _anyone,
    Rule.ORGANISATION_ADMIN: _anyone,
    Rule.BANK_EDITOR: _edits_banks,
    Rule.STAFF: _is_staff,
}


def rule(which: Rule, *, post: Rule | None = None) -> Callable[[View], View]:
    """Declare the rule of a view; put it outermost, above `require_http_methods` and the like.

    Args:
        which: who may open it; what a person may do with one object is asked of its slice.
        post: who may post to it, where that differs.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if which is not Rule.PUBLIC and not request.user.is_authenticated:
                return signed_out(request)
            if not ALLOWS[which](request):
                raise PermissionDenied
            return _answered(view, request, *args, **kwargs)

        guarded.rule = which  # type: ignore[attr-defined]
        guarded.post_rule = post or which  # type: ignore[attr-defined]
        return cast("View", guarded)

    return declare


def _answered(view: View, request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        reply = view(request, *args, **kwargs)
    except TooLarge:
        limit = _("This is more than the %(limit)d KiB one save can hold. Shorten the text.")
        return problem(413, "too_large", limit % {"limit": LARGEST_BODY // 1024})
    except (NotVisible, ObjectDoesNotExist) as error:
        return _refused(request, 404, "not_found", _("This does not exist any more."), error)
    except (NotAllowed, bank_errors.NotAllowed) as error:
        return _refused(request, 403, "not_allowed", _("Your role does not allow this."), error)
    if not reply.has_header("Cache-Control"):
        patch_cache_control(reply, private=True, no_cache=True)
    return reply


def _refused(
    request: HttpRequest, status: int, code: str, message: str, error: Exception
) -> HttpResponse:
    """Answer a refusal: in JSON for a script; to a person, with what was typed on a page of ours.

    Raises:
        Http404, PermissionDenied: nothing was typed, or not on a page of ours.
    """
    from assessments.web.views.resend import kept_text, resendable

    if wants_json(request):
        return problem(status, code, message)
    if request.method == "POST" and resendable(request):
        return kept_text(request, message, status=status)
    raise (Http404 if status == 404 else PermissionDenied) from error  # noqa: PLR2004 -- HTTP's number


def signed_out(request: HttpRequest) -> HttpResponse:
    """Answer somebody without a session: 401 for a script, the sign-in page for a person.

    What was posted is shown again instead of being lost.
    """
    from assessments.web.views.resend import resend, resendable

    if wants_json(request):
        return problem(401, "signed_out", _("Sign in again to save this."))
    if request.method == "POST" and resendable(request):
        return resend(request, status=401)
    return redirect_to_login(request.get_full_path())


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def problem(status: int, code: str, message: str, **more: Any) -> JsonResponse:
    return JsonResponse({"problem": code, "message": message, **more}, status=status)
