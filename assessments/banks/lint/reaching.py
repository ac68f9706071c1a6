"""Complete answers that come out at a level or above it, put together from the exact cases."""

from collections.abc import Callable, Mapping, Sequence

from assessments.banks.lint.ground import Ground
from assessments.scoring.answers import Answer, Value
from assessments.scoring.outlook.cases import Case, Choice, PartCase, Problem, Row, values_said
from assessments.scoring.outlook.entwined import Component
from assessments.scoring.outlook.sums import needed
from assessments.scoring.outlook.worlds import Outcome
from assessments.scoring.plan import Plan

Pick = Callable[[Row], Choice | None]


def reaching(ground: Ground, level: int) -> dict[str, Answer] | None:
    """Give complete answers at the level of this index or above, the best there are in each case.

    None where there are none, or where the cases are too many to try.
    """
    problem = ground.worlds.problem
    said: dict[str, Value] = {}
    scored: list[bool] = []
    for component, outcomes in zip(problem.components, ground.worlds.outcomes, strict=True):
        chosen = _chosen(ground.plan, outcomes, level)
        if chosen is None:
            return None
        scored += [bool(case.weight) for case in chosen.case.parts]
        said |= values_in(problem, component, chosen.case, lambda row: highest(row, level))
    return ground.complete(said) if any(scored) else None


def reaching_outside(
    ground: Ground, component: Component, level: int
) -> Mapping[str, Value] | None:
    """Give what to say in all other components so that they allow the level; None where none do."""
    key = (component, level)
    if key not in ground.outside:
        ground.outside[key] = _outside(ground, component, level)
    return ground.outside[key]


def _outside(ground: Ground, component: Component, level: int) -> dict[str, Value] | None:
    problem = ground.worlds.problem
    said: dict[str, Value] = {}
    for other, outcomes in zip(problem.components, ground.worlds.outcomes, strict=True):
        chosen = None if other == component else _chosen(ground.plan, outcomes, level)
        if chosen is not None:
            said |= values_in(problem, other, chosen.case, lambda row: highest(row, level))
        elif other != component:
            return None
    return said


def _chosen(plan: Plan, outcomes: Sequence[Outcome] | None, level: int) -> Outcome | None:
    """Give an outcome that allows the level, with a score if one has it."""
    fitting = [
        one for one in outcomes or () if all(can_hold(plan, case, level) for case in one.case.parts)
    ]
    return max(fitting, key=lambda one: any(case.weight for case in one.case.parts), default=None)


def can_hold(plan: Plan, case: PartCase, level: int) -> bool:
    """Say whether the part can support the level, gates included."""
    chosen = [highest(row, level) for row in case.rows]
    points = sum(row.weight * one.points for row, one in zip(case.rows, chosen, strict=True) if one)
    return None not in chosen and (not case.weight or points >= needed(plan, case, level))


def highest(row: Row, level: int) -> Choice | None:
    """Give the choice with most points among those that allow the level, if there is one."""
    allowed = [choice for choice in row.choices if choice.cap >= level]
    return max(allowed, key=lambda choice: choice.points, default=None)


def values_in(problem: Problem, component: Component, case: Case, pick: Pick) -> dict[str, Value]:
    """Give the answers that lead to the case, and one picked for each question that counts.

    What decides in other components only stands in a case too, and is left out.
    """
    said = values_said(problem, {code: case.tokens[code] for code in component.deciders})
    for part in case.parts:
        chosen = {row.code: pick(row) for row in part.rows}
        said |= {c: one.value for c, one in chosen.items() if one and one.value is not None}
    return said
