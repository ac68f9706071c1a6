"""A second thing of another organisation, named in a request one may make, is never taken.

Each request is also made with a thing of the own organisation, so that it is known to work.
"""

import json
from collections import Counter
from dataclasses import fields
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessments.teams.models import User
from tests import factories
from tests.access.observing import UNCOUNTED, call, checksum, taken_back
from tests.access.swaps import IGNORED, MENTIONS, SWAPS, Swap
from tests.access.world import Bundle, World

pytestmark = pytest.mark.django_db
AS = {"insider": ("own",), "somebody of both": ("own", "other_org")}
TRIED = [
    pytest.param(swap, who, id=f"{swap.label} as {who}")
    for swap in SWAPS
    for who in AS
    if not (swap.is_open_to_both and who != "insider")
]


@pytest.mark.parametrize("swap", SWAPS, ids=lambda swap: swap.label)
def test_the_request_works_with_a_thing_of_ones_own(swap: Swap, world: World):
    def act() -> tuple[int, bool]:
        person = _person(world, "insider")
        client, second = _client(person), swap.own_second(world, person)
        before = checksum()
        return _sent(swap, world, client, second).status_code, checksum() != before

    status, has_changed = taken_back(act)

    assert status in {200, 302}
    assert has_changed or swap.method == "GET"


@pytest.mark.parametrize(("swap", "who"), TRIED)
def test_a_foreign_thing_changes_nothing(swap: Swap, who: str, world: World):
    def act() -> tuple[int, bool]:
        client = _client(_person(world, who))
        before = checksum()
        reply = _sent(swap, world, client, swap.second(world.bundles["other_org"]))
        return reply.status_code, checksum() != before

    status, has_changed = taken_back(act)

    assert not has_changed
    assert 400 <= status < 500 or swap.label in GOES_BACK


GOES_BACK = {"unassign"}  # to the list, with a message that it is not there any more


@pytest.mark.parametrize("who", AS)
@pytest.mark.parametrize("swap", IGNORED, ids=lambda swap: swap.label)
def test_a_foreign_thing_that_means_nothing_is_linked_to_nothing(
    swap: Swap, who: str, world: World
):
    far = world.bundles["other_org"]

    def act() -> tuple[int, list[str]]:
        client = _client(_person(world, who))
        before = _rows()
        status = _sent(swap, world, client, swap.second(far)).status_code
        return status, _touched(before, _rows(), _ids(far))

    status, touched = taken_back(act)

    assert touched == []
    assert status in {200, 302}


@pytest.mark.parametrize("swap", MENTIONS, ids=lambda swap: swap.label)
def test_a_mention_of_somebody_of_the_team_is_linked(swap: Swap, world: World):
    own = world.bundles["own"]

    def act() -> list[str]:
        client, before = _client(_person(world, "insider")), _rows()
        _sent(swap, world, client, swap.second(own))
        return _touched(before, _rows(), _ids(own))

    assert {"assessments_comment.mentions", "assessments_notice.user_id"} <= set(taken_back(act))


def test_a_link_to_a_foreign_thing_would_be_found(world: World):
    own, far = world.bundles["own"], world.bundles["other_org"]

    def act() -> list[str]:
        before = _rows()
        factories.TeamMemberFactory(team=own.team, user=far.person)
        own.comment.mentions = [far.person.pk]
        own.comment.save()
        return _touched(before, _rows(), _ids(far))

    assert len(taken_back(act)) == 3


def _person(world: World, who: str) -> User:
    """Make somebody who may do everything in the organisations of these teams."""
    person = factories.UserFactory(name="Somebody")
    for tenancy in AS[who]:
        bundle = world.bundles[tenancy]
        where = {"organisation": bundle.organisation, "user": person}
        factories.MemberFactory(**where, role="admin", edits_banks=True)
        factories.TeamMemberFactory(team=bundle.team, user=person, role="lead")
    return person


def _client(person: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def _sent(swap: Swap, world: World, client: Client, second: Any) -> HttpResponse:
    own = world.bundles["own"]
    address = reverse(f"assessments:{swap.route}", kwargs=swap.kwargs(own, second))
    return call(client, swap.method, address, {"data": swap.body(own, second)})


Rows = dict[str, Counter[str]]
Ids = dict[str, set[int]]


def _rows() -> Rows:
    """Give the rows of every table that counts, as JSON."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in UNCOUNTED:
                cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')  # noqa: S608 -- from the catalogue
                found[table] = Counter(row for (row,) in cursor.fetchall())
    return found


def _ids(bundle: Bundle) -> Ids:
    """Give the ids of what is the bundle's own, by table."""
    found: Ids = {}
    for field in fields(bundle):
        value = getattr(bundle, field.name)
        if isinstance(value, Model) and field.name != "shipped":
            found.setdefault(value._meta.db_table, set()).add(value.pk)
    return found


def _touched(before: Rows, after: Rows, foreign: Ids) -> list[str]:
    """Name the columns of written rows that are, or lead to, something foreign."""
    found = []
    for table in after:
        written = (after[table] - before[table]) + (before[table] - after[table])
        with connection.cursor() as cursor:
            leads = connection.introspection.get_relations(cursor, table)
        targets = {name: to for name, (_column, to) in leads.items()} | {"id": table}
        rows = [json.loads(row) for row in written]
        found += [f"{table}.{name}" for row in rows for name in _foreign(row, targets, foreign)]
    return found


def _foreign(row: dict[str, Any], targets: dict[str, str], foreign: Ids) -> list[str]:
    people = foreign["assessments_user"].intersection(row.get("mentions") or [])
    led = [name for name, to in targets.items() if row.get(name) in foreign.get(to, set())]
    return [*led, *(["mentions"] if people else [])]
