"""Bounds of the overall score are exact however many parts a bank has, and no subset is tried."""

from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring.bank import Bank
from assessments.scoring.outlook.completions import reach_of
from assessments.scoring.outlook.deciding import outlook
from assessments.scoring.outlook.overall import Corner, greatest, hull_of, joined
from tests.scoring.small_bank import SCORING, rubric, said
from tests.steps import within

points = st.builds(Corner, st.integers(1, 9), st.integers(-40, 40)) | st.just(Corner(0, 0))
apart = st.lists(st.lists(points, min_size=1, max_size=4), min_size=1, max_size=4)


def tried(sets: list[list[Corner]]) -> Fraction | None:
    """Try every way to take one point of each set."""
    sums = [(sum(p.weight for p in some), sum(p.total for p in some)) for some in product(*sets)]
    return max((Fraction(total, weight) for weight, total in sums if weight), default=None)


def rate(corner: Corner | None) -> Fraction | None:
    return None if corner is None else Fraction(corner.total, corner.weight)


@given(apart)
def test_the_greatest_rate_is_what_trying_every_combination_finds(sets: list[list[Corner]]) -> None:
    assert rate(greatest(joined([hull_of(each) for each in sets]))) == tried(sets)


@given(apart, st.lists(points, min_size=1, max_size=4))
def test_other_points_of_one_set_are_tried_without_joining_anew(
    sets: list[list[Corner]], instead: list[Corner]
) -> None:
    hulls = [hull_of(each) for each in sets]
    found = greatest(joined(hulls), hulls[0], hull_of(instead))
    assert rate(found) == tried([instead, *sets[1:]])


def optional_parts(count: int) -> Bank:
    """Give a part that is always asked, and so many that a yes or no each shows, of own weights."""
    codes = ["always", *(f"p{place}" for place in range(count))]
    parts: list[dict[str, Any]] = [
        {
            "code": code,
            "title": code,
            "sections": [{"code": f"{code}.s", "title": "S", "questions": [rubric(f"{code}.q")]}],
        }
        for code in codes
    ]
    profile = [{"code": f"profile.{code}", "kind": "boolean", "title": code} for code in codes[1:]]
    for part in parts[1:]:
        part["show_if"] = {"question": f"profile.{part['code']}", "equals": True}
    weights = {code: 1 + 7919 * place * place % 997 for place, code in enumerate(codes)}
    floors = {code: {"framed": 40} for code in codes}
    scoring = {**SCORING, "floors": floors, "part_weights": {**weights, "always": 900}}
    content = {"slug": "many", "title": "M", "scoring": scoring, "profile": profile, "parts": parts}
    return Bank.model_validate(content)


def test_two_hundred_parts_that_may_be_left_out_have_an_exact_range_in_bounded_work() -> None:
    bank = optional_parts(200)
    levels = {code: place % 5 for place, code in enumerate(bank.section_of)}
    answers = {code: said(level) for code, level in levels.items()} | {"always.q": said(2)}

    found = within(3_000_000, lambda: outlook(bank, answers))

    assert found.reach.exact
    weights = bank.scoring.part_weights
    worth = [
        (Fraction(level, 4), weights[code.split(".")[0]])
        for code, level in levels.items()
        if code != "always.q"
    ]
    assert found.reach.whole.low == prefix_mean(sorted(worth), min)
    assert found.reach.whole.high == prefix_mean(sorted(worth, reverse=True), max)
    assert len(found.deciding) == 200
    assert found.reach == reach_of(bank, answers)


def prefix_mean(worth: list[tuple[Fraction, int]], pick: Any) -> Fraction:
    """Take parts into the mean one after the other, the best for it first, and give the best."""
    total, weight = Fraction(900, 2), 900
    means = [total / weight]
    for score, more in worth:
        total, weight = total + score * more, weight + more
        means.append(total / weight)
    return pick(means)
