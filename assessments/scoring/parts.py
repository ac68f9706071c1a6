"""Sections and parts: each is the weighted mean over all its applicable questions."""

from typing import NamedTuple

from assessments.scoring.plan import Plan, PlannedPart, PlannedSection
from assessments.scoring.scorecard import PartScore, SectionScore
from assessments.scoring.standing import Reading, Standing, standings
from assessments.scoring.tally import Tally


class PartResult(NamedTuple):
    """A part with what the later steps need: its sums, its questions, the level it supports."""

    planned: PlannedPart
    tally: Tally
    standings: tuple[Standing, ...]
    level: int | None
    score: PartScore


def part_result(reading: Reading, part: PlannedPart) -> PartResult:
    """Score one part: all its questions together, not the mean of its sections.

    Source: guide 4.3; docs/scoring.md, rules S9 to S12.
    """
    plan = reading.plan
    shown: list[Standing] = []
    tallies: list[Tally] = []
    sections: dict[str, SectionScore] = {}
    for section in part.sections:
        here = list(standings(reading, section))
        tally = _tally(plan, here)
        shown += here
        tallies.append(tally)
        sections[section.code] = _section_score(section, tally)
    tally = Tally(plan.unit).include(tallies)
    level = supported_level(part.floors, tally)
    return PartResult(part, tally, tuple(shown), level, _part_score(plan, part, tally, sections))


def _tally(plan: Plan, standings_here: list[Standing]) -> Tally:
    tally = Tally(plan.unit)
    for standing in standings_here:
        tally.add(standing)
    return tally


def _section_score(section: PlannedSection, tally: Tally) -> SectionScore:
    return SectionScore(section.code, tally.score(), tally.coverage(), tally.answered, tally.shown)


def supported_level(floors: tuple[int, ...], tally: Tally) -> int | None:
    """Give the index of the highest level whose floor the part reaches, None without a score."""
    if not tally.weight:
        return None
    points, whole = 100 * tally.points, tally.whole
    return max(level for level, floor in enumerate(floors) if points >= floor * whole)


def _part_score(
    plan: Plan, part: PlannedPart, tally: Tally, sections: dict[str, SectionScore]
) -> PartScore:
    codes = plan.codes
    level = supported_level(part.floors, tally)
    following = None if level is None or level == plan.top else level + 1
    return PartScore(
        code=part.code,
        score=tally.score(),
        coverage=tally.coverage(),
        confidence=tally.confidence(),
        level=None if level is None else codes[level],
        floor=None if following is None else part.floors[following],
        next_level=None if following is None else codes[following],
        not_applicable_share=tally.left_out(),
        sections=sections,
    )
