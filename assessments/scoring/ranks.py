"""Where a result stands among others of its bank: by its level, or by the greatest risk in it."""

from collections.abc import Sequence
from fractions import Fraction

from assessments.scoring.bank import Bank
from assessments.scoring.bank_scoring import RiskRules
from assessments.scoring.scorecard import Figure, Scorecard, Unscored


def rank_names(bank: Bank) -> list[str]:
    """Name the ranks from the lowest up: levels, and risks from the greatest to the least."""
    config = bank.scoring
    if isinstance(config, RiskRules):
        return [risk.name for risk in reversed(config.risks)]
    return [level.name for level in config.levels]


def rank_of(bank: Bank, card: Scorecard) -> int | None:
    """Give the rank of a result, 0 the lowest; None without a level, or where no risk is said."""
    if isinstance(bank.scoring, RiskRules):
        return _greatest(_risks(card))
    return None if card.level is None else bank.scoring.level_codes.index(card.level)


def risk_free(bank: Bank, card: Scorecard) -> Fraction | None:
    """Say in 0..1 how free of risk a result of risk rules is; None where no risk is said.

    A lower greatest risk always comes to more, then a smaller share of the questions at it. Where
    the greatest risk is the least there is, more questions at it come to more.

    Source: docs/scoring.md, rule S58.
    """
    if not isinstance(bank.scoring, RiskRules):
        return None
    risks = _risks(card)
    greatest = _greatest(risks)
    if greatest is None:
        return None
    share = _share(risks[greatest])
    within = share if greatest == len(risks) - 1 else 1 - share
    return (greatest + within) / len(risks)


def _risks(card: Scorecard) -> Sequence[Figure]:
    """Give the counts of the risks, the greatest risk first, as the method lists them."""
    return [figure for figure in card.figures if figure.code.startswith("risk.")]


def _greatest(risks: Sequence[Figure]) -> int | None:
    return next((number for number, figure in enumerate(risks) if _share(figure)), None)


def _share(figure: Figure) -> Fraction:
    if isinstance(figure.value, Unscored) or not figure.of:
        return Fraction(0)
    return figure.value / figure.of
