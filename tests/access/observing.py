"""Looking at one call: what it answered, what it gave away and whether it wrote anything."""

import io
import subprocess
import zipfile
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from tests.access.expected import Answer

UNCOUNTED = ("django_session", "usersessions_usersession")
_WRITES = """
SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)
FROM pg_stat_xact_user_tables WHERE relname <> ALL (%s)
"""


def taken_back(act: Callable[[], Any]) -> Any:
    """Act, and take back whatever it wrote."""
    with transaction.atomic():
        found = act()
        transaction.set_rollback(True)
    return found


def writes() -> int:
    """Count the rows this transaction wrote so far, even where it took them back."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITES, [list(UNCOUNTED)])
        return int(cursor.fetchone()[0])


def checksum() -> list[tuple[str, int, int]]:
    """Give rows and the sum of their hashes for every table that counts."""
    tables = [name for name in connection.introspection.table_names() if name not in UNCOUNTED]
    parts = [
        f"SELECT '{name}', count(*), coalesce(sum(hashtext(t::text)), 0) FROM \"{name}\" t"  # noqa: S608 -- tables of the catalogue
        for name in tables
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return list(cursor.fetchall())


def call(client: Client, method: str, address: str, body: dict[str, Any]) -> HttpResponse:
    send = getattr(client, method.lower())
    if method == "POST":
        return send(address, **body)
    return send(address)


def problem_of(reply: HttpResponse, answer: Answer, *, is_method_known: bool) -> str:
    """Say what is wrong with a reply, or nothing."""
    status = reply.status_code
    if not is_method_known:
        fits = status == 405 or (answer is not Answer.ALLOWED and _fits(reply, answer))
        return "" if fits else f"{status} for a method it does not take"
    return "" if _fits(reply, answer) else f"{status} instead of {answer}"


def _fits(reply: HttpResponse, answer: Answer) -> bool:
    status = reply.status_code
    if answer is Answer.SIGN_IN:
        return status == 401 or _to_sign_in(reply)
    if answer is Answer.HIDDEN:
        return status == 404
    if answer is Answer.REFUSED:
        return status == 403
    if answer is Answer.OPEN:
        return status < 500
    return status < 500 and status not in {401, 403, 404, 405} and not _to_sign_in(reply)


def _to_sign_in(reply: HttpResponse) -> bool:
    target = reply.headers.get("Location", "")
    return reply.status_code == 302 and target.startswith(("/accounts/login/", "/admin/login/"))


def text_of(reply: HttpResponse) -> str:
    """Give everything a reply holds as text: headers, body, the words of a PDF or an archive."""
    content = b"".join(reply) if reply.streaming else reply.content
    headers = "\n".join(f"{name}: {value}" for name, value in reply.items())
    return f"{headers}\n{_words(content)}"


def _words(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        done = subprocess.run(
            ["pdftotext", "-", "-"], input=content, capture_output=True, check=True
        )
        return done.stdout.decode()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(name + _words(archive.read(name)) for name in archive.namelist())
    return content.decode("utf-8", "replace")
