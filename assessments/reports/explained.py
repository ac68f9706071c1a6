"""Explains each figure of a result: one builder a figure, in the table `FIGURES`."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from assessments.reports import explained_level
from assessments.reports.explained_method import BY_METHOD, explain_method
from assessments.reports.explained_outlook import explain_outlook
from assessments.reports.explained_sums import Asked, explain_range, explain_sum
from assessments.reports.explanation import Explanation
from assessments.reports.ledger_words import Said
from assessments.reports.result import Scored
from assessments.scoring.ledger import Figure


class UnknownFigure(LookupError):
    """The result has no such figure."""


class _Builder(NamedTuple):
    whole: Callable[[Asked], Explanation] | None
    of_part: Callable[[Asked], Explanation] | None
    of_section: Callable[[Asked], Explanation] | None = None
    of_gate: Callable[[Asked], Explanation] | None = None


def _sum(figure: Figure) -> Callable[[Asked], Explanation]:
    return lambda asked: explain_sum(asked, figure)


FIGURES: Final[Mapping[str, _Builder]] = MappingProxyType(
    {
        "level": _Builder(explained_level.explain_level, None),
        "score": _Builder(_sum(Figure.SCORE), _sum(Figure.SCORE), _sum(Figure.SCORE)),
        "range": _Builder(explain_range, explain_range, explain_range),
        "outlook": _Builder(explain_outlook, None),
        "coverage": _Builder(_sum(Figure.COVERAGE), _sum(Figure.COVERAGE)),
        "confidence": _Builder(_sum(Figure.CONFIDENCE), _sum(Figure.CONFIDENCE)),
        "not_applicable": _Builder(None, _sum(Figure.NOT_APPLICABLE)),
        "floor": _Builder(None, explained_level.explain_floor),
        "gate": _Builder(None, None, of_gate=explained_level.explain_gate),
    }
)


def explained(given: Scored, said: Said, on: date, figure: str, code: str = "") -> Explanation:
    """Explain one figure of the result.

    Args:
        given: what was scored.
        said: who answered when, in words, by question code.
        on: the day of scoring.
        figure: a key of `FIGURES`.
        code: a part, section or gate; empty for the whole.

    Raises:
        UnknownFigure: there is no such figure, or not of this part, section or question.
    """
    known = FIGURES.get(figure)
    asked = Asked(given, said, on, code)
    builder = None if known is None else _of(known, asked)
    if builder is not None and not given.bank.is_weighted and figure in BY_METHOD:
        builder = explain_method
    if builder is None:
        raise UnknownFigure(figure, code)
    return builder(asked)


def _of(known: _Builder, asked: Asked) -> Callable[[Asked], Explanation] | None:
    if not asked.code:
        without = known is FIGURES["outlook"] and not asked.given.bank.is_weighted
        return None if without else known.whole
    if known is FIGURES["level"] and not asked.given.bank.is_weighted:
        known = FIGURES["score"]
    if asked.part is not None:
        return known.of_part
    if asked.section is not None:
        return known.of_section
    is_gate = any(gate.code == asked.code for gate in asked.given.card.gates)
    return known.of_gate if is_gate else None
