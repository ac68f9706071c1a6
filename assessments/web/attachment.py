"""A file of ours that is only ever saved: nothing in it may run in our origin."""

from urllib.parse import quote

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from assessments.reports.file_name import ascii_name


def attachment(content: bytes, name: str, content_type: str) -> HttpResponse:
    """Serve bytes under a name of any script; never shown in the browser, never cached."""
    reply = HttpResponse(content, content_type=content_type)
    make_attachment(reply, name)
    return reply


def make_attachment(reply: HttpResponseBase, name: str) -> None:
    """Give a reply the headers of a file that is only saved."""
    plain, any_script = ascii_name(name), quote(name, safe="")
    reply["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{any_script}"
    )
    reply["Content-Security-Policy"] = "sandbox; default-src 'none'"
    reply["X-Content-Type-Options"] = "nosniff"
    reply["Cache-Control"] = "private, no-store"
