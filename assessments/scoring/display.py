"""The one place where an exact figure becomes a rounded one: half up, always."""

from enum import StrEnum
from fractions import Fraction

from assessments.scoring.bank import Bank
from assessments.scoring.scorecard import Figure, Unit, Unscored

PLACES = 4
TOGETHER = "\u00a0"  # between a number and its unit, which no line parts
HIGH = Fraction(3, 4)
MEDIUM = Fraction(1, 2)


def rounded(number: Fraction, places: int = 0) -> str:
    """Give the number with so many places, rounded half up (away from zero below zero)."""
    size = 10**places
    doubled = abs(number.numerator) * size * 2 + number.denominator
    whole, part = divmod(doubled // (2 * number.denominator), size)
    sign = "-" if number < 0 and (whole or part) else ""
    return f"{sign}{whole}.{part:0{places}}" if places else f"{sign}{whole}"


def percent(share: Fraction, places: int = 0) -> str:
    """Give a share of 1 as percent for people, like "58 %" or "43.8 %".

    A whole figure has no places.
    """
    text = rounded(100 * share, places)
    if places:
        text = text.rstrip("0").rstrip(".")
    return together(f"{text} %")


def percent_span(low: str, high: str) -> str:
    """Give two rounded percents as a span like "40\u201355 %", as one where they are the same."""
    return together(f"{low} %" if low == high else f"{low}\u2013{high} %")


def together(words: str) -> str:
    """Give words between which no line ends, like a number with its unit."""
    return words.replace(" ", TOGETHER)


def exact_form(share: Fraction, scale: int = 100) -> dict[str, str]:
    """Give {"value": "33.3333", "exact": "100/3"}: the share times the scale, at four places.

    Args:
        share: a figure in 0..1.
        scale: 100 for scores and coverage, 1 for confidence.
    """
    number = share * scale
    return {"value": rounded(number, PLACES), "exact": str(number)}


class ConfidenceWord(StrEnum):
    HIGH = "High"
    MEDIUM = "Medium"
    LOW = "Low"


def confidence_word(confidence: Fraction) -> ConfidenceWord:
    """Name a confidence in 0..1: High from 0.75, Medium from 0.50, Low below.

    Source: guide 4.5; docs/scoring.md, rule S20.
    """
    if confidence >= HIGH:
        return ConfidenceWord.HIGH
    return ConfidenceWord.MEDIUM if confidence >= MEDIUM else ConfidenceWord.LOW


def level_name(bank: Bank, code: str | None) -> str | None:
    """Give the name of a readiness level, None for none."""
    names = {level.code: level.name for level in bank.scoring.levels}
    return None if code is None else names[code]


def stage_name(bank: Bank, code: str | None, *, plus: bool) -> str | None:
    """Give the name of a level, with "+" where some of the next one is fulfilled."""
    name = level_name(bank, code)
    return f"{name}+" if name and plus else name


def number_words(number: Fraction) -> str:
    """Give a number with at most two places, like "1.5"."""
    text = rounded(number, 2)
    return text.rstrip("0").rstrip(".")


def figure_words(figure: Figure) -> str:
    """Give a figure of a method like "1.5 of 7", "35.7 %" or "3"; what is absent says why."""
    if isinstance(figure.value, Unscored):
        return figure.value.reason
    if figure.unit is Unit.PERCENT:
        return percent(figure.value, 1)
    if figure.of is None or figure.unit is Unit.COUNT:
        return number_words(figure.value)
    return f"{number_words(figure.value)} of {number_words(figure.of)}"


def figure_range(figure: Figure) -> str:
    """Give the bounds of a figure like "1 to 3"; empty where it has none or they are the same."""
    low, high = figure.low, figure.high
    if low is None or high is None or low == high:
        return ""
    if figure.unit is Unit.PERCENT:
        return f"{percent(low, 1)} to {percent(high, 1)}"
    return f"{number_words(low)} to {number_words(high)}"


def level_sentence(bank: Bank, code: str) -> str:
    """Give what a readiness level means in one sentence."""
    return next(level.sentence for level in bank.scoring.levels if level.code == code)
