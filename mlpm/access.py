"""Every route of the site with its methods and rules; `manage.py access_table` writes it.

Our views declare their rule themselves; the routes of others get theirs here, by name.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.urls import URLPattern, URLResolver, get_resolver

from assessments.web.rules import Rule

BY_NAME: Final[dict[str, Rule]] = {
    "health-live": Rule.PUBLIC,
    "health-ready": Rule.PUBLIC,
    "favicon": Rule.PUBLIC,
    "account_login": Rule.PUBLIC,
    "account_logout": Rule.PUBLIC,
    "account_inactive": Rule.PUBLIC,
    "account_signup": Rule.PUBLIC,
    "account_confirm_email": Rule.PUBLIC,
    "account_email_verification_sent": Rule.PUBLIC,
    "account_confirm_login_code": Rule.PUBLIC,
    "account_request_login_code": Rule.PUBLIC,
    "account_reset_password": Rule.PUBLIC,
    "account_reset_password_done": Rule.PUBLIC,
    "account_reset_password_from_key": Rule.PUBLIC,
    "account_reset_password_from_key_done": Rule.PUBLIC,
    "account_signup_by_passkey": Rule.PUBLIC,
    "mfa_authenticate": Rule.PUBLIC,
    "mfa_login_webauthn": Rule.PUBLIC,
    "mfa_signup_webauthn": Rule.PUBLIC,
    "account_reauthenticate": Rule.SIGNED_IN,
    "account_email": Rule.SIGNED_IN,
    "account_change_password": Rule.SIGNED_IN,
    "account_set_password": Rule.SIGNED_IN,
    "mfa_index": Rule.SIGNED_IN,
    "mfa_reauthenticate": Rule.SIGNED_IN,
    "mfa_reauthenticate_webauthn": Rule.SIGNED_IN,
    "mfa_activate_totp": Rule.SIGNED_IN,
    "mfa_deactivate_totp": Rule.SIGNED_IN,
    "mfa_view_recovery_codes": Rule.SIGNED_IN,
    "mfa_generate_recovery_codes": Rule.SIGNED_IN,
    "mfa_download_recovery_codes": Rule.SIGNED_IN,
    "mfa_list_webauthn": Rule.SIGNED_IN,
    "mfa_add_webauthn": Rule.SIGNED_IN,
    "mfa_edit_webauthn": Rule.SIGNED_IN,
    "mfa_remove_webauthn": Rule.SIGNED_IN,
    "usersessions_list": Rule.SIGNED_IN,
    "admin:login": Rule.PUBLIC,
    "admin:logout": Rule.PUBLIC,
}
BY_NAMESPACE: Final[dict[str, Rule]] = {"admin": Rule.STAFF}
ALL_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Route:
    """One address pattern; a rule is None where nobody gave it one."""

    address: str
    name: str
    view: Callable[..., Any]
    is_ours: bool
    methods: tuple[str, ...]
    reading: Rule | None
    writing: Rule | None


def routes() -> Iterator[Route]:
    """Walk the URL configuration of the site, in its order."""
    yield from _below(get_resolver(), "", "")


def _below(resolver: URLResolver, above: str, space: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        address = above + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _below(entry, address, entry.namespace or space)
        else:
            yield _route(entry, address, space)


def _route(entry: URLPattern, address: str, space: str) -> Route:
    view = entry.callback
    is_ours = hasattr(view, "rule")
    name = entry.name or ""
    full = f"{space}:{name}" if space and not is_ours else name
    reading = getattr(view, "rule", None) or BY_NAME.get(full) or BY_NAMESPACE.get(space)
    writing = getattr(view, "post_rule", None) or reading
    return Route(address, name or address, view, is_ours, _methods(view), reading, writing)


def _methods(view: Callable[..., Any]) -> tuple[str, ...]:
    """Find what the decorator of the view lets through; all methods where there is none."""
    found = _listed(view)
    return tuple(m for m in ALL_METHODS if m in found) if found else ALL_METHODS


def _listed(view: Any) -> list[str]:
    """Look for the list that Django's `require_http_methods` closes over."""
    code, cells = getattr(view, "__code__", None), getattr(view, "__closure__", None) or ()
    held = (
        dict(zip(code.co_freevars, (cell.cell_contents for cell in cells), strict=True))
        if code
        else {}
    )
    listed: list[str] = held.get("request_method_list", [])
    inner = getattr(view, "__wrapped__", None)
    return listed or (_listed(inner) if inner else [])


def table() -> str:
    """Write the table as Markdown; what belongs to staff pages is one line."""
    lines = [
        "# Who may open what",
        "",
        "Made by `python manage.py access_table`; a test compares it with the code. Outsiders of",
        "the team or organisation an address names get 404, insiders with a lesser role 403,",
        "visitors without a session the sign-in page, and any method not listed 405. Our views",
        "declare their rules themselves (`assessments/web/rules.py`); the routes of others get",
        "theirs in `mlpm/access.py`. Static files are public and no route.",
        "",
        "| address | name | methods | reading | writing |",
        "|---|---|---|---|---|",
    ]
    listed = [route for route in routes() if not route.address.startswith("admin/")]
    lines += [_line(route) for route in listed]
    lines += ["| `/admin/…` | Django's staff pages | | staff | staff |", ""]
    return "\n".join(lines)


def _line(route: Route) -> str:
    methods = (
        ", ".join(route.methods) if len(route.methods) < len(ALL_METHODS) else "as its view says"
    )
    address = route.address.replace("|", "\\|")
    writes = set(route.methods) - READING
    said = str(route.writing) if writes else ""
    reads = str(route.reading) if set(route.methods) & READING else ""
    return f"| `/{address}` | {route.name} | {methods} | {reads} | {said} |"
