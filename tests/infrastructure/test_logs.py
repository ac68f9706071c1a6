"""What no line of the log holds: the secret of a mailed link, wherever the address came from."""

import logging

import pytest

from mlpm import logs

SECRET = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE"


def _lines(*, as_json: bool) -> logging.Formatter:
    options = dict(logs.configure(as_json=as_json, level="INFO")["formatters"]["line"])
    return options.pop("()")(**options)


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize(
    "path",
    [
        f"/invitations/{SECRET}",
        f"/shared/{SECRET}",
        f"/shared/{SECRET}/file",
        f"/accounts/confirm-email/{SECRET}/",
        f"/accounts/password/reset/key/1-{SECRET}/",
    ],
)
def test_the_secret_of_a_link_is_cut_out(as_json, path):
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 1, "%s: %s", ("Not Found", path), None
    )

    line = _lines(as_json=as_json).format(record)

    assert "[secret]" in line
    assert SECRET not in line
    assert path.split(SECRET)[0].rstrip("1-") in line


def test_ids_in_addresses_stay():
    record = logging.LogRecord(
        "x", logging.WARNING, "", 1, "%s", ("/teams/7/invitations/12/revoke",), None
    )

    assert "/teams/7/invitations/12/revoke" in _lines(as_json=True).format(record)
