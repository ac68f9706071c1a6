"""A result that is only tried beside the present one, in words: level, figures, parts and gates."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from assessments.reports import figures, sentences
from assessments.reports.document import Line, PartLine
from assessments.reports.ledger_words import part_label, question_label, said_words
from assessments.reports.method_words import figure_lines, level_title
from assessments.reports.result import Scored, gate_words, part_line
from assessments.scoring.display import level_name
from assessments.scoring.named import result_name
from assessments.scoring.scorecard import GateResult, GateState, Range, Score, Share


@dataclass(frozen=True, slots=True)
class Beside:
    """One figure now and then.

    `moved` is up or down, also where rounding hides it, same, or other: it differs, neither way.
    """

    name: str
    now: str
    then: str
    moved: str
    code: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything that can be seen of a scenario beside the present."""

    level: Beside
    figures: tuple[Beside, ...]
    parts: tuple[Beside, ...]
    gates: tuple[Beside, ...]
    holding: tuple[Line, ...]
    next_level: str
    labels: tuple[str, ...]
    changes: tuple[Beside, ...]

    @property
    def gates_moved(self) -> tuple[Beside, ...]:
        return tuple(gate for gate in self.gates if gate.now != gate.then)

    @property
    def gates_left(self) -> tuple[Beside, ...]:
        """Give the gates that hold something as they do now."""
        return tuple(gate for gate in self.gates if gate.now == gate.then)


def compared(now: Scored, then: Scored, changed: tuple[str, ...]) -> Compared:
    """Put two results of the same bank beside each other.

    Args:
        now: the present answers, scored.
        then: the tried answers, scored.
        changed: the codes of the questions answered differently.
    """
    bank, card = then.bank, then.card
    return Compared(
        level=_level(now, then),
        figures=tuple(_figures(now, then)),
        parts=(*_parts(now, then), *(() if bank.is_weighted else _figure_parts(now, then))),
        gates=tuple(_gates(now, then)),
        holding=tuple(sentences.holds(bank, card, then.numbers)),
        next_level=level_name(bank, card.next_level) or "",
        labels=tuple(sentences.labels(card)),
        changes=tuple(answered_beside(now, then, code) for code in changed),
    )


def _level(now: Scored, then: Scored) -> Beside:
    codes = now.bank.scoring.level_codes
    at = [codes.index(one.card.level) if one.card.level else -1 for one in (now, then)]
    names = [result_name(one.bank, one.card) for one in (now, then)]
    moved = _moved(at[0], at[1]) if now.bank.is_weighted else _differs(*names)
    return Beside(level_title(now.bank), names[0], names[1], moved)


def _figures(now: Scored, then: Scored) -> Iterator[Beside]:
    one, other = now.card, then.card
    if now.bank.is_weighted:
        yield _score("Overall score", one.overall, other.overall)
        ranges = (figures.range_words(one.overall), figures.range_words(other.overall))
        yield Beside("Range", *ranges, _differs(*ranges))  # both ends move: neither up nor down
    yield from _named(now, then)
    yield _share("Answered", one.coverage, other.coverage)
    words = (figures.confidence_words(one.confidence), figures.confidence_words(other.confidence))
    yield Beside("Confidence", *words, _moved(_known(one.confidence), _known(other.confidence)))


def _named(now: Scored, then: Scored) -> Iterator[Beside]:
    """Give the figures the method names; those one side lacks stand as not there."""
    sides = [{one.code: one for one in figure_lines(side.card.figures)} for side in (now, then)]
    for code in dict.fromkeys(code for side in sides for code in side):
        lines = [side.get(code) for side in sides]
        words = [line.value if line else figures.NONE for line in lines]
        name = next(line.name for line in lines if line)
        yield Beside(name, words[0], words[1], _differs(*words))


def _differs(one: str, other: str) -> str:
    """Say whether words differ; which way is better is not for every method to say."""
    return "same" if one == other else "other"


def _figure_parts(now: Scored, then: Scored) -> Iterator[Beside]:
    for part in now.bank.parts:
        lines = [part_line(side, part) for side in (now, then)]
        words = [_result_of(line) for line in lines]
        yield Beside(part_label(now, part.code), words[0], words[1], _differs(*words), part.code)


def _result_of(line: PartLine) -> str:
    """Give the figures of a part, with its level where it has one."""
    known = [line.figure_words, "" if line.supports == figures.NONE else line.supports]
    return " \u00b7 ".join(word for word in known if word) or line.missing


def _parts(now: Scored, then: Scored) -> Iterator[Beside]:
    for part in now.bank.parts if now.bank.is_weighted else ():
        pair = [one.card.parts[part.code] for one in (now, then)]
        names = [level_name(now.bank, one.level) for one in pair]
        shown = [
            f"{figures.score_words(one.score)} ({name})" if name else figures.NONE
            for one, name in zip(pair, names, strict=True)
        ]
        moved = _moved(_now(pair[0].score), _now(pair[1].score))
        yield Beside(part_label(now, part.code), shown[0], shown[1], moved, part.code)


def _gates(now: Scored, then: Scored) -> Iterator[Beside]:
    """Give the gates that stand differently, and those that still hold something."""
    pair = [{gate.code: gate for gate in one.card.gates} for one in (now, then)]
    for code in now.numbers.places:
        before, after = (gates.get(code) for gates in pair)
        states = [gate.state if gate else None for gate in (before, after)]
        if states[0] != states[1] or states[1] in {GateState.FAILS, GateState.CAPS}:
            words = (_gate(now, before), _gate(then, after))
            moved = _moved(_GATES[states[0]], _GATES[states[1]])
            yield Beside(question_label(now, code), *words, moved, code)


def _gate(given: Scored, gate: GateResult | None) -> str:
    return gate_words(given.card, gate)[0] if gate else "Not asked"


_GATES = {
    GateState.FAILS: 0,
    GateState.CAPS: 1,
    GateState.UNSUPPORTED: 2,
    GateState.PASSED: 3,
    GateState.NOT_APPLICABLE: 3,
    None: 3,
}


def answered_beside(now: Scored, then: Scored, code: str) -> Beside:
    """Put what is said to one question beside what would be."""
    words = [said_words(one, code) for one in (now, then)]
    section = now.numbers.places[code].section
    return Beside(question_label(now, code), words[0], words[1], "same", code, section)


def _score(name: str, one: Score, other: Score) -> Beside:
    words = (figures.score_words(one), figures.score_words(other))
    return Beside(name, *words, _moved(_now(one), _now(other)))


def _share(name: str, one: Share, other: Share) -> Beside:
    words = (figures.share_words(one), figures.share_words(other))
    return Beside(name, *words, _moved(_known(one), _known(other)))


def _now(score: Score) -> Fraction | int:
    return score.score if isinstance(score, Range) else -1


def _known(share: Share) -> Fraction | int:
    return share if isinstance(share, Fraction) else -1


def _moved(one: Fraction | int, other: Fraction | int) -> str:
    if one == other:
        return "same"
    return "up" if other > one else "down"
