"""The small types every part of a bank is made of: texts, codes, numbers, and a level."""

from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from assessments.text import URL_LENGTH, TextProblem, clean_text, is_web_link


def gated(limit: int) -> Any:
    """Pass a text through the one gate, with at most so many characters."""

    def check(raw: str) -> str:
        try:
            return clean_text(raw, max_length=limit)
        except TextProblem as problem:
            raise ValueError(str(problem)) from problem

    return AfterValidator(check)


def web_address(raw: str) -> str:
    """Refuse what is no web address; nothing is none and is fine."""
    if raw and not is_web_link(raw):
        raise ValueError("this is no web address (http or https)")
    return raw


Line: TypeAlias = Annotated[str, gated(500), Field(min_length=1)]
Prose: TypeAlias = Annotated[str, gated(4000)]
Link: TypeAlias = Annotated[str, gated(URL_LENGTH), AfterValidator(web_address)]
# What something is called in the file of another tool it came from.
Ref: TypeAlias = Annotated[str, gated(200)]
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


class Level(Strict):
    code: LevelCode
    name: Line
    sentence: Prose = ""
