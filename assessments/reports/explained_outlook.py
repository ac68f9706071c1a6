"""Explains what the result may still become: every open question, and both ends exactly."""

from collections.abc import Iterator
from fractions import Fraction

from assessments.reports.explained_sums import Asked
from assessments.reports.explanation import Explanation, Inputs
from assessments.reports.figures import NONE, gain_words
from assessments.reports.ledger_words import exactly, part_label, question_row, said_words
from assessments.reports.result import Scored
from assessments.reports.rule_words import OUTLOOK, rules
from assessments.scoring.display import level_name, percent
from assessments.scoring.outlook.completions import Extent, Reach
from assessments.scoring.outlook.deciding import Deciding, outlook


def explain_outlook(asked: Asked) -> Explanation:
    """Explain the exact range over all completions, the levels still possible, and what decides."""
    given = asked.given
    found = outlook(given.bank, given.answers)
    whole = found.reach.whole
    return Explanation(
        title="What may still come",
        value=_ends(whole),
        rules=rules(*OUTLOOK, "S12", "S19", "S32"),
        head=("Open question", "Now", "Weight", "Narrows the range by at least"),
        rows=tuple(_row(asked, one) for one in found.deciding),
        arithmetic=tuple(_sums(given, whole)),
        left_out=(),
        notes=tuple(_notes(given, found.reach)),
    )


def _row(asked: Asked, one: Deciding) -> Inputs:
    cells = (said_words(asked.given, one.code), str(one.weight), gain_words(one.closes)[1:])
    return question_row(asked.given, asked.said, one.code, cells)


def _sums(given: Scored, whole: Extent) -> Iterator[str]:
    if whole.low is None or whole.high is None:
        yield "No completion has a score."
        return
    yield f"Lowest of all completions: {exactly(whole.low)}"
    yield f"Highest of all completions: {exactly(whole.high)}"
    width: Fraction = whole.high - whole.low
    yield f"Width of the range: {whole.high} \u2212 {whole.low} = {exactly(width)}"
    names = ", ".join(level_name(given.bank, code) or "" for code in whole.levels)
    yield f"Levels still possible: {names}"


def _notes(given: Scored, reach: Reach) -> Iterator[str]:
    if not reach.exact:
        yield "Too many questions depend on each other: these are the outermost bounds."
    for code, extent in reach.parts.items():
        if code in given.card.hidden:
            continue
        exact = "" if extent.low is None else f" ({extent.low} to {extent.high})"
        yield f"{part_label(given, code)}: {_ends(extent)}{exact}"


def _ends(extent: Extent) -> str:
    if extent.low is None or extent.high is None:
        return NONE
    low, high = percent(extent.low), percent(extent.high)
    return low if low == high else f"{low} to {high}"
