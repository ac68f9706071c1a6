"""Freezes the sheets of a revealed assessment into the inputs of a report."""

from collections.abc import Mapping
from typing import Any

from assessments.answers.models import Assessment
from assessments.answers.registers import StoredAnswer, stored_value
from assessments.answers.sheets import consensus_of, joined
from assessments.scoring.answers import State


def frozen_sheets(assessment: Assessment) -> dict[str, Any]:
    """Give who said what, and why the team settled what it settled, as plain JSON (4 queries).

    Source: `reports.apart.apart_pages` reads it back.
    """
    sheets = joined(assessment).sheets
    return {
        "respondents": [
            {
                "name": sheet.name,
                "discipline": sheet.discipline,
                "submitted": sheet.is_submitted,
                "said": _said(sheet.registers),
            }
            for sheet in sheets
        ],
        "consensus": {
            code: {"reason": kept.reason, "by": str(kept.by or ""), "at": kept.at.isoformat()}
            for code, kept in sorted(consensus_of(assessment).items())
        },
    }


def _said(registers: Mapping[str, StoredAnswer]) -> dict[str, Any]:
    return {
        code: {
            "state": stored.answer.state.value,
            "value": stored_value(stored.answer),
            "reason": stored.answer.reason,
            "note": stored.answer.note,
        }
        for code, stored in sorted(registers.items())
        if stored.answer.state is not State.UNANSWERED
    }
