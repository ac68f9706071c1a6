"""The page of a product shows how score and level went, once there is a score."""

from datetime import UTC, datetime

from assessments.answers.models import Assessment
from assessments.answers.services import refresh_summary
from tests import factories
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

    shown, trend = page.content.decode(), page.context["trend"]
    assert [row.assessment.pk for row in trend.rows] == [first.pk, later.pk]
    scores = [row.overall for row in trend.rows]
    assert int(scores[0]) < int(scores[1])
    assert f"{scores[0]}\u2013" in trend.rows[0].range
    assert all(f'nowrap">{row.range}</td>' in shown for row in trend.rows)
    assert shown.count('class="chart-line"') == 1
    assert all(f'class="number">{score} %</td>' in shown for score in scores)
    assert "<b>Later" not in shown
