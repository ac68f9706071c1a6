"""Krippendorff's alpha against published figures, an independent sum, and where it is undefined."""

from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring.agreement import Cause, Metric, Undefined, alpha

# Source: Klaus Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C:
# four observers, twelve units, missing values; https://repository.upenn.edu/asc_papers/43
_ = None
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3),
    (_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _),
)
UNITS = list(zip(*OBSERVERS, strict=True))
# The same source, section B: two observers, twelve units, nominal, no missing value: 0.692.
SECTION_B = list(zip("aabbdcccedda", "babbbccceddd", strict=True))
# The same source, section A: two observers, ten units, two values: 0.095.
SECTION_A = list(zip((0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0), strict=True))


@pytest.mark.parametrize(
    ("metric", "published"),
    [(Metric.NOMINAL, "0.743"), (Metric.ORDINAL, "0.815"), (Metric.INTERVAL, "0.849")],
)
def test_four_observers_with_missing_values_give_the_published_figures(
    metric: Metric, published: str
) -> None:
    found = alpha(UNITS, metric)
    assert isinstance(found, Fraction)
    assert f"{float(found):.3f}" == published


@pytest.mark.parametrize(("units", "published"), [(SECTION_A, "0.095"), (SECTION_B, "0.692")])
def test_two_observers_give_the_published_figures(units: list[Any], published: str) -> None:
    found = alpha(units, Metric.NOMINAL)
    assert isinstance(found, Fraction)
    assert f"{float(found):.3f}" == published


@pytest.mark.parametrize(
    ("units", "cause"),
    [
        ([], Cause.ONE_PERSON),
        ([(1,), (2,)], Cause.ONE_PERSON),
        ([(1, None), (2, None)], Cause.ONE_PERSON),
        ([(1, None), (None, 2)], Cause.NOTHING_SHARED),
        ([(3, 3), (3, 3)], Cause.NO_VARIATION),
        ([(3, 3), (3, 3), (1, None)], Cause.NO_VARIATION),
    ],
)
def test_where_alpha_is_not_defined_the_cause_is_said_in_words(
    units: list[Any], cause: Cause
) -> None:
    found = alpha(units, Metric.ORDINAL)
    assert found == Undefined(cause)
    assert found.reason.startswith("Not defined: ")


def test_full_agreement_is_one_and_worse_than_chance_is_below_nought() -> None:
    assert alpha([(1, 1), (2, 2), (3, 3)], Metric.ORDINAL) == 1
    crossed = alpha([(1, 2), (2, 1)], Metric.NOMINAL)
    assert isinstance(crossed, Fraction)
    assert crossed < 0


RATINGS = st.lists(
    st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=3, max_size=3), max_size=8
)


def by_definition(units: list[list[int | None]], metric: Metric) -> Fraction | None:
    """Compute alpha from single ordered pairs, as its definition says, without a matrix."""
    kept = [[v for v in unit if v is not None] for unit in units]
    kept = [unit for unit in kept if len(unit) > 1]
    every = sorted(v for unit in kept for v in unit)

    def apart(one: int, other: int) -> Fraction:
        if metric is Metric.NOMINAL:
            return Fraction(one != other)
        if metric is Metric.INTERVAL:
            return Fraction((one - other) ** 2)
        low, high = min(one, other), max(one, other)
        ranks = sum(low <= v <= high for v in every)
        return (ranks - Fraction(every.count(low) + every.count(high), 2)) ** 2

    expected = sum((apart(a, b) for a, b in permutations(every, 2)), Fraction(0))
    if not expected:
        return None
    observed = sum(
        (sum(apart(a, b) for a, b in permutations(u, 2)) / Fraction(len(u) - 1) for u in kept),
        Fraction(0),
    )
    return 1 - (len(every) - 1) * observed / expected


@given(RATINGS, st.sampled_from(Metric))
def test_an_independent_sum_over_pairs_gives_the_same(
    units: list[list[int | None]], metric: Metric
) -> None:
    found = alpha(units, metric)
    assert (None if isinstance(found, Undefined) else found) == by_definition(units, metric)


@given(RATINGS, st.permutations([0, 1, 2]))
def test_the_order_of_people_changes_nothing(
    units: list[list[int | None]], order: list[int]
) -> None:
    other = [[unit[place] for place in order] for unit in units]
    assert alpha(units, Metric.ORDINAL) == alpha(other, Metric.ORDINAL)
