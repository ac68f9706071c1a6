"""What a person does outside the load generator: sign in, ask for a report and take its file."""

import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.http import Connection, Reply, form, request
from benchmarks.scenarios import AnswerSave
from benchmarks.servers import Servers, Site, python

LOGIN: Final = "/accounts/login/"
REDIRECT: Final = 302
POLL_SECONDS: Final = 0.025
PATIENCE_SECONDS: Final = 60
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
    # Each person has an address of their own: sign-ins from one address are limited.
    address = f"203.0.113.{sum(email.encode()) % 254 + 1}"
    reply = connection.send(
        request("POST", LOGIN, cookies=cookies, body=form(fields), address=address)
    )
    connection.close()
    if reply.status != REDIRECT:
        raise Unexpected(f"signing {email} in: {reply.status} {reply.text()[:500]}")
    return {**cookies, **reply.cookies()}


def token_in(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    if not found:
        raise Unexpected(f"no form on the page: {page[:500]}")
    return found[1]


def reports(
    servers: Servers, site: Site, visitors: Sequence[dict[str, Any]], times: int
) -> ReportTimes:
    """Change an answer and ask for its PDF, again and again; the first one warms the worker up."""
    connection = Connection(site.port)
    taken = []
    for number in range(times + 1):
        visitor = visitors[number % len(visitors)]
        change_an_answer(connection, visitor)
        taken.append(_click_to_file(connection, visitor))
    return ReportTimes(taken[1:], _made(servers, site.database)[1:])


def change_an_answer(connection: Connection, visitor: dict[str, Any]) -> None:
    scenario = AnswerSave(visitor)
    scenario.prepare(connection)
    reply = connection.send(scenario.request())
    if not scenario.accepts(reply):
        raise Unexpected(f"saving an answer: {reply.status} {reply.text()[:500]}")


def _click_to_file(connection: Connection, visitor: dict[str, Any]) -> float:
    """Give the milliseconds from the click to the last byte of the file."""
    cookies, ask = visitor["cookies"], visitor["report_request"]
    token = token_in(connection.send(request("GET", visitor["reports"], cookies=cookies)).text())
    fields = {"csrfmiddlewaretoken": token, "file_format": "pdf", "target": ""}
    began = time.perf_counter()
    asked = connection.send(request("POST", ask, cookies=cookies, body=form(fields)))
    address = asked.header("location")
    if asked.status != REDIRECT or not address:
        raise Unexpected(f"asking for a report: {asked.status} {asked.text()[:500]}")
    _wait_until_ready(connection, f"{address}/status", cookies)
    file = connection.send(request("GET", f"{address}/file", cookies=cookies))
    took = (time.perf_counter() - began) * 1000
    if not file.body.startswith(b"%PDF-"):
        raise Unexpected(f"the file of a report: {file.status} {file.body[:200]!r}")
    return took


def _wait_until_ready(connection: Connection, address: str, cookies: dict[str, str]) -> None:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while True:
        reply = connection.send(request("GET", address, cookies=cookies))
        state = _state_in(reply)
        if state == "ready":
            return
        if state == "failed" or time.monotonic() > give_up:
            raise Unexpected(f"the report is {state}: {reply.text()[:1000]}")
        time.sleep(POLL_SECONDS)


def _state_in(reply: Reply) -> str:
    found = re.search(r'data-state="(\w+)"', reply.text())
    if not found:
        raise Unexpected(f"no state on the page: {reply.status} {reply.text()[:500]}")
    return found[1]


def _made(servers: Servers, database: str) -> list[float]:
    """Read from the log of states how long the worker took from claim to finish, in order."""
    rows = servers.run_sql(
        database,
        """
        SELECT extract(epoch FROM max(at) FILTER (WHERE state = 'ready')
                     - max(at) FILTER (WHERE state = 'running')) * 1000
        FROM assessments_reporttransition GROUP BY report_id
        HAVING bool_or(state = 'ready') ORDER BY report_id
        """,
    )
    return [float(str(milliseconds)) for (milliseconds,) in rows]
