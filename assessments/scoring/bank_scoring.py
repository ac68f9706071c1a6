"""How a bank turns answers into a result: one type a method, told apart by `method`.

What only the weighted mean has (floors, gates, limits) is empty on the others, so that whoever
reads it finds none. Source of each method: docs/scoring.md.
"""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, ClassVar, Final, Literal, TypeAlias

from pydantic import Discriminator, Field

from assessments.scoring.bank_fields import (
    Code,
    Level,
    LevelCode,
    Line,
    Number,
    Percent,
    Prose,
    Strict,
    Weight,
)

MOST_LEVELS: Final = 20
Months: TypeAlias = Annotated[int, Field(ge=1, le=120)]


class NotApplicableLimit(Strict):
    """More than `share` percent of a part's shown weight not applicable caps the level."""

    share: Percent
    caps_at: LevelCode


class WeightedMean(Strict):
    """The guide's method: weighted mean per part, floors per part, gates, and the minimum of all.

    `floors[part][level]` is the part score in percent a part needs to support that level; the
    lowest level needs none. `wanted[level]` is the rubric level recommendations aim at.
    Source: guide section 4; docs/scoring.md.
    """

    method: Literal["weighted_mean"]
    levels: Annotated[tuple[Level, ...], Field(min_length=2, max_length=MOST_LEVELS)]
    floors: dict[Code, dict[LevelCode, Percent]]
    highest_level: LevelCode | None = None
    highest_level_reason: Prose = ""
    always_provisional: bool = False
    not_applicable_limit: NotApplicableLimit | None = None
    provisional_below_coverage: Percent = 80
    part_weights: dict[Code, Weight] = {}
    wanted: dict[LevelCode, Annotated[int, Field(ge=0)]] = {}
    evidence_months: Months = 12

    @cached_property
    def level_codes(self) -> tuple[str, ...]:
        return tuple(level.code for level in self.levels)


class OtherMethod(Strict):
    """Base of the other methods: no floors, no caps, no answers wanted, never provisional."""

    evidence_months: Months = 12

    floors: ClassVar[dict[str, dict[str, int]]] = {}
    highest_level: ClassVar[str | None] = None
    highest_level_reason: ClassVar[str] = ""
    always_provisional: ClassVar[bool] = False
    not_applicable_limit: ClassVar[NotApplicableLimit | None] = None
    provisional_below_coverage: ClassVar[int] = 0
    part_weights: ClassVar[dict[str, int]] = {}
    wanted: ClassVar[dict[str, int]] = {}


class Band(Level):
    """A level that a figure lies in, up to and with `up_to`, or below `below`.

    Bands are listed from lowest to highest; each begins where the one before it ends, and the
    last has no bound.
    """

    up_to: Number | None = None
    below: Number | None = None


Bands: TypeAlias = Annotated[tuple[Band, ...], Field(max_length=MOST_LEVELS)]
SomeBands: TypeAlias = Annotated[tuple[Band, ...], Field(min_length=2, max_length=MOST_LEVELS)]


class Banded(OtherMethod):
    """A method whose result lies in a band."""

    levels: Bands = ()

    @cached_property
    def level_codes(self) -> tuple[str, ...]:
        return tuple(level.code for level in self.levels)


class MinimumOfParts(Banded):
    """Points added up in each part; the result is the lowest sum.

    Source: E. Breck et al., "The ML Test Score" (2017).
    """

    method: Literal["minimum_of_parts"]
    levels: SomeBands


class Additive(Banded):
    """Points added up over the whole bank; bands are optional."""

    method: Literal["additive"]


class Staged(OtherMethod):
    """A level is reached when all its questions, and all of the levels below, are fulfilled.

    The lowest level has no questions. `fulfilled_from` is the share of an answer, in percent,
    that counts as fulfilled. Source: OWASP AIMA.
    """

    method: Literal["staged"]
    levels: Annotated[tuple[Level, ...], Field(min_length=2, max_length=MOST_LEVELS)]
    fulfilled_from: Annotated[int, Field(ge=1, le=100)] = 100

    @cached_property
    def level_codes(self) -> tuple[str, ...]:
        return tuple(level.code for level in self.levels)


class TwoScores(Banded):
    """A raw score and a mitigation score; enough mitigation takes a share off the raw score.

    `raw` and `mitigation` name parts, sections or questions. Enough is `gate` percent of the
    maximum mitigation divided by `variants`: so many sets of mitigation questions exclude each
    other. Bounds of the bands are in percent of the maximum raw score.
    Source: Canada's Algorithmic Impact Assessment.
    """

    method: Literal["two_scores"]
    levels: SomeBands
    raw: Annotated[tuple[Code, ...], Field(min_length=1)]
    mitigation: Annotated[tuple[Code, ...], Field(min_length=1)]
    gate: Percent = 80
    variants: Annotated[int, Field(ge=1, le=20)] = 1
    discount: Percent = 15


class RiskRules(OtherMethod):
    """The first true rule of a question says its risk; parts and the whole carry counts only.

    `risks` are listed from least to greatest. Source: AWS Well-Architected custom lenses.
    """

    method: Literal["risk_rules"]
    risks: Annotated[tuple[Level, ...], Field(min_length=2, max_length=MOST_LEVELS)]

    levels: ClassVar[tuple[Level, ...]] = ()
    level_codes: ClassVar[tuple[str, ...]] = ()


class Stream(Strict):
    """Questions of one section that are averaged before the section is."""

    title: Line
    questions: Annotated[tuple[Code, ...], Field(min_length=1)]


class MeanTree(Banded):
    """Whole, part, section and stream are each the mean of what is below them, times `scale`.

    `targets` and `baselines` map a question to the one that states its wanted answer, and the
    answer it began with; such a question counts for nothing itself. Source: OWASP SAMM.
    """

    method: Literal["mean_tree"]
    scale: Annotated[float, Field(gt=0, le=1_000, allow_inf_nan=False)] = 1.0
    streams: dict[Code, tuple[Stream, ...]] = {}
    targets: dict[Code, Code] = {}
    baselines: dict[Code, Code] = {}


ScoringConfig: TypeAlias = Annotated[
    WeightedMean | MinimumOfParts | Staged | Additive | TwoScores | RiskRules | MeanTree,
    Discriminator("method"),
]
METHOD_TYPES: Final[Mapping[str, type[Strict]]] = MappingProxyType(
    {
        "weighted_mean": WeightedMean,
        "minimum_of_parts": MinimumOfParts,
        "staged": Staged,
        "additive": Additive,
        "two_scores": TwoScores,
        "risk_rules": RiskRules,
        "mean_tree": MeanTree,
    }
)
METHODS: Final = tuple(METHOD_TYPES)
# The methods that add up what a choice states as its points.
ADDS_POINTS: Final = frozenset({"minimum_of_parts", "additive", "two_scores"})
