"""The types of a question bank: file format, API type, editor type and what scoring reads.

`Bank` is strict (what is published); `draft.py` holds the lenient type of an unfinished one.
"""

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Discriminator, Field, StringConstraints, model_validator

from assessments.scoring.bank_fields import (
    ChoiceCode,
    Code,
    Days,
    Language,
    LevelCode,
    Line,
    Link,
    Number,
    Prose,
    Ref,
    Slug,
    Strict,
    VersionNumber,
    Weight,
    gated,
)
from assessments.scoring.bank_scoring import ScoringConfig
from assessments.scoring.conditions import Condition
from assessments.scoring.consistency import FieldProblem, InconsistentBank, problems_of

# A list of offices or countries has more than a hundred.
MOST_CHOICES: Final = 500
MOST_RESOURCES: Final = 50


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


class Resource(Strict):
    """A text, a web address or both that help to answer, or say how to do better.

    `additional` ones stand behind the others of their kind.
    """

    kind: Literal["help", "improvement"] = "help"
    text: Prose = ""
    url: Link = ""
    additional: bool = False


Resources: TypeAlias = Annotated[tuple[Resource, ...], Field(max_length=MOST_RESOURCES)]


class Choice(Strict):
    """One option of a question with choices.

    `not_applicable` says when a multiple's option may be marked as not applying; `exclusive`
    excludes the others; `needs_reason` asks for a note; `score` is in 0..1 for a scored single,
    `points` are what methods that add up points count.
    """

    code: ChoiceCode
    text: Line
    exclusive: bool = False
    needs_reason: bool = False
    not_applicable: Line | None = None
    score: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] | None = None
    points: Number | None = None
    resources: Resources = ()
    ref: Ref = ""


class RiskRule(Strict):
    """One rule of a question: an expression over its choices (`default`: no other), and a risk."""

    when: Prose
    risk: LevelCode


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
    resources: Resources = ()
    origin: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]*$", max_length=50)] = ""
    ref: Ref = ""
    source: Prose = ""


class Scored(QuestionBase):
    """`gate` belongs to the weighted mean, `stage` (the level it is asked for) to staged."""

    weight: Weight = 1
    gate: Gate | None = None
    stage: LevelCode | None = None


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
    """`rules` say the risk, first true one first, where the method is risk rules."""

    choices: Annotated[tuple[Choice, ...], Field(min_length=1, max_length=MOST_CHOICES)]
    rules: Annotated[tuple[RiskRule, ...], Field(max_length=50)] = ()

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
    unit: Annotated[str, gated(50)] = ""
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
    ref: Ref = ""
    title: Line
    description: Prose = ""
    show_if: Condition | None = None
    questions: tuple[Question, ...] = Field(min_length=1)


class Part(Strict):
    code: Code
    ref: Ref = ""
    title: Line
    short_title: Annotated[str, gated(60)] = ""
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

    @property
    def is_weighted(self) -> bool:
        """Whether the method is the weighted mean, the one with floors, gates and a path."""
        return self.scoring.method == "weighted_mean"

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
