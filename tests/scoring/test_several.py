"""Several respondents: which answer counts, the range, what to discuss, and what settles it."""

from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring.agreement import Cause, Undefined
from assessments.scoring.answer_file import answers_from_mapping, mapping_from_answers
from assessments.scoring.answers import Answer, EvidenceItem, State
from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.part_agreement import Agreement, agreement_by_part
from assessments.scoring.scorecard import Range
from assessments.scoring.several import (
    Joint,
    Respondent,
    answers_that_count,
    combine,
    to_discuss,
)
from tests.scoring.small_bank import (
    DONT_KNOW,
    left_out,
    rubric_bank,
    said,
    small_bank,
    small_content,
)

ON = date(2026, 3, 1)
BANK = small_bank()
MANAGER, ENGINEER = "product_management", "engineering"


def sheets(*answers: dict[str, Any], disciplines: tuple[str, ...] = ()) -> list[Respondent]:
    """Give sheets; a plain value is an answer."""
    known = disciplines or ("",) * len(answers)
    return [
        Respondent(
            key, discipline, {c: a if isinstance(a, Answer) else said(a) for c, a in s.items()}
        )
        for key, (s, discipline) in enumerate(zip(answers, known, strict=True))
    ]


def joint(code: str, *values: Any, disciplines: tuple[str, ...] = ()) -> Joint:
    """Join what each respondent said to one question; None is blank."""
    each = ({} if value is None else {code: value} for value in values)
    return combine(BANK, sheets(*each, disciplines=disciplines))[code]


def test_the_lower_median_of_the_named_discipline_counts() -> None:
    known = (MANAGER, MANAGER, ENGINEER, ENGINEER)
    found = joint("value.goal", 2, 3, 3, 3, disciplines=known)
    assert found.answer.value == 2
    assert found.named == 2
    three = joint("value.goal", 3, 2, 3, 2, 2, disciplines=(MANAGER,) * 3 + (ENGINEER,) * 2)
    assert three.answer.value == 3


def test_where_the_named_discipline_is_silent_all_count() -> None:
    found = joint("value.goal", DONT_KNOW, 3, 2, 3, disciplines=(MANAGER, *(ENGINEER,) * 3))
    assert found.answer.value == 3
    assert found.named is None
    assert joint("value.sold", True, "partly", disciplines=(MANAGER, "")).answer.value == "partly"


def test_numbers_and_dates_have_a_lower_median() -> None:
    assert joint("build.users", 10, 9, 100, 1000).answer.value == 10
    assert joint("build.since", "2026-02-01", "2025-12-31").answer.value == "2025-12-31"


def test_what_knows_no_order_is_what_most_say() -> None:
    assert joint("profile.stage", "live", "idea", "live").answer.value == "live"
    assert joint("profile.stage", "live", "pilot").answer.value == "pilot"
    assert joint("build.story", "b", "a").answer.value == "a"
    assert joint("profile.route", ("market",), ("own",), ("own",)).answer.value == ("own",)


def test_notes_and_evidence_of_those_who_said_the_same_support_it() -> None:
    link, other = EvidenceItem("https://example.org/a"), EvidenceItem("https://example.org/b")
    found = joint(
        "build.speed",
        said(2, note="Short.", evidence=(link,)),
        said(2, note="A longer note.", evidence=(link, other)),
        said(3, note="The longest note of them all.", evidence=(EvidenceItem("no"),)),
    )
    assert found.answer == said(2, note="A longer note.", evidence=(link, other), span=(2, 3))


def test_dont_know_is_set_aside_unless_nobody_knows() -> None:
    assert joint("build.speed", DONT_KNOW, 3, DONT_KNOW).answer == said(3)
    assert joint("build.speed", DONT_KNOW, None).answer == DONT_KNOW
    assert joint("build.speed", None, None).answer == Answer()
    assert answers_that_count(combine(BANK, sheets({}, {}))) == {}


def test_not_applicable_counts_only_where_nobody_answered() -> None:
    found = joint("value.segments", left_out("one only here"), DONT_KNOW, left_out("we serve one"))
    assert found.answer == left_out("one only here")
    assert found.spread == 0


def test_what_a_person_was_not_asked_is_set_aside() -> None:
    hidden = {"profile.people": said("no", note="Nobody is here."), "value.fairness": 0}
    joined = combine(BANK, sheets(hidden, {"profile.people": "yes", "value.fairness": 3}))
    assert joined["value.fairness"].answer == said(3)
    marked = {"build.speed": 1, "build.reasons": left_out()}
    assert combine(BANK, sheets(marked, {}))["build.reasons"].answer == Answer()


def test_two_levels_apart_takes_the_lower_answer() -> None:
    near = joint("value.goal", 3, 2, disciplines=(MANAGER, ENGINEER))
    assert (near.answer.value, near.spread, near.is_disputed) == (3, 1, False)
    far = joint("value.goal", 4, 2, disciplines=(MANAGER, ENGINEER))
    assert (far.answer.value, far.spread, far.is_disputed) == (2, 2, True)
    assert joint("build.way", "staged", "hand").answer.value == "hand"
    assert joint("build.way", "staged", "hand").spread == 4


def test_a_mark_against_a_level_is_a_dispute() -> None:
    found = joint("value.segments", left_out(), 3, 3)
    assert (found.answer.value, found.spread, found.is_disputed) == (3, 2, True)
    assert found.answer.span is None


def test_low_and_high_come_from_the_lowest_and_highest_answer() -> None:
    bank = rubric_bank(3, 1)
    each = sheets({"only.q0": 2, "only.q1": 0}, {"only.q0": 3, "only.q1": 4}, {"only.q0": 3})
    card = score(bank, answers_that_count(combine(bank, each)), ON)
    expected = Range(Fraction(9, 16), Fraction(6, 16), Fraction(13, 16))
    assert card.parts["only"].score == expected
    assert card.overall == expected
    assert card.parts["only"].sections["only.all"].score == expected


LEVEL = st.one_of(st.none(), st.just(DONT_KNOW), st.integers(0, 4))
SHEETS = st.lists(st.lists(LEVEL, min_size=3, max_size=3), min_size=1, max_size=4)
WEIGHTS = (3, 1, 2)


def rubric_sheets(rows: list[list[Any]]) -> list[Respondent]:
    named = [{f"only.q{i}": v for i, v in enumerate(row) if v is not None} for row in rows]
    return sheets(*named)


@given(SHEETS)
def test_the_score_lies_within_its_bounds(rows: list[list[Any]]) -> None:
    bank = rubric_bank(*WEIGHTS)
    card = score(bank, answers_that_count(combine(bank, rubric_sheets(rows))), ON)
    given_levels = [[row[i] for row in rows if isinstance(row[i], int)] for i in range(3)]
    low = sum(w * min(levels, default=0) for w, levels in zip(WEIGHTS, given_levels, strict=True))
    high = sum(w * max(levels, default=4) for w, levels in zip(WEIGHTS, given_levels, strict=True))
    assert isinstance(card.overall, Range)
    assert (card.overall.low, card.overall.high) == (Fraction(low, 24), Fraction(high, 24))
    assert card.overall.low <= card.overall.score <= card.overall.high


@given(SHEETS, st.randoms(use_true_random=False))
def test_the_order_of_respondents_changes_nothing(rows: list[list[Any]], random: Any) -> None:
    bank = rubric_bank(*WEIGHTS)
    other = random.sample(rows, len(rows))
    first, second = (answers_that_count(combine(bank, rubric_sheets(r))) for r in (rows, other))
    assert first == second


def test_an_answers_file_keeps_the_bounds() -> None:
    each = sheets(
        {"build.speed": 1, "value.skills": ("a", "b")}, {"build.speed": 3, "value.skills": ("a",)}
    )
    answers = answers_that_count(combine(BANK, each))
    mapping = mapping_from_answers(answers)
    assert mapping == {
        "value.skills": {"value": ["a"], "lowest": ["a"], "highest": ["a", "b"]},
        "build.speed": {"value": 1, "lowest": 1, "highest": 3},
    }
    assert answers_from_mapping(BANK, mapping) == answers


def test_the_profile_has_no_levels_to_lie_apart() -> None:
    found = joint("profile.route", ("own",), ("own", "market"), ("own",))
    assert (found.spread, found.weight, found.answer) == (Fraction(0), 0, said(("own",)))


def test_the_list_to_discuss_goes_by_weight_times_spread() -> None:
    first = {"value.goal": 2, "value.skills": ("a",), "build.speed": 3, "build.reasons": 0}
    second = {
        "value.goal": 3,
        "value.skills": ("a", "b", "d"),
        "build.speed": 3,
        "build.reasons": 4,
    }
    joined = combine(BANK, sheets(first, second))
    listed = to_discuss(BANK, joined)
    assert [(one.code, one.urgency) for one in listed] == [
        ("build.reasons", 8),
        ("value.skills", 4),
        ("value.goal", 3),
    ]
    settled = combine(BANK, sheets(first, second), {"build.reasons": said(2)})
    assert [one.code for one in to_discuss(BANK, settled)] == ["value.skills", "value.goal"]


def test_a_settled_answer_replaces_what_was_joined() -> None:
    link = EvidenceItem("https://example.org/a")
    each = sheets({"build.speed": said(3, evidence=(link,))}, {"build.speed": 0})
    found = combine(BANK, each, {"build.speed": said(3, note="Measured on Tuesday.")})
    joint_answer = found["build.speed"]
    assert joint_answer.answer == said(3, note="Measured on Tuesday.", evidence=(link,))
    assert (joint_answer.spread, joint_answer.is_disputed, joint_answer.settled) == (3, False, True)
    assert [one.answer.value for one in joint_answer.opinions] == [3, 0]


def test_a_blank_settles_nothing() -> None:
    each = sheets({"build.speed": 3}, {"build.speed": 0})
    found = combine(BANK, each, {"build.speed": Answer()})["build.speed"]
    assert (found.answer.value, found.settled) == (0, False)


def test_a_part_has_agreement_over_levels_and_over_choices() -> None:
    first = {"value.goal": 1, "build.speed": 1, "build.reasons": 2, "build.way": "hand"}
    second = {"value.goal": DONT_KNOW, "build.speed": 1, "build.reasons": 2, "build.way": "staged"}
    joined = combine(BANK, sheets(first, second))
    found = agreement_by_part(BANK, joined, [0, 1])
    assert found["build"] == Agreement(Fraction(1), Fraction(0))
    assert found["value"] == Agreement(Undefined(Cause.ONE_PERSON), Undefined(Cause.ONE_PERSON))


def test_a_part_without_choices_has_no_agreement_over_them() -> None:
    bank: Bank = rubric_bank(1)
    found = agreement_by_part(bank, combine(bank, sheets({"only.q0": 1})), [0])
    assert found["only"] == Agreement(Undefined(Cause.ONE_PERSON), None)


def test_a_single_choice_without_scores_has_no_level() -> None:
    content = small_content()
    choices = content["parts"][1]["sections"][0]["questions"][2]["choices"]
    del choices[0]["score"]
    bank = Bank.model_validate(content)
    found = combine(bank, sheets({"build.way": "hand"}, {"build.way": "script"}))["build.way"]
    assert (found.answer.value, found.spread, found.urgency) == ("hand", 0, 0)
    assert found.answer.state is State.ANSWERED
