"""Reads of banks: bound to the organisation, without content, and parsed once in a process."""

import threading

import pytest

from assessments.banks.models import BankVersion
from assessments.banks.queries import (
    assessments_using,
    banks_visible_to,
    codes_ever_used,
    forget_parsed_banks,
    parsed_bank,
    shipped_version,
    version_for,
    versions,
    versions_usable_by,
)
from assessments.banks.recent import Recent
from assessments.banks.services import import_bank
from tests.factories import (
    AssessmentFactory,
    BankFactory,
    MemberFactory,
    OrganisationFactory,
    TeamFactory,
    actor_of,
    version_of,
)
from tests.scoring.small_bank import small_bank

pytestmark = pytest.mark.django_db


def test_parsed_bank_of_a_row_costs_one_query_then_none(shipped, django_assert_num_queries):
    row = versions().get(pk=shipped.pk)
    forget_parsed_banks()
    with django_assert_num_queries(1):
        first = parsed_bank(row)
    with django_assert_num_queries(0):
        assert parsed_bank(row) is first
    assert first == small_bank()


def test_parsed_bank_of_an_id_costs_one_query_when_kept(shipped, django_assert_num_queries):
    parsed_bank(shipped)
    with django_assert_num_queries(1):
        assert parsed_bank(shipped.pk) == small_bank()


def test_no_list_of_versions_reads_their_content(shipped):
    assert "content" in versions().get().get_deferred_fields()


def test_the_bank_used_longest_ago_is_forgotten_first():
    parsed = Recent(2)
    made: list[str] = []

    def bank(slug):
        def parse():
            made.append(slug)
            return small_bank(slug=slug)

        return parsed.get((slug, "1.0"), parse)

    for slug in ("a", "b", "a", "c", "a", "b"):
        bank(slug)
    assert made == ["a", "b", "c", "b"]


def test_threads_share_one_parsed_bank():
    parsed, found = Recent(4), []
    gate = threading.Barrier(8)

    def read():
        gate.wait()
        found.append(parsed.get(("d", "1.0"), small_bank))

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(bank) for bank in found}) == 1


def test_actor_sees_shipped_and_own_banks_only(shipped, organisation, editor):
    own = BankFactory(organisation=organisation, title="Own")
    BankFactory(organisation=OrganisationFactory(), title="Of somebody else")

    assert list(banks_visible_to(editor)) == [shipped.bank, own]


def test_version_of_another_organisation_does_not_exist(editor):
    foreign = version_of(small_bank(), bank=BankFactory(organisation=OrganisationFactory()))

    with pytest.raises(BankVersion.DoesNotExist):
        version_for(editor, foreign.pk)


def test_usable_versions_are_shipped_and_own_and_not_retired(shipped, organisation):
    member = actor_of(MemberFactory(organisation=organisation).user)
    own = version_of(small_bank(), bank=BankFactory(organisation=organisation, title="Own"))
    version_of(small_bank(), bank=BankFactory(organisation=OrganisationFactory()))
    BankVersion.objects.filter(pk=own.pk).update(retired_at=None)

    assert list(versions_usable_by(member, organisation.pk)) == [shipped, own]

    BankVersion.objects.filter(pk=shipped.pk).update(retired_at="2026-01-01T00:00Z")
    assert list(versions_usable_by(member, organisation.pk)) == [own]


def test_outsider_can_use_no_version_in_an_organisation(shipped, organisation):
    outsider = actor_of(MemberFactory().user)

    assert list(versions_usable_by(outsider, organisation.pk)) == []


def test_assessments_of_other_organisations_are_not_listed(shipped, organisation, editor):
    mine = AssessmentFactory(bank_version=shipped, team_=TeamFactory(organisation=organisation))
    AssessmentFactory(bank_version=shipped)

    assert list(assessments_using(shipped, editor)) == [mine]


def test_codes_of_the_forked_bank_stay_taken(fork):
    assert {"value", "value.core", "value.goal", "profile.stage"} <= codes_ever_used(fork)


def test_codes_of_another_bank_are_free(shipped):
    other = import_bank(bank=small_bank(slug="other")).bank
    assert codes_ever_used(other)
    assert codes_ever_used(BankFactory()) == frozenset()


def test_equal_content_of_another_bank_keeps_its_own_notes(organisation):
    mine = version_of(small_bank(notes="Mine"), bank=BankFactory(), notes="Mine")
    theirs = version_of(small_bank(notes="Theirs"), bank=BankFactory(), notes="Theirs")
    assert mine.digest == theirs.digest
    assert [parsed_bank(mine).notes, parsed_bank(theirs).notes] == ["Mine", "Theirs"]


def test_newest_version_of_a_shipped_bank_is_found_by_its_slug(shipped):
    assert shipped_version("small") == shipped
    with pytest.raises(BankVersion.DoesNotExist):
        shipped_version("nowhere")
