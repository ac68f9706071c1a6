"""Every route, method, role and tenancy: who is let in, who learns nothing, what is never written.

A route of ours is called with every method by every role on a row of the own team, of another
team of the organisation and of another organisation.
"""

from typing import Any

import pytest
from django.urls import reverse

from assessments.web.rules import Rule
from mlpm.access import ALL_METHODS, READING, Route, routes
from tests.access.expected import Answer, expected
from tests.access.observing import call, checksum, problem_of, taken_back, text_of, writes
from tests.access.samples import OF_A_PERSON, body_of, kwargs_of
from tests.access.world import ROLES, TENANCIES, World

pytestmark = pytest.mark.django_db
OURS = [route for route in routes() if route.is_ours]


def test_every_route_has_a_rule(record_property):
    without = [route.address for route in routes() if route.reading is None]
    record_property("rules_missing", len(without))

    assert without == []


@pytest.mark.parametrize("route", OURS, ids=lambda route: route.name)
def test_route_keeps_its_rule(route: Route, world: World, record_property: Any):
    found = _Found()
    for tenancy in TENANCIES if _names_something(route) else ("own",):
        for role in ROLES:
            for method in ALL_METHODS:
                taken_back(lambda r=role, t=tenancy, m=method: _cell(route, world, r, t, m, found))
    for name, count in (("cells", found.cells), ("routes", 1)):
        record_property(name, count)
    record_property("mismatches", len(found.mismatches))
    record_property("leaks", len(found.leaks))

    wrong = [*found.mismatches, *found.leaks]
    assert not wrong, f"{len(wrong)} wrong:\n" + "\n".join(wrong[:SHOWN])


def _names_something(route: Route) -> bool:
    return "<" in route.address


class _Found:
    def __init__(self) -> None:
        self.cells = 0
        self.mismatches: list[str] = []
        self.leaks: list[str] = []


def _cell(route: Route, world: World, role: str, tenancy: str, method: str, found: _Found) -> None:
    bundle = world.bundles[tenancy]
    kwargs = _kwargs(route, world, role, tenancy)
    address = reverse(f"assessments:{route.name}", kwargs=kwargs)
    rule = route.reading if method in READING else route.writing
    answer = expected(rule, role, tenancy, names_object=bool(kwargs))
    if role in HIDDEN_FROM.get(route.name, ()):
        answer = Answer.HIDDEN
    if method in READING and route.name in BY_BODY and method in route.methods:
        answer = expected(rule, role, "own", names_object=False)
    where = f"{method} {address} as {role} ({tenancy})"
    found.cells += 1
    known = method in route.methods
    before = writes()
    client, body = world.client(role), body_of(route, bundle)
    reply = call(client, method, address, body)
    if problem := problem_of(reply, answer, is_method_known=known):
        found.mismatches.append(f"{where}: {problem}")
    wrote = writes() != before
    if (
        wrote
        and (answer not in {Answer.ALLOWED, Answer.OPEN} or not known)
        and _changes(route, world, role, tenancy, method)
    ):
        found.mismatches.append(f"{where}: wrote something")
    text = text_of(reply)
    if rule is not Rule.STAFF or role != "staff":  # staff pages show every organisation
        found.leaks += [f"{where}: {word}" for word in world.forbidden(role) if word in text]


def _changes(route: Route, world: World, role: str, tenancy: str, method: str) -> bool:
    """Make the call again and compare the whole database: a row written may be taken back."""
    before = checksum()
    address = reverse(f"assessments:{route.name}", kwargs=_kwargs(route, world, role, tenancy))
    call(world.client(role), method, address, body_of(route, world.bundles[tenancy]))
    return checksum() != before


def _kwargs(route: Route, world: World, role: str, tenancy: str) -> dict[str, Any]:
    bundle = world.bundles[tenancy]
    if route.name in OF_A_PERSON:
        person = world.people.get(role, world.people["lead"]) if tenancy == "own" else bundle.person
        return OF_A_PERSON[route.name](bundle, person)
    return kwargs_of(route, bundle)


SHOWN = 40
# A notice about a team leads nobody there who is not in it.
_NOT_IN_IT = {"drifter", "staff"}
HIDDEN_FROM = {
    "notice-open": {"drifter", "editor", "staff"},
    # A collection is its owner's, while they belong to the organisation.
    "bundle-detail": _NOT_IN_IT,
    "bundle-status": _NOT_IN_IT,
    "bundle-download": _NOT_IN_IT,
}
BY_BODY = {"bank-fork"}  # the body names the organisation, not the address


def test_own_words_are_on_the_page_so_that_a_leak_would_show(world: World):
    own = world.bundles["own"]
    pages = {
        reverse("assessments:product-detail", args=[own.product.pk]): own.word,
        reverse("assessments:assessment-section", args=[own.assessment.pk, "value.core"]): own.word,
        reverse("assessments:report-download", args=[own.report.pk]): own.org_word,
    }
    missing = [
        page
        for page, word in pages.items()
        if word not in taken_back(lambda p=page: text_of(world.client("lead").get(p)))
    ]

    assert missing == []
