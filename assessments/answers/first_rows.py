"""The statements that find which rows a page of the portfolio shows, and in which order.

Each index of the portfolio begins with whose it is, the bank, the level and the gates. A page asks
each of these groups for its first rows, so that it reads as much of 100 assessments as of 100,000.

Which products fail one certain gate stands in a table that PostgreSQL keeps like an index
(migration 0030), with level, name and due day. What every save changes, like score and day, does
not stand there; by that five hundred products are sorted at once, and no more.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.db import connection

from assessments.answers.extent import Extent
from assessments.answers.order import NEVER, NOTHING
from assessments.answers.places import Place, before_all
from assessments.answers.statements import flat, marks, row_of, rows
from assessments.answers.wanted import LEVEL, LEVEL_NAME, Filters

MOST_SORTED: Final = 500
_SCORE: Final = f"COALESCE(one.score, one.risk_free, {NOTHING})"
_KEYS: Final = {
    "name": "one.product_name",
    LEVEL_NAME: "one.product_name",
    "score": _SCORE,
    LEVEL: _SCORE,
    "trend": "COALESCE(one.score - one.score_before, 0)",
    "age": "one.touched_at",
    "due": f"COALESCE(one.due_date, '{NEVER}')",
}
_GROUP: Final = f"""
    one.is_current AND one.bank_id = %s AND one.{{column}}_id = asked.column1
    AND COALESCE(one.level_rank, {NOTHING}) = asked.column2 AND one.fails_gate = asked.column3
"""
_GATE_GROUP: Final = """
    one.bank_id = %s AND one.{column}_id = asked.column1
    AND one.level_rank = asked.column2 AND asked.column3 AND one.code = %s
"""
_BEYOND: Final = "AND ({key}, one.{pk}) {beyond} (asked.column4, asked.column5)"
_ALL: Final = "assessments_assessment"
_GATES: Final = "assessments_failinggate"
_IN_ORDER: Final = """
    SELECT found.id FROM (VALUES {groups}) AS asked CROSS JOIN LATERAL (
        SELECT one.{pk} AS id, {key} AS place FROM {source} one
        WHERE {group} {beyond} ORDER BY {key} {way}, one.{pk} {way} LIMIT {limit}
    ) found ORDER BY {level} found.place {way}, found.id {way} LIMIT {limit}
"""
_AT_ONCE: Final = """
    SELECT one.{pk} FROM (VALUES {groups}) AS asked CROSS JOIN {source} one
    WHERE {group} {beyond} ORDER BY {level} {key} {way}, one.{pk} {way} LIMIT {limit}
"""
# Those that fail a gate, as many as may be sorted: said so, the planner looks each up by its key.
_FAILING: Final = f"""
    SELECT asked.*, failing.assessment_id FROM (VALUES {{groups}}) AS asked CROSS JOIN LATERAL (
        SELECT one.assessment_id FROM {_GATES} one WHERE {{group}} LIMIT {{most}}
    ) failing LIMIT {{most}}
"""  # noqa: S608 -- names of our own
_GATE_SORTED: Final = f"""
    SELECT one.{{pk}} FROM ({_FAILING}) asked JOIN {{source}} one ON one.id = asked.assessment_id
    WHERE 1 = 1 {{beyond}} ORDER BY {{level}} {{key}} {{way}}, one.{{pk}} {{way}} LIMIT {{limit}}
"""  # noqa: S608 -- names of our own
_COUNTED: Final = f"SELECT count(*) FROM ({_FAILING}) found"  # noqa: S608 -- names of our own


@dataclass(frozen=True, slots=True)
class Read:
    """One way to read: from where, how a group is told there, and in which kind of statement."""

    sql: str
    source: str = _ALL
    group: str = _GROUP
    pk: str = "id"
    keys: Mapping[str, str] = field(default_factory=lambda: _KEYS)


_ORDERED: Final = Read(_IN_ORDER)
_GATE_ORDERED: Final = Read(
    _IN_ORDER,
    _GATES,
    _GATE_GROUP,
    "assessment_id",
    {**dict.fromkeys(("name", LEVEL_NAME), "one.product_name"), "due": "one.due_date"},
)
_GATE_AT_ONCE: Final = Read(_GATE_SORTED, group=_GATE_GROUP)
# On SQLite a subquery cannot look at what stands beside it; there the groups are sorted as a whole.
_EMBEDDED: Final = Read(_AT_ONCE)
_GATE_EMBEDDED: Final = Read(
    _AT_ONCE,
    group=f"{_GROUP} AND instr(json_extract(one.summary, '$.gates_failing'), '\"' || %s || '\"')",
)


def sortable(extent: Extent, bank_id: int, wanted: Filters) -> Filters:
    """Give what is wanted in an order it can be had in.

    1 query where a gate is chosen and the order is by what saves change, else none. By that at
    most five hundred products are sorted; more come by level and name.
    """
    if not wanted.gate or wanted.order in _GATE_ORDERED.keys or _is_embedded():
        return wanted
    groups = list(_groups(extent, wanted, None))
    sql = _COUNTED.format(
        groups=marks(len(groups), row_of(3)),
        group=_group(_GATE_ORDERED, extent),
        most=MOST_SORTED + 1,
    )
    ((count,),) = rows(sql, [*flat(groups), bank_id, wanted.gate])
    return replace(wanted, order=LEVEL_NAME) if count > MOST_SORTED else wanted


def first_ids(
    extent: Extent, bank_id: int, wanted: Filters, after: Place | None, *, limit: int
) -> list[int]:
    """Give the ids of the first rows after a place, in order (1 query)."""
    groups = list(_groups(extent, wanted, after))
    if not groups:
        return []
    read = _reading(wanted)
    key, down = read.keys[wanted.order], wanted.key_descends
    beyond = _BEYOND.format(key=key, pk=read.pk, beyond="<" if down else ">") if after else ""
    sql = read.sql.format(
        groups=marks(len(groups), row_of(len(groups[0]))),
        source=read.source,
        group=_group(read, extent),
        beyond=beyond,
        most=2 * MOST_SORTED,  # more than were counted, for those that came since
        level=f"asked.column2 {_way(wanted.descending)}," if wanted.by_level else "",
        way=_way(down),
        key=key,
        pk=read.pk,
        limit=limit,
    )
    gate = [wanted.gate] if wanted.gate else []
    return [pk for (pk,) in rows(sql, [*flat(groups), bank_id, *gate])]


def _reading(wanted: Filters) -> Read:
    if _is_embedded():
        return _GATE_EMBEDDED if wanted.gate else _EMBEDDED
    if not wanted.gate:
        return _ORDERED
    return _GATE_ORDERED if wanted.order in _GATE_ORDERED.keys else _GATE_AT_ONCE


def _is_embedded() -> bool:
    return connection.vendor == "sqlite"


def _group(read: Read, extent: Extent) -> str:
    return read.group.format(column=extent.column)


def _way(descends: bool) -> str:  # noqa: FBT001 -- the one thing it tells
    return "DESC" if descends else "ASC"


def _groups(
    extent: Extent, wanted: Filters, after: Place | None
) -> Iterator[tuple[int | bool | Any, ...]]:
    """Give whose, level and gates of each group, and the place its rows lie beyond."""
    for rank in wanted.ranks:
        bound: tuple[Any, ...] = ()
        if after is not None:
            if wanted.by_level and _is_past(rank, after.rank, wanted):
                continue
            starts = wanted.by_level and rank != after.rank
            bound = before_all(wanted) if starts else (after.stored, after.pk)
        for whose in extent.ids:
            yield from ((whose, rank, fails, *bound) for fails in wanted.gates)


def _is_past(rank: int, last: int, wanted: Filters) -> bool:
    return rank > last if wanted.descending else rank < last
