"""What a change of another method's figures is made of: exact sums, whatever the order of causes."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, pairwise, permutations
from random import Random
from typing import Any

import pytest

from assessments.scoring.bank import Bank
from assessments.scoring.bank_scoring import METHODS
from assessments.scoring.causes import Between, Cause, Moment
from assessments.scoring.change import Change, FigureChange, change_between
from assessments.scoring.engine import score
from assessments.scoring.figure_terms import figures_by_code
from assessments.scoring.scorecard import Range, Scorecard, Unscored
from assessments.scoring.split import ITSELF, Split, Sums, figure_itself, split
from tests.scoring import method_banks as banks
from tests.scoring.method_banks import METHOD_BANKS
from tests.scoring.random_method_pairs import random_method_pair
from tests.scoring.random_pairs import DAYS, random_pair
from tests.scoring.small_bank import DONT_KNOW, left_out, said

PAIRS, AVERAGED = 80, 60  # of each of the six methods
ON = DAYS[0]
HALF = Fraction(1, 2)
Pair = tuple[Moment, Moment, Change]


@pytest.fixture(scope="module")
def pairs() -> dict[str, list[Pair]]:
    found = {}
    for method in METHOD_BANKS:
        chance = Random(f"{method} 62")  # noqa: S311 -- the same pairs every time
        moments = [random_method_pair(method, chance) for _ in range(PAIRS)]
        found[method] = [
            (before, after, change_between(before, after)) for before, after in moments
        ]
    return found


def figure_changes(change: Change) -> Iterator[tuple[str, str, FigureChange]]:
    yield from (("", code, found) for code, found in change.figures.items())
    for part in change.parts.values():
        yield from ((part.code, code, found) for code, found in part.figures.items())


def values(moment: Moment) -> dict[tuple[str, str], Fraction]:
    """Give every figure that has a value, by the one scoring function; the whole is part ""."""
    card = score(moment.bank, moment.answers, moment.on)
    held = {"": card.figures} | {code: part.figures for code, part in card.parts.items()}
    return {
        (part, code): figure.value
        for part, figures in held.items()
        for code, figure in figures_by_code(moment.bank, figures).items()
        if isinstance(figure.value, Fraction)
    }


def test_every_other_method_is_tried():
    assert {"weighted_mean", *METHOD_BANKS} == set(METHODS)


@pytest.mark.parametrize("method", METHOD_BANKS)
def test_causes_sum_to_the_difference_of_every_figure_to_the_last_digit(pairs, method):
    counted, missing, told = dict.fromkeys(Cause, 0), 0, 0
    for before, after, change in pairs[method]:
        old, new = values(before), values(after)
        every = {(part, code): found for part, code, found in figure_changes(change)}
        assert old.keys() | new.keys() <= every.keys(), "no figure of an end is left out"
        for place, found in every.items():
            if place not in old or place not in new:
                assert found.split is None
                missing += 1
                continue
            assert (found.split.before, found.split.after) == (old[place], new[place])
            assert sum(found.split.by_cause.values()) == new[place] - old[place]
            codes = {code for shares in found.split.shares.values() for code in shares}
            assert (ITSELF not in codes) if found.is_told else (codes <= {ITSELF})
            assert codes <= {ITSELF, *before.bank.questions, *after.bank.questions}
            told += bool(codes) and found.is_told
            for cause, share in found.split.by_cause.items():
                counted[cause] += bool(share)
    assert missing > 5
    assert told > PAIRS
    moving = {cause: count for cause, count in counted.items() if cause is not Cause.EXPIRED}
    assert all(count > PAIRS / 5 for count in moving.values()), counted
    ages = sum(Cause.EXPIRED in change.causes for _, _, change in pairs[method])
    assert PAIRS / 10 < ages < PAIRS, ages
    assert not counted[Cause.EXPIRED], "evidence moves confidence alone"


@pytest.mark.parametrize("method", METHOD_BANKS)
def test_a_cause_gets_its_mean_over_every_order_of_coming_in(pairs, method):
    for before, after, change in pairs[method][:AVERAGED]:
        seen = {taken: values(mixed) for taken, mixed in mixtures(before, after, change)}
        for part, code, found in figure_changes(change):
            if found.split is not None:
                assert found.split.by_cause == averaged((part, code), change.causes, seen)


def mixtures(
    before: Moment, after: Moment, change: Change
) -> Iterator[tuple[frozenset[Cause], Moment]]:
    mixer = Between(before, after)
    for size in range(len(change.causes) + 1):
        for taken in combinations(change.causes, size):
            yield frozenset(taken), mixer.mixed(taken)


def averaged(place, causes, seen) -> dict[Cause, Fraction]:
    """Walk every order from before to after and give what each cause added on average."""
    middle = (seen[frozenset()][place] + seen[frozenset(causes)][place]) / 2
    orders = list(permutations(causes))
    added = dict.fromkeys(causes, Fraction(0))
    for order in orders:
        steps = [seen[frozenset(order[:size])].get(place, middle) for size in range(len(order) + 1)]
        for cause, (old, new) in zip(order, pairwise(steps), strict=True):
            added[cause] += (new - old) / len(orders)
    return added


@pytest.mark.parametrize("method", METHOD_BANKS)
def test_backwards_every_share_has_the_other_sign(pairs, method):
    for before, after, change in pairs[method][:30]:
        turned = change_between(after, before)
        back = {(part, code): found.split for part, code, found in figure_changes(turned)}
        there = {(part, code): found.split for part, code, found in figure_changes(change)}
        assert there.keys() == back.keys()
        for place, found in there.items():
            assert negated(found) == shares(back[place])


def shares(found: Split | None) -> dict[Cause, dict[str, Fraction]] | None:
    return None if found is None else {cause: dict(some) for cause, some in found.shares.items()}


def negated(found: Split | None) -> dict[Cause, dict[str, Fraction]] | None:
    if found is None:
        return None
    return {cause: {q: -one for q, one in some.items()} for cause, some in found.shares.items()}


def test_a_weighted_mean_comes_out_the_same_as_a_figure_by_itself():
    chance = Random(22)  # noqa: S311 -- the same pairs every time
    tried = 0
    for _ in range(100):
        before, after = random_pair(chance)
        change = change_between(before, after)
        cards = {
            taken: score(mixed.bank, mixed.answers, mixed.on)
            for taken, mixed in mixtures(before, after, change)
        }
        for code, part in change.parts.items():
            assert not part.figures
            if part.score is not None:
                scores = {taken: score_of(card, code) for taken, card in cards.items()}
                assert split(scores, change.causes).by_cause == part.score.by_cause
                tried += 1
    assert tried > 100


def score_of(card: Scorecard, code: str) -> Sums:
    part = card.parts.get(code)
    return figure_itself(part.score.score) if part and isinstance(part.score, Range) else {}


def between(bank: Bank, before: Any, after: Any, later: Bank | None = None) -> Change:
    sides = ((bank, before), (later or bank, after))
    return change_between(*(Moment(one, {**said}, ON) for one, said in sides))


def test_points_are_added_up_question_by_question():
    before = {"care.plan": said("b"), "use.tools": DONT_KNOW, "use.log": said(True)}
    after = {"care.plan": said("c"), "use.tools": said(("a", "c")), "use.log": left_out()}

    change = between(METHOD_BANKS["additive"](), before, after)

    use = change.parts["use"].figures["points"]
    assert (use.split.change, use.is_told) == (2, True)
    assert use.split.shares == {
        Cause.ANSWERS: {},
        Cause.KNOWN: {"use.tools": 3},
        Cause.NOT_APPLICABLE: {"use.log": -1},
    }
    whole = change.figures["points"]
    assert (whole.split.by_cause, whole.is_told) == (
        {Cause.ANSWERS: 3, Cause.KNOWN: 3, Cause.NOT_APPLICABLE: -1},
        False,
    )


def test_the_lowest_sum_is_shared_by_the_causes_that_lift_it_together():
    bank = METHOD_BANKS["minimum_of_parts"]()
    full = {code: said(2) for code in bank.questions}
    before = {**full, "data.cost": said(0), "model.stale": DONT_KNOW}

    change = between(bank, before, full)

    # either part alone still has 1 point; only both lift the lowest sum to 2
    assert change.figures["points"].split.by_cause == {
        Cause.ANSWERS: Fraction(1, 2),
        Cause.KNOWN: Fraction(1, 2),
    }
    assert change.parts["data"].figures["points"].split.shares[Cause.ANSWERS] == {"data.cost": 1}


def test_a_discount_is_shared_by_what_earns_it():
    bank = METHOD_BANKS["two_scores"]()
    open_ = dict.fromkeys(("ease.tested", "ease.asked", "ease.watched", "ease.told"), DONT_KNOW)
    before = {"risk.kind": said("b"), "risk.more": said("c"), "risk.reach": said(("a",)), **open_}
    after = {**before, **{code: said("b") for code in open_}}

    change = between(bank, before, after)

    assert change.figures["discount"].split.by_cause == {Cause.KNOWN: 2}
    assert change.figures["total"].split.by_cause == {Cause.KNOWN: -2}
    assert change.figures["gate"].split.change == 0
    ease = change.parts["ease"].figures
    assert ease["mitigation"].split.shares == {
        Cause.KNOWN: {"ease.tested": 2, "ease.asked": 3, "ease.watched": 2, "ease.told": 3}
    }
    assert change.parts["risk"].figures.keys() == {"raw"}


def test_a_mean_of_means_goes_down_to_the_question_through_its_streams():
    bank = METHOD_BANKS["mean_tree"]()
    before = {code: said("a") for code in bank.questions}
    after = {**before, "gov.a1": said("d"), "build.one": said("c"), "build.two": left_out()}

    change = between(bank, before, after)

    # the scale is 3, a stream of the section has three questions, the section two streams
    gov = change.parts["gov"].figures["mean"].split
    assert gov.shares[Cause.ANSWERS] == {"gov.a1": Fraction(3, 6)}
    build = change.parts["build"].figures["mean"].split
    assert build.change == Fraction(3, 2)
    assert build.shares.keys() == {Cause.ANSWERS, Cause.NOT_APPLICABLE}
    assert build.shares[Cause.NOT_APPLICABLE].keys() == {"build.two"}
    aim = change.parts["gov"].figures["to_target"]
    assert (aim.split, aim.is_told) == (None, False)
    assert isinstance(aim.after.value, Unscored)


def test_counts_of_risks_and_states_move_by_question():
    bank = METHOD_BANKS["risk_rules"]()
    before = {"ops.alarm": said(("one",)), "ops.review": DONT_KNOW}
    after = {"ops.alarm": said(("one", "two")), "ops.review": said(("one",))}

    found = between(bank, before, after).parts["ops"].figures

    assert found["risk.none"].split.shares[Cause.ANSWERS] == {"ops.alarm": 1}
    medium = found["risk.medium"].split
    assert (medium.change, medium.by_cause) == (0, {Cause.ANSWERS: -1, Cause.KNOWN: 1})
    # nothing is in that state after, which the scorecard leaves out: it is 0 and no missing figure
    assert found["dont_know"].split.shares[Cause.KNOWN] == {"ops.review": -1}


def test_stages_are_not_split_but_what_is_fulfilled_is():
    bank = METHOD_BANKS["staged"]()
    found = between(bank, {"run.a1": said(False)}, {"run.a1": said(True)}).parts["run"].figures
    assert found.keys() == {"fulfilled"}
    assert found["fulfilled"].split.shares == {Cause.ANSWERS: {"run.a1": 1}}


def test_a_part_in_which_nothing_counts_at_one_end_has_no_figure_there():
    bank = METHOD_BANKS["additive"]()
    found = between(bank, {"care.plan": left_out()}, {"care.plan": said("c")}).parts["care"].figures
    assert found.keys() == {"points"}
    assert (found["points"].before, found["points"].split) == (None, None)


def test_a_sum_that_is_missing_on_the_way_leaves_no_share_without_a_question():
    log, tools = banks.yes_no("use.log"), banks.pointed("use.tools", (1, 1, 2), "multiple")
    first, second = (
        banks.bank({"method": "additive"}, {"use": {"use.first": asked}})
        for asked in ([log], [log, tools])
    )

    change = between(
        first, {"use.log": said(True)}, {"use.log": left_out(), "use.tools": said(("c",))}, second
    )

    # 1 before, 3 with the bank alone, 2 after; with the mark alone nothing counts: halfway, 1/2 + 1
    assert change.parts["use"].figures["points"].split.shares == {
        Cause.NOT_APPLICABLE: {"use.log": Fraction(-3, 4), "use.tools": HALF},
        Cause.BANK: {"use.log": Fraction(-1, 4), "use.tools": Fraction(3, 2)},
    }


def test_another_version_of_the_bank_is_a_cause_of_its_own():
    one = banks.content(
        {"method": "additive"}, {"care": {"care.first": [banks.pointed("care.plan", (0, 2, 5))]}}
    )
    first = Bank.model_validate(one)
    one["parts"][0]["sections"][0]["questions"] += [banks.pointed("care.more", (0, 4))]
    one["parts"][0]["sections"][0]["questions"][0]["choices"][1]["points"] = 3
    second = Bank.model_validate({**one, "version": "2.0"})

    change = between(
        first, {"care.plan": said("a")}, {"care.plan": said("b"), "care.more": said("b")}, second
    )

    # b is worth 2 at first and 3 later, and comes before the bank or after it
    assert change.parts["care"].figures["points"].split.shares == {
        Cause.ANSWERS: {"care.plan": Fraction(5, 2)},
        Cause.BANK: {"care.plan": HALF, "care.more": 4},
    }


def test_figures_of_two_methods_have_no_difference():
    change = between(METHOD_BANKS["additive"](), {}, {}, METHOD_BANKS["minimum_of_parts"]())
    assert not change.figures
    assert not any(part.figures for part in change.parts.values())
