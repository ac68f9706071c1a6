"""The one stable JSON shape of a scorecard, for the command line, the JSON report and the API.

Scores and coverage are 0..100 and confidence 0..1, each {"value", "exact"}; what is absent is
null with a `reason` beside it. docs/scorecard-schema.json describes it.
"""

from fractions import Fraction
from typing import Any

from assessments.scoring.bank import Bank
from assessments.scoring.display import exact_form, level_name
from assessments.scoring.named import result_name
from assessments.scoring.scorecard import (
    Binding,
    BindingKind,
    Figure,
    GateResult,
    PartScore,
    Recommendation,
    Score,
    Scorecard,
    SectionScore,
    Share,
    Unit,
    Unscored,
)


def scorecard_json(bank: Bank, scorecard: Scorecard) -> dict[str, Any]:
    """Give the scorecard as JSON-able values, its keys always the same and in the same order.

    Other methods than the weighted mean say more: `method`, `result`, `plus`, `figures` and
    `questions`.
    """
    plain = _plain(bank, scorecard)
    return plain if bank.is_weighted else {**plain, **_by_method(bank, scorecard)}


def _plain(bank: Bank, scorecard: Scorecard) -> dict[str, Any]:
    return {
        **_level(bank, "level", scorecard.level),
        **_level(bank, "next_level", scorecard.next_level),
        **_level(bank, "target_level", scorecard.target),
        **_level(bank, "floor_level", scorecard.floor_level),
        "provisional": scorecard.provisional,
        "provisional_because": list(scorecard.provisional_because),
        "draft": scorecard.draft,
        "overall": _score(scorecard.overall),
        **_shares(scorecard.coverage, scorecard.confidence),
        "stale_on": scorecard.stale_on,
        "binding": [_binding(bank, binding) for binding in scorecard.binding],
        "gates": [_gate(bank, gate) for gate in scorecard.gates],
        "open_points": [{"code": p.code, "state": p.state.value} for p in scorecard.open_points],
        "not_applicable": [{"code": e.code, "reason": e.reason} for e in scorecard.not_applicable],
        "recommendations": [_recommendation(one) for one in scorecard.recommendations],
        "parts": {code: _part(bank, part) for code, part in scorecard.parts.items()},
    }


def _by_method(bank: Bank, scorecard: Scorecard) -> dict[str, Any]:
    """Give what the bank's own method says besides, of the whole and of single questions."""
    return {
        "method": scorecard.method,
        "result": result_name(bank, scorecard),
        "plus": scorecard.plus,
        "figures": [_figure(figure) for figure in scorecard.figures],
        "questions": {
            code: {"points": _form(one.points, 1), "outcome": one.outcome}
            for code, one in scorecard.questions.items()
            if one.points is not None or one.outcome is not None
        },
    }


def _level(bank: Bank, key: str, code: str | None) -> dict[str, str | None]:
    return {key: level_name(bank, code), f"{key}_code": code}


def _score(score: Score) -> dict[str, Any]:
    if isinstance(score, Unscored):
        return {"score": None, "low": None, "high": None, "reason": score.reason}
    return {
        "score": exact_form(score.score),
        "low": exact_form(score.low),
        "high": exact_form(score.high),
    }


def _shares(coverage: Share, confidence: Share) -> dict[str, Any]:
    found = {"coverage": _form(coverage, 100), "confidence": _form(confidence, 1)}
    if isinstance(coverage, Unscored):
        return {**found, "reason": coverage.reason}
    return found


def _form(share: Share | None, scale: int) -> dict[str, str] | None:
    return exact_form(share, scale) if isinstance(share, Fraction) else None


def _binding(bank: Bank, binding: Binding) -> dict[str, Any]:
    scale = 1 if binding.kind is BindingKind.GATE else 100
    return {
        "kind": binding.kind.value,
        "code": binding.code,
        "now": _form(binding.now, scale),
        "needs": _form(binding.needs, scale),
        **_level(bank, "caps_at", binding.caps_at),
    }


def _gate(bank: Bank, gate: GateResult) -> dict[str, Any]:
    return {
        "code": gate.code,
        "state": gate.state.value,
        "answer": gate.answer.value,
        "level": gate.level,
        "needs": gate.needs,
        **_level(bank, "caps_at", gate.caps_at),
    }


def _recommendation(one: Recommendation) -> dict[str, Any]:
    return {
        "code": one.code,
        "part": one.part,
        "because": one.because.value,
        "find_out": one.find_out,
        "state": one.state.value,
        "level": one.level,
        "wanted": one.wanted,
        "gain": exact_form(one.gain),
        "effort": one.effort,
        "improvement": one.improvement,
        "done": list(one.done),
        "answered_by": one.answered_by.value if one.answered_by else None,
    }


def _part(bank: Bank, part: PartScore) -> dict[str, Any]:
    return {
        **_score(part.score),
        **_shares(part.coverage, part.confidence),
        **_level(bank, "level", part.level),
        **_level(bank, "next_level", part.next_level),
        "floor": part.floor,
        "not_applicable_share": _form(part.not_applicable_share, 100),
        **({} if bank.is_weighted else _figures(part)),
        "sections": {code: _section(bank, section) for code, section in part.sections.items()},
    }


def _section(bank: Bank, section: SectionScore) -> dict[str, Any]:
    return {
        **_score(section.score),
        "coverage": _form(section.coverage, 100),
        "answered": section.answered,
        "shown": section.shown,
        **({} if bank.is_weighted else _stage(bank, section)),
    }


def _stage(bank: Bank, section: SectionScore) -> dict[str, Any]:
    return {**_level(bank, "level", section.level), **_figures(section)}


def _figures(of: PartScore | SectionScore) -> dict[str, Any]:
    return {"plus": of.plus, "figures": [_figure(figure) for figure in of.figures]}


def _figure(figure: Figure) -> dict[str, Any]:
    scale = 100 if figure.unit is Unit.PERCENT else 1
    return {
        "code": figure.code,
        "label": figure.label,
        "unit": figure.unit.value,
        "value": _form(figure.value, scale),
        "of": _form(figure.of, scale),
        "low": _form(figure.low, scale),
        "high": _form(figure.high, scale),
        "reason": figure.value.reason if isinstance(figure.value, Unscored) else None,
    }
