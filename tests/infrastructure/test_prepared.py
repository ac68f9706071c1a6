"""PostgreSQL keeps the plans of repeated statements; what is asked and found stays the same."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from assessments.answers.statements import rows
from assessments.teams.repeated import Repeated
from mlpm import prepared

TWICE = Repeated("SELECT %s::int * 2, %s::text")


def plans() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements ORDER BY prepare_time")
        return [text for (text,) in cursor.fetchall()]


@pytest.mark.django_db
def test_a_repeated_statement_has_one_plan_and_finds_the_same():
    assert rows(TWICE, [4, "a %s"]) == rows(TWICE, [4, "a %s"]) == [(8, "a %s")]
    assert rows(TWICE, [5, "b"]) == [(10, "b")]
    assert [text for text in plans() if "* 2" in text] == [
        next(text for text in plans() if text.endswith("AS SELECT $1::int * 2, $2::text"))
    ]


@pytest.mark.django_db
def test_another_statement_is_planned_each_time():
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::int * 3", [4])
        assert cursor.fetchone() == (12,)
    assert not [text for text in plans() if "* 3" in text]


@pytest.mark.django_db
def test_a_plan_outlives_the_transaction_that_was_rolled_back():
    asked = Repeated("SELECT %s::int * 4")
    with transaction.atomic():
        rows(asked, [1])
        transaction.set_rollback(True)
    assert rows(asked, [2]) == [(8,)]


@pytest.mark.django_db
def test_what_was_asked_is_what_is_logged_and_counted():
    with CaptureQueriesContext(connection) as captured:
        rows(TWICE, [4, "a"])
        rows(TWICE, [5, "b"])
    assert [query["sql"] for query in captured] == [
        "SELECT 4::int * 2, 'a'::text",
        "SELECT 5::int * 2, 'b'::text",
    ]


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_makes_its_own_plans():
    assert rows(TWICE, [1, "a"]) == [(2, "a")]
    connection.close()
    assert rows(TWICE, [1, "a"]) == [(2, "a")]


@pytest.mark.django_db
def test_more_statements_than_are_kept_are_answered_too(monkeypatch):
    monkeypatch.setattr(prepared, "MOST_PLANS", 0)
    with connection.cursor() as cursor:
        cursor.execute(Repeated("SELECT %s::int * 5"), [2])
        assert cursor.fetchone() == (10,)
    assert not [text for text in plans() if "* 5" in text]
