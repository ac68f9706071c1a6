"""What the pages of the bank studio ask of the database, whatever the number of rows."""

import pytest

from assessments.banks.models import BankDraft
from assessments.banks.services import import_bank, publish_draft
from tests.banks_slice.drafts import GOAL, edit
from tests.banks_slice.pages import typed, url
from tests.factories import (
    AssessmentFactory,
    TeamFactory,
)
from tests.scoring.small_bank import small_bank

pytestmark = pytest.mark.django_db


# session, user, actor, banks, versions
LIST_QUERIES = 5


@pytest.mark.parametrize("banks", [1, 3])
def test_list_asks_a_fixed_number_of_queries(
    client, organisation, editor, banks, django_assert_num_queries
):
    for number in range(banks):
        import_bank(bank=small_bank(slug=f"bank-{number}"))
        import_bank(bank=small_bank(slug=f"bank-{number}", title="Another title"))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(url("bank-list"))


@pytest.mark.parametrize("assessments", [1, 3])
def test_version_page_asks_a_fixed_number_of_queries(
    client, shipped, organisation, assessments, django_assert_num_queries
):
    for _ in range(assessments):
        AssessmentFactory(bank_version=shipped, team_=TeamFactory(organisation=organisation))
    client.get(url("bank-version-detail", shipped.pk))  # the process parses the version once
    with django_assert_num_queries(5):  # session, user, actor, version, assessments
        client.get(url("bank-version-detail", shipped.pk))


@pytest.mark.parametrize("versions", [1, 3])
def test_bank_page_asks_a_fixed_number_of_queries(
    client, fork, editor, versions, django_assert_num_queries
):
    for number in range(versions):
        client.post(url("draft-open", fork.pk))
        edit(editor, fork.draft, GOAL, title=f"Title {number}")
        revision = BankDraft.objects.get(bank=fork).revision
        publish_draft(actor=editor, bank_id=fork.pk, revision=revision, notes="Next")
    client.get(url("bank-detail", fork.pk))
    # session, user, actor, bank, versions, draft; what it was made from, and what is newer there
    with django_assert_num_queries(8):
        client.get(url("bank-detail", fork.pk))


@pytest.mark.parametrize("questions", [1, 3])
@pytest.mark.parametrize(
    ("name", "args", "queries"),
    [
        ("draft-detail", (), 6),  # session, user, actor, draft, versions, last change
        ("draft-history", (), 5),  # session, user, actor, draft, revisions
        ("draft-scoring", (), 5),  # session, user, actor, draft, versions
        ("draft-scoring-section", ("value.core",), 5),
        ("draft-method", (), 4),
        ("draft-condition", (GOAL, "show_if"), 4),  # session, user, actor, draft
        ("draft-duplicate", (GOAL,), 5),
        ("draft-moving", (GOAL,), 4),
        ("draft-languages", (), 4),
        ("draft-preview", ("value.core",), 5),  # session, user, actor, draft, versions
        ("draft-paste", ("value.core",), 4),
        ("draft-edit", (GOAL,), 5),
        ("draft-check", (), 6),  # and the assessments
    ],
)
def test_draft_pages_ask_a_fixed_number_of_queries(
    client, fork, questions, name, args, queries, django_assert_num_queries
):
    for number in range(questions):
        data = {"title": f"New {number}", "kind": "text"}
        client.post(url("draft-add", fork.pk, "value.core"), data)
    with django_assert_num_queries(queries):
        client.get(url(name, fork.pk, *args))


def test_saving_a_question_asks_a_fixed_number_of_queries(client, fork, django_assert_num_queries):
    data = typed(client, fork, GOAL, title="New")
    # session, user, actor, draft, savepoint, bank, locked draft, update, history, release; the
    # message travels in a cookie
    with django_assert_num_queries(10):
        client.post(url("draft-edit", fork.pk, GOAL), data)
