"""How well respondents agree within each part: ordinal for rubrics, nominal for choices."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from assessments.scoring.agreement import Alpha, Metric, alpha
from assessments.scoring.bank import Bank, Kind, Part
from assessments.scoring.several import Joint

CHOICES: Final = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.BOOLEAN})


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha over the rubric levels of a part, and over its choices; `None` where it has none."""

    levels: Alpha | None
    choices: Alpha | None


def agreement_by_part(
    bank: Bank, joined: Mapping[str, Joint], keys: Sequence[int]
) -> dict[str, Agreement]:
    """Give the agreement within each part of the bank.

    Args:
        bank: a published bank.
        joined: what `combine` gave for the sheets.
        keys: the respondents.

    Source: docs/scoring.md, rule S37.
    """
    return {part.code: _agreement(part, joined, keys) for part in bank.parts}


def _agreement(part: Part, joined: Mapping[str, Joint], keys: Sequence[int]) -> Agreement:
    levels = list(_units(part, joined, keys, frozenset({Kind.RUBRIC})))
    choices = list(_units(part, joined, keys, CHOICES))
    return Agreement(
        alpha(levels, Metric.ORDINAL) if levels else None,
        alpha(choices, Metric.NOMINAL) if choices else None,
    )


def _units(
    part: Part, joined: Mapping[str, Joint], keys: Sequence[int], kinds: frozenset[Kind]
) -> Iterator[list[Any]]:
    for question in part.questions:
        if Kind(question.kind) in kinds:
            opinions = joined[question.code].opinions
            given = {o.respondent.key: o.answer.value for o in opinions if o.is_answered}
            yield [given.get(key) for key in keys]
