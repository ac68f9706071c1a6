"""A result in a few words, whatever the method: its level, else the figures that stand for it."""

from collections.abc import Callable

from assessments.scoring.bank import Bank
from assessments.scoring.display import figure_words, stage_name
from assessments.scoring.scorecard import Figure, Scorecard

NO_LEVEL = "No level yet"
NO_RISK = "No risk said yet"


def result_name(
    bank: Bank, card: Scorecard, in_words: Callable[[Figure], str] = figure_words
) -> str:
    """Name the result: the level with its "+", else counts of risks, else the first figure.

    Args:
        bank: what was scored.
        card: the result.
        in_words: how a figure is put in words.
    """
    if name := stage_name(bank, card.level, plus=card.plus):
        return name
    if card.method == "risk_rules":
        found = [f for f in card.figures if f.code.startswith("risk.") and f.value]
        return ", ".join(f"{f.label}: {in_words(f)}" for f in found) or NO_RISK
    if bank.scoring.levels or not card.figures:
        return NO_LEVEL
    return in_words(card.figures[0])
