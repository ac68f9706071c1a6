"""What holds for any answers: bounds, an oracle for them, monotony and order."""

from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.scoring.answers import Answer, Answers, State
from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.kinds import rules_of
from assessments.scoring.scorecard import Range, Scorecard, Unscored
from tests.examples import examples
from tests.scoring.small_bank import DONT_KNOW, left_out, said, small_bank

ON = date(2026, 3, 1)
BANK = small_bank()
LEVELS = BANK.scoring.level_codes
NOTES = st.sampled_from(["", "short", "a note that is long enough to count"])
HUNDRED = settings(
    max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

VALUES: dict[str, list[Any]] = {
    "profile.stage": ["idea", "pilot", "live"],
    "profile.people": ["yes", "no"],
    "profile.route": [("own",), ("own", "market"), ("none",)],
    "value.goal": [0, 1, 2, 3, 4],
    "value.fairness": [0, 1, 2, 3, 4],
    "value.skills": [("none",), ("a",), ("a", "~c"), ("a", "b", "d"), ("a", "b", "c", "d")],
    "value.segments": [0, 1, 2, 3, 4],
    "value.sold": [False, "partly", True],
    "build.speed": [0, 1, 2, 3, 4],
    "build.reasons": [0, 1, 2, 3, 4],
    "build.way": ["hand", "script", "staged"],
    "build.users": [0, 5],
}
MARKABLE = {"value.segments", "build.reasons"}
SCORED = [c for c in VALUES if c.startswith(("value", "build")) and c != "build.users"]
OPEN = (DONT_KNOW, Answer())


def answer_to(code: str) -> st.SearchStrategy[Answer]:
    answered = st.builds(
        lambda value, note: said(value, note=note), st.sampled_from(VALUES[code]), NOTES
    )
    choices = [answered, answered, st.sampled_from(OPEN)]
    return st.one_of(*choices, *([st.just(left_out())] if code in MARKABLE else []))


ANSWERS = st.fixed_dictionaries({}, optional={code: answer_to(code) for code in VALUES})


def scored(answers: Answers, bank: Bank = BANK) -> Scorecard:
    return score(bank, answers, ON)


@HUNDRED
@given(ANSWERS)
def test_low_is_the_score_and_never_above_high(answers: dict[str, Answer]) -> None:
    card = scored(answers)
    parts = [part.score for part in card.parts.values()]
    sections = [s.score for part in card.parts.values() for s in part.sections.values()]
    for found in (card.overall, *parts, *sections):
        if isinstance(found, Range):
            assert 0 <= found.low == found.score <= found.high <= 1


@HUNDRED
@given(ANSWERS)
def test_an_independent_sum_gives_the_same_parts(answers: dict[str, Answer]) -> None:
    card = scored(answers)
    for part in BANK.parts:
        points = weight = certain = answered = Fraction(0)
        for question in part.questions:
            found = card.questions.get(question.code)
            if found is None or found.weight == 0 or found.state is State.NOT_APPLICABLE:
                continue
            weight += found.weight
            if found.state is State.ANSWERED:
                rules = rules_of(question)
                points += found.weight * rules.share(question, answers[question.code].value)
                answered += found.weight
            certain += found.weight * found.confidence
        result = card.parts[part.code]
        assert result.score.score == points / weight
        assert result.coverage == answered / weight
        assert result.confidence == certain / weight


@HUNDRED
@given(ANSWERS)
def test_the_level_is_below_every_floor_cap_and_limit(answers: dict[str, Answer]) -> None:
    card = scored(answers)
    caps = [gate.caps_at for gate in card.gates if gate.caps_at is not None]
    caps += [part.level for part in card.parts.values() if part.level is not None]
    over = [part.not_applicable_share > Fraction(1, 4) for part in card.parts.values()]
    caps += ["proven"] if any(over) else []
    assert card.level == min(caps, key=LEVELS.index)
    assert (card.next_level is None) == (card.level == "scale_ready")
    assert bool(card.binding) == (card.next_level is not None)


@HUNDRED
@given(ANSWERS, st.sampled_from(SCORED))
def test_a_better_answer_never_lowers_a_part(answers: dict[str, Answer], code: str) -> None:
    worse = {**answers, code: said(VALUES[code][0])}
    better = {**answers, code: said(VALUES[code][-1])}
    if code == "build.speed":  # the answer that decides whether build.reasons may be left out
        worse.pop("build.reasons", None)
        better.pop("build.reasons", None)
    before, after = scored(worse).parts, scored(better).parts
    for part in before:
        if isinstance(before[part].score, Unscored):
            assert after[part].score == before[part].score
        else:
            assert before[part].score.score <= after[part].score.score
    assert LEVELS.index(scored(worse).level) <= LEVELS.index(scored(better).level)


@HUNDRED
@given(ANSWERS, st.randoms())
def test_the_order_of_answers_changes_nothing(answers: dict[str, Answer], chance: Any) -> None:
    codes = list(answers)
    chance.shuffle(codes)
    assert scored({code: answers[code] for code in codes}) == scored(answers)


@HUNDRED
@given(ANSWERS)
def test_leaving_a_code_out_is_the_same_as_blank(answers: dict[str, Answer]) -> None:
    assert scored({code: answers.get(code, Answer()) for code in VALUES}) == scored(answers)


@HUNDRED
@given(ANSWERS, st.sampled_from(LEVELS))
def test_recommendations_gain_something_that_was_missing(
    answers: dict[str, Answer], target: str
) -> None:
    card = score(BANK, answers, ON, target=target)
    for one in card.recommendations:
        assert 0 < one.gain <= 1 - card.parts[one.part].score.score
        assert one.code in card.questions


def brute_force(bank: Bank, answers: Answers, part: str) -> tuple[Fraction, Fraction]:
    """Try every value of every open question and give the lowest and highest part score."""
    open_codes = [point.code for point in scored(answers, bank).open_points]
    found = []
    for values in product(*(VALUES[code] for code in open_codes)):
        tried = {**answers, **{code: said(v) for code, v in zip(open_codes, values, strict=True)}}
        found.append(scored(tried, bank).parts[part].score.score)
    return min(found), max(found)


@settings(max_examples=examples(25), deadline=None)
@given(
    st.sampled_from(["yes", "no", None]),
    st.lists(
        st.sampled_from(["value.goal", "value.skills", "value.sold", "build.way"]), max_size=3
    ),
    st.lists(st.integers(0, 2), min_size=8, max_size=8),
)
def test_low_and_high_are_what_trying_everything_finds(
    people: str | None, open_codes: list[str], picks: list[int]
) -> None:
    answers = {c: said(VALUES[c][pick]) for c, pick in zip(SCORED, picks, strict=True)}
    answers |= dict.fromkeys(open_codes, DONT_KNOW)
    if people is not None:
        answers["profile.people"] = said(people)
    for part in BANK.parts:
        found = scored(answers).parts[part.code].score
        assert (found.low, found.high) == brute_force(BANK, answers, part.code)
