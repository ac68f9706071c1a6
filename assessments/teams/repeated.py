"""Marks the SQL that nearly every request runs."""


class Repeated(str):
    """SQL of which PostgreSQL keeps the plan for as long as the connection lasts."""

    __slots__ = ()
    repeated = True
