"""From the bank's method to its scorecard: one row a method, and what all of them share."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Any

from assessments.scoring.lists import is_draft, left_out, open_points, stale_on
from assessments.scoring.methods.additive import additive
from assessments.scoring.methods.found import (
    AskedPart,
    AskedSection,
    Found,
    Result,
    Worth,
    asked_parts,
)
from assessments.scoring.methods.minimum import minimum_of_parts
from assessments.scoring.methods.risk import risk_rules
from assessments.scoring.methods.staged import staged
from assessments.scoring.methods.tree import mean_tree
from assessments.scoring.methods.two_scores import two_scores
from assessments.scoring.plan import Plan
from assessments.scoring.scorecard import (
    PartScore,
    QuestionScore,
    Scorecard,
    SectionScore,
)
from assessments.scoring.standing import Reading, Standing, question_score
from assessments.scoring.tally import Tally

Method = Callable[[Any, Reading, Sequence[AskedPart]], Result]
METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "minimum_of_parts": lambda config, _reading, parts: minimum_of_parts(config, parts),
        "additive": lambda config, _reading, parts: additive(config, parts),
        "staged": lambda config, _reading, parts: staged(config, parts),
        "two_scores": lambda config, reading, parts: two_scores(config, reading.plan.bank, parts),
        "risk_rules": lambda config, _reading, parts: risk_rules(config, parts),
        "mean_tree": mean_tree,
    }
)


def by_method(reading: Reading, target: str | None, *, advise: bool) -> Scorecard:
    """Score by the bank's own method.

    What belongs to the weighted mean alone is empty: floors, gates, what holds the result and the
    next level. Only a mean tree with targets has recommendations.

    Source: docs/scoring.md, rule S53.
    """
    plan = reading.plan
    parts = asked_parts(reading)
    config = plan.bank.scoring
    result = METHODS[config.method](config, reading, parts)
    rows = tuple(chain.from_iterable(part.standings for part in parts))
    whole = _tally(plan, rows)
    return Scorecard(
        level=_code(plan, result.whole.level),
        next_level=None,
        floor_level=None,
        draft=is_draft(rows),
        provisional=False,
        provisional_because=(),
        overall=result.whole.score,
        coverage=whole.coverage(),
        confidence=whole.confidence(),
        binding=(),
        gates=(),
        open_points=tuple(open_points(rows)),
        not_applicable=tuple(left_out(rows)),
        recommendations=result.recommendations if advise else (),
        target=target,
        parts={part.planned.code: _part(plan, part, result) for part in parts},
        questions={s.planned.code: _question(s, result.questions) for s in rows},
        hidden=reading.found.hidden,
        stale_on=stale_on(rows),
        method=config.method,
        figures=result.whole.figures,
        plus=result.whole.plus,
    )


def _code(plan: Plan, level: int | None) -> str | None:
    return None if level is None else plan.codes[level]


def _tally(plan: Plan, rows: Sequence[Standing]) -> Tally:
    tally = Tally(plan.unit)
    for standing in rows:
        tally.add(standing)
    return tally


def _part(plan: Plan, part: AskedPart, result: Result) -> PartScore:
    found, tally = result.parts[part.planned.code], _tally(plan, part.standings)
    sections = ((section, result.sections[section.planned.code]) for section in part.sections)
    return PartScore(
        code=part.planned.code,
        score=found.score,
        coverage=tally.coverage(),
        confidence=tally.confidence(),
        level=_code(plan, found.level),
        floor=None,
        next_level=None,
        not_applicable_share=tally.left_out(),
        sections={s.planned.code: _section(plan, s, found) for s, found in sections},
        figures=found.figures,
        plus=found.plus,
    )


def _section(plan: Plan, section: AskedSection, found: Found) -> SectionScore:
    tally = _tally(plan, section.standings)
    return SectionScore(
        code=section.planned.code,
        score=found.score,
        coverage=tally.coverage(),
        answered=tally.answered,
        shown=tally.shown,
        figures=found.figures,
        level=_code(plan, found.level),
        plus=found.plus,
    )


def _is_rubric(standing: Standing) -> bool:
    return standing.planned.question.kind == "rubric"


def _question(standing: Standing, worths: Mapping[str, Worth]) -> QuestionScore:
    """Give the public value of a question; its share and level only where the method has them."""
    found = worths.get(standing.planned.code, Worth())
    plain = question_score(standing)
    return QuestionScore(
        code=plain.code,
        state=plain.state,
        weight=plain.weight,
        share=found.share,
        level=plain.level if found.share is not None or _is_rubric(standing) else None,
        confidence=plain.confidence,
        points=found.points,
        outcome=found.outcome,
    )
