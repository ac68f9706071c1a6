"""A round of mails over one connection; a mail or server that refuses never breaks the round."""

import logging
from collections.abc import Callable, Sequence
from typing import Final

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)

MOST_FAILURES: Final = 3  # in a row: then it is the server, not the people


def send_round(
    ids: Sequence[int],
    send: Callable[[int, BaseEmailBackend], bool],
    refused: Callable[[int], None],
) -> int:
    """Send one mail for each id; gives the number sent, and logs what could not be.

    Args:
        ids: for whom or what; nothing is opened where there are none.
        send: sends the mail of one, and says whether there was one to send.
        refused: called with each id whose mail raised; after three in a row the round ends.
    """
    if not ids:
        return 0
    try:
        connection = get_connection()
        connection.open()
    except Exception:
        logger.exception("no mail was sent: the mail server does not answer")
        return 0
    try:
        return _send_each(ids, lambda pk: send(pk, connection), refused)
    finally:
        _close(connection)


def _send_each(
    ids: Sequence[int], send: Callable[[int], bool], refused: Callable[[int], None]
) -> int:
    sent = failures = 0
    for pk in ids:
        try:
            sent += send(pk)
            failures = 0
        except Exception:
            logger.exception("the mail to or about row %s was not sent", pk)
            refused(pk)
            failures += 1
            if failures == MOST_FAILURES:
                break
    return sent


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except Exception:
        logger.exception("the connection to the mail server did not close")
