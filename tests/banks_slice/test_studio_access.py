"""Who sees which page of the bank studio: editors, nobody else, and only their own."""

import pytest
from django.test import Client

from assessments.banks.models import Bank
from tests.banks_slice.pages import DRAFT_PAGES, ids, signed_in, url
from tests.factories import (
    MemberFactory,
    UserFactory,
)
from tests.scoring.small_bank import small_bank

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", DRAFT_PAGES, ids=ids)
def test_editor_opens_the_page_of_a_draft(client, fork, page):
    assert client.get(url(page[0], fork.pk, *page[1:])).status_code == 200


@pytest.mark.parametrize("page", DRAFT_PAGES, ids=ids)
def test_draft_of_another_organisation_does_not_exist(fork, page):
    stranger = signed_in(MemberFactory(edits_banks=True).user)
    assert stranger.get(url(page[0], fork.pk, *page[1:])).status_code == 404


@pytest.mark.parametrize("page", DRAFT_PAGES, ids=ids)
def test_member_without_the_right_is_refused(fork, organisation, page):
    member = signed_in(MemberFactory(organisation=organisation).user)
    assert member.get(url(page[0], fork.pk, *page[1:])).status_code == 403


@pytest.mark.parametrize("page", DRAFT_PAGES, ids=ids)
def test_member_who_edits_elsewhere_is_refused(fork, organisation, page):
    user = MemberFactory(organisation=organisation).user
    MemberFactory(user=user, edits_banks=True)
    assert signed_in(user).get(url(page[0], fork.pk, *page[1:])).status_code == 403


def test_signed_out_visitor_is_sent_to_sign_in(fork):
    reply = Client().get(url("bank-detail", fork.pk))
    assert (reply.status_code, reply["Location"].partition("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("name", ["bank-list", "bank-detail", "bank-version-detail"])
def test_reading_pages_open_for_editors_only(client, shipped, organisation, name):
    args = {
        "bank-list": (),
        "bank-detail": (shipped.bank_id,),
        "bank-version-detail": (shipped.pk,),
    }
    member = signed_in(MemberFactory(organisation=organisation).user)
    assert client.get(url(name, *args[name])).status_code == 200
    assert member.get(url(name, *args[name])).status_code == 403


def test_gate_of_a_version_says_both_its_levels(client, shipped):
    page = client.get(f"/bank-versions/{shipped.pk}/parts/value").content.decode()

    assert "gate: below 2 holds at Exploring, exactly 2 at Launch-ready" in page


@pytest.mark.parametrize("part", ["profile", "value", "build"])
def test_part_of_a_version_shows_its_questions_in_full(client, shipped, part):
    reply = client.get(url("bank-version-part", shipped.pk, part))
    first = parsed_first(part)
    assert first.title in reply.content.decode()


def parsed_first(part):
    bank = small_bank()
    if part == "profile":
        return bank.profile[0]
    return next(p for p in bank.parts if p.code == part).questions[0]


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("bank-detail", (999_999,)),
        ("bank-version-detail", (999_999,)),
        ("draft-detail", (999_999,)),
    ],
)
def test_unknown_id_does_not_exist(client, shipped, name, args):
    assert client.get(url(name, *args)).status_code == 404


@pytest.mark.parametrize("name", ["draft-edit", "draft-add", "draft-remove"])
def test_unknown_code_does_not_exist(client, fork, name):
    assert client.get(url(name, fork.pk, "no.such.code")).status_code == 404


@pytest.mark.parametrize("name", ["draft-open", "bank-publish", "draft-move"])
def test_write_addresses_refuse_get(client, fork, name):
    assert client.get(url(name, fork.pk)).status_code == 405


def test_shipped_bank_opens_no_draft(client, shipped):
    assert client.post(url("draft-open", shipped.bank_id)).status_code == 403


def test_fork_makes_the_bank_and_leads_to_its_draft(client, shipped, organisation):
    reply = client.post(url("bank-fork", shipped.pk), {"organisation": organisation.pk})
    fork = Bank.objects.get(organisation=organisation)
    assert (reply.status_code, reply["Location"]) == (302, url("draft-detail", fork.pk))


@pytest.mark.parametrize("organisation_id", ["", "x", "0", "99999999999999999999"])
def test_fork_into_no_organisation_of_mine_does_not_exist(client, shipped, organisation_id):
    reply = client.post(url("bank-fork", shipped.pk), {"organisation": organisation_id})
    assert reply.status_code == 404


def test_user_without_any_organisation_is_refused(shipped):
    assert signed_in(UserFactory()).get(url("bank-list")).status_code == 403


def test_only_editors_see_the_way_to_the_banks(client, shipped, organisation):
    member = signed_in(MemberFactory(organisation=organisation).user)
    link = f'href="{url("bank-list")}"'
    assert link in client.get(url("bank-detail", shipped.bank_id)).content.decode()
    assert link not in member.get(url("bank-list")).content.decode()
