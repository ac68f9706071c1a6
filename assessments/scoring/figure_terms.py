"""The figures a method names as what can be split: by question where they are sums or means.

Of a part each question brings its points, its count or its share. What follows a rule that is no
sum or mean, like a minimum or a discount, and what is of the whole is one term by itself.
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

from assessments.scoring.bank import Bank, Part
from assessments.scoring.bank_scoring import MeanTree, RiskRules
from assessments.scoring.counted import held
from assessments.scoring.kinds.single import as_written
from assessments.scoring.methods.risk import STATES
from assessments.scoring.scorecard import Figure, QuestionScore, Scorecard, Unit
from assessments.scoring.split import Sums, Term, figure_itself, mean_of, sum_of

NOUGHT = Fraction(0)
Worth = Callable[[QuestionScore], Fraction]
Figures = Mapping[str, Figure]


def figures_by_code(bank: Bank, figures: Iterable[Figure]) -> dict[str, Figure]:
    """Give the figures by code; a state no question is in, which a scorecard leaves out, is 0."""
    found = {figure.code: figure for figure in figures}
    if found and isinstance(bank.scoring, RiskRules):
        of = next(iter(found.values())).of
        for code, label in STATES.values():
            found.setdefault(code, Figure(code, label, NOUGHT, of, unit=Unit.COUNT))
    return found


def whole_terms(figures: Figures) -> dict[str, Sums]:
    """Give each figure of the whole that has a value, by itself."""
    values = {code: figure.value for code, figure in figures.items()}
    return {code: figure_itself(v) for code, v in values.items() if isinstance(v, Fraction)}


def part_terms(bank: Bank, card: Scorecard, part: Part, figures: Figures) -> dict[str, Sums]:
    """Give each figure of a part that has a value, by question where its method adds it up so.

    Args:
        bank: the one the scorecard is of.
        card: the result.
        part: a part of that bank.
        figures: those of the part, by code.
    """
    asked = (card.questions.get(question.code) for question in part.questions)
    here = [found for found in asked if found is not None and found.weight]
    found = whole_terms(figures)
    for code, worth in _worths(bank).items():
        if code in found:
            worths = {question.code: worth(question) for question in here}
            found[code] = sum_of({name: one for name, one in worths.items() if one})
    if "mean" in found and isinstance(bank.scoring, MeanTree):
        found["mean"] = _tree(bank.scoring, part, {question.code: question for question in here})
    return found


def told_by_question(bank: Bank, code: str) -> bool:
    """Say whether a figure of a part is split down to the question."""
    return code in _worths(bank) or (code == "mean" and isinstance(bank.scoring, MeanTree))


def _worths(bank: Bank) -> Mapping[str, Worth]:
    find = _BY_METHOD.get(bank.scoring.method)
    return find(bank, bank.scoring) if find else {}


def _points(question: QuestionScore) -> Fraction:
    return question.points or NOUGHT


def _sum(_bank: Bank, _config: Any) -> dict[str, Worth]:
    return {"points": _points}


def _sides(bank: Bank, config: Any) -> dict[str, Worth]:
    return {
        "raw": _within(held(bank, config.raw)),
        "mitigation": _within(held(bank, config.mitigation)),
    }


def _within(codes: frozenset[str]) -> Worth:
    return lambda question: _points(question) if question.code in codes else NOUGHT


def _stages(_bank: Bank, config: Any) -> dict[str, Worth]:
    needed = Fraction(config.fulfilled_from, 100)
    return {"fulfilled": lambda one: Fraction(one.share is not None and one.share >= needed)}


def _risks(_bank: Bank, config: Any) -> dict[str, Worth]:
    said: dict[str, Worth] = {f"risk.{risk.code}": _at_risk(risk.code) for risk in config.risks}
    return said | {
        name: lambda one, state=state: Fraction(one.outcome is None and one.state is state)
        for state, (name, _label) in STATES.items()
    }


def _at_risk(code: str) -> Worth:
    return lambda question: Fraction(question.outcome == code)


def _tree(config: MeanTree, part: Part, here: Mapping[str, QuestionScore]) -> Sums:
    """Give the mean of a part as the mean of its sections, and theirs as that of their streams."""
    full = as_written(config.scale)
    sections = {}
    for section in part.sections:
        asked = (here.get(question.code) for question in section.questions)
        rows = {
            one.code: Term(full * (one.share or NOUGHT), 1)
            for one in asked
            if one is not None and one.confidence is not None
        }
        branches: dict[str, Term] = {}
        for number, stream in enumerate(config.streams.get(section.code, ()), 1):
            taken = {code: rows.pop(code) for code in stream.questions if code in rows}
            if taken:
                branches[f"/{number}"] = mean_of(taken)  # no code of a question looks so
        if branches or rows:
            sections[section.code] = mean_of({**branches, **rows})
    return sections


_BY_METHOD: Final[Mapping[str, Callable[[Bank, Any], dict[str, Worth]]]] = MappingProxyType(
    {
        "minimum_of_parts": _sum,
        "additive": _sum,
        "two_scores": _sides,
        "staged": _stages,
        "risk_rules": _risks,
    }
)
