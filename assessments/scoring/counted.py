"""Which questions count, by the bank's method: what is open, covered and supported goes by them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from assessments.scoring.bank import Bank, Question
from assessments.scoring.bank_scoring import MeanTree, TwoScores
from assessments.scoring.kinds import rules_of
from assessments.scoring.points import has_points, has_quality

Counts = Callable[[Question], bool]


def counting(bank: Bank) -> Counts:
    """Give the test whether a question of a part counts."""
    return BY_METHOD[bank.scoring.method](bank)


def _by_share(_bank: Bank) -> Counts:
    return lambda question: rules_of(question).scored(question)


def _by_points(_bank: Bank) -> Counts:
    return has_points


def _by_stage(_bank: Bank) -> Counts:
    return lambda question: bool(getattr(question, "stage", None)) and has_quality(question)


def _by_rules(_bank: Bank) -> Counts:
    return lambda question: bool(getattr(question, "rules", ()))


def _by_either_score(bank: Bank) -> Counts:
    config = bank.scoring
    named = held(bank, (*config.raw, *config.mitigation)) if isinstance(config, TwoScores) else ()
    return lambda question: question.code in named and has_points(question)


def _by_tree(bank: Bank) -> Counts:
    config = bank.scoring
    pairs = (config.targets, config.baselines) if isinstance(config, MeanTree) else ()
    stated = {other for pair in pairs for other in pair.values()}
    return lambda question: question.code not in stated and has_quality(question)


def held(bank: Bank, codes: tuple[str, ...]) -> frozenset[str]:
    """Give the codes of the questions that the named parts, sections and questions hold."""
    named = frozenset(codes)
    return frozenset(
        code
        for code, (part, section) in bank.section_of.items()
        if named & {code, part.code, section.code}
    )


BY_METHOD: Mapping[str, Callable[[Bank], Counts]] = MappingProxyType(
    {
        "weighted_mean": _by_share,
        "minimum_of_parts": _by_points,
        "additive": _by_points,
        "staged": _by_stage,
        "two_scores": _by_either_score,
        "risk_rules": _by_rules,
        "mean_tree": _by_tree,
    }
)
