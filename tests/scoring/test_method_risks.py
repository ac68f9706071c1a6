"""AWS risk rules: the first true one decides, and risks are counted."""

from assessments.scoring.answers import State
from assessments.scoring.scorecard import (
    Unscored,
)
from tests.scoring import method_banks as banks
from tests.scoring.method_scores import figures, scored


def test_and_binds_tighter_than_or_in_the_rules_of_a_question() -> None:
    """NET1_2 && !NET1_1 || NET1_3 holds for 3 alone, and for 1, 2 and 3 together."""
    bank = banks.risk_rules()
    found = {
        tuple(ticked): scored(bank, {"net.zones": ticked}).questions["net.zones"].outcome
        for ticked in (
            ["NET1_1"],
            ["NET1_2"],
            ["NET1_3"],
            ["NET1_1", "NET1_2"],
            ["NET1_1", "NET1_3"],
            ["NET1_1", "NET1_2", "NET1_3"],
            ["none_of"],
        )
    }
    assert list(found.values()) == ["medium", "none", "none", "medium", "none", "none", None]


def test_parts_and_whole_count_risks_and_states_apart() -> None:
    bank = banks.risk_rules()
    card = scored(
        bank, {"ops.alarm": ["one", "two"], "ops.review": ["two"], "net.zones": ["none_of"]}
    )
    assert figures(card) == {"risk.high": 1, "risk.medium": 0, "risk.none": 1, "undecided": 1}
    assert figures(card.parts["ops"]) == {"risk.high": 1, "risk.medium": 0, "risk.none": 1}
    assert figures(card.parts["net"]) == {
        "risk.high": 0,
        "risk.medium": 0,
        "risk.none": 0,
        "undecided": 1,
    }
    assert (card.level, card.overall) == (
        None,
        Unscored("This method counts risks and gives no score."),
    )
    states = {"ops.alarm": State.NOT_APPLICABLE, "ops.review": State.DONT_KNOW}
    nothing = {"risk.high": 0, "risk.medium": 0, "risk.none": 0}
    one_each = {"dont_know": 1, "unanswered": 1, "not_applicable": 1}
    assert figures(scored(bank, states)) == nothing | one_each
