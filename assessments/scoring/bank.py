"""The types of a question bank: file format, API type, editor type and what scoring reads.

`Bank` is strict (what is published); `draft.py` holds the lenient type of an unfinished one.
"""

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    model_validator,
)

from assessments.scoring.conditions import Condition
from assessments.scoring.consistency import FieldProblem, InconsistentBank, problems_of
from assessments.text import TextProblem, clean_text


class Discipline(StrEnum):
    PRODUCT_MANAGEMENT = "product_management"
    DATA_SCIENCE = "data_science"
    ENGINEERING = "engineering"
    UX = "ux"
    BUSINESS = "business"
    DOMAIN_EXPERT = "domain_expert"


class Kind(StrEnum):
    RUBRIC = "rubric"
    SINGLE = "single"
    MULTIPLE = "multiple"
    BOOLEAN = "boolean"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"


def _gate(limit: int) -> Any:
    def check(raw: str) -> str:
        try:
            return clean_text(raw, max_length=limit)
        except TextProblem as problem:
            raise ValueError(str(problem)) from problem

    return AfterValidator(check)


Line: TypeAlias = Annotated[str, _gate(500), Field(min_length=1)]
Prose: TypeAlias = Annotated[str, _gate(4000)]
Code: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+){0,3}$", max_length=100)
]
Slug: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)
]
ChoiceCode: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]+$", max_length=80)]
LevelCode: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$", max_length=50)]
Language: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=20)
]
Weight: TypeAlias = Annotated[int, Field(ge=1, le=1000)]
Days: TypeAlias = Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)]
Number: TypeAlias = Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]
Percent: TypeAlias = Annotated[int, Field(ge=0, le=100)]
VersionNumber: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^[1-9][0-9]{0,4}\.[0-9]{1,5}$")
]


class Strict(BaseModel):
    """Base of all bank types: unknown keys are errors, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Exactly(Strict):
    level: Annotated[int, Field(ge=0)]
    caps_at: LevelCode


class Gate(Strict):
    """Holds the readiness level at `caps_at` or below while the answer is below `fails_below`.

    Don't know and blank fail a gate. An answer of exactly `exactly.level` caps at its own level.
    """

    fails_below: Annotated[int, Field(ge=1)]
    caps_at: LevelCode
    exactly: Exactly | None = None


class NotApplicable(Strict):
    """When a question may be called not applicable, and what the profile says about it.

    `allowed_if` must be True for the choice to be offered, `closed_if` takes it away when True,
    `suggested_if` suggests it. The reason always has to be given.
    """

    when: Line
    allowed_if: Condition | None = None
    closed_if: Condition | None = None
    suggested_if: Condition | None = None


class Choice(Strict):
    """One option of a question with choices.

    `not_applicable` says when a multiple's option may be marked as not applying; `exclusive`
    excludes the others; `needs_reason` asks for a note; `score` is in 0..1 for a scored single.
    """

    code: ChoiceCode
    text: Line
    exclusive: bool = False
    needs_reason: bool = False
    not_applicable: Line | None = None
    score: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] | None = None


class Example(Strict):
    """A help text shown with a question while `show_if` is not False."""

    text: Line
    show_if: Condition | None = None


class QuestionBase(Strict):
    code: Code
    title: Line
    why: Prose = ""
    answered_by: Discipline | None = None
    show_if: Condition | None = None
    ask_again_if: Condition | None = None
    not_applicable: NotApplicable | None = None
    improvement: Prose = ""
    evidence_hint: Prose = ""
    examples: tuple[Example, ...] = ()
    origin: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]*$", max_length=50)] = ""
    source: Prose = ""


class Scored(QuestionBase):
    weight: Weight = 1
    gate: Gate | None = None


class RubricQuestion(Scored):
    """Levels 0..n as observable statements; a team takes the highest level that holds.

    `effort` is in person-days for each step 0→1, 1→2, …
    """

    kind: Literal["rubric"]
    levels: Annotated[tuple[Line, ...], Field(min_length=2, max_length=11)]
    effort: tuple[Days, ...] = ()

    @model_validator(mode="after")
    def _effort_fits(self) -> "RubricQuestion":
        if self.effort and len(self.effort) != len(self.levels) - 1:
            steps = len(self.levels) - 1
            raise FieldProblem("effort", f"needs {steps} steps, has {len(self.effort)}")
        return self


class _WithChoices(Scored):
    choices: Annotated[tuple[Choice, ...], Field(min_length=1, max_length=100)]

    @model_validator(mode="after")
    def _codes_differ(self) -> "_WithChoices":
        codes = [choice.code for choice in self.choices]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise FieldProblem("choices", f"the code {twice[0]} stands more than once")
        return self

    @cached_property
    def by_code(self) -> dict[str, Choice]:
        return {choice.code: choice for choice in self.choices}


class SingleQuestion(_WithChoices):
    """One choice of several; scored only when its choices carry a `score`."""

    kind: Literal["single"]
    effort: Days = 0.0


class MultipleQuestion(_WithChoices):
    """Tick all that hold; the score is the share of applying options that are ticked.

    `effort` is in person-days for each option.
    """

    kind: Literal["multiple"]
    at_least_one: bool = False
    effort: Days = 0.0


class BooleanQuestion(Scored):
    """Yes, no and, where `partly` is set, partly: 1, 0 and 0.5."""

    kind: Literal["boolean"]
    partly: bool = False
    effort: Days = 0.0


class NumberQuestion(QuestionBase):
    kind: Literal["number"]
    unit: Annotated[str, _gate(50)] = ""
    minimum: Number | None = None
    maximum: Number | None = None

    @model_validator(mode="after")
    def _bounds_in_order(self) -> "NumberQuestion":
        low, high = self.minimum, self.maximum
        if low is not None and high is not None and low > high:
            raise FieldProblem("maximum", "lies below minimum")
        return self


class TextQuestion(QuestionBase):
    kind: Literal["text"]
    max_length: Annotated[int, Field(ge=1, le=4000)] = 4000


class DateQuestion(QuestionBase):
    kind: Literal["date"]


Question: TypeAlias = Annotated[
    RubricQuestion
    | SingleQuestion
    | MultipleQuestion
    | BooleanQuestion
    | NumberQuestion
    | TextQuestion
    | DateQuestion,
    Discriminator("kind"),
]


class Section(Strict):
    """One page of the form."""

    code: Code
    title: Line
    description: Prose = ""
    show_if: Condition | None = None
    questions: tuple[Question, ...] = Field(min_length=1)


class Part(Strict):
    code: Code
    title: Line
    short_title: Annotated[str, _gate(60)] = ""
    description: Prose = ""
    show_if: Condition | None = None
    sections: tuple[Section, ...] = Field(min_length=1)

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(q for section in self.sections for q in section.questions)


class Aside(Strict):
    """A bracket in a level text, `(opens: …)`, that is shown only while `show_if` is not False."""

    opens: Line
    show_if: Condition


class Level(Strict):
    code: LevelCode
    name: Line
    sentence: Prose = ""


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
    levels: Annotated[tuple[Level, ...], Field(min_length=2, max_length=20)]
    floors: dict[Code, dict[LevelCode, Percent]]
    highest_level: LevelCode | None = None
    highest_level_reason: Prose = ""
    always_provisional: bool = False
    not_applicable_limit: NotApplicableLimit | None = None
    provisional_below_coverage: Percent = 80
    part_weights: dict[Code, Weight] = {}
    wanted: dict[LevelCode, Annotated[int, Field(ge=0)]] = {}
    evidence_months: Annotated[int, Field(ge=1, le=120)] = 12

    @property
    def level_codes(self) -> tuple[str, ...]:
        return tuple(level.code for level in self.levels)


# One member today; the bank studio adds the other published methods to this union.
ScoringConfig: TypeAlias = WeightedMean


class Bank(Strict):
    """A whole question bank, as published: complete, and consistent in itself.

    Raises (as `pydantic.ValidationError`): unknown keys, texts the gate refuses, doubled codes,
    gates, floors and conditions that name something the bank does not have.
    """

    format: Literal["mlpm-bank/1"] = "mlpm-bank/1"
    slug: Slug
    version: VersionNumber = "1.0"
    notes: Prose = ""
    title: Line
    description: Prose = ""
    language: Language = "en"
    publisher: Prose = ""
    licence: Prose = ""
    attribution: Prose = ""
    source: Prose = ""
    direction: Literal["readiness", "risk"] = "readiness"
    scoring: ScoringConfig
    profile: tuple[Question, ...] = ()
    asides: tuple[Aside, ...] = ()
    parts: tuple[Part, ...] = Field(min_length=1)
    translations: dict[Language, dict[str, Prose]] = {}

    @model_validator(mode="after")
    def _consistent(self) -> "Bank":
        if found := problems_of(self):
            raise InconsistentBank(found)
        return self

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by code: the profile first, then the parts in order."""
        scored = (q for part in self.parts for q in part.questions)
        return {q.code: q for q in (*self.profile, *scored)}

    @cached_property
    def section_of(self) -> dict[str, tuple[Part, Section]]:
        """Part and section of every question code outside the profile."""
        return {
            q.code: (part, section)
            for part, section in self.iter_sections()
            for q in section.questions
        }

    def iter_sections(self) -> Iterator[tuple[Part, Section]]:
        for part in self.parts:
            for section in part.sections:
                yield part, section

    @cached_property
    def profile_codes(self) -> frozenset[str]:
        return frozenset(q.code for q in self.profile)


# Below this every whole float is exact, and short enough for every reader of bank files.
EXACT = 1e15


def plain_number(number: float) -> float | int:
    """Give a whole number as int, so that files read `1`, not `1.0`."""
    return int(number) if float(number).is_integer() and abs(number) < EXACT else number
