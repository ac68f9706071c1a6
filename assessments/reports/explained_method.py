"""Explains the result of a bank whose method is not the weighted mean: its figures, downwards."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from assessments.reports import figures
from assessments.reports.document import FigureLine, Line
from assessments.reports.explained_sums import Asked
from assessments.reports.explanation import Explanation, Inputs
from assessments.reports.ledger_words import answer_words, part_label, question_row
from assessments.reports.method_words import (
    figure_lines,
    headline,
    known_words,
    leaves_out,
    level_title,
    outcome_words,
    part_level,
)
from assessments.reports.rule_words import rules
from assessments.scoring.display import stage_name
from assessments.scoring.named import result_name
from assessments.scoring.scorecard import Figure, SectionScore

# Figures that only the weighted mean explains in its own way.
BY_METHOD: Final = frozenset({"level", "score", "range", "outlook", "floor"})
_RULES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "minimum_of_parts": ("S54", "S53"),
        "additive": ("S55", "S53"),
        "staged": ("S56", "S53"),
        "two_scores": ("S57", "S53"),
        "risk_rules": ("S58", "S53"),
        "mean_tree": ("S59", "S60", "S53"),
    }
)


def explain_method(asked: Asked) -> Explanation:
    """Explain the whole by its parts, a part by its sections, a section by its questions."""
    given = asked.given
    found = _figures_of(asked)
    how = (headline(given.bank, given.card),) if not asked.code else ()
    return Explanation(
        title=f"{level_title(given.bank)}: {asked.name}" if asked.code else level_title(given.bank),
        value=_value(asked, figure_lines(found)),
        rules=rules(*_RULES[given.card.method], "S8", "S32"),
        head=_head(asked),
        rows=tuple(_rows(asked)),
        arithmetic=(*how, *(_exactly(line) for line in figure_lines(found))),
        left_out=tuple(_left_out(asked)),
        notes=(leaves_out(given.bank),),
    )


def _figures_of(asked: Asked) -> tuple[Figure, ...]:
    card = asked.given.card
    if not asked.code:
        return card.figures
    if asked.part is not None:
        return card.parts[asked.code].figures
    return _section(asked, asked.code).figures


def _section(asked: Asked, code: str) -> SectionScore:
    every = (part.sections for part in asked.given.card.parts.values())
    return next(sections[code] for sections in every if code in sections)


def _value(asked: Asked, lines: tuple[FigureLine, ...]) -> str:
    given = asked.given
    return known_words(lines) or figures.NONE if asked.code else result_name(given.bank, given.card)


def _head(asked: Asked) -> tuple[str, ...]:
    level = level_title(asked.given.bank)
    if not asked.code:
        return ("Part", "Figures", level)
    return ("Section", "Figures", level) if asked.part else ("Question", "Answer", "Comes to")


def _rows(asked: Asked) -> Iterator[Inputs]:
    given = asked.given
    if not asked.code:
        for code, part in given.card.parts.items():
            if code not in given.card.hidden:
                cells = (_words(part.figures), part_level(given.bank, part) or figures.NONE)
                yield Inputs(part_label(given, code), cells, code, figure="level")
    elif asked.part is not None:
        for section in asked.part.sections:
            if section.code not in given.card.hidden:
                found = _section(asked, section.code)
                level = stage_name(given.bank, found.level, plus=found.plus) or figures.NONE
                cells = (_words(found.figures), level)
                yield Inputs(section.title, cells, section.code, figure="level")
    else:
        yield from _questions(asked)


def _questions(asked: Asked) -> Iterator[Inputs]:
    given = asked.given
    for question in asked.section.questions if asked.section else ():
        counted = given.card.questions.get(question.code)
        if counted is not None and counted.weight:
            outcome = outcome_words(given.bank, given.card, question.code) or figures.NONE
            cells = (answer_words(given, question.code), outcome)
            yield question_row(given, asked.said, question.code, cells)


def _words(found: tuple[Figure, ...]) -> str:
    return known_words(figure_lines(found)) or figures.NONE


def _exactly(line: FigureLine) -> str:
    spread = f", from {line.range} while questions are open" if line.range else ""
    return f"{line.name}: {line.value}{spread}"


def _left_out(asked: Asked) -> Iterator[Line]:
    """List the questions called not applicable there, with their reasons."""
    given = asked.given
    place = asked.part or asked.section
    here = None if place is None else {question.code for question in place.questions}
    for entry in given.card.not_applicable:
        if here is None or entry.code in here:
            where = given.numbers.places[entry.code]
            title = f"{where.number} {given.bank.questions[entry.code].title}"
            yield Line(title, f"Not applicable: {entry.reason}", entry.code, where.section)
