"""The result of an assessment in words, the same for the results page and every report."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from assessments.reports import figures, sentences
from assessments.reports.document import (
    Advice,
    GateLine,
    LevelLine,
    OpenLine,
    PartLine,
    Result,
)
from assessments.reports.drawings import charts_of
from assessments.reports.drawn import Chart
from assessments.reports.language import gettext, marked
from assessments.reports.method_words import (
    figure_lines,
    headline,
    leaves_out,
    level_title,
    part_level,
    result_words,
)
from assessments.reports.numbering import Numbers, numbers_of
from assessments.reports.reaching import goal_of
from assessments.reports.scoring_words import told
from assessments.scoring.answers import Answers, State
from assessments.scoring.bank import Bank, Kind, Part
from assessments.scoring.display import level_name, level_sentence, together
from assessments.scoring.kinds import rules_of
from assessments.scoring.scorecard import (
    GateResult,
    GateState,
    Range,
    Recommendation,
    Scorecard,
    Unscored,
)
from assessments.scoring.shown import shown_text
from assessments.scoring.visibility import Visible, visible

MOST_ADVICE = 10
GATE_STATES = {
    GateState.PASSED: (marked("Passed"), "good"),
    GateState.UNSUPPORTED: (marked("Passed, unsupported"), "warn"),
    GateState.CAPS: (marked("Holds the level"), "warn"),
    GateState.FAILS: (marked("Not reached"), "bad"),
    GateState.NOT_APPLICABLE: (marked("Not applicable"), "out"),
}


@dataclass(frozen=True, slots=True)
class Scored:
    """A bank with its answers and their scorecard, ready to be put in words."""

    bank: Bank
    answers: Answers
    card: Scorecard
    found: Visible
    numbers: Numbers

    def text(self, text: str) -> str:
        return shown_text(self.bank, text, self.found)


def scored(bank: Bank, answers: Answers, card: Scorecard) -> Scored:
    return Scored(bank, answers, card, visible(bank, answers), numbers_of(bank))


def result_of(given: Scored, *, prefix: str = "chart") -> Result:
    """Put a scorecard in words.

    Args:
        given: what was scored.
        prefix: starts the ids inside the charts, unique on a page.
    """
    bank, card = given.bank, given.card
    parts = tuple(part_line(given, part) for part in bank.parts if part.code not in card.hidden)
    levels = tuple(_levels(given))
    weighted = bank.is_weighted
    return Result(
        level=result_words(bank, card),
        sentence=level_sentence(bank, card.level) if card.level else "",
        headline=sentences.headline(bank, card, given.numbers)
        if weighted
        else headline(bank, card),
        next_level=level_name(bank, card.next_level) or "",
        target=sentences.target(bank, card)
        if weighted or card.recommendations
        else leaves_out(bank),
        labels=tuple(sentences.labels(card)),
        reasons=tuple(sentences.reasons(bank, card, given.numbers)),
        overall=figures.score_words(card.overall),
        open_range=figures.open_words(len(card.open_points), card.overall),
        coverage=figures.share_words(card.coverage),
        confidence=figures.confidence_words(card.confidence),
        holds=tuple(sentences.holds(bank, card, given.numbers)),
        levels=levels,
        parts=parts,
        gates=tuple(_gate(given, gate) for gate in card.gates),
        advice=tuple(_advice(given, one) for one in card.recommendations[:MOST_ADVICE]),
        open_points=tuple(_open_points(given)),
        not_applicable=tuple(_left_out(given)),
        charts=_charts(given, prefix, parts, levels),
        figures=figure_lines(card.figures),
        level_title=level_title(bank),
        level_is_bank_text=card.level is not None,
        leaves_out=leaves_out(bank),
    )


def part_line(given: Scored, part: Part) -> PartLine:
    """Give the figures of one part beside the floor the result's next level asks of it."""
    score = given.card.parts[part.code]
    floor = floor_of(given, part)
    reached = score.score.score if isinstance(score.score, Range) else None
    return PartLine(
        number=given.numbers.parts[part.code],
        code=part.code,
        title=part.title,
        short_title=part.short_title or part.title,
        score=figures.score_words(score.score),
        range=figures.range_words(score.score),
        floor=together(f"{floor} %") if floor is not None else figures.NONE,
        below_floor=floor is not None and reached is not None and 100 * reached < floor,
        supports=part_level(given.bank, score) or figures.NONE,
        coverage=figures.share_words(score.coverage),
        confidence=figures.confidence_words(score.confidence),
        missing=told(score.score.reason) if isinstance(score.score, Unscored) else "",
        figures=figure_lines(score.figures),
    )


def floor_of(given: Scored, part: Part) -> int | None:
    """Give the percent the next level asks of the part; at the top that of the level reached."""
    level = given.card.next_level or given.card.level
    if level is None or not given.bank.is_weighted:
        return None
    return given.bank.scoring.floors.get(part.code, {}).get(level, 0)


def _levels(given: Scored) -> Iterator[LevelLine]:
    codes = given.bank.scoring.level_codes
    at = codes.index(given.card.level) if given.card.level else -1
    for index, level in enumerate(given.bank.scoring.levels):
        place = "below" if index < at else "current" if index == at else "above"
        if level.code == given.card.next_level:
            place = "next"
        yield LevelLine(level.name, level.sentence, place)


def _gate(given: Scored, gate: GateResult) -> GateLine:
    place = given.numbers.places[gate.code]
    question = given.bank.questions[gate.code]
    state, tone = gate_words(given.card, gate)
    return GateLine(
        number=place.number,
        code=gate.code,
        section=place.section,
        title=question.title,
        state=state,
        tone=tone,
        answer=sentences.now(question, gate.answer, gate.level),
        needs=gettext("Level {level}", level=gate.needs),
        holds=_holds(given, gate, binds=gate.caps_at == given.card.level),
    )


def gate_words(card: Scorecard, gate: GateResult) -> tuple[str, str]:
    """Say how a gate stands, and in which tone; one above the level reached holds nothing yet."""
    state, tone = GATE_STATES[gate.state]
    if gate.state is GateState.CAPS and gate.caps_at != card.level:
        return gettext("Would hold the level"), tone
    return gettext(state), tone


def _holds(given: Scored, gate: GateResult, *, binds: bool) -> str:
    """Say where a gate holds the result; one above the level reached does not hold it yet."""
    level = level_name(given.bank, gate.caps_at)
    if not level:
        return ""
    if binds:
        return gettext("Holds the result at {level}", level=level)
    return gettext("Would hold the result at {level}", level=level)


def _advice(given: Scored, one: Recommendation) -> Advice:
    place = given.numbers.places[one.code]
    question = given.bank.questions[one.code]
    part = given.bank.section_of[one.code][0]
    goal = goal_of(question, _value(given, one), one.wanted, _done(given, one))
    return Advice(
        code=one.code,
        section=place.section,
        title=f"{place.number} {question.title}",
        part=part.short_title or part.title,
        because=sentences.because(one),
        now=sentences.now(question, one.state, one.level),
        gain=figures.gain_words(one.gain),
        effort=figures.effort_words(one.effort),
        owner=figures.DISCIPLINES[one.answered_by] if one.answered_by else "",
        improvement=one.improvement,
        done=tuple(given.text(each) for each in goal.texts),
        lead=sentences.lead(one),
        done_lead=goal.lead,
        done_labels=goal.labels,
    )


def _done(given: Scored, one: Recommendation) -> tuple[str, ...]:
    """Give what is done on arrival: of choices the lowest that gain and effort are of."""
    question = given.bank.questions[one.code]
    if question.kind == Kind.SINGLE.value and given.bank.is_weighted:
        return rules_of(question).next_steps(question, None, one.wanted)
    return one.done


def _value(given: Scored, one: Recommendation) -> Any:
    """Give the answer as it counts, None for none: of a rubric the level, of others as read."""
    question, answer = given.bank.questions[one.code], given.answers.get(one.code)
    if question.kind == Kind.RUBRIC.value or answer is None or one.state is not State.ANSWERED:
        return one.level
    return rules_of(question).parse(question, answer.value)


def _open_points(given: Scored) -> Iterator[OpenLine]:
    for point in given.card.open_points:
        place = given.numbers.places[point.code]
        title = given.bank.questions[point.code].title
        state = figures.STATES[point.state]
        yield OpenLine(place.number, point.code, place.section, title, state)


def _left_out(given: Scored) -> Iterator[OpenLine]:
    for entry in given.card.not_applicable:
        place = given.numbers.places[entry.code]
        title = given.bank.questions[entry.code].title
        state = gettext("Not applicable")
        yield OpenLine(place.number, entry.code, place.section, title, state, entry.reason)


def _charts(
    given: Scored, prefix: str, parts: tuple[PartLine, ...], levels: tuple[LevelLine, ...]
) -> dict[str, Chart]:
    floors = {part.code: floor_of(given, part) for part in given.bank.parts}
    shares = {code: None if f is None else Fraction(f, 100) for code, f in floors.items()}
    return charts_of(given.card, parts=parts, levels=levels, floors=shares, prefix=prefix)
