"""The scorecard: everything the score says, exact, as one immutable value.

All scores are fractions in 0..1 here; `display.py` is the one place that turns them into the
0..100 figures people and files see.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from assessments.scoring.answers import State
from assessments.scoring.bank import Discipline


@dataclass(frozen=True, slots=True)
class Unscored:
    """The absence of a score, with the reason in words; never -1 or 0."""

    reason: str


@dataclass(frozen=True, slots=True)
class Range:
    """A score with its bounds: `low` counts don't know and blank as 0, `high` as 1.

    Where several respondents differ, the bounds take the lowest and the highest answer.
    """

    score: Fraction
    low: Fraction
    high: Fraction


Score = Range | Unscored
Share = Fraction | Unscored


class Unit(StrEnum):
    """How a figure reads: as a plain number, as a share of 1, or as a count of questions."""

    NUMBER = "number"
    PERCENT = "percent"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure a method names, like points, a raw score or how many questions are at a risk.

    `code` is stable, `label` for people; `of` is the most there could be; `low` and `high` are
    bounds while questions are open, as those of `Range`.
    """

    code: str
    label: str
    value: Share
    of: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    unit: Unit = Unit.NUMBER


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """One shown question of a part.

    `share` is s in 0..1 or None where nothing is scored; `level` is the rubric level shown
    (others: floor(4 s)); `weight` 0 marks an unscored question. `state` is the one that counts:
    a "not applicable" the other answers no longer allow is unanswered here. `points` are those of
    a method that adds them up; `outcome` is the risk its rules say (None: no rule holds).
    """

    code: str
    state: State
    weight: int
    share: Fraction | None
    level: int | None
    confidence: Fraction | None
    points: Fraction | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class SectionScore:
    code: str
    score: Score
    coverage: Share
    answered: int
    shown: int
    figures: tuple[Figure, ...] = ()
    level: str | None = None
    plus: bool = False


@dataclass(frozen=True, slots=True)
class PartScore:
    """One part; hidden ones and their sections are there too, `Unscored` and with nothing shown.

    `level` is the code the part supports (None without a score); `floor` the percent the next
    level needs (None at the top); `not_applicable_share` of the shown weight, in 0..1.
    """

    code: str
    score: Score
    coverage: Share
    confidence: Share
    level: str | None
    floor: int | None
    next_level: str | None
    not_applicable_share: Share
    sections: Mapping[str, SectionScore]
    figures: tuple[Figure, ...] = ()
    plus: bool = False


class GateState(StrEnum):
    PASSED = "passed"
    UNSUPPORTED = "unsupported"
    CAPS = "caps"
    FAILS = "fails"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class GateResult:
    """One shown gate.

    `level` is the answer's level (None for don't know and blank), `needs` the lowest that lifts
    this cap, `caps_at` the level it holds the result at (None when it caps nothing).
    """

    code: str
    state: GateState
    answer: State
    level: int | None
    needs: int
    caps_at: str | None


class BindingKind(StrEnum):
    FLOOR = "floor"
    GATE = "gate"
    NOT_APPLICABLE = "not_applicable"
    HIGHEST_LEVEL = "highest_level"


@dataclass(frozen=True, slots=True)
class Binding:
    """One thing that keeps the result from the next level: `now` → `needs`.

    `code` is a part's, a question's or the bank's slug. FLOOR: part scores in 0..1; GATE: levels,
    `now` None for don't know and blank; NOT_APPLICABLE: share of weight and its limit in 0..1;
    HIGHEST_LEVEL: both None. `caps_at` is the level it holds the result at.
    """

    kind: BindingKind
    code: str
    now: Fraction | None
    needs: Fraction | None
    caps_at: str


@dataclass(frozen=True, slots=True)
class OpenPoint:
    code: str
    state: State


@dataclass(frozen=True, slots=True)
class NotApplicableEntry:
    code: str
    reason: str


class Reason(StrEnum):
    GATE = "gate"
    FLOOR = "floor"
    GAIN = "gain"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One thing to do next.

    `gain` is in 0..1 of the part score, `effort` in person-days from the level (open: from 0) to
    the wanted one (None when the bank states none), `find_out` marks a don't know, `done` is the
    definition of done.
    """

    code: str
    part: str
    because: Reason
    find_out: bool
    state: State
    level: int | None
    wanted: int
    gain: Fraction
    effort: float | None
    improvement: str
    done: tuple[str, ...]
    answered_by: Discipline | None


class CauseKind(StrEnum):
    ALWAYS = "always"
    COVERAGE = "coverage"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class ProvisionalCause:
    """Why the level is provisional: the bank itself, a part's coverage, or a gate's support."""

    kind: CauseKind
    code: str
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The whole result. `level` is None where no part has a score, or the bank has no levels.

    `provisional_because` says why in sentences, `provisional_causes` as values; `stale_on` is the
    ISO day the result changes by itself because evidence goes out of date, or None. `figures` are
    those the method names besides; `plus` says that some of the next level is fulfilled. What a
    method has no use for is empty, None or `Unscored`.
    """

    level: str | None
    next_level: str | None
    floor_level: str | None
    draft: bool
    provisional: bool
    provisional_because: tuple[str, ...]
    overall: Score
    coverage: Share
    confidence: Share
    binding: tuple[Binding, ...]
    gates: tuple[GateResult, ...]
    open_points: tuple[OpenPoint, ...]
    not_applicable: tuple[NotApplicableEntry, ...]
    recommendations: tuple[Recommendation, ...]
    target: str | None
    parts: Mapping[str, PartScore]
    questions: Mapping[str, QuestionScore]
    hidden: frozenset[str]
    stale_on: str | None
    provisional_causes: tuple[ProvisionalCause, ...] = ()
    method: str = "weighted_mean"
    figures: tuple[Figure, ...] = ()
    plus: bool = False
