"""The check of banks that tie very much together ends in bounded work, and names what it did not prove."""

from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.banks.lint import Finding, ground, lint
from assessments.banks.lint.between import pick_between
from assessments.scoring.bank import Bank
from assessments.scoring.outlook.budget import Budget
from assessments.scoring.outlook.cases import Choice, Row
from assessments.scoring.outlook.sums import MOST_BITS, MOST_MARKED, TooManySums
from assessments.web.studio_places import placed
from tests.scoring.costly_banks import (
    bank_of,
    chain,
    each_option_shows_one,
    many_weights,
    nine_switches,
    one_number,
    part,
    switch,
    switched,
    twenty_parts,
)
from tests.scoring.small_bank import rubric
from tests.scoring.test_overall import optional_parts
from tests.steps import within

MOST = 60_000_000
COSTLY: Mapping[str, Callable[[], Bank]] = {
    "each option shows one": each_option_shows_one,
    "nine switches": lambda: nine_switches(60),
    "twenty parts": lambda: twenty_parts(5),
    "chain": lambda: chain(300),
    "one number": lambda: one_number(60),
    "many weights": lambda: many_weights(60),
    "optional parts": lambda: optional_parts(30),
}
# Those in which some proof cannot try everything.
LEFT_OUT = {"each option shows one", "chain"}


def unproven(findings: list[Finding]) -> list[Finding]:
    return [one for one in findings if one.id == "BANK044"]


@pytest.mark.parametrize("name", COSTLY)
def test_the_check_ends_and_says_what_it_could_not_prove(name: str) -> None:
    bank = COSTLY[name]()
    found = within(MOST, lambda: lint(bank))
    assert bool(unproven(found)) == (name in LEFT_OUT)
    assert {one.severity for one in unproven(found)} <= {"warning"}


def test_a_chain_of_two_thousand_is_checked_and_its_findings_placed_in_bounded_work() -> None:
    bank = chain()
    content: dict[str, Any] = bank.model_dump(mode="json", by_alias=True, exclude_none=True)
    found = within(6_000_000, lambda: lint(bank))
    shown = within(1_000_000, lambda: placed(content, tuple(found)))

    assert unproven(found)
    assert len(shown) == len(found) > 2000
    last = [
        one for one in shown if one.found.path.startswith("parts[0].sections[0].questions[1999]")
    ]
    assert {one.code for one in last} == {"p.q1999"}


def test_what_was_not_proven_is_said_by_rule_and_the_same_at_every_check() -> None:
    found = lint(each_option_shows_one())
    assert any("BANK023" in one.message for one in unproven(found))
    assert lint(each_option_shows_one()) == found


def never_shown_before_much_that_is_tied() -> Bank:
    """Give a question that is never shown, and after it one that nine yes-no questions show."""
    yes = {"question": "p.yes", "equals": True}
    never = rubric("p.never", show_if={"all": [yes, {"not": yes}]})
    switches = [switch(f"q.d{place}") for place in range(9)]
    on = [{"question": each["code"], "equals": True} for each in switches]
    tied = rubric("q.tied", show_if={"all": on})
    return bank_of([part("p", [switch("p.yes"), never]), part("q", [*switches, tied])])


def test_what_a_rule_found_before_its_steps_ended_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    def said_of_never_shown() -> tuple[list[str], bool]:
        found = lint(never_shown_before_much_that_is_tied())
        paths = [one.path for one in found if one.id == "BANK020"]
        return paths, any("BANK020" in one.message for one in unproven(found))

    never = "parts[0].sections[0].questions[1].show_if"
    assert said_of_never_shown() == ([never], False)
    monkeypatch.setattr(ground, "MOST_STEPS", 2**9 - 1)  # fewer than what is tied can come out at
    assert said_of_never_shown() == ([never], True)


def test_gates_beside_much_that_is_tied_are_each_tried() -> None:
    gate = {"fails_below": 1, "caps_at": "exploring", "exactly": {"level": 4, "caps_at": "framed"}}
    gates = [rubric(f"p.g{place}", gate=gate) for place in range(40)]
    found = lint(bank_of([part("p", [*gates, *switched("p", 9, 60)])]))
    falling = [one.message for one in found if one.id == "BANK027"]
    assert falling[: len(gates)] == [
        f"a better answer to {each['code']} can lower the readiness level" for each in gates
    ]


rows = st.lists(
    st.builds(
        lambda weight, points: Row("", weight, tuple(Choice(p, 9, 0, None) for p in points)),
        st.integers(1, 60),
        st.lists(st.integers(0, 40), min_size=1, max_size=3),
    ),
    min_size=1,
    max_size=5,
)


@given(rows, st.integers(-5, 4000), st.integers(-5, 4000))
def test_answers_between_two_ends_are_picked_exactly_when_there_are_any(
    given_rows: list[Row], start: int, end: int
) -> None:
    named = [row._replace(code=f"q{place}") for place, row in enumerate(given_rows)]
    picks = pick_between(named, 0, start, end, Budget(MOST_MARKED))
    every = product(*(row.choices for row in named))
    sums = {
        sum(row.weight * choice.points for row, choice in zip(named, some, strict=True))
        for some in every
    }
    assert (picks is not None) == any(start <= one < end for one in sums)
    if picks is not None:
        assert start <= sum(row.weight * picks[row.code].points for row in named) < end


def test_sums_too_far_apart_are_not_listed_without_end() -> None:
    choices = [
        (Choice(0, 9, 0, None), Choice(MOST_BITS * 999 + 2**n, 9, 0, None)) for n in range(20)
    ]
    wide = [Row(f"q{n}", 1, both) for n, both in enumerate(choices)]
    only = pick_between(wide[:5], 0, MOST_BITS * 999 + 8, MOST_BITS * 999 + 9, Budget(MOST_MARKED))
    assert only == {row.code: row.choices[row.code == "q3"] for row in wide[:5]}
    with pytest.raises(TooManySums):
        pick_between(wide, 0, 5, 6, Budget(MOST_MARKED))
