"""PostgreSQL keeps which gates current assessments fail: after every write as a recount says."""

from datetime import date
from importlib import import_module

import pytest
from django.db import connection

from assessments.answers import services
from assessments.answers.models import Assessment
from assessments.teams import services as teams
from tests import factories
from tests.scoring.small_bank import FULL

pytestmark = pytest.mark.django_db

DAY = date(2027, 3, 1)
COLUMNS = "assessment_id, code, organisation_id, team_id, bank_id, level_rank, product_name"


def read(columns):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM assessments_failinggate ORDER BY 1, 2")  # noqa: S608 -- names of our own
        return cursor.fetchall()


def kept():
    return read(f"{COLUMNS}, due_date::text")


def counted():
    rows = Assessment.objects.filter(is_current=True, fails_gate=True)
    return sorted(
        (
            *(one.pk, code, one.organisation_id, one.team_id, one.bank_id),
            *(-1 if one.level_rank is None else one.level_rank, one.product_name),
            one.due_date.isoformat() if one.due_date else "9999-12-31",
        )
        for one in rows
        for code in one.summary["gates_failing"]
    )


@pytest.fixture
def current(assessment):
    teams.choose_current(assessment.product)
    return assessment


def codes(row):
    return [code for pk, code, *_ in kept() if pk == row.pk]


def test_gates_come_and_go_with_the_answers(current, save):
    assert kept() == []
    save("value.goal", 0)
    assert codes(current) == ["value.fairness", "value.goal"]
    save("value.goal", 3, base=1)
    assert codes(current) == ["value.fairness"]
    save("value.fairness", 3)
    assert codes(current) == []
    save("value.goal", 1, base=2)
    assert codes(current) == ["value.goal"]
    assert kept() == counted()
    for code, base in (("value.goal", 3), ("value.fairness", 1)):
        save(code, base=base, state="unanswered")
    assert kept() == counted() == []


def test_whatever_an_assessment_is_sorted_and_found_by_is_kept(current, save, lead):
    save("value.goal", 1)
    actor = factories.actor_of(factories.admin_of(current.organisation))
    team = factories.TeamFactory(organisation=current.organisation)
    acts = (
        lambda: services.plan_assessment(
            actor=lead, assessment_id=current.pk, target_level="", due_date=DAY
        ),
        lambda: teams.rename_product(actor=lead, product_id=current.product_id, name="Other"),
        lambda: teams.move_product(actor=actor, product_id=current.product_id, team_id=team.pk),
    )
    for act in acts:
        before = kept()
        act()
        assert kept() == counted() != before


def test_only_the_assessment_that_stands_for_its_product_is_there(current, save, lead):
    save("value.goal", 1)
    started = services.start_assessment(
        actor=lead, product=current.product, bank_version=current.bank_version, name="Second"
    ).assessment
    assert kept() == []
    save("value.fairness", 1, on=started)
    save("value.fairness", 1)  # the older one
    assert {pk for pk, *_ in kept()} == {started.pk}
    services.archive_assessment(actor=lead, assessment_id=started.pk)
    assert {pk for pk, *_ in kept()} == {current.pk}
    services.restore_assessment(actor=lead, assessment_id=started.pk)
    assert kept() == counted()
    services.delete_assessment(actor=lead, assessment_id=started.pk)
    assert {pk for pk, *_ in kept()} == {current.pk}
    teams.archive_product(actor=lead, product_id=current.product_id)
    assert kept() == []
    teams.restore_product(actor=lead, product_id=current.product_id)
    teams.delete_product(actor=lead, product_id=current.product_id)
    assert kept() == []


def test_a_save_that_leaves_the_gates_as_they_are_writes_none_of_it(current, save):
    save("value.goal", 1)
    places = read("assessment_id, code, ctid::text, xmin::text")
    assert len(places) == 2
    save("build.speed", 3)
    save("value.goal", 1, base=1, note="Why")
    assert read("assessment_id, code, ctid::text, xmin::text") == places


def test_what_is_made_or_emptied_at_once_is_kept_too(assessment):
    factories.make_answers(assessment, {**FULL, "value.goal": 0})
    services.refresh_summary(assessment.pk)
    teams.choose_current(assessment.product)
    made = Assessment.objects.get(pk=assessment.pk)
    copies = [Assessment(**{**fields(made), "id": None}) for _ in range(3)]
    Assessment.objects.bulk_create(copies)
    assert len(kept()) == 4
    assert kept() == counted()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE assessments_assessment CASCADE")
    assert kept() == []


def test_the_migration_fills_in_what_current_assessments_fail(assessment):
    factories.make_answers(assessment, {**FULL, "value.goal": 0})
    services.refresh_summary(assessment.pk)
    teams.choose_current(assessment.product)
    made = Assessment.objects.get(pk=assessment.pk)
    different = ({"due_date": DAY}, {"level_rank": None}, {"is_current": False})
    Assessment.objects.bulk_create(
        Assessment(**{**fields(made), "id": None, **one}) for one in different
    )
    migration = import_module("assessments.migrations.0030_failing_gates_are_indexed")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM assessments_failinggate")
        assert kept() == []
        cursor.execute(migration.FILL)
    assert len(kept()) == 3
    assert kept() == counted()


def fields(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
