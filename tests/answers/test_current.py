"""Which assessment stands for a product, and the figures in its columns, after every kind of write."""

from fractions import Fraction
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from assessments.answers import services
from assessments.answers.models import Assessment
from assessments.teams import services as teams
from tests import factories
from tests.answers.blind_team import begin, reveal, say
from tests.scoring.method_banks import risk_rules
from tests.scoring.small_bank import FULL

pytestmark = pytest.mark.django_db

FIGURES = ("score", "level_rank", "fails_gate", "is_complete")
NONE = (None, None, False, False)


@pytest.fixture
def product(assessment):
    return assessment.product


@pytest.fixture
def start(assessment, lead):
    def begin_one(name="Autumn review", **more):
        given = {"product": assessment.product, "bank_version": assessment.bank_version, **more}
        return services.start_assessment(actor=lead, name=name, **given).assessment

    return begin_one


def current(product):
    rows = Assessment.objects.filter(product=product, is_current=True)
    return list(rows.values_list("name", flat=True))


def figures(row):
    return Assessment.objects.filter(pk=row.pk).values_list(*FIGURES).get()


def test_the_newest_that_is_not_archived_stands_for_the_product(product, start, lead):
    first, second = start("First"), start("Second")
    assert current(product) == ["Second"]
    services.archive_assessment(actor=lead, assessment_id=second.pk)
    assert current(product) == ["First"]
    services.restore_assessment(actor=lead, assessment_id=second.pk)
    assert current(product) == ["Second"]
    services.delete_assessment(actor=lead, assessment_id=second.pk)
    assert current(product) == ["First"]
    services.archive_assessment(actor=lead, assessment_id=first.pk)
    assert current(product) == ["Spring review"]


def test_a_moved_assessment_leaves_one_product_and_stands_for_the_other(product, start, lead):
    moved = start("Second")
    other = factories.ProductFactory(team=product.team)
    services.move_assessment(actor=lead, assessment_id=moved.pk, product_id=other.pk)
    assert (current(product), current(other)) == (["Spring review"], ["Second"])
    assert Assessment.objects.get(pk=moved.pk).product_name == other.name


def test_no_assessment_stands_for_an_archived_product(product, start, lead):
    start("Second")
    teams.archive_product(actor=lead, product_id=product.pk)
    assert current(product) == []
    teams.restore_product(actor=lead, product_id=product.pk)
    assert current(product) == ["Second"]


def test_assessments_carry_the_name_of_their_product(product, start, lead):
    started = start()
    assert Assessment.objects.get(pk=started.pk).product_name == product.name
    teams.rename_product(actor=lead, product_id=product.pk, name="Other")
    assert set(Assessment.objects.values_list("product_name", flat=True)) == {"Other"}


def test_a_started_assessment_has_the_bank_and_no_figures(assessment, start):
    started = start()
    row = Assessment.objects.get(pk=started.pk)
    assert (row.bank, figures(row)) == (assessment.bank_version.bank, NONE)


def test_figures_follow_the_answers(assessment, save):
    save("value.goal", 4)
    score, rank, fails, complete = figures(assessment)
    exact = Fraction(Assessment.objects.get(pk=assessment.pk).summary["overall"]["exact"])
    assert abs(Fraction(score, 10_000) - exact) <= Fraction(1, 20_000)
    assert (rank, fails, complete) == (0, True, False)
    save("value.goal", base=1, state="unanswered")
    assert figures(assessment) == NONE


def test_a_full_assessment_is_complete(assessment, lead):
    factories.make_answers(assessment, FULL)
    services.refresh_summary(assessment.pk)
    found = Assessment.objects.get(pk=assessment.pk)
    levels = ("exploring", "framed", "proven", "launch_ready", "scale_ready")
    assert levels[found.level_rank] == found.summary["level"]
    assert (found.is_complete, found.fails_gate) == (True, bool(found.summary["gates_failing"]))


def test_a_blind_assessment_has_no_figures_before_its_reveal(assessment, lead, ada, bob):
    blind = begin(lead, assessment.team, [ada.user_id, bob.user_id])
    say(ada, blind, "value.goal", 4)
    assert figures(blind) == NONE
    reveal(lead, blind)
    assert figures(blind) != NONE


def test_results_of_risk_rules_from_before_they_had_a_rank_are_counted_by_the_next_sweep(
    assessment,
):
    made = factories.AssessmentFactory(bank_version=factories.version_of(risk_rules()))
    factories.make_answers(made, {"ops.alarm": ["one"]})
    migration = import_module("assessments.migrations.0026_risks_are_ranked")

    migration.have_counted(apps, None)

    assert services.refresh_stale_summaries(timezone.localdate()) == 1
    assert figures(made) == (None, 1, False, False)
    assert Assessment.objects.get(pk=made.pk).risk_free == 555_556
