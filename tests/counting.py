"""Counts the statements a block or a call sends, by what they do; savepoints are none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE")


class Counted:
    def __init__(self) -> None:
        self.statements: list[str] = []

    def __eq__(self, other: object) -> bool:
        return len(self.statements) == other

    __hash__ = None

    def __repr__(self) -> str:
        return f"{len(self.statements)} statements:\n" + "\n".join(
            statement[:200] for statement in self.statements
        )


@contextmanager
def counted() -> Iterator[Counted]:
    found = Counted()
    with CaptureQueriesContext(connection) as captured:
        yield found
    sent = [query["sql"] for query in captured.captured_queries]
    found.statements = [sql for sql in sent if sql.lstrip("( \n").startswith(VERBS)]


def statements(call: Callable[[], Any]) -> int:
    with counted() as found:
        call()
    return len(found.statements)
