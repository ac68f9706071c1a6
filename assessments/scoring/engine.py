"""The one scoring function: bank and answers in, scorecard out, exact and without a clock."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from assessments.scoring.answers import Answers
from assessments.scoring.bank import Bank
from assessments.scoring.gates import GateCheck, gate_checks, gate_result
from assessments.scoring.levels import Outcome, bindings, outcome
from assessments.scoring.lists import is_draft, left_out, open_points, stale_on
from assessments.scoring.methods.table import by_method
from assessments.scoring.parts import PartResult, part_result
from assessments.scoring.plan import Plan, plan_of
from assessments.scoring.provisional import causes, in_words
from assessments.scoring.recommendations import recommendations
from assessments.scoring.scorecard import Range, Score, Scorecard
from assessments.scoring.standing import Reading, Standing, question_score
from assessments.scoring.tally import NO_SCORE, Tally
from assessments.scoring.visibility import seen, values_of

# A bank's profile may ask which level is aimed at; its choices are the bank's levels.
TARGET_QUESTION = "profile.target_level"


class _Scored(NamedTuple):
    plan: Plan
    reading: Reading
    parts: tuple[PartResult, ...]
    gates: tuple[GateCheck, ...]
    outcome: Outcome
    standings: tuple[Standing, ...]


def score(
    bank: Bank, answers: Answers, on: date, *, target: str | None = None, advise: bool = True
) -> Scorecard:
    """Score a bank's answers exactly, as fractions in 0..1.

    Don't know and blank count as 0 and open the upper bound; not applicable and hidden questions
    leave the denominator. What has nothing applicable is `Unscored`. Profile answers switch
    questions on and off and count for nothing. The bank's method decides what the scorecard says;
    floors and gates are those of the weighted mean.

    Args:
        bank: a published bank.
        answers: what was said, by question code; a missing code is blank.
        on: the day of scoring, which decides what evidence is out of date.
        target: code of the level recommendations aim at; default the one the profile asks for
            where it lies above the result, else the next level, at the top the top.
        advise: False leaves the recommendations out, a fifth of the work, for who keeps none.

    Raises:
        UnknownQuestion: an answer's code is not in the bank.
        AnswerOutOfRange: a value or mark does not fit its question.
        UnknownLevel: the bank has no such target.

    Source: guide 4.2 to 4.6; docs/scoring.md, rules S1 to S28 and S53 to S61.
    """
    plan = plan_of(bank)
    aim = None if target is None else plan.level(target)
    values = values_of(plan, answers)
    months = bank.scoring.evidence_months
    reading = Reading(plan, answers, values, seen(plan, values), on, months)
    if not bank.is_weighted:
        return by_method(reading, target, advise=advise)
    parts = tuple(part_result(reading, part) for part in plan.parts)
    gates = tuple(gate for part in parts for gate in gate_checks(plan, part.standings))
    standings = tuple(chain.from_iterable(part.standings for part in parts))
    scored = _Scored(plan, reading, parts, gates, outcome(plan, parts, gates), standings)
    return _scorecard(scored, _target(scored) if aim is None else aim, advise=advise)


def _target(scored: _Scored) -> int | None:
    level, plan = scored.outcome.level, scored.plan
    if level is None:
        return None
    said = scored.reading.values.get(TARGET_QUESTION)
    asked = plan.levels.get(said, 0) if isinstance(said, str) else 0
    return asked if asked > level else min(level + 1, plan.top)


def _scorecard(scored: _Scored, target: int | None, *, advise: bool) -> Scorecard:
    plan, found = scored.plan, scored.outcome
    whole = Tally(plan.unit).include(part.tally for part in scored.parts)
    why = causes(plan, scored.parts, scored.gates)
    return Scorecard(
        level=_code(plan, found.level),
        next_level=_code(plan, None if found.level in {None, plan.top} else found.level + 1),
        floor_level=_code(plan, found.floor_level),
        draft=is_draft(scored.standings),
        provisional=bool(why),
        provisional_because=tuple(in_words(plan, cause) for cause in why),
        overall=overall_score(scored.parts),
        coverage=whole.coverage(),
        confidence=whole.confidence(),
        binding=bindings(plan, found),
        gates=tuple(gate_result(plan, check) for check in scored.gates),
        open_points=tuple(open_points(scored.standings)),
        not_applicable=tuple(left_out(scored.standings)),
        recommendations=()
        if target is None or not advise
        else recommendations(plan, scored.parts, scored.gates, target),
        target=_code(plan, target),
        parts={part.planned.code: part.score for part in scored.parts},
        questions={s.planned.code: question_score(s) for s in scored.standings},
        hidden=scored.reading.found.hidden,
        stale_on=stale_on(scored.standings),
        provisional_causes=why,
    )


def _code(plan: Plan, level: int | None) -> str | None:
    return None if level is None else plan.codes[level]


def overall_score(parts: Sequence[PartResult]) -> Score:
    """Give the weighted mean of the part scores in 0..1; for display and trend only.

    Source: guide 4.3; docs/scoring.md, rule S12.
    """
    scored = [(p.planned.weight, p.score.score) for p in parts if isinstance(p.score.score, Range)]
    if not scored:
        return NO_SCORE
    total = sum(weight for weight, _ in scored)
    sums = (
        sum((weight * getattr(one, bound) for weight, one in scored), Fraction(0)) / total
        for bound in ("score", "low", "high")
    )
    return Range(*sums)
