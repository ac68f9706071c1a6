"""How the level comes about: floors, gates and limits, each with the level it allows.

Made anew from the figures of the scorecard; tests hold every outcome against it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from assessments.scoring.answers import Answer, State
from assessments.scoring.bank import Bank, Gate, Part
from assessments.scoring.evidence import FEWEST_CHARACTERS, fresh_until
from assessments.scoring.kinds import rules_of
from assessments.scoring.scorecard import (
    BindingKind,
    GateResult,
    QuestionScore,
    Range,
    Scorecard,
)


@dataclass(frozen=True, slots=True)
class FloorStep:
    """One level's floor in percent, and whether a part's score reaches it."""

    level: str
    floor: int
    reached: bool


@dataclass(frozen=True, slots=True)
class Limit:
    """One upper limit of the result: nothing above `allows`, the code of a level."""

    kind: BindingKind
    code: str
    allows: str


class GateTest(StrEnum):
    """What a gate looks at: whether the answer is too low, or exactly a level that caps."""

    BELOW = "below"
    EXACTLY = "exactly"


@dataclass(frozen=True, slots=True)
class GateStep:
    """One test of a gate against `level`; where it holds, the result ends at `caps_at`."""

    test: GateTest
    level: int
    caps_at: str
    holds: bool


class Ground(StrEnum):
    """What an answer's confidence rests on."""

    EVIDENCE = "evidence"
    LOW_WITH_NOTE = "low_with_note"
    NOTE = "note"
    BARE = "bare"
    OPEN = "open"


CONFIDENCE = {
    Ground.EVIDENCE: Fraction(1),
    Ground.LOW_WITH_NOTE: Fraction(1),
    Ground.NOTE: Fraction(7, 10),
    Ground.BARE: Fraction(1, 2),
    Ground.OPEN: Fraction(0),
}
_LOW = Fraction(1, 4)


def floor_steps(bank: Bank, card: Scorecard, part: Part) -> tuple[FloorStep, ...]:
    """Hold a part's score against the floor of every level, lowest level first.

    Source: docs/scoring.md, rule S13.
    """
    stated, score = bank.scoring.floors.get(part.code, {}), card.parts[part.code].score
    floor, steps = 0, []
    for level in bank.scoring.level_codes:
        floor = max(floor, stated.get(level, 0))
        reached = isinstance(score, Range) and 100 * score.score >= floor
        steps.append(FloorStep(level, floor, reached))
    return tuple(steps)


def limits(bank: Bank, card: Scorecard) -> tuple[Limit, ...]:
    """List what limits the result; the lowest of them is the level, none gives no level.

    Source: docs/scoring.md, rules S14 to S19.
    """
    found = tuple(_floors(bank, card))
    return (*found, *_gates(bank, card), *_shares(bank, card), *_highest(bank)) if found else ()


def _floors(bank: Bank, card: Scorecard) -> Iterator[Limit]:
    for part in bank.parts:
        reached = [step.level for step in floor_steps(bank, card, part) if step.reached]
        if reached:
            yield Limit(BindingKind.FLOOR, part.code, reached[-1])


def _gates(bank: Bank, card: Scorecard) -> Iterator[Limit]:
    for gate in card.gates:
        yield Limit(BindingKind.GATE, gate.code, allowed_by(bank, gate_steps(bank, card, gate)))


def _shares(bank: Bank, card: Scorecard) -> Iterator[Limit]:
    limit = bank.scoring.not_applicable_limit
    for part in bank.parts if limit else ():
        share = card.parts[part.code].not_applicable_share
        if limit and isinstance(share, Fraction) and 100 * share > limit.share:
            yield Limit(BindingKind.NOT_APPLICABLE, part.code, limit.caps_at)


def _highest(bank: Bank) -> Iterator[Limit]:
    highest = bank.scoring.highest_level
    if highest is not None:
        yield Limit(BindingKind.HIGHEST_LEVEL, bank.slug, highest)


def gate_steps(bank: Bank, card: Scorecard, gate: GateResult) -> tuple[GateStep, ...]:
    """Say which tests of a gate hold; those of one that is not applicable never do.

    Source: docs/scoring.md, rules S15 to S17.
    """
    stated = _stated(bank, gate.code)
    level = exact_level(bank, card.questions[gate.code])
    counts = gate.answer is not State.NOT_APPLICABLE
    too_low = counts and (level is None or level < stated.fails_below)
    steps = [GateStep(GateTest.BELOW, stated.fails_below, stated.caps_at, too_low)]
    if stated.exactly:
        at, caps_at = stated.exactly.level, stated.exactly.caps_at
        steps.append(GateStep(GateTest.EXACTLY, at, caps_at, counts and level == at))
    return tuple(steps)


def _stated(bank: Bank, code: str) -> Gate:
    gate = getattr(bank.questions[code], "gate", None)
    if not isinstance(gate, Gate):
        raise KeyError(code)
    return gate


def exact_level(bank: Bank, counted: QuestionScore) -> Fraction | None:
    """Give top times s as gates see it; None for an open question and one not applicable."""
    if counted.state is not State.ANSWERED or counted.share is None:
        return None
    question = bank.questions[counted.code]
    return counted.share * rules_of(question).top(question)


def allowed_by(bank: Bank, steps: tuple[GateStep, ...]) -> str:
    """Give the code of the highest level a gate allows."""
    codes = bank.scoring.level_codes
    return min((step.caps_at for step in steps if step.holds), key=codes.index, default=codes[-1])


def ground_of(answer: Answer, counted: QuestionScore, on: date, months: int) -> Ground:
    """Say what the confidence of a counted answer rests on, on a day.

    Source: docs/scoring.md, rules S20 and S21.
    """
    if counted.state is not State.ANSWERED or counted.share is None:
        return Ground.OPEN
    last = fresh_until(answer.evidence, months)
    if last is not None and last >= on:
        return Ground.EVIDENCE
    if len(answer.note.strip()) < FEWEST_CHARACTERS:
        return Ground.BARE
    return Ground.LOW_WITH_NOTE if counted.share <= _LOW else Ground.NOTE
