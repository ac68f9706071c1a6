"""The cached result of an assessment: what lists show, so that they never score anything.

The summary always equals a recount, because it is written in the transaction of each write.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final, Literal

from assessments.scoring.answers import BLANK, Answers, State
from assessments.scoring.bank import Bank, Part
from assessments.scoring.display import (
    PLACES,
    exact_form,
    figure_words,
    level_name,
    rounded,
    stage_name,
)
from assessments.scoring.engine import score
from assessments.scoring.named import result_name
from assessments.scoring.ranks import rank_of, risk_free
from assessments.scoring.scorecard import (
    GateState,
    PartScore,
    Range,
    Score,
    Scorecard,
    Share,
    Unscored,
)

Counts = dict[str, int]
COUNTED: Final = ("answered", "shown", "open", "dont_know", "not_applicable")


@dataclass(frozen=True, slots=True)
class Figures:
    """What the portfolio filters and sorts by; the model says what each means."""

    score: int | None = None
    level_rank: int | None = None
    fails_gate: bool = False
    is_complete: bool = False
    risk_free: int | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """`content` as it is stored, and the day it changes by itself (None: it does not)."""

    content: dict[str, Any]
    stale_on: date | None
    figures: Figures = Figures()


def summarise(bank: Bank, answers: Answers, on: date) -> Summary:
    """Score and count what lists, overview and home need, as plain JSON.

    Keys: `level`, `level_name` (of a bank without levels what stands for it), `next_level`,
    `provisional`, `draft`, `overall`, `overall_low`, `overall_high` (what it may still become) and
    `coverage` (`{value, exact}` in 0..100, or None), `gates_failing` (codes), `answered`, `shown`,
    `open`, `dont_know`, `not_applicable`, `profile` and, by code, `parts` with the same counts,
    `score`, `low`, `high`, `level`, their `sections`, and the method's own `figures` in words.
    `answered` counts every shown question that is not blank, and `open` the shown ones that are
    blank; don't know is answered for progress, and counted apart.
    """
    card = score(bank, answers, on, advise=False)
    parts = {part.code: _part(bank, answers, part, card) for part in bank.parts}
    profile = _counted(answers, (q.code for q in bank.profile if q.code not in card.hidden))
    content = {
        "level": card.level,
        "level_name": level_name(bank, card.level) if bank.is_weighted else result_name(bank, card),
        "next_level": card.next_level,
        "provisional": card.provisional,
        "draft": card.draft,
        "overall": _figure(card.overall),
        "overall_low": _figure(_bound(card.overall, "low")),
        "overall_high": _figure(_bound(card.overall, "high")),
        "gates_failing": [gate.code for gate in card.gates if gate.state is GateState.FAILS],
        "coverage": _figure(card.coverage),
        **_sum([profile, *parts.values()]),
        "profile": profile,
        "parts": parts,
    }
    stale_on = date.fromisoformat(card.stale_on) if card.stale_on else None
    begun = any(part["answered"] for part in parts.values())
    return Summary(content, stale_on, _figures(bank, card) if begun else Figures())


def _figures(bank: Bank, card: Scorecard) -> Figures:
    rank = rank_of(bank, card)
    if isinstance(card.overall, Unscored):
        free = risk_free(bank, card)
        return Figures(level_rank=rank, risk_free=None if free is None else _millionths(free))
    return Figures(
        score=_millionths(card.overall.score),
        level_rank=rank,
        fails_gate=any(gate.state is GateState.FAILS for gate in card.gates),
        is_complete=not card.draft,
    )


def _millionths(share: Fraction) -> int:
    return int(rounded(share * 100 * 10**PLACES))


def _part(bank: Bank, answers: Answers, part: Part, card: Scorecard) -> dict[str, Any]:
    sections = {
        section.code: _counted(
            answers, (q.code for q in section.questions if q.code not in card.hidden)
        )
        for section in part.sections
    }
    scored = card.parts[part.code]
    figures = {
        "score": _figure(scored.score),
        "low": _figure(_bound(scored.score, "low")),
        "high": _figure(_bound(scored.score, "high")),
        "level": scored.level,
    }
    if scored.figures:
        figures["figures"] = "; ".join(_named(bank, scored))
    return {**figures, **_sum(sections.values()), "sections": sections}


def _named(bank: Bank, part: PartScore) -> Iterator[str]:
    """Give the level of a part, where it has one, and the figures its method names."""
    if level := stage_name(bank, part.level, plus=part.plus):
        yield level
    for figure in part.figures:
        if not isinstance(figure.value, Unscored):
            yield f"{figure.label} {figure_words(figure)}"


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


def _bound(found: Score, bound: Literal["low", "high"]) -> Share:
    return getattr(found, bound) if isinstance(found, Range) else found


def _figure(found: Score | Share) -> dict[str, str] | None:
    """Give {value, exact} in 0..100, None where there is no figure."""
    if isinstance(found, Unscored):
        return None
    return exact_form(found.score if isinstance(found, Range) else found)
