"""Conditions on answers, with three truth values: a blank or unknown answer decides nothing."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    PlainSerializer,
    Tag,
    model_validator,
)


def _as_it_is(value: Any) -> Any:
    return value


# Written as it is: where a question keeps something worked out, Pydantic would write false as 0,
# which compares otherwise.
Scalar: TypeAlias = Annotated[str | int | bool, PlainSerializer(_as_it_is)]
Truth: TypeAlias = bool | None


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Compare(_Strict):
    """One comparison with the answer to `question`; exactly one operator is given.

    `equals`/`any_of` compare a value (rubric: the level), `includes` asks whether a multiple
    answer has the choice ticked, `at_least`/`at_most` compare a level or number. `answered` asks
    whether there is a value at all; it alone is never unknown.
    """

    question: str
    equals: Scalar | None = None
    any_of: tuple[Scalar, ...] | None = None
    includes: str | None = None
    at_least: int | float | None = None
    at_most: int | float | None = None
    answered: bool | None = None

    @model_validator(mode="after")
    def _exactly_one_operator(self) -> "Compare":
        given = [name for name in OPERATORS if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"give exactly one of {', '.join(OPERATORS)}")
        return self


OPERATORS = ("equals", "any_of", "includes", "at_least", "at_most", "answered")


class All(_Strict):
    all: tuple["Condition", ...] = Field(min_length=1)


class AnyOf(_Strict):
    any: tuple["Condition", ...] = Field(min_length=1)


class Not(_Strict):
    not_: "Condition" = Field(alias="not")


def _shape(raw: Any) -> Literal["all", "any", "not", "compare"]:
    if isinstance(raw, All) or (isinstance(raw, dict) and "all" in raw):
        return "all"
    if isinstance(raw, AnyOf) or (isinstance(raw, dict) and "any" in raw):
        return "any"
    if isinstance(raw, Not) or (isinstance(raw, dict) and ("not" in raw or "not_" in raw)):
        return "not"
    return "compare"


Condition: TypeAlias = Annotated[
    Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")]
    | Annotated[Compare, Tag("compare")],
    Discriminator(_shape),
]
All.model_rebuild()
AnyOf.model_rebuild()
Not.model_rebuild()


def truth(condition: Condition, values: Mapping[str, Any]) -> Truth:
    """Say whether the condition holds for the known values: True, False, or None for unknown.

    `values` maps question codes to the value of an *answered* question; don't know, blank, not
    applicable and hidden questions are absent, and a comparison with an absent value is unknown,
    unless it asks whether there is a value.
    """
    if isinstance(condition, Compare):
        value = values.get(condition.question)
        if condition.answered is not None:
            return (value is not None) is condition.answered
        return None if value is None else _compare(condition, value)
    if isinstance(condition, Not):
        inner = truth(condition.not_, values)
        return None if inner is None else not inner
    if isinstance(condition, All):
        return _all([truth(c, values) for c in condition.all])
    return _any([truth(c, values) for c in condition.any])


def _all(found: list[Truth]) -> Truth:
    if False in found:
        return False
    return None if None in found else True


def _any(found: list[Truth]) -> Truth:
    if True in found:
        return True
    return None if None in found else False


def _compare(condition: Compare, value: Any) -> bool:
    if condition.includes is not None:
        return isinstance(value, list | tuple) and condition.includes in value
    if condition.at_least is not None:
        return _is_number(value) and bool(value >= condition.at_least)
    if condition.at_most is not None:
        return _is_number(value) and bool(value <= condition.at_most)
    if condition.any_of is not None:
        return any(_same(value, wanted) for wanted in condition.any_of)
    return _same(value, condition.equals)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _same(value: Any, wanted: Any) -> bool:
    return isinstance(value, bool) is isinstance(wanted, bool) and bool(value == wanted)


def questions_of(condition: Condition) -> frozenset[str]:
    """List the codes of the questions the condition looks at."""
    if isinstance(condition, Compare):
        return frozenset({condition.question})
    if isinstance(condition, Not):
        return questions_of(condition.not_)
    inner = condition.all if isinstance(condition, All) else condition.any
    return frozenset().union(*(questions_of(c) for c in inner))
