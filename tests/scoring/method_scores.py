"""What the tests of all methods share: answers in short, and a result's figures by name."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from assessments.scoring.answers import Answer, State
from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.scorecard import (
    Figure,
    PartScore,
    Scorecard,
    SectionScore,
)

ON = date(2026, 3, 31)


def said(values: Mapping[str, Any]) -> dict[str, Answer]:
    """Give answers; a state stands for itself, anything else for a value."""
    return {
        code: Answer(value, reason="Nothing of the kind here.")
        if isinstance(value, State)
        else Answer(State.ANSWERED, value)
        for code, value in values.items()
    }


def scored(bank: Bank, values: Mapping[str, Any]) -> Scorecard:
    return score(bank, said(values), ON)


def figures(of: Scorecard | PartScore | SectionScore) -> dict[str, Any]:
    return {figure.code: figure.value for figure in of.figures}


def figure(of: Scorecard | PartScore | SectionScore, code: str) -> Figure:
    return next(figure for figure in of.figures if figure.code == code)
