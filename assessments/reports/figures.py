"""Figures of a scorecard in words for people; every rounding is done by `scoring.display`."""

from datetime import date
from fractions import Fraction
from typing import Final

from assessments.reports.document import NONE as NONE  # noqa: PLC0414 -- the word of all figures
from assessments.scoring.answers import State
from assessments.scoring.bank import Discipline
from assessments.scoring.display import confidence_word, percent, rounded
from assessments.scoring.scorecard import Range, Score, Share, Unscored

MINUS: Final = "\u2212"
STATES: Final = {
    State.ANSWERED: "Answered",
    State.DONT_KNOW: "Don't know",
    State.NOT_APPLICABLE: "Not applicable",
    State.UNANSWERED: "Open",
}
DISCIPLINES: Final = {
    Discipline.PRODUCT_MANAGEMENT: "Product management",
    Discipline.DATA_SCIENCE: "Data science",
    Discipline.ENGINEERING: "Engineering",
    Discipline.UX: "UX",
    Discipline.BUSINESS: "Business",
    Discipline.DOMAIN_EXPERT: "Domain expert",
}
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def score_words(score: Score) -> str:
    return percent(score.score) if isinstance(score, Range) else NONE


def range_words(score: Score) -> str:
    """Give both bounds, one figure where the bounds are the same."""
    if not isinstance(score, Range):
        return NONE
    low, high = rounded(100 * score.low), rounded(100 * score.high)
    return f"{low} %" if low == high else f"{low}\u2013{high} %"


def share_words(share: Share) -> str:
    return NONE if isinstance(share, Unscored) else percent(share)


def confidence_words(confidence: Share) -> str:
    return NONE if isinstance(confidence, Unscored) else str(confidence_word(confidence))


def open_words(count: int, score: Score) -> str:
    """Give "3 open points: 45 % now, 55 % at best", with the lowest where respondents differ."""
    if not isinstance(score, Range):
        return score.reason
    if not count and score.low == score.high:
        return "No open points"
    points = {0: "No open points", 1: "1 open point"}.get(count, f"{count} open points")
    lowest = "" if score.low == score.score else f", {percent(score.low)} by the lowest answers"
    return f"{points}: {percent(score.score)} now, {percent(score.high)} at best{lowest}"


def gain_words(gain: Fraction) -> str:
    return f"+{_short(100 * gain)} points"


def effort_words(days: float | None) -> str:
    """Give person-days; empty where the bank states none."""
    if days is None:
        return ""
    number = _short(Fraction(str(days)))
    return "1 day" if number == "1" else f"{number} days"


def day_words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def weight_words(weight: int) -> str:
    return f"Weight {weight}" if weight else ""


def _short(number: Fraction) -> str:
    text = rounded(number, 1)
    return text.removesuffix(".0")


def signed(number: Fraction, places: int) -> str:
    """Give a difference with its sign; "0" where there is none, "\u2248 0" where it rounds so."""
    if not number:
        return "0"
    figure = rounded(abs(number), places)
    if not figure.strip("0."):
        return "\u2248 0"
    return f"{'+' if number > 0 else MINUS}{figure}"
