"""Why a level is provisional: too little answered, a gate without support, or the bank itself."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from assessments.scoring.display import TOGETHER, percent
from assessments.scoring.gates import GateCheck
from assessments.scoring.parts import PartResult
from assessments.scoring.plan import Plan
from assessments.scoring.scorecard import CauseKind, ProvisionalCause


def causes(
    plan: Plan, parts: Sequence[PartResult], gates: Sequence[GateCheck]
) -> tuple[ProvisionalCause, ...]:
    """List every reason to call the level provisional; none where it is firm.

    Source: guide 4.4 and 4.5; docs/scoring.md, rules S18 and S22.
    """
    return tuple(_causes(plan, parts, gates))


def _causes(
    plan: Plan, parts: Sequence[PartResult], gates: Sequence[GateCheck]
) -> Iterator[ProvisionalCause]:
    if plan.bank.scoring.always_provisional:
        yield ProvisionalCause(CauseKind.ALWAYS, plan.bank.slug, None)
    for part in parts:
        coverage = part.score.coverage
        too_low = Fraction(plan.bank.scoring.provisional_below_coverage, 100)
        if isinstance(coverage, Fraction) and coverage < too_low:
            yield ProvisionalCause(CauseKind.COVERAGE, part.planned.code, coverage)
    for gate in gates:
        if gate.unsupported:
            yield ProvisionalCause(CauseKind.UNSUPPORTED, gate.standing.planned.code, None)


def in_words(plan: Plan, cause: ProvisionalCause) -> str:
    """Say the cause in one sentence."""
    if cause.kind is CauseKind.ALWAYS:
        return "This bank gives a provisional level only."
    if cause.kind is CauseKind.UNSUPPORTED:
        return f"The gate {cause.code} is passed with neither evidence nor a note."
    part = next(part.part for part in plan.parts if part.code == cause.code)
    # with the blank the sealed scorecards have
    share = percent(cause.share or Fraction(0)).replace(TOGETHER, " ")
    return f"Only {share} of {part.short_title or part.title} is answered."
