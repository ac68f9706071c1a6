"""Shipped banks come from files; what is published stays, what differs becomes a draft."""

import pytest
from django.test.utils import CaptureQueriesContext

from assessments.banks.errors import FieldRefused
from assessments.banks.models import Bank, BankDraft, BankVersion
from assessments.banks.services import (
    import_bank,
    import_unfinished,
    publish_imported_draft,
)
from assessments.banks.shipped import shipped_bank
from tests.scoring.small_bank import small_bank

pytestmark = pytest.mark.django_db


def test_new_slug_publishes_the_version_of_the_file():
    done = import_bank(bank=small_bank(version="2.3", notes="First public one"))

    assert done.result == "published"
    assert done.version is not None
    assert (done.version.number, done.version.notes) == ("2.3", "First public one")
    assert done.bank.organisation_id is None


def test_same_digest_changes_nothing():
    import_bank(bank=small_bank())
    again = import_bank(bank=small_bank(version="1.4", notes="Another number, the same content"))

    assert again.result == "unchanged"
    assert (BankVersion.objects.count(), BankDraft.objects.count()) == (1, 0)


def test_other_content_becomes_a_draft_and_leaves_the_version():
    first = import_bank(bank=small_bank()).version
    done = import_bank(bank=small_bank(title="Another title"))

    assert done.result == "draft"
    assert done.draft is not None
    assert (done.draft.content["title"], done.draft.based_on) == ("Another title", first)
    assert Bank.objects.get().title == "A small bank"


def test_importing_the_same_draft_twice_keeps_its_revision():
    import_bank(bank=small_bank())
    first = import_bank(bank=small_bank(title="Another title")).draft
    again = import_bank(bank=small_bank(title="Another title"))

    assert again.result == "unchanged"
    assert BankDraft.objects.get().revision == first.revision == 1


def test_next_file_replaces_the_draft_of_the_last():
    import_bank(bank=small_bank())
    import_bank(bank=small_bank(title="Second"))
    import_bank(bank=small_bank(title="Third"))

    draft = BankDraft.objects.get()
    assert (draft.content["title"], draft.revision) == ("Third", 2)


def test_what_is_not_finished_becomes_a_draft_of_a_bank_without_versions():
    content = {"slug": "half", "title": "Half a bank"}
    done = import_unfinished(content=content)
    again = import_unfinished(content=content)

    assert (done.result, again.result) == ("draft", "unchanged")
    assert done.draft is not None
    assert (done.draft.content, done.draft.based_on) == (content, None)
    assert (done.bank.title, done.bank.versions.count()) == ("Half a bank", 0)


def test_what_is_not_finished_becomes_the_draft_of_the_bank_of_its_slug():
    first = import_bank(bank=small_bank()).version
    done = import_unfinished(content={"slug": "small", "title": "Half of it"})

    assert done.draft is not None
    assert (done.draft.based_on, done.bank.title) == (first, "A small bank")


def test_a_bank_that_was_not_finished_is_published_with_all_a_list_says_of_it():
    import_unfinished(content={"slug": "small", "title": "Half of it"})
    done = import_bank(bank=small_bank(licence="CC-BY-4.0", attribution="By Ann"))

    assert done.result == "published"
    row = Bank.objects.get()
    assert (row.title, row.licence, row.attribution) == ("A small bank", "CC-BY-4.0", "By Ann")
    assert BankDraft.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "field"),
    [({"title": "T"}, "slug"), ({"slug": ["a"], "title": "T"}, "slug"), ({"slug": "a"}, "title")],
)
def test_what_has_no_slug_or_title_has_no_place(content: dict, field: str):
    with pytest.raises(FieldRefused) as refused:
        import_unfinished(content=content)
    assert refused.value.field == field
    assert Bank.objects.count() == 0


def test_imported_draft_is_published_under_the_next_number():
    import_bank(bank=small_bank())
    import_bank(bank=small_bank(title="Another title"))

    version = publish_imported_draft(slug="small", notes="New title")

    assert version.number == "1.1"
    assert Bank.objects.get().title == "Another title"


def test_bank_of_an_organisation_with_the_same_slug_is_left_alone(fork):
    import_bank(bank=small_bank(title="Another title"))

    assert BankDraft.objects.get(bank=fork).content["title"] == "A small bank"


@pytest.mark.parametrize(("change", "queries"), [({}, 4), ({"title": "New"}, 7)])
def test_repeated_import_asks_a_fixed_number_of_queries(
    change: dict, queries: int, django_assert_num_queries: CaptureQueriesContext
):
    import_bank(bank=small_bank())
    with django_assert_num_queries(queries):
        import_bank(bank=small_bank(**change))


def test_first_import_asks_a_fixed_number_of_queries(django_assert_num_queries):
    with django_assert_num_queries(8):
        import_bank(bank=small_bank())


def test_import_of_the_default_bank_asks_as_much_as_that_of_a_small_one(django_assert_num_queries):
    bank = shipped_bank("ml-readiness")
    with django_assert_num_queries(8):
        import_bank(bank=bank)
