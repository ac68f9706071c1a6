"""Each further shipped bank comes out as worked out by hand in its golden file."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from assessments.banks.formats.yaml_reader import read_mapping
from assessments.banks.shipped import shipped_bank
from assessments.scoring.answer_file import answers_from_mapping
from assessments.scoring.engine import score
from assessments.scoring.scorecard import Range, Scorecard
from tests.scoring.test_golden import uniform

ON = date(2026, 3, 1)
GOLDEN = Path(__file__).parent / "golden"
LEVELLED = ("quick-check", "genai-readiness")


def worked(slug: str) -> tuple[dict[str, Any], Scorecard]:
    """Give the expected figures of a golden file, and the scorecard of its answers."""
    expected = read_mapping((GOLDEN / f"{slug}.yaml").read_bytes())
    bank = shipped_bank(slug)
    return expected, score(bank, answers_from_mapping(bank, expected.pop("answers")), ON)


def fractions(*figures: str) -> Range:
    low, high = (Fraction(figure) for figure in figures)
    return Range(low, low, high)


@pytest.mark.parametrize("slug", LEVELLED)
def test_a_bank_with_floors_gives_what_is_worked_out_by_hand(slug: str) -> None:
    expected, card = worked(slug)
    assert {code: (part.level, part.score) for code, part in card.parts.items()} == {
        code: (level, fractions(*figures)) for code, (level, *figures) in expected["parts"].items()
    }
    assert card.overall == fractions(*expected["overall"])
    assert (card.level, bool(card.provisional)) == (expected["level"], expected["provisional"])
    assert [binding.code for binding in card.binding] == expected["binding"]
    assert sorted(card.hidden) == sorted(expected["hidden"])
    assert not card.draft


@pytest.mark.parametrize(
    ("slug", "levels"),
    [
        ("quick-check", ["exploring", "framed", "proven", "proven"]),
        ("genai-readiness", ["exploring", "framed", "launch_ready", "scale_ready"]),
    ],
)
def test_equal_answers_give_the_stated_levels(slug: str, levels: list[str]) -> None:
    bank = shipped_bank(slug)
    found = [score(bank, uniform(bank, level), ON).level for level in (1, 2, 3, 4)]
    assert found == levels
