"""Signs the seeded admin in and counts the statements of the portfolio; prints both as JSON.

Run as `python -m benchmarks.portfolio_people ADDRESS...` with the product's settings in the
environment.
"""

import json
import os
import secrets
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlpm.settings")
django.setup()

from django.conf import settings  # noqa: E402 -- needs the settings loaded above
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from assessments.teams.models import User  # noqa: E402
from benchmarks.servers import HOST  # noqa: E402

PROXIED: dict[str, Any] = {"headers": {"host": HOST, "x-forwarded-proto": "https"}, "secure": True}


def main(addresses: list[str]) -> None:
    client = Client()
    client.force_login(
        User.objects.get(email="bench-0@example.org"), settings.AUTHENTICATION_BACKENDS[0]
    )
    counted = {address: _counted(client, address) for address in addresses}
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = {
        settings.SESSION_COOKIE_NAME: session,
        settings.CSRF_COOKIE_NAME: secrets.token_hex(16),
    }
    print(json.dumps({"cookies": cookies, "counted": counted}))


def _counted(client: Client, address: str) -> list[int]:
    """Give the statements and the rows of a page, read a second time so that the bank is kept."""
    client.get(address, **PROXIED)
    with CaptureQueriesContext(connection) as captured:
        reply = client.get(address, **PROXIED)
    if reply.status_code != 200:
        raise SystemExit(f"{address}: {reply.status_code}")
    if b'aria-invalid="true"' in reply.content:
        raise SystemExit(f"{address}: the page refuses a field")
    statements = [q for q in captured.captured_queries if not q["sql"].startswith(("SAVE", "REL"))]
    return [len(statements), reply.content.count(b'role="rowheader"')]


if __name__ == "__main__":
    main(sys.argv[1:])
