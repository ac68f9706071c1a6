"""How well answers are supported, and the day that changes by itself."""

from datetime import date
from fractions import Fraction

import pytest

from assessments.scoring.answers import Answer, EvidenceItem
from assessments.scoring.days import iso_day, months_after
from assessments.scoring.display import confidence_word
from assessments.scoring.engine import score
from assessments.scoring.scorecard import Scorecard
from tests.scoring.small_bank import (
    DONT_KNOW,
    SCORING,
    left_out,
    rubric_bank,
    said,
    small_bank,
)

ON = date(2026, 3, 1)
TWENTY = "twenty characters ok"


def one(answer: Answer, on: date = ON) -> Scorecard:
    return score(rubric_bank(1), {"only.q0": answer}, on)


def dated(day: date | None, expires_on: date | None = None) -> EvidenceItem:
    return EvidenceItem("report.pdf", day, expires_on)


@pytest.mark.parametrize(
    ("answer", "confidence"),
    [
        (said(3, evidence=(dated(None),)), "1"),
        (said(3, evidence=(dated(date(2025, 3, 1)),)), "1"),
        (said(3, evidence=(dated(date(2025, 2, 28)),)), "1/2"),
        (said(3, evidence=(dated(date(2025, 2, 28)),), note=TWENTY), "7/10"),
        (said(3, evidence=(dated(date(2025, 2, 28)), dated(date(2025, 6, 1)))), "1"),
        (said(3, evidence=(dated(date(2027, 1, 1)),)), "1"),
        (said(3, evidence=(dated(None, ON),)), "1"),
        (said(3, evidence=(dated(None, date(2026, 2, 28)),)), "1/2"),
        (said(3, evidence=(dated(date(2026, 1, 1), date(2026, 2, 28)),)), "1/2"),
        (said(3, note=TWENTY), "7/10"),
        (said(3, note=TWENTY[:-1]), "1/2"),
        (said(3, note=TWENTY[:-1] + "   "), "1/2"),
        (said(3), "1/2"),
        (said(2, note=TWENTY), "7/10"),
        (said(1, note=TWENTY), "1"),
        (said(0, note=TWENTY), "1"),
        (said(1, note="short"), "1/2"),
        (said(1), "1/2"),
        (DONT_KNOW, "0"),
        (Answer(note=TWENTY), "0"),
    ],
)
def test_confidence_of_one_answer(answer: Answer, confidence: str) -> None:
    card = one(answer)
    assert card.questions["only.q0"].confidence == Fraction(confidence)
    assert card.confidence == card.parts["only"].confidence == Fraction(confidence)


def test_confidence_is_weighted_and_leaves_out_what_does_not_count() -> None:
    answers = {
        "profile.people": said("no"),
        "value.goal": said(3, note=TWENTY),
        "value.skills": said(["a", "b"]),
        "value.segments": left_out(),
        "value.sold": DONT_KNOW,
        "build.users": said(4),
    }
    card = score(small_bank(), answers, ON)
    assert card.parts["value"].confidence == (3 * Fraction(7, 10) + 2 * Fraction(1, 2)) / 6


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 3, 1), 12, date(2026, 3, 1)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2025, 12, 31), 1, date(2026, 1, 31)),
        (date(9999, 1, 1), 12, None),
        (date(9998, 1, 1), 12, date(9999, 1, 1)),
    ],
)
def test_months_are_calendar_months(day: date, months: int, later: date | None) -> None:
    assert months_after(day, months) == later


def test_a_date_that_is_none_is_no_day() -> None:
    assert iso_day(None) is None


@pytest.mark.parametrize(
    ("answer", "stale_on"),
    [
        (said(3, evidence=(dated(date(2025, 6, 15)),)), "2026-06-16"),
        (said(3, evidence=(dated(date(2025, 6, 15)), dated(date(2025, 7, 1)))), "2026-07-02"),
        (said(3, evidence=(dated(date(2025, 6, 15)), dated(None))), None),
        (said(3, evidence=(dated(None, date(2026, 3, 9)),)), "2026-03-10"),
        (said(3, evidence=(dated(date(2025, 6, 15)),), note=TWENTY), "2026-06-16"),
        (said(1, evidence=(dated(date(2025, 6, 15)),), note=TWENTY), None),
        (said(3, evidence=(dated(date(2025, 2, 1)),)), None),
        (said(3, evidence=(dated(date(9999, 5, 1)),)), None),
        (said(3), None),
        (Answer(evidence=(dated(date(2025, 6, 15)),)), None),
    ],
)
def test_the_result_names_the_day_it_goes_stale(answer: Answer, stale_on: str | None) -> None:
    card = one(answer)
    assert card.stale_on == stale_on
    if stale_on is not None:
        day = date.fromisoformat(stale_on)
        before = date.fromordinal(day.toordinal() - 1)
        assert one(answer, before).confidence == card.confidence
        assert one(answer, day).confidence != card.confidence


def test_the_earliest_day_of_all_answers_counts() -> None:
    bank = rubric_bank(1, 1)
    answers = {
        "only.q0": said(3, evidence=(dated(date(2025, 9, 1)),)),
        "only.q1": said(3, evidence=(dated(date(2025, 6, 1)),)),
    }
    assert score(bank, answers, ON).stale_on == "2026-06-02"


def test_a_bank_may_state_other_months() -> None:
    bank = rubric_bank(1, scoring={**SCORING, "floors": {}, "evidence_months": 1})
    answers = {"only.q0": said(3, evidence=(dated(date(2026, 1, 31)),))}
    assert score(bank, answers, date(2026, 2, 28)).confidence == 1
    assert score(bank, answers, date(2026, 3, 1)).confidence == Fraction(1, 2)


@pytest.mark.parametrize(
    ("confidence", "word"),
    [("1", "High"), ("3/4", "High"), ("749/1000", "Medium"), ("1/2", "Medium"), ("0", "Low")],
)
def test_confidence_has_a_word(confidence: str, word: str) -> None:
    assert confidence_word(Fraction(confidence)) == word
