"""The audit log of an organisation: who reads it, what the filter finds, what the file holds."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.audit.models import AuditEvent
from assessments.audit.services import record
from tests import factories
from tests.web.conftest import World

ADDRESS = "/organisations/{pk}/audit"


@pytest.fixture
def admin(world: World) -> Client:
    """Sign in before becoming a member, so that the log begins empty."""
    user, client = factories.UserFactory(), Client()
    client.force_login(user)
    factories.MemberFactory(organisation=world.team.organisation, user=user, role="admin")
    return client


@pytest.fixture
def address(world: World) -> str:
    return ADDRESS.format(pk=world.team.organisation_id)


def _happened(world: World, verb: str = "product.renamed", **detail: str) -> AuditEvent:
    return record(
        verb,
        world.assessment.product,
        organisation_id=world.team.organisation_id,
        actor_id=world.lead.pk,
        detail=detail,
    )


def _shown(reply) -> str:
    assert reply.status_code == 200
    return reply.content.decode()


def test_an_event_is_shown_in_words_with_person_object_and_detail(world, admin, address):
    _happened(world, before="Old name")
    page = _shown(admin.get(address))

    assert "changed a product" in page
    assert "Lea Lead" in page
    assert "Old name" in page
    assert world.assessment.product.name in page


def test_a_failed_try_to_sign_in_is_nobodys_known(world, admin, address):
    record(
        "person.sign_in_failed",
        world.lead,
        organisation_id=world.team.organisation_id,
        actor_id=None,
    )

    page = " ".join(_shown(admin.get(address)).split())

    assert '<span class="muted">Somebody</span> <b>failed to sign in</b>' in page


def test_an_empty_log_says_what_will_appear(admin, address):
    assert "Nothing happened yet" in _shown(admin.get(address))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("verb=product.renamed", True),
        ("verb=product.deleted", False),
        ("person={person}", True),
        ("person={other}", False),
        ("person=99999999999999999999999", True),
        ("object=product-{product}", True),
        ("object=product-0", False),
        ("object=%00", True),
        ("since=2020-01-01", True),
        ("until=2020-01-01", False),
        ("since=nonsense", True),
        ("verb=no.such", True),
        ("after=nonsense", True),
    ],
)
def test_the_filter_finds_what_it_says_and_ignores_what_it_cannot_read(
    world, admin, address, asked, found
):
    _happened(world, before="Old name")
    asked = asked.format(
        person=world.lead.pk, other=world.viewer.pk, product=world.assessment.product_id
    )
    assert ("Old name" in _shown(admin.get(f"{address}?{asked}"))) is found


def test_pages_follow_each_other_without_a_gap_or_a_repeat(world, admin, address):
    made = [_happened(world, before=f"number {n:03}.").detail["before"] for n in range(120)]
    seen, asked = [], ""
    while True:
        page = _shown(admin.get(f"{address}{asked}"))
        seen += [name for name in made if name in page][::-1]
        if ">Older<" not in page:
            break
        asked = page.split('">Older<')[0].rpartition('href="')[2].replace("&amp;", "&")

    assert seen == made[::-1]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_as_much_for_three_events_as_for_one(world, admin, address, number):
    for _ in range(number):
        _happened(world)
    with CaptureQueriesContext(
        connection,
    ) as made:
        admin.get(address)

    # session, user, actor, organisation, its people for the filter, events
    assert len(made) == 6


def test_the_file_of_a_spreadsheet_runs_nothing(world, admin, address):
    world.assessment.product.name = '=HYPERLINK("https://example.org")'
    _happened(world, before="@SUM(A1)")
    reply = admin.get(f"{address}/export?as=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(reply).decode("utf-8-sig"))))

    assert [row["verb"] for row in rows][-1] == "product.renamed"
    assert rows[-1]["object_name"] == '\'=HYPERLINK("https://example.org")'
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert reply["Content-Disposition"].startswith("attachment")


def test_json_holds_each_event_whole_and_the_export_is_an_event(world, admin, address):
    _happened(world, before="Old name")
    content = json.loads(b"".join(admin.get(f"{address}/export?as=json&verb=product.renamed")))

    assert [(row["verb"], row["detail"]) for row in content] == [
        ("product.renamed", {"before": "Old name"})
    ]
    exported = AuditEvent.objects.get(verb="audit.exported")
    assert exported.detail == {"format": "json", "verb": "product.renamed"}


def test_an_export_keeps_what_was_asked_of_the_filter_and_nothing_else(world, admin, address):
    reply = admin.get(f"{address}/export?as=csv&verb=a%00b&format=html&note=%00")

    assert reply.status_code == 200
    exported = AuditEvent.objects.get(verb="audit.exported")
    assert exported.detail == {"format": "csv", "verb": "ab"}


def test_a_file_of_nothing_is_still_json(admin, address):
    assert json.loads(b"".join(admin.get(f"{address}/export?as=json&verb=bank.forked"))) == []


def test_an_unknown_kind_of_file_does_not_exist(admin, address):
    assert admin.get(f"{address}/export?as=exe").status_code == 404
    assert not AuditEvent.objects.filter(verb="audit.exported").exists()


def test_the_log_of_another_organisation_does_not_exist(admin):
    other = factories.OrganisationFactory()
    assert admin.get(ADDRESS.format(pk=other.pk)).status_code == 404
    assert admin.get(f"{ADDRESS.format(pk=other.pk)}/export").status_code == 404


def test_somebody_of_another_organisation_is_never_among_the_events(world, admin, address):
    other = factories.OrganisationFactory()
    record("organisation.renamed", other, organisation_id=other.pk)
    assert other.name not in _shown(admin.get(address))
