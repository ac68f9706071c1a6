"""What a change is made of: sums to the last digit, whatever the order, forwards as backwards."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import combinations, pairwise, permutations
from random import Random
from typing import Any

import pytest

from assessments.scoring.answers import BLANK, Answer, EvidenceItem
from assessments.scoring.causes import Between, Cause, Moment, cause_of
from assessments.scoring.change import Change, change_between
from assessments.scoring.engine import score
from assessments.scoring.errors import ScoringError
from assessments.scoring.scorecard import Range, Scorecard
from assessments.scoring.split import Split, Term, split
from tests.scoring.random_pairs import random_pair
from tests.scoring.small_bank import (
    DONT_KNOW,
    left_out,
    rubric_bank,
    said,
    small_bank,
    small_content,
)

ON = date(2026, 3, 1)
PAIRS = 500
TURNED = 100
HALF = Fraction(1, 2)


def moment(answers: Mapping[str, Answer], bank: Any = None, on: date = ON) -> Moment:
    return Moment(bank or rubric_bank(1, 1), answers, on)


def splits(change: Change) -> dict[str, Split | None]:
    parts = {f"{part.code} score": part.score for part in change.parts.values()}
    supports = {f"{part.code} confidence": part.confidence for part in change.parts.values()}
    return {**parts, **supports, "overall": change.overall, "confidence": change.confidence}


def figures(card: Scorecard) -> dict[str, Fraction | None]:
    """Give every figure of a scorecard that a change splits, None where there is none."""
    found: dict[str, Any] = {"overall": card.overall, "confidence": card.confidence}
    for code, part in card.parts.items():
        found |= {f"{code} score": part.score, f"{code} confidence": part.confidence}
    plain = {name: one.score if isinstance(one, Range) else one for name, one in found.items()}
    return {name: one if isinstance(one, Fraction) else None for name, one in plain.items()}


@pytest.fixture(scope="module")
def pairs() -> list[tuple[Moment, Moment]]:
    chance = Random(20261128)  # noqa: S311 -- the same pairs every time
    return [random_pair(chance) for _ in range(PAIRS)]


def test_parts_sum_to_the_difference_to_the_last_digit(pairs):
    counted = dict.fromkeys(Cause, 0)
    for before, after in pairs:
        change = change_between(before, after)
        start = figures(score(before.bank, before.answers, before.on))
        end = figures(score(after.bank, after.answers, after.on))
        for name, found in splits(change).items():
            old, new = start.get(name), end.get(name)
            if old is None or new is None:
                assert found is None
                continue
            assert sum(found.by_cause.values()) == found.change == new - old
            assert all(isinstance(share, Fraction) for share in found.by_cause.values())
            for cause, share in found.by_cause.items():
                counted[cause] += bool(share)
    assert all(count > PAIRS / 10 for count in counted.values()), counted


def test_backwards_every_share_has_the_other_sign(pairs):
    for before, after in pairs[:TURNED]:
        there, back = splits(change_between(before, after)), splits(change_between(after, before))
        assert there.keys() == back.keys()
        for name, found in there.items():
            turned = back[name]
            assert (found is None) == (turned is None)
            if found is not None and turned is not None:
                assert {
                    c: {q: -s for q, s in some.items()} for c, some in found.shares.items()
                } == (turned.shares)


def test_a_cause_gets_its_mean_over_every_order_of_coming_in(pairs):
    for before, after in pairs[:40]:
        change, between = change_between(before, after), Between(before, after)
        seen = {}
        for order in permutations(change.causes):
            for size in range(len(order) + 1):
                taken = frozenset(order[:size])
                if taken not in seen:
                    mixed = between.mixed(taken)
                    seen[taken] = figures(score(mixed.bank, mixed.answers, mixed.on))
        for name, found in splits(change).items():
            if found is not None:
                assert found.by_cause == averaged(name, change.causes, seen)


def averaged(name: str, causes: tuple[Cause, ...], seen: Mapping[frozenset[Cause], Any]) -> Any:
    """Walk every order from before to after and give what each cause added on average."""
    middle = (seen[frozenset()][name] + seen[frozenset(causes)][name]) / 2
    orders = list(permutations(causes))
    added = dict.fromkeys(causes, Fraction(0))
    for order in orders:
        steps = [seen[frozenset(order[:size])].get(name) for size in range(len(order) + 1)]
        known = [middle if step is None else step for step in steps]
        for cause, (old, new) in zip(order, pairwise(known), strict=True):
            added[cause] += (new - old) / len(orders)
    return added


def test_the_order_in_which_causes_are_listed_changes_nothing():
    chance = Random(7)  # noqa: S311 -- the same sums every time
    for _ in range(PAIRS):
        causes = chance.sample(list(Cause), 3)
        mixed = {
            frozenset(taken): {
                code: Term(Fraction(chance.randint(0, 9), 7), chance.randint(0, 3))
                for code in "abc"
            }
            for size in range(len(causes) + 1)
            for taken in combinations(causes, size)
        }
        first, second = split(mixed, causes), split(mixed, causes[::-1])
        assert first == second


def test_a_better_answer_is_the_whole_change_of_its_part():
    change = change_between(moment({"only.q0": said(1)}), moment({"only.q0": said(3)}))

    assert change.causes == (Cause.ANSWERS,)
    assert change.parts["only"].score == Split(
        Fraction(1, 8), Fraction(3, 8), {Cause.ANSWERS: {"only.q0": Fraction(1, 4)}}
    )
    assert change.answers == {"only.q0": Cause.ANSWERS}


def test_two_causes_that_work_together_share_what_they_do_together():
    before = {"only.q0": said(0)}
    after = {"only.q0": said(4), "only.q1": left_out()}
    section = rubric_bank(1, 1).parts[0].sections[0].model_dump(exclude_none=True)
    section["questions"][1]["not_applicable"] = {"when": "if there is one"}
    bank = rubric_bank(parts=[{"code": "only", "title": "Only part", "sections": [section]}])

    found = change_between(moment(before, bank), moment(after, bank)).parts["only"].score

    # 0/2 before; 4 alone gives 1/2, the mark alone 0/1, both 1/1
    assert found.by_cause == {Cause.ANSWERS: Fraction(3, 4), Cause.NOT_APPLICABLE: Fraction(1, 4)}


@pytest.mark.parametrize(
    ("before", "after", "cause"),
    [
        (BLANK, said(3), Cause.KNOWN),
        (DONT_KNOW, said(0), Cause.KNOWN),
        (said(3), DONT_KNOW, Cause.KNOWN),
        (said(1), said(2), Cause.ANSWERS),
        (said(1), said(1, note="a note that is long enough"), Cause.ANSWERS),
        (BLANK, DONT_KNOW, Cause.ANSWERS),
        (left_out(), said(3), Cause.NOT_APPLICABLE),
        (DONT_KNOW, left_out(), Cause.NOT_APPLICABLE),
        (left_out("there is only one"), left_out("there is none at all"), Cause.ANSWERS),
    ],
)
def test_each_changed_answer_has_one_cause(before, after, cause):
    assert cause_of(before, after) is cause


def test_evidence_that_expires_moves_confidence_and_support_but_no_score():
    content = small_content()
    bank = small_bank(
        parts=content["parts"][:1],
        scoring={**content["scoring"], "floors": {"value": content["scoring"]["floors"]["value"]}},
    )
    shown = EvidenceItem("the plan", dated=date(2026, 1, 1))
    answers = {"value.goal": said(4, evidence=(shown,))}

    change = change_between(moment(answers, bank), moment(answers, bank, date(2027, 3, 1)))

    part = change.parts["value"]
    assert change.causes == (Cause.EXPIRED,)
    assert part.score.change == 0
    # a weight of 3 in 10: confidence 1.0 falls to 0.5
    assert part.confidence.shares == {Cause.EXPIRED: {"value.goal": -HALF * Fraction(3, 10)}}


def test_a_later_day_is_no_cause_while_no_evidence_expires():
    kept = EvidenceItem("the plan", dated=date(2026, 1, 1))
    gone = EvidenceItem("the plan", expires_on=date(2026, 6, 30))
    answers = {"only.q0": said(3, evidence=(kept,)), "only.q1": said(1, evidence=(gone, kept))}
    summer = moment(answers, on=date(2026, 7, 1))

    assert change_between(moment(answers), summer).causes == ()
    without = {**answers, "only.q1": said(1, evidence=(gone,))}
    change = change_between(moment(without), moment(without, on=date(2026, 7, 1)))
    assert change.causes == (Cause.EXPIRED,)
    assert change.parts["only"].confidence.shares[Cause.EXPIRED].keys() == {"only.q1"}
    assert change_between(moment(without), moment(without, on=date(2026, 6, 30))).causes == ()


def versions(*changes: Any) -> tuple[Any, Any]:
    """Give a bank of two parts, and a later version made by editing its content."""
    content = small_content()
    content["parts"][0]["sections"].pop(1)
    first = small_bank(parts=content["parts"])
    for change in changes:
        change(content)
    return first, small_bank(parts=content["parts"])


ANSWERS = {"value.goal": said(4), "build.speed": said(2), "value.skills": said(("a", "b"))}


def test_a_new_question_comes_with_its_answer_by_the_bank():
    def add(content):
        new = {**content["parts"][1]["sections"][0]["questions"][0], "code": "build.new"}
        content["parts"][1]["sections"][0]["questions"].append(new)

    first, second = versions(add)
    answers = {**ANSWERS, "build.new": said(4)}

    change = change_between(moment(ANSWERS, first), moment(answers, second))

    assert change.causes == (Cause.BANK,)
    assert change.parts["build"].score.shares[Cause.BANK].keys() == {"build.new"}
    # 1.5 of 6 before, 4.5 of 9 after
    assert change.parts["build"].score.change == Fraction(1, 4)


def test_a_removed_question_leaves_by_the_bank():
    first, second = versions(lambda content: content["parts"][0]["sections"][0]["questions"].pop())
    answers = {code: answer for code, answer in ANSWERS.items() if code in second.questions}

    change = change_between(moment(ANSWERS, first), moment(answers, second))

    assert change.causes == (Cause.BANK,)
    assert change.parts["value"].score.shares[Cause.BANK].keys() == {"value.skills"}


def test_a_moved_question_leaves_one_part_and_joins_the_other():
    def move(content):
        questions = [part["sections"][0]["questions"] for part in content["parts"]]
        questions[1].append(questions[0].pop())

    first, second = versions(move)

    change = change_between(moment(ANSWERS, first), moment(ANSWERS, second))

    assert change.causes == (Cause.BANK,)
    for code in ("value", "build"):
        assert change.parts[code].score.shares[Cause.BANK].keys() == {"value.skills"}


def test_an_answer_the_other_bank_cannot_hold_changes_with_the_bank():
    def shorten(content):
        question = content["parts"][0]["sections"][0]["questions"][0]
        question.update(levels=question["levels"][:4], effort=[1, 1, 1])

    first, second = versions(shorten)
    before, after = {"value.goal": said(4)}, {"value.goal": said(1)}

    change = change_between(moment(before, first), moment(after, second))
    found = change.parts["value"].score

    # level 4 stands only in the first bank, so only there is the question's 1 an answer changed
    assert found.by_cause.keys() == {Cause.ANSWERS, Cause.BANK}
    assert sum(found.by_cause.values()) == found.change == Fraction(3, 7) * (Fraction(1, 3) - 1)
    assert found.of(Cause.BANK) < 0


def test_a_part_without_a_score_at_one_end_has_no_split():
    content = small_content()
    content["parts"][1]["show_if"] = {"question": "profile.people", "equals": "yes"}
    bank = small_bank(parts=content["parts"])

    change = change_between(
        moment({"profile.people": said("no"), "value.goal": said(2)}, bank),
        moment({"profile.people": said("yes"), "value.goal": said(2)}, bank),
    )

    assert change.parts["build"].score is None
    assert change.parts["value"].score.change < 0
    assert change.parts["value"].score.shares[Cause.ANSWERS].keys() == {"value.fairness"}


def test_the_level_names_what_alone_moves_it():
    before = {"only.q0": said(2), "only.q1": DONT_KNOW}
    after = {"only.q0": said(3), "only.q1": said(4)}

    level = change_between(moment(before), moment(after)).level

    assert (level.before.name, level.after.name) == ("Exploring", "Scale-ready")
    assert level.alone[Cause.KNOWN].name == "Scale-ready"
    assert level.alone[Cause.ANSWERS].name == "Exploring"
    assert level.without[Cause.ANSWERS].name == "Scale-ready"
    assert level.moved_alone_by == (Cause.KNOWN,)


def test_nothing_changed_has_no_cause():
    at = moment({"only.q0": said(2)})

    change = change_between(at, at)

    assert change.causes == ()
    assert change.parts["only"].score == Split(Fraction(1, 4), Fraction(1, 4), {})
    assert change.answers == {}


@pytest.mark.parametrize("wrong", [{"only.q0": said(9)}, {"only.q9": said(1)}])
def test_answers_that_do_not_fit_their_own_bank_are_refused(wrong):
    with pytest.raises(ScoringError):
        change_between(moment(wrong), moment({}))
