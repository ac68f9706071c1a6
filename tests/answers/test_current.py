"""Which assessment stands for a product, and the figures in its columns, after every kind of write."""

from fractions import Fraction
from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone

from assessments.answers import services
from assessments.answers.models import Assessment
from assessments.teams import services as teams
from tests import factories
from tests.answers.blind_team import begin, reveal, say
from tests.counting import statements
from tests.races import Beside, behind
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


def begins_at(product):
    """Give what the trend of the product's current assessment begins at."""
    return Assessment.objects.filter(product=product, is_current=True).get().score_before


def score_of(row):
    return Assessment.objects.get(pk=row.pk).score


def test_a_trend_begins_at_the_newest_score_before(assessment, product, start, save, lead):
    save("value.goal", 2)
    second = start("Second")
    first = score_of(assessment)
    assert first is not None
    assert begins_at(product) == first
    third = start("Third")
    assert begins_at(product) == first  # the second has no result
    save("value.goal", 4, on=second)
    assert begins_at(product) == score_of(second) != first
    services.archive_assessment(actor=lead, assessment_id=second.pk)
    assert begins_at(product) == first
    services.restore_assessment(actor=lead, assessment_id=second.pk)
    assert begins_at(product) == score_of(second)
    services.archive_assessment(actor=lead, assessment_id=third.pk)
    assert begins_at(product) == first
    services.delete_assessment(actor=lead, assessment_id=assessment.pk)
    assert (current(product), begins_at(product)) == (["Second"], None)


def test_a_trend_follows_the_score_it_begins_at_until_that_is_taken_back(
    assessment, product, start, save
):
    save("value.goal", 2)
    start("Second")
    save("value.goal", 4, base=1)
    assert begins_at(product) == score_of(assessment) is not None
    save("value.goal", base=2, state="unanswered")
    assert begins_at(product) is None


def test_a_trend_does_not_begin_on_another_bank_nor_past_it(assessment, product, start, save):
    save("value.goal", 2)
    other = start("Second", bank_version=factories.BankVersionFactory())
    save("value.goal", 3, on=other)
    start("Third", bank_version=assessment.bank_version)
    assert score_of(other) is not None
    assert begins_at(product) is None


def test_the_migration_fills_in_what_trends_begin_at(assessment, product, start, save, lead):
    migration = import_module("assessments.migrations.0029_portfolio_sorts_by_trend")

    def filled_in():
        Assessment.objects.update(score_before=None)
        migration.fill_in(apps, None)
        others = Assessment.objects.exclude(is_current=True)
        assert set(others.values_list("score_before", flat=True)) == {None}
        return begins_at(product)

    save("value.goal", 2)
    second = start("Second")
    assert filled_in() == score_of(assessment) is not None
    save("value.goal", 4, on=second)
    start("Third")
    assert filled_in() == score_of(second) != score_of(assessment)
    services.archive_assessment(actor=lead, assessment_id=second.pk)
    assert filled_in() == score_of(assessment)
    start("Fourth", bank_version=factories.BankVersionFactory())
    assert filled_in() is None


def test_moved_assessments_take_their_scores_along(assessment, product, start, save, lead):
    save("value.goal", 2)
    second = start("Second")
    other = factories.ProductFactory(team=product.team)
    for row in (assessment, second):
        services.move_assessment(actor=lead, assessment_id=row.pk, product_id=other.pk)
    assert begins_at(other) == score_of(assessment)


def test_a_reveal_of_an_older_assessment_begins_the_trend_anew(
    assessment, product, start, lead, ada, bob
):
    blind = begin(lead, assessment.team, [ada.user_id, bob.user_id])
    services.move_assessment(actor=lead, assessment_id=blind.pk, product_id=product.pk)
    start("Newest", bank_version=blind.bank_version)
    say(ada, blind, "value.goal", 4)
    assert begins_at(product) is None
    reveal(lead, blind)
    assert begins_at(product) == score_of(blind) is not None


def test_only_a_score_that_changed_on_an_older_assessment_costs_two_statements_more(
    assessment, product, start, save
):
    second = start("Second")
    # all that was said; lock and summary at once; register, event
    first = statements(lambda: save("value.goal", 2, on=second))
    again = statements(lambda: save("value.goal", 4, base=1, on=second))
    noted = statements(lambda: save("value.goal", 4, base=2, note="Why", on=second))
    assert (first, again, noted) == (4, 4, 4)
    # of an older one lock and summary are two; the current one is locked, and reads the score
    assert statements(lambda: save("value.goal", 2)) == 7
    assert statements(lambda: save("value.goal", 2, base=1, note="Why")) == 5


@pytest.mark.django_db(transaction=True)
def test_of_two_older_scores_that_change_at_once_the_second_sees_the_first(
    assessment, product, start, save
):
    older, newer = assessment, start("Second")
    start("Third")
    found = behind(
        lambda: save("value.goal", 4, on=newer),
        lambda: save("value.goal", 2, on=older),
    )
    assert found.changed
    assert begins_at(product) == score_of(newer) != score_of(older)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("save_first", [True, False])
def test_a_save_on_an_older_one_and_archiving_the_current_one_wait_for_each_other(
    assessment, product, start, save, lead, save_first
):
    save("value.goal", 2)
    middle, newest = start("Second"), start("Third")
    acts = (
        lambda: save("value.goal", 4, on=middle),
        lambda: services.archive_assessment(actor=lead, assessment_id=newest.pk),
    )
    found = behind(*acts if save_first else acts[::-1])
    assert not isinstance(found, Exception), found
    assert (current(product), begins_at(product)) == (["Second"], score_of(assessment))


def renames(product):
    admin = factories.actor_of(factories.admin_of(product.team.organisation))
    return lambda: teams.rename_product(actor=admin, product_id=product.pk, name="Other")


def moves(product):
    admin = factories.actor_of(factories.admin_of(product.team.organisation))
    team = factories.TeamFactory(organisation=product.team.organisation)
    return lambda: teams.move_product(actor=admin, product_id=product.pk, team_id=team.pk)


def refreshed_while(act, row):
    """Change a score whose row was locked before the act began, as the sweep does."""
    Assessment.objects.filter(pk=row.pk).update(score=1)  # the newest of the rows in the table
    other = Beside(act)
    with transaction.atomic():
        Assessment.objects.select_for_update().get(pk=row.pk)
        other.start_and_wait()
        services.refresh_summary(row.pk)
    found = other.ended()
    assert not isinstance(found, Exception), found
    assert score_of(row) != 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", [renames, moves])
def test_a_save_on_an_older_one_and_a_change_of_the_product_wait_for_each_other(
    assessment, product, start, save, act
):
    save("value.goal", 2)
    start("Second")
    refreshed_while(act(product), assessment)
    assert begins_at(product) == score_of(assessment)


@pytest.mark.django_db(transaction=True)
def test_a_sweep_of_an_archived_one_and_a_change_of_the_product_wait_for_each_other(
    assessment, product, start, save, lead
):
    newer = start("Second")
    save("value.goal", 2, on=newer)
    services.archive_assessment(actor=lead, assessment_id=newer.pk)
    refreshed_while(renames(product), newer)
    assert (current(product), begins_at(product)) == (["Spring review"], None)
