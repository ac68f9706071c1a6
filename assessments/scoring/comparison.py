"""Where one score stands among others, said so that nobody can read another's score from it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final, NamedTuple

FEWEST_TEAMS: Final = 6
STEP: Final = 50_000  # five points, in millionths


class Entry(NamedTuple):
    """One complete product: its team, and its score in millionths (0..1,000,000)."""

    product: int
    team: int
    score: int


class Silence(StrEnum):
    """Why no percentile is given."""

    INCOMPLETE = "incomplete"
    FEW_TEAMS = "few_teams"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many teams and other products there are; a percentile in 0..1, or why there is none."""

    teams: int
    products: int
    percentile: Fraction | None = None
    silence: Silence | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """Complete products, counted by step of five points and by team."""

    entries: Mapping[int, Entry]
    steps: Counter[int]
    teams: Counter[int]

    def place(self, product: int, team: int, score: int | None) -> Comparison:
        """Place a complete product's score among the scores of all products but itself.

        Scores are compared in whole steps of five points, and those on the same step count half,
        so that no change of one's own answers finds out what another team has. With fewer than
        six teams, one's own included, nothing is said.

        Args:
            product: what is placed; its own entry in the field is left out.
            team: the product's team.
            score: in millionths, None where a scored question is unanswered.

        Source: docs/scoring.md, rule S52.
        """
        own = self.entries.get(product)
        others = len(self.entries) - (own is not None)
        teams = self._teams(own, team if score is not None else None)
        if score is None:
            return Comparison(teams, others, silence=Silence.INCOMPLETE)
        if teams < FEWEST_TEAMS:
            return Comparison(teams, others, silence=Silence.FEW_TEAMS)
        return Comparison(teams, others, self._percentile(own, score // STEP, others))

    def _teams(self, own: Entry | None, team: int | None) -> int:
        """Count the teams of the other products, and one's own."""
        others = len(self.teams) - (own is not None and self.teams[own.team] == 1)
        if team is None:
            return others
        beside = self.teams[team] - (own is not None and own.team == team)
        return others + (beside == 0)

    def _percentile(self, own: Entry | None, step: int, others: int) -> Fraction:
        lower = sum(count for at, count in self.steps.items() if at < step)
        beside = self.steps[step]
        if own is not None:
            lower -= own.score // STEP < step
            beside -= own.score // STEP == step
        return Fraction(2 * lower + beside, 2 * others)


def field_of(entries: Iterable[Entry]) -> Field:
    """Count the entries, one a product."""
    kept = {entry.product: entry for entry in entries}
    steps = Counter(entry.score // STEP for entry in kept.values())
    return Field(kept, steps, Counter(entry.team for entry in kept.values()))
