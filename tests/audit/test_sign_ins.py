"""Sign-ins leave a trace in each organisation of the person, and no address nobody has."""

import pytest
from django.test import Client

from assessments.audit.models import AuditEvent
from tests import factories

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def _try(address: str, password: str) -> Client:
    client = Client()
    client.post(LOGIN, {"login": address, "password": password})
    return client


def _trace() -> list[tuple[str, int | None]]:
    found = AuditEvent.objects.order_by("pk").values_list("verb", "organisation_id")
    return [pair for pair in found if pair[0].startswith("person.")]


def test_signing_in_and_out_is_kept_in_each_organisation_of_the_person():
    user = factories.UserFactory()
    first, second = (factories.MemberFactory(user=user).organisation_id for _ in range(2))

    _try(user.email, factories.PASSWORD).post("/accounts/logout/")

    assert sorted(_trace()) == sorted(
        (verb, pk) for verb in ("person.signed_in", "person.signed_out") for pk in (first, second)
    )


def test_a_failed_try_names_the_member_whose_address_it_was():
    member = factories.MemberFactory()
    _try(member.user.email.upper(), "wrong")

    event = AuditEvent.objects.get(verb="person.sign_in_failed")
    assert (event.object_id, event.organisation_id) == (member.user_id, member.organisation_id)
    assert event.actor is None


@pytest.mark.parametrize("address", ["nobody@example.org", "x\x00y@example.org", "é" * 300, ""])
def test_an_address_nobody_has_is_not_kept(address):
    _try(address, "wrong")

    kept = AuditEvent.objects.filter(verb="person.sign_in_failed")
    assert {(event.object_id, event.object_name, event.organisation_id) for event in kept} <= {
        (None, "", None)
    }
