"""A comparison of two banks as JSON; scores from 0 to 100, exact and rounded."""

from collections import Counter
from fractions import Fraction
from typing import Any

from assessments.banks.diff.effect import Effect, Figures
from assessments.banks.diff.questions import QuestionChange
from assessments.banks.diff.versions import BankDiff, next_version
from assessments.scoring.bank import Bank
from assessments.scoring.display import exact_form


def diff_json(
    old: Bank,
    new: Bank,
    found: BankDiff,
    changes: tuple[QuestionChange, ...],
    effect: Effect | None,
) -> dict[str, Any]:
    """Give everything the comparison found; `effect` is None where there are no answers."""
    counts = Counter(str(became) for one in changes for became in one.became)
    return {
        "from": {"slug": old.slug, "version": old.version},
        "to": {"slug": new.slug, "version": new.version},
        "major": found.moves_scores,
        "next_version": next_version(old.version, found),
        "reasons": list(found.reasons),
        "counts": dict(counts),
        "questions": [_question(one) for one in changes if not one.is_same],
        "other": [
            {"code": change.code, "keys": list(change.keys)}
            for change in (*found.scoring, *found.reworded)
            if change.code not in old.questions and change.code not in new.questions
        ],
        "effect": None if effect is None else effect_json(effect),
    }


def _question(one: QuestionChange) -> dict[str, Any]:
    return {
        "code": one.code,
        "title": one.title,
        "became": [str(became) for became in one.became],
        "was": list(one.was),
        "keys": list(one.keys),
        "likeness": None if one.likeness is None else exact_form(one.likeness, 1),
    }


def effect_json(effect: Effect) -> dict[str, Any]:
    """Give what a bank does to the scores of answers."""
    return {
        "differs": effect.differs,
        "whole": _figures(effect.whole),
        "parts": {code: _figures(part) for code, part in effect.parts.items()},
        "because": [
            {
                "code": one.code,
                "part": one.part,
                "moved": exact_form(one.moved),
                "became": [str(became) for became in one.became],
            }
            for one in effect.because
        ],
        "holds": list(effect.holds),
        "dropped": list(effect.dropped),
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "title": figures.title,
        "score": {"before": _form(figures.score_before), "after": _form(figures.score_after)},
        "level": {"before": figures.level_before, "after": figures.level_after},
    }


def _form(share: Fraction | None) -> dict[str, str] | None:
    return None if share is None else exact_form(share)
