"""What a person does through the pages outside the load generator: sign in, ask for a report."""

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.http import Connection, form, request
from benchmarks.servers import Servers, Site, python

LOGIN: Final = "/accounts/login/"
REDIRECT: Final = 302
PASSWORD: Final = "bench"  # noqa: S105 -- of the seeded users


class Unexpected(RuntimeError):
    """A page did not answer as the pages of the product do."""


@dataclass(frozen=True)
class ReportTimes:
    """Milliseconds of each report: as the person saw it, and of the worker alone."""

    click_to_file: list[float]
    made: list[float]


def visitors(servers: Servers, database: str, count: int) -> list[dict[str, Any]]:
    """Find seeded users, each with an assessment."""
    said = python(servers, database, "-m", "benchmarks.visitors", str(count))
    found: list[dict[str, Any]] = json.loads(said)
    return found


def signed_in(servers: Servers, site: Site, count: int) -> list[dict[str, Any]]:
    """Find seeded users and sign each in through the form; add the cookies to each."""
    found = visitors(servers, site.database, count)
    for visitor in found:
        visitor["cookies"] = sign_in(Connection(site.port), visitor["email"], PASSWORD)
    return found


def sign_in(connection: Connection, email: str, password: str) -> dict[str, str]:
    page = connection.send(request("GET", LOGIN, cookies={}))
    cookies = page.cookies()
    fields = {"login": email, "password": password, "csrfmiddlewaretoken": token_in(page.text())}
    reply = connection.send(request("POST", LOGIN, cookies=cookies, body=form(fields)))
    connection.close()
    if reply.status != REDIRECT:
        raise Unexpected(f"signing {email} in: {reply.status} {reply.text()[:500]}")
    return {**cookies, **reply.cookies()}


def token_in(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    if not found:
        raise Unexpected(f"no form on the page: {page[:500]}")
    return found[1]
