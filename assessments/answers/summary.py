"""The cached result of an assessment: what lists show, so that they never score anything.

The summary always equals a recount, because it is written in the transaction of each write.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from assessments.scoring.answers import BLANK, Answers, State
from assessments.scoring.bank import Bank, Part
from assessments.scoring.display import exact_form, level_name
from assessments.scoring.engine import score
from assessments.scoring.scorecard import Range, Score, Scorecard, Share, Unscored

Counts = dict[str, int]
COUNTED: Final = ("answered", "shown", "open", "dont_know", "not_applicable")


@dataclass(frozen=True, slots=True)
class Summary:
    """`content` as it is stored, and the day it changes by itself (None: it does not)."""

    content: dict[str, Any]
    stale_on: date | None


def summarise(bank: Bank, answers: Answers, on: date) -> Summary:
    """Score and count what lists, overview and home need, as plain JSON.

    Keys: `level`, `level_name`, `next_level`, `provisional`, `draft`, `overall`, `overall_high`
    (what it may still become) and `coverage` (`{value, exact}` in 0..100, or None), `answered`,
    `shown`, `open`, `dont_know`, `not_applicable`, `profile` and, by code, `parts` with the same
    counts, `score`, `level` and their `sections`. `answered` counts every shown
    question that is not blank, and `open` the shown ones that are blank; don't know is answered
    for progress, and counted apart.
    """
    card = score(bank, answers, on)
    parts = {part.code: _part(answers, part, card) for part in bank.parts}
    profile = _counted(answers, (q.code for q in bank.profile if q.code not in card.hidden))
    content = {
        "level": card.level,
        "level_name": level_name(bank, card.level),
        "next_level": card.next_level,
        "provisional": card.provisional,
        "draft": card.draft,
        "overall": _figure(card.overall),
        "overall_high": _figure(_high(card.overall)),
        "coverage": _figure(card.coverage),
        **_sum([profile, *parts.values()]),
        "profile": profile,
        "parts": parts,
    }
    return Summary(content, date.fromisoformat(card.stale_on) if card.stale_on else None)


def _part(answers: Answers, part: Part, card: Scorecard) -> dict[str, Any]:
    sections = {
        section.code: _counted(
            answers, (q.code for q in section.questions if q.code not in card.hidden)
        )
        for section in part.sections
    }
    scored = card.parts[part.code]
    figures = {"score": _figure(scored.score), "level": scored.level}
    return {**figures, **_sum(sections.values()), "sections": sections}


def _counted(answers: Answers, shown: Iterable[str]) -> Counts:
    states = [answers.get(code, BLANK).state for code in shown]
    blank = states.count(State.UNANSWERED)
    return {
        "answered": len(states) - blank,
        "shown": len(states),
        "open": blank,
        "dont_know": states.count(State.DONT_KNOW),
        "not_applicable": states.count(State.NOT_APPLICABLE),
    }


def _sum(counts: Iterable[Mapping[str, Any]]) -> Counts:
    every = list(counts)
    return {key: sum(counted[key] for counted in every) for key in COUNTED}


def _high(found: Score) -> Share:
    return found.high if isinstance(found, Range) else found


def _figure(found: Score | Share) -> dict[str, str] | None:
    """Give {value, exact} in 0..100, None where there is no figure."""
    if isinstance(found, Unscored):
        return None
    return exact_form(found.score if isinstance(found, Range) else found)
