"""Where a score stands among others, and when nothing is said."""

import random
from fractions import Fraction

from assessments.scoring.comparison import Comparison, Entry, Field, Silence, field_of

POINT = 10_000
OWN = 0


def field(*percents: float, teams: int | None = None, own: float | None = None) -> Field:
    """Give one product a team, or all spread over so many teams with one's own, which is 0."""
    spread = teams or len(percents) + 1
    rows = [Entry(n, 1 + n % (spread - 1), int(p * POINT)) for n, p in enumerate(percents, start=1)]
    return field_of(rows if own is None else [*rows, Entry(OWN, 0, int(own * POINT))])


def place(among: Field, percent: float | None, team: int = 0) -> Comparison:
    return among.place(OWN, team, None if percent is None else int(percent * POINT))


def test_nothing_is_said_with_five_teams_and_a_percentile_with_six() -> None:
    assert place(field(10, 20, 30, 90), 50) == Comparison(5, 4, silence=Silence.FEW_TEAMS)
    assert place(field(10, 20, 30, 90, 90), 50) == Comparison(6, 5, percentile=Fraction(3, 5))


def test_many_products_of_few_teams_are_not_many_teams() -> None:
    found = place(field(*range(0, 100, 5), teams=5), 50)

    assert (found.teams, found.products, found.silence) == (5, 20, Silence.FEW_TEAMS)


def test_a_product_is_not_compared_with_itself() -> None:
    without, within = field(10, 20, 30, 90, 90), field(10, 20, 30, 90, 90, own=50)

    for percent in (50, 70, None):
        assert place(within, percent) == place(without, percent)


def test_an_incomplete_product_is_not_compared_and_does_not_count_its_team() -> None:
    found = place(field(10, 20, 30, 40, 50, 60), None)

    assert found == Comparison(6, 6, silence=Silence.INCOMPLETE)


def test_a_second_product_of_ones_own_team_is_no_other_team() -> None:
    assert place(field(10, 20, 30, 40, 50), 50, team=1).teams == 5
    assert place(field(10, 20, 30, 40, 50, own=50), 50).teams == 6


def test_products_on_the_same_step_count_half() -> None:
    assert place(field(50, 54, 49, 55, 20), 50).percentile == (2 + Fraction(2, 2)) / 5


def test_the_percentile_is_the_share_that_stands_lower_and_half_of_those_beside() -> None:
    for own in range(101):
        chance = random.Random(own)  # noqa: S311 -- repeatable, not secret
        percents = [chance.randint(0, 100) for _ in range(chance.randint(5, 40))]

        lower = [p for p in percents if p // 5 < own // 5]
        beside = [p for p in percents if p // 5 == own // 5]
        expected = (len(lower) + Fraction(len(beside), 2)) / len(percents)
        assert place(field(*percents), own).percentile == expected
        assert place(field(*percents, own=own), own).percentile == expected


def test_no_change_of_ones_own_score_finds_another_score_closer_than_five_points() -> None:
    """Whatever one answers, two different sets of others' scores on the same steps look alike."""
    one, two = field(11, 23, 47, 61, 88), field(14, 20, 45, 64, 85)
    tried = [n / 10 for n in range(1001)]

    assert [place(one, own) for own in tried] == [place(two, own) for own in tried]
