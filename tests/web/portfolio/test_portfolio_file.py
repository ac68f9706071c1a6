"""The portfolio as a file of every product."""

from datetime import UTC, datetime

import pytest

from assessments.answers.models import Assessment
from assessments.answers.portfolio import ROWS
from assessments.audit.models import AuditEvent
from assessments.cells import unguarded
from tests import factories
from tests.scoring.small_bank import FULL
from tests.web.portfolio.reading import HERE, lines_of, names

pytestmark = pytest.mark.django_db


def test_the_file_holds_every_product_of_the_filter_and_no_formula(client, seen, team, make):
    hostile = '=HYPERLINK("https://example.org")'
    make(team, hostile, FULL)
    make(team, "Begun", {"value.goal": 4})
    for number in range(ROWS):
        make(team, f"Row {number:02}")

    reply = client.get(f"{HERE}export", {"order": "level-high"})

    lines = lines_of(reply)
    assert [unguarded(line["product"]) for line in lines[:2]] == [hostile, "Begun"]
    assert len(lines) == ROWS + 2
    assert not any(cell.startswith("=") for line in lines for cell in line.values())
    full = Assessment.objects.get(product_name=hostile).summary
    assert lines[0]["score"] == full["overall"]["value"]
    assert lines[0]["level"] == full["level_name"]
    assert {line["score_before"] for line in lines} == {""}
    event = AuditEvent.objects.get(verb="portfolio.exported")
    assert (event.object_name, event.detail) == (str(team.organisation), {"order": "level-high"})


def test_page_and_file_sort_by_the_trend_since_the_score_before(client, seen, team, make):
    then = datetime(2026, 1, 1, tzinfo=UTC)
    for name, before, now in (("Fell", 4, 2), ("Rose", 0, 4), ("Other", 1, 2)):
        bank = {"bank_version": factories.BankVersionFactory()} if name == "Other" else {}
        first = make(team, name, {"value.goal": before}, created_at=then, **bank)
        make(team, name, {"value.goal": now}, product=first.product)

    reply = client.get(f"{HERE}export", {"order": "trend-up"})

    lines = lines_of(reply)
    assert [line["product"] for line in lines] == ["Rose", "Other", "Fell"]
    before = [line["score_before"] for line in lines]
    assert before[1] == ""
    assert float(before[0]) < float(lines[0]["score"])
    earlier = Assessment.objects.get(product_name="Fell", is_current=False)
    assert before[2] == earlier.summary["overall"]["value"]
    assert names(seen(order="trend-up")) == ["Rose", "Other", "Fell"]
    assert names(seen(order="trend-down")) == ["Fell", "Other", "Rose"]


def test_the_file_keeps_to_the_filter(client, seen, team, make):
    make(team, "Full", FULL)
    make(team, "Begun", {"value.goal": 4})

    reply = client.get(f"{HERE}export", {"gates": "fail"})

    lines = lines_of(reply)
    assert [line["product"] for line in lines] == ["Begun"]
    assert lines[0]["gates_failing"]
