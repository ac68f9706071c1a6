"""Explains the readiness level, the floors of a part and each gate, with the level they allow."""

from collections.abc import Iterator

from assessments.reports import figures, sentences
from assessments.reports.document import Line
from assessments.reports.explained_sums import Asked
from assessments.reports.explanation import Explanation, Inputs
from assessments.reports.language import gettext, ngettext
from assessments.reports.ledger_words import (
    answer_words,
    exactly,
    part_label,
    question_label,
    question_row,
)
from assessments.reports.result import Scored
from assessments.reports.rule_words import rules
from assessments.reports.scoring_words import told
from assessments.scoring.display import level_name, together
from assessments.scoring.ledger_level import (
    GateStep,
    GateTest,
    Limit,
    allowed_by,
    exact_level,
    floor_steps,
    gate_steps,
    limits,
)
from assessments.scoring.named import NO_LEVEL
from assessments.scoring.scorecard import BindingKind, GateResult, GateState, Range, Unscored

YES, NO = "Yes", "No"


def explain_level(asked: Asked) -> Explanation:
    """Explain the level: every limit with what it allows, and the lowest of them."""
    given = asked.given
    found = [limit for limit in limits(given.bank, given.card) if not _is_out(given, limit)]
    name = level_name(given.bank, given.card.level) or told(NO_LEVEL)
    return Explanation(
        title="Readiness level",
        value=name,
        rules=rules("S19", "S14", "S15", "S16", "S11", "S18", "S22"),
        head=("What limits the level", "Now", "Allows up to"),
        rows=tuple(_limit_row(given, limit) for limit in found),
        arithmetic=tuple(_lowest(given, found, name)),
        left_out=tuple(_no_limit(given)),
        notes=tuple(sentences.reasons(given.bank, given.card, given.numbers)),
    )


def _is_out(given: Scored, limit: Limit) -> bool:
    """Say whether the limit is a gate that is not applicable, which holds nothing."""
    out = GateState.NOT_APPLICABLE
    return any(gate.code == limit.code and gate.state is out for gate in given.card.gates)


def _lowest(given: Scored, found: list[Limit], name: str) -> Iterator[str]:
    if not found:
        yield gettext("No part has a score, so there is no level.")
        return
    floor = level_name(given.bank, given.card.floor_level)
    yield gettext("The lowest of what the parts support is {level}.", level=floor)
    holding = sum(limit.allows == given.card.level for limit in found)
    yield ngettext(
        "The lowest of all rows is {level}: {count} row allows no more.",
        "The lowest of all rows is {level}: {count} rows allow no more.",
        holding,
        level=name,
    )


def _limit_row(given: Scored, limit: Limit) -> Inputs:
    allows = level_name(given.bank, limit.allows) or ""
    if limit.kind is BindingKind.GATE:
        now = answer_words(given, limit.code)
        label = _gate_label(given, limit.code)
        return Inputs(label, (now, allows), limit.code, figure="gate")
    if limit.kind is BindingKind.FLOOR:
        now = figures.score_words(given.card.parts[limit.code].score)
        return Inputs(
            part_label(given, limit.code),
            (gettext("Score {figure}", figure=now), allows),
            limit.code,
            figure="floor",
        )
    if limit.kind is BindingKind.NOT_APPLICABLE:
        share = figures.share_words(given.card.parts[limit.code].not_applicable_share)
        label = gettext("{part}: not applicable", part=part_label(given, limit.code))
        return Inputs(label, (share, allows), limit.code, figure="not_applicable")
    return Inputs(
        given.bank.scoring.highest_level_reason or gettext("The bank's end"), ("", allows)
    )


def _no_limit(given: Scored) -> Iterator[Line]:
    for part in given.bank.parts:
        score = given.card.parts[part.code].score
        if isinstance(score, Unscored):
            yield Line(part_label(given, part.code), told(score.reason), part.code)
    for gate in given.card.gates:
        if gate.state is GateState.NOT_APPLICABLE:
            place = given.numbers.places[gate.code]
            why = gettext("Not applicable: it holds nothing")
            yield Line(_gate_label(given, gate.code), why, gate.code, place.section)


def _gate_label(given: Scored, code: str) -> str:
    return gettext("Gate {question}", question=question_label(given, code))


def explain_floor(asked: Asked) -> Explanation:
    """Explain which level a part supports: its score against the floor of every level."""
    given, part = asked.given, asked.given.card.parts[asked.code]
    stated = next(one for one in given.bank.parts if one.code == asked.code)
    steps = floor_steps(given.bank, given.card, stated)
    rows = [
        Inputs(
            level_name(given.bank, step.level) or "",
            (together(f"{step.floor} %"), YES if step.reached else NO),
        )
        for step in steps
    ]
    supports = level_name(given.bank, part.level) or figures.NONE
    return Explanation(
        title=f"Floors: {asked.name}",
        value=f"Supports {supports}" if part.level else figures.NONE,
        rules=rules("S13", "S14", "S32"),
        head=("Level", "Floor", "Reached"),
        rows=tuple(rows),
        arithmetic=_against(part.score, supports),
        left_out=(),
        see=(
            Inputs(
                "Score of the part", (figures.score_words(part.score),), asked.code, "", "score"
            ),
        ),
    )


def _against(score: Range | Unscored, supports: str) -> tuple[str, ...]:
    if isinstance(score, Unscored):
        return (told(score.reason),)
    words = gettext(
        "Score {score}: the highest floor it reaches is that of {level}.",
        score=exactly(score.score),
        level=supports,
    )
    return (words,)


def explain_gate(asked: Asked) -> Explanation:
    """Explain a gate: the answer, each test it makes, and the level it allows."""
    given = asked.given
    gate = next(one for one in given.card.gates if one.code == asked.code)
    steps = gate_steps(given.bank, given.card, gate)
    rows = [question_row(given, asked.said, asked.code, (answer_words(given, asked.code), ""))]
    allows = level_name(given.bank, allowed_by(given.bank, steps))
    return Explanation(
        title=_gate_label(given, asked.code),
        value=f"Allows up to {allows}",
        rules=rules("S15", *(("S16",) if len(steps) > 1 else ()), "S17", "S18", "S2"),
        head=("What is looked at", "Finding", "If yes, the result ends at"),
        rows=(*rows, *(_test_row(given, step) for step in steps)),
        arithmetic=tuple(_gate_words(given, gate, steps, allows or "")),
        left_out=(),
    )


def _test_row(given: Scored, step: GateStep) -> Inputs:
    asks = "below" if step.test is GateTest.BELOW else "exactly"
    caps_at = level_name(given.bank, step.caps_at) or ""
    return Inputs(f"Is the answer {asks} level {step.level}?", (YES if step.holds else NO, caps_at))


def _gate_words(
    given: Scored, gate: GateResult, steps: tuple[GateStep, ...], allows: str
) -> Iterator[str]:
    level = exact_level(given.bank, given.card.questions[gate.code])
    if level is not None:
        share = given.card.questions[gate.code].share
        yield f"The answer is worth s = {share}; on the gate's scale that is level {level}."
    elif gate.state is GateState.NOT_APPLICABLE:
        yield "The question is not applicable, so the gate holds nothing."
    else:
        yield "The question is open, which counts as below every level."
    holds = any(step.holds for step in steps)
    yield f"It holds the result at {allows} or below." if holds else "It allows every level."
    if any(cause.code == gate.code for cause in given.card.provisional_causes):
        yield "Neither evidence nor a note supports this answer: the result is provisional."
