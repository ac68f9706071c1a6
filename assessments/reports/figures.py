"""Figures of a scorecard in words for people, in the language of the report.

Every rounding is done by `scoring.display`; here alone a figure gets its language's decimal mark.
"""

from datetime import date
from fractions import Fraction
from typing import Final

from assessments.reports.document import NONE as NONE  # noqa: PLC0414 -- the word of all figures
from assessments.reports.language import Words, decimal, gettext, marked, ngettext
from assessments.reports.scoring_words import told
from assessments.scoring import display
from assessments.scoring.answers import State
from assessments.scoring.bank import Discipline
from assessments.scoring.display import confidence_word, percent_span, together
from assessments.scoring.scorecard import Figure, Range, Score, Share, Unit, Unscored

MINUS: Final = "\u2212"
STATES: Final = Words(
    {
        State.ANSWERED: "Answered",
        State.DONT_KNOW: "Don't know",
        State.NOT_APPLICABLE: "Not applicable",
        State.UNANSWERED: "Open",
    }
)
DISCIPLINES: Final = Words(
    {
        Discipline.PRODUCT_MANAGEMENT: "Product management",
        Discipline.DATA_SCIENCE: "Data science",
        Discipline.ENGINEERING: "Engineering",
        Discipline.UX: "UX",
        Discipline.BUSINESS: "Business",
        Discipline.DOMAIN_EXPERT: "Domain expert",
    }
)
_MONTHS: Final = (
    marked("January"),
    marked("February"),
    marked("March"),
    marked("April"),
    marked("May"),
    marked("June"),
    marked("July"),
    marked("August"),
    marked("September"),
    marked("October"),
    marked("November"),
    marked("December"),
)


def percent(share: Fraction, places: int = 0) -> str:
    """Give a share of 1 as percent, like "58 %" or "43.8 %"."""
    return decimal(display.percent(share, places))


def rounded(number: Fraction, places: int = 0) -> str:
    return decimal(display.rounded(number, places))


def number_words(number: Fraction) -> str:
    """Give a number with at most two places, like "1.5"."""
    return decimal(display.number_words(number))


def four_places(share: Fraction, scale: int = 100) -> str:
    """Give a share times the scale at four places, like "92.8571"."""
    return decimal(display.exact_form(share, scale)["value"])


def figure_words(figure: Figure) -> str:
    """Give a figure of a method like "1.5 of 7", "35.7 %" or "3"; what is absent says why."""
    if isinstance(figure.value, Unscored):
        return told(figure.value.reason)
    if figure.unit is Unit.PERCENT:
        return percent(figure.value, 1)
    if figure.of is None or figure.unit is Unit.COUNT:
        return number_words(figure.value)
    values = {"number": number_words(figure.value), "most": number_words(figure.of)}
    return gettext("{number} of {most}", **values)


def figure_range(figure: Figure) -> str:
    """Give the bounds of a figure like "1 to 3"; empty where it has none or they are the same."""
    low, high = figure.low, figure.high
    if low is None or high is None or low == high:
        return ""
    if figure.unit is Unit.PERCENT:
        return gettext("{low} to {high}", low=percent(low, 1), high=percent(high, 1))
    return gettext("{low} to {high}", low=number_words(low), high=number_words(high))


def figure_change(change: Fraction, unit: Unit) -> str:
    """Give a difference of a figure with its sign and places; of percents in points."""
    if not change:
        return "0"
    words = number_words(abs(change))
    if unit is Unit.PERCENT:
        words = percent(abs(change), 1).removesuffix("\u00a0%")
    return "\u2248 0" if words == "0" else f"{'+' if change > 0 else MINUS}{words}"


def score_words(score: Score) -> str:
    return percent(score.score) if isinstance(score, Range) else NONE


def range_words(score: Score) -> str:
    """Give both bounds, one figure where the bounds are the same."""
    if not isinstance(score, Range):
        return NONE
    return percent_span(rounded(100 * score.low), rounded(100 * score.high))


def share_words(share: Share) -> str:
    return NONE if isinstance(share, Unscored) else percent(share)


def confidence_words(confidence: Share) -> str:
    return NONE if isinstance(confidence, Unscored) else told(confidence_word(confidence))


def open_words(count: int, score: Score) -> str:
    """Give "3 open points: 45 % now, 55 % at best", with the lowest where respondents differ."""
    if not isinstance(score, Range):
        return told(score.reason)
    if not count and score.low == score.high:
        return gettext("No open points")
    points = ngettext("{count} open point", "{count} open points", count)
    ends = {"now": percent(score.score), "best": percent(score.high)}
    ends["points"] = points if count else gettext("No open points")
    if score.low == score.score:
        return gettext("{points}: {now} now, {best} at best", **ends)
    return gettext(
        "{points}: {now} now, {best} at best, {lowest} by the lowest answers",
        **ends,
        lowest=percent(score.low),
    )


def gain_words(gain: Fraction) -> str:
    return together(gettext("+{number} points", number=_short(100 * gain)))


def effort_words(days: float | None) -> str:
    """Give person-days; empty where the bank states none."""
    if days is None:
        return ""
    number = _short(Fraction(str(days)))
    words = gettext("1 day") if number == "1" else gettext("{number} days", number=number)
    return together(words)


def day_words(day: date) -> str:
    month = gettext(_MONTHS[day.month - 1])
    return gettext("{day} {month} {year}", day=day.day, month=month, year=day.year)


def weight_words(weight: int) -> str:
    return gettext("Weight {weight}", weight=weight) if weight else ""


def _short(number: Fraction) -> str:
    return decimal(display.rounded(number, 1).removesuffix(".0"))


def signed(number: Fraction, places: int) -> str:
    """Give a difference with its sign; "0" where there is none, "\u2248 0" where it rounds so."""
    if not number:
        return "0"
    figure = display.rounded(abs(number), places)
    if not figure.strip("0."):
        return "\u2248 0"
    return f"{'+' if number > 0 else MINUS}{decimal(figure)}"
