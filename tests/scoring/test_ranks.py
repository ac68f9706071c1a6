"""Where a result stands among others of its bank: by its level, or by its greatest risk."""

from fractions import Fraction

from assessments.scoring.engine import score
from assessments.scoring.ranks import rank_names, rank_of, risk_free
from tests.scoring import method_banks as banks
from tests.scoring.method_scores import ON, scored
from tests.scoring.small_bank import FULL, small_bank

NONE, MEDIUM, HIGH = ["one", "two"], ["one"], ["two"]
# From the most to the least risk: a greater one first, then more questions at it, and where there
# is none but the least, fewer answered.
DOWN = (
    {"ops.alarm": HIGH, "ops.review": HIGH},
    {"ops.alarm": HIGH, "ops.review": NONE},
    {"ops.alarm": MEDIUM, "ops.review": MEDIUM, "net.zones": ["NET1_1"]},
    {"ops.alarm": MEDIUM, "ops.review": MEDIUM, "net.zones": ["NET1_3"]},
    {"ops.alarm": MEDIUM},
    {"ops.alarm": NONE},
    {"ops.alarm": NONE, "ops.review": NONE},
    {"ops.alarm": NONE, "ops.review": NONE, "net.zones": ["NET1_3"]},
)


def test_risks_rank_from_the_greatest_up_and_levels_from_the_lowest():
    assert rank_names(banks.risk_rules()) == ["High risk", "Medium risk", "No risk"]
    levels = [level.name for level in small_bank().scoring.levels]
    assert rank_names(small_bank()) == levels


def test_the_greatest_risk_said_is_the_rank():
    bank = banks.risk_rules()
    assert [rank_of(bank, scored(bank, said)) for said in DOWN] == [0, 0, 1, 1, 1, 2, 2, 2]


def test_fewer_questions_at_the_greatest_risk_are_freer_of_it():
    bank = banks.risk_rules()
    found = [risk_free(bank, scored(bank, said)) for said in DOWN]
    thirds = (1, 2, 3, 4, 5, 7, 8, 9)
    assert found == [Fraction(number, 9) for number in thirds]


def test_where_no_risk_is_said_there_is_no_rank():
    bank = banks.risk_rules()
    for said in ({}, {"net.zones": ["none_of"]}):
        card = scored(bank, said)
        assert (rank_of(bank, card), risk_free(bank, card)) == (None, None)


def test_a_bank_with_levels_ranks_by_them_and_says_nothing_of_risk():
    bank = small_bank()
    card = score(bank, FULL, ON)
    assert bank.scoring.level_codes[rank_of(bank, card)] == card.level
    assert risk_free(bank, card) is None


def test_two_scores_rank_by_the_level_though_they_have_no_score():
    bank = banks.two_scores()
    card = scored(bank, {"risk.kind": "b"})
    assert rank_of(bank, card) == bank.scoring.level_codes.index(card.level)
    assert risk_free(bank, card) is None
