"""Sections, parts and the overall score; what leaves the denominator, what opens the range."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from assessments.scoring.answers import Answer, State
from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.errors import AnswerOutOfRange, UnknownLevel, UnknownQuestion
from assessments.scoring.scorecard import (
    NotApplicableEntry,
    OpenPoint,
    QuestionScore,
    Range,
    Scorecard,
    SectionScore,
)
from assessments.scoring.tally import NO_SCORE, NOT_ASKED, NOTHING_APPLIES, NOTHING_SCORED
from tests.scoring.small_bank import (
    DONT_KNOW,
    FULL,
    left_out,
    rubric_bank,
    said,
    small_bank,
    small_content,
)

ON = date(2026, 3, 1)
BANK = small_bank()


def scored(answers: dict[str, Answer], bank: Bank = BANK) -> Scorecard:
    return score(bank, answers, ON)


def rubrics(*answers: Answer | int | None, weights: tuple[int, ...]) -> Scorecard:
    """Score a bank of one part; None is blank."""
    given = {
        f"only.q{index}": said(answer) if isinstance(answer, int) else answer
        for index, answer in enumerate(answers)
        if answer is not None
    }
    return scored(given, rubric_bank(*weights))


def test_a_part_is_the_weighted_mean_of_its_questions() -> None:
    card = rubrics(4, 1, weights=(3, 1))
    assert card.parts["only"].score == Range(Fraction(13, 16), Fraction(13, 16), Fraction(13, 16))


def test_section_size_does_not_distort_the_part() -> None:
    card = scored(FULL)
    core, market = card.parts["value"].sections.values()
    assert core == SectionScore("value.core", Range(*[Fraction(3, 4)] * 3), Fraction(1), 3, 3)
    assert market == SectionScore("value.market", Range(*[Fraction(2, 3)] * 3), Fraction(1), 2, 2)
    assert card.parts["value"].score == Range(*[Fraction(29, 40)] * 3)


def test_overall_is_the_mean_of_the_parts() -> None:
    assert scored(FULL).overall == Range(*[(Fraction(29, 40) + Fraction(17, 24)) / 2] * 3)


def test_a_bank_may_weigh_its_parts() -> None:
    scoring = {**small_content()["scoring"], "part_weights": {"value": 3}}
    card = scored(FULL, small_bank(scoring=scoring))
    assert card.overall == Range(*[(3 * Fraction(29, 40) + Fraction(17, 24)) / 4] * 3)


def test_dont_know_and_blank_count_as_nothing_and_open_the_range() -> None:
    card = rubrics(2, DONT_KNOW, None, weights=(1, 1, 2))
    assert card.parts["only"].score == Range(Fraction(1, 8), Fraction(1, 8), Fraction(7, 8))
    assert card.open_points == (
        OpenPoint("only.q1", State.DONT_KNOW),
        OpenPoint("only.q2", State.UNANSWERED),
    )
    assert card.parts["only"].coverage == Fraction(1, 4)


def test_dont_know_is_kept_apart_from_level_nought() -> None:
    card = rubrics(0, DONT_KNOW, weights=(1, 1))
    assert card.questions["only.q0"] == QuestionScore(
        "only.q0", State.ANSWERED, 1, Fraction(0), 0, Fraction(1, 2)
    )
    assert card.questions["only.q1"] == QuestionScore(
        "only.q1", State.DONT_KNOW, 1, Fraction(0), None, Fraction(0)
    )


def test_only_a_blank_makes_a_draft() -> None:
    assert rubrics(0, DONT_KNOW, weights=(1, 1)).draft is False
    assert rubrics(0, None, weights=(1, 1)).draft is True
    assert rubrics(0, Answer(note="later"), weights=(1, 1)).draft is True


def test_not_applicable_leaves_the_denominator_and_is_listed() -> None:
    card = scored({**FULL, "value.segments": left_out()})
    assert card.parts["value"].sections["value.market"].score == Range(*[Fraction(1)] * 3)
    assert card.parts["value"].score == Range(*[Fraction(25, 32)] * 3)
    assert card.parts["value"].not_applicable_share == Fraction(2, 10)
    assert card.not_applicable == (NotApplicableEntry("value.segments", "there is only one"),)
    assert card.questions["value.segments"] == QuestionScore(
        "value.segments", State.NOT_APPLICABLE, 2, None, None, None
    )


def test_a_mark_the_other_answers_no_longer_allow_counts_as_blank() -> None:
    allowed = {**FULL, "build.reasons": left_out("none was agreed")}
    assert scored(allowed).questions["build.reasons"].state is State.NOT_APPLICABLE
    card = scored({**allowed, "build.speed": said(1)})
    assert card.questions["build.reasons"].state is State.UNANSWERED
    assert card.open_points == (OpenPoint("build.reasons", State.NOT_APPLICABLE),)
    assert card.not_applicable == ()
    assert card.draft is True


def test_a_hidden_question_counts_nowhere() -> None:
    card = scored({**FULL, "profile.people": said("no"), "value.fairness": DONT_KNOW})
    assert "value.fairness" not in card.questions
    assert card.hidden == {"value.fairness"}
    assert card.open_points == ()
    assert [gate.code for gate in card.gates] == ["value.goal"]
    assert card.parts["value"].score == Range(*[Fraction(23, 32)] * 3)


def test_a_hidden_section_has_no_score_and_says_why() -> None:
    card = scored({**FULL, "profile.route": said(["own"])})
    market = card.parts["value"].sections["value.market"]
    assert market == SectionScore("value.market", NOT_ASKED, NOT_ASKED, 0, 0)


def test_a_section_with_nothing_applicable_says_why() -> None:
    answers = {**FULL, "value.segments": left_out()}
    tree = small_content()
    del tree["parts"][0]["sections"][1]["questions"][1]
    del answers["value.sold"]
    market = scored(answers, Bank.model_validate(tree)).parts["value"].sections["value.market"]
    assert market == SectionScore("value.market", NOTHING_APPLIES, NOTHING_APPLIES, 0, 0)


def unscored_part() -> dict[str, Any]:
    question = {"code": "extra.x", "kind": "text", "title": "Anything else?"}
    section = {"code": "extra.all", "title": "Extra", "questions": [question]}
    return {"code": "extra", "title": "Extra", "sections": [section]}


def test_a_part_without_a_score_does_not_stand_in_the_minimum() -> None:
    tree = small_content()
    tree["parts"].append(unscored_part())
    card = scored(FULL, Bank.model_validate(tree))
    extra = card.parts["extra"]
    assert (extra.score, extra.level, extra.floor, extra.next_level) == (
        NOTHING_SCORED,
        None,
        None,
        None,
    )
    assert extra.not_applicable_share == NOTHING_SCORED
    assert card.level == scored(FULL).level
    assert card.overall == scored(FULL).overall


def test_without_any_score_there_is_no_level() -> None:
    tree = small_content()
    tree["parts"] = [unscored_part()]
    tree["scoring"]["floors"] = {}
    tree["profile"][1].pop("ask_again_if")
    card = scored({"extra.x": said("a word")}, Bank.model_validate(tree))
    assert (card.level, card.next_level, card.floor_level, card.target) == (None,) * 4
    assert card.overall == NO_SCORE
    assert card.coverage == card.confidence == NOTHING_SCORED
    assert (card.binding, card.recommendations, card.draft) == ((), (), False)


def test_unscored_questions_and_the_profile_count_for_nothing() -> None:
    codes = ("build.users", "build.story", "build.since", *BANK.profile_codes)
    fewer = {code: answer for code, answer in FULL.items() if code not in codes}
    card, full = scored(fewer), scored(FULL)
    assert (card.overall, card.coverage, card.confidence) == (
        full.overall,
        full.coverage,
        full.confidence,
    )
    assert (card.draft, card.open_points) == (False, ())
    assert card.questions["build.users"] == QuestionScore(
        "build.users", State.UNANSWERED, 0, None, None, None
    )


def test_options_that_do_not_apply_leave_the_count() -> None:
    card = scored({**FULL, "value.skills": said(["a", "~c"])})
    assert card.questions["value.skills"].share == Fraction(1, 3)


def test_a_value_read_back_from_json_scores_the_same() -> None:
    assert scored({**FULL, "value.skills": said(["a", "b", "d"])}) == scored(FULL)


def test_the_order_of_the_answers_does_not_matter() -> None:
    assert scored(dict(reversed(FULL.items()))) == scored(FULL)


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(UnknownQuestion):
        scored({"value.nope": said(1)})


def test_a_value_out_of_range_is_refused_even_where_it_is_hidden() -> None:
    with pytest.raises(AnswerOutOfRange):
        scored({"profile.people": said("no"), "value.fairness": said(9)})


def test_an_unknown_target_is_refused_with_the_known_levels() -> None:
    with pytest.raises(UnknownLevel) as refused:
        score(BANK, FULL, ON, target="perfect")
    assert refused.value.levels == BANK.scoring.level_codes
