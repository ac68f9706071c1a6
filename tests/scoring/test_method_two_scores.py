"""Canada's Algorithmic Impact Assessment: two scores, a discount and its bounds."""

from fractions import Fraction

import pytest

from assessments.scoring.bank import Bank
from assessments.scoring.scorecard import (
    Unscored,
)
from tests.scoring import method_banks as banks
from tests.scoring.method_scores import figure, figures, scored


def impact(most_raw: int = 100, most_mitigation: int = 43) -> Bank:
    """Give a bank whose raw score is the number of the choice, and both variants of mitigation."""
    raw = banks.pointed("risk.q", ())
    raw["choices"] = [{"code": str(n), "text": str(n), "points": n} for n in RAW if n <= most_raw]
    eased = [0, most_mitigation * 4 // 5, most_mitigation * 4 // 5 + 1, most_mitigation]
    scoring = {"method": "two_scores", "levels": IMPACTS, "variants": 2}
    return banks.bank(
        {**scoring, "raw": ["risk"], "mitigation": ["ease"]},
        {
            "risk": {"risk.s": [raw]},
            "ease": {
                "ease.design": [banks.pointed("ease.d", eased)],
                "ease.live": [banks.pointed("ease.l", eased)],
            },
        },
        direction="risk",
    )


RAW = (0, 1, 10, 25, 26, 30, 50, 51, 75, 76, 100)
IMPACTS = [
    {"code": code, "name": code, **bound}
    for code, bound in (
        ("i", {"up_to": 25}),
        ("ii", {"up_to": 50}),
        ("iii", {"up_to": 75}),
        ("iv", {}),
    )
]


@pytest.mark.parametrize(
    ("raw", "eased", "total", "level"),
    [
        ("0", "a", 0, "i"),
        ("25", "a", 25, "i"),
        ("26", "a", 26, "ii"),
        ("50", "a", 50, "ii"),
        ("51", "a", 51, "iii"),
        ("75", "a", 75, "iii"),
        ("76", "a", 76, "iv"),
        ("100", "a", 100, "iv"),
        ("100", "d", 85, "iv"),
        ("10", "d", 9, "i"),
        ("30", "d", 26, "ii"),
        ("10", "b", 10, "i"),
        ("10", "c", 9, "i"),
    ],
)
def test_an_impact_has_its_total_and_level(raw: str, eased: str, total: int, level: str) -> None:
    """34 of 86 points of mitigation are less than 80 % of half of them, 35 are enough."""
    card = scored(impact(), {"risk.q": raw, "ease.d": eased})
    found = figures(card)
    assert (found["raw"], found["total"], card.level) == (int(raw), total, level)
    assert found["gate"] == Fraction(172, 5)
    assert (figure(card, "raw").of, figure(card, "mitigation").of) == (100, 86)
    assert isinstance(card.overall, Unscored)


def test_with_nothing_said_an_impact_is_a_draft_that_may_become_anything() -> None:
    card = scored(impact(), {})
    assert (figures(card)["raw"], figures(card)["total"], card.level, card.draft) == (
        0,
        0,
        "i",
        True,
    )
    total = figure(card, "total")
    assert (total.low, total.high) == (0, 100)


def test_points_of_a_question_that_becomes_hidden_leave_at_once_and_its_maximum_stays() -> None:
    bank = banks.two_scores()
    shown = scored(bank, {"risk.kind": "b", "risk.more": "c", "risk.reach": ["a", "b"]})
    hidden = scored(bank, {"risk.kind": "a", "risk.more": "c", "risk.reach": ["a", "b"]})
    assert (figures(shown)["raw"], figures(hidden)["raw"]) == (13, 3)
    assert figure(shown, "raw").of == figure(hidden, "raw").of == 15
    assert "risk.more" in hidden.hidden
    assert "risk.more" not in hidden.questions


def test_parts_and_sections_carry_their_own_side_of_the_two_scores() -> None:
    card = scored(banks.two_scores(), {"risk.reach": ["c"], "ease.tested": "b"})
    assert figures(card.parts["risk"]) == {"raw": 2}
    assert figures(card.parts["ease"]) == {"mitigation": 2}
    assert figures(card.parts["ease"].sections["ease.design"]) == {"mitigation": 2}
    assert figures(card.parts["ease"].sections["ease.live"]) == {"mitigation": 0}
    assert figure(card.parts["ease"].sections["ease.live"], "mitigation").of == 5


def test_open_mitigation_bounds_the_total_from_both_sides() -> None:
    bank = banks.two_scores()
    card = scored(bank, {"risk.kind": "b", "risk.more": "c"})
    total = figure(card, "total")
    assert (total.value, total.low, total.high) == (10, 9, 15)
