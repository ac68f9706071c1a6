"""The page of a product shows how score and level went, once there is a score."""

from datetime import UTC, datetime, timedelta

from assessments.answers import services
from assessments.answers.models import Assessment, Milestone
from assessments.answers.services import refresh_summary
from assessments.web import trend
from tests import factories
from tests.scoring.small_bank import FULL
from tests.web.conftest import World


def _scored(world: World, name: str, value: int, day: int) -> Assessment:
    """Make an assessment with two answers, last changed on a day of March."""
    made = factories.AssessmentFactory(
        product=world.assessment.product, bank_version=world.assessment.bank_version, name=name
    )
    factories.make_answers(made, {"value.goal": value, "build.speed": value})
    refresh_summary(made.pk)
    at = datetime(2026, 3, day, tzinfo=UTC)
    Assessment.objects.filter(pk=made.pk).update(touched_at=at)
    return made


def test_a_product_shows_no_trend_before_a_score_and_no_line_for_one(world):
    client = world.client("viewer")
    address = f"/products/{world.assessment.product_id}/"
    assert "trend-title" not in client.get(address).content.decode()

    _scored(world, "Spring", 2, day=3)

    page = client.get(address)
    assert "trend-title" in page.content.decode()
    assert "chart-line" not in page.content.decode()


def test_a_product_shows_score_and_level_of_its_assessments_in_order(world):
    later, first = _scored(world, "<b>Later", 4, day=20), _scored(world, "First", 1, day=3)

    page = world.client("viewer").get(f"/products/{world.assessment.product_id}/")

    shown, found = page.content.decode(), page.context["trend"]
    assert [row.address for row in found.rows] == [
        f"/assessments/{first.pk}/",
        f"/assessments/{later.pk}/",
    ]
    assert found.rows[0].figures.score < found.rows[1].figures.score
    scores = [row.overall for row in found.rows]
    assert found.rows[0].range.startswith(scores[0].removesuffix("\u00a0%") + "\u2013")
    assert all(f'nowrap">{row.range}</td>' in shown for row in found.rows)
    assert shown.count('class="chart-line"') == 1
    assert shown.count('class="chart-band"') == 1
    assert shown.count('class="chart-ring"') == 2
    assert all(f'class="number">{score}</td>' in shown for score in scores)
    assert "<b>Later" not in shown


def _kept(world: World, made: Assessment, name: str) -> Milestone:
    lead = factories.actor_of(world.lead)
    return services.make_milestone(actor=lead, assessment_id=made.pk, name=name)


def test_a_milestone_stands_for_its_assessment_until_that_is_changed(world):
    made = _scored(world, "Spring", 2, day=3)
    kept = _kept(world, made, "Before the pilot")
    client, address = world.client("viewer"), f"/products/{made.product_id}/"

    alone = client.get(address).context["trend"].rows
    Assessment.objects.filter(pk=made.pk).update(
        revision=made.revision + 1, touched_at=kept.made_at + timedelta(days=1)
    )
    page = client.get(address)

    assert [(row.name, row.kept) for row in alone] == [("Before the pilot", True)]
    rows = page.context["trend"].rows
    assert [(row.name, row.kept) for row in rows] == [("Before the pilot", True), ("Spring", False)]
    assert rows[0].figures == rows[1].figures
    assert (rows[0].level, rows[0].is_draft) == (rows[1].level, rows[1].is_draft)
    assert f'<a href="{kept.get_absolute_url()}">Before the pilot</a>' in page.content.decode()


def test_the_oldest_moments_of_a_long_trend_are_counted(world, monkeypatch):
    made = _scored(world, "Spring", 2, day=3)
    for number in range(4):
        _kept(world, made, f"Milestone {number}")
    monkeypatch.setattr(trend, "MOST_POINTS", 3)

    page = world.client("viewer").get(f"/products/{made.product_id}/")

    assert [row.name for row in page.context["trend"].rows] == [f"Milestone {n}" for n in (1, 2, 3)]
    assert "1 older moment is not shown" in page.content.decode()


def test_a_moment_with_nothing_open_is_said_without_a_range(world):
    factories.make_answers(world.assessment, FULL)
    refresh_summary(world.assessment.pk)
    _kept(world, world.assessment, "All said")
    _scored(world, "Half said", 4, day=20)

    page = world.client("viewer").get(f"/products/{world.assessment.product_id}/")

    words = page.context["trend"].svg
    assert words.count("could be") == 1
    assert "All said, " in words
