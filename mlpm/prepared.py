"""A psycopg2 cursor that has PostgreSQL keep the plan of what every page asks.

For the few statements that say so (`repeated`): planning them takes nine tenths of their time in
the database, 1 ms of a section page. psycopg 3 does the same by itself. A plan belongs to its
session: a pooler in front of PostgreSQL has to pool sessions, not transactions.
"""

from collections.abc import Sequence
from typing import Any, Final
from weakref import WeakKeyDictionary

from psycopg2.extensions import connection, cursor

MOST_PLANS: Final = 100  # a session; what comes after them is planned each time

_kept: WeakKeyDictionary[connection, dict[str, str]] = WeakKeyDictionary()


class PreparingCursor(cursor):  # type: ignore[misc]  # psycopg2 ships no types
    _asked: tuple[Any, Any] | None = None

    def execute(self, query: Any, vars: Sequence[Any] | None = None) -> None:  # noqa: A002 -- psycopg2's name
        name = self._plan_of(query) if vars and getattr(query, "repeated", False) else None
        self._asked = None if name is None else (query, vars)
        if name is None:
            super().execute(query, vars)
        else:
            super().execute(f"EXECUTE {name} ({', '.join(['%s'] * len(vars or ()))})", vars)

    @property
    def query(self) -> bytes | None:
        """What was asked last, for logs and counts: the statement, not the name of its plan."""
        said: bytes | None = super().query if self._asked is None else self.mogrify(*self._asked)
        return said

    def _plan_of(self, query: str) -> str | None:
        """Give the name of the statement's plan in this session, None when there are too many."""
        plans = _kept.setdefault(self.connection, {})
        if query not in plans:
            if len(plans) >= MOST_PLANS:
                return None
            name = f"mlpm_{len(plans)}"
            super().execute(f"PREPARE {name} AS {_numbered(query)}")
            plans[query] = name
        return plans[query]


def _numbered(query: str) -> str:
    """Give the placeholders as PostgreSQL numbers them."""
    first, *others = query.split("%s")
    return "".join([first, *(f"${n}{text}" for n, text in enumerate(others, start=1))])
