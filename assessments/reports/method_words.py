"""What is said of a result of each scoring method: how it comes about, and what it has none of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from assessments.reports.document import FigureLine
from assessments.reports.figures import figure_range, figure_words, number_words, percent
from assessments.reports.language import Words, gettext, marked
from assessments.reports.scoring_words import told
from assessments.reports.words import METHOD
from assessments.scoring.answers import State
from assessments.scoring.bank import Bank, Kind, Question
from assessments.scoring.bank_scoring import MeanTree, RiskRules, TwoScores
from assessments.scoring.better import more_is_better
from assessments.scoring.display import stage_name
from assessments.scoring.named import NO_LEVEL, NO_RISK, result_name
from assessments.scoring.points import scale
from assessments.scoring.scorecard import (
    Figure,
    PartScore,
    QuestionScore,
    Scorecard,
    Unit,
    Unscored,
)

BUT_GAPS: Final = marked("This method has no floors, no gates and no path to a level.")
NO_FLOORS: Final = marked(
    "This method has no floors, no gates, no next steps with gain and effort and no path to a "
    "level."
)
ADD_UP: Final = marked(
    "The levels of a question add up: one holds when its own text and the texts of all levels "
    "below it hold. A text that names a lower level by its number adds to the text of that level."
)
OPEN: Final = marked(
    "Questions nobody has answered and answers of \u201cdon't know\u201d count for nothing and are "
    "shown as the range they leave. Questions that do not apply leave the count."
)


@dataclass(frozen=True, slots=True)
class MethodWords:
    """`level` names what the result is called; `none` says what the method leaves out.

    All but the headline are texts of the catalogue.
    """

    level: str
    none: str
    about: tuple[str, ...]
    headline: Callable[[Bank, Scorecard], str]


def figure_lines(figures: tuple[Figure, ...]) -> tuple[FigureLine, ...]:
    """Put figures in words."""
    return tuple(_line(figure) for figure in figures)


def _line(figure: Figure) -> FigureLine:
    absent = isinstance(figure.value, Unscored)
    return FigureLine(
        figure.code, figure_name(figure), figure_words(figure), figure_range(figure), absent
    )


def figure_name(figure: Figure) -> str:
    """Name a figure; a risk or a stream is called as the bank calls it, whatever the words."""
    is_of_bank = figure.code.startswith(("risk.", "stream."))
    return figure.label if is_of_bank else told(figure.label)


def known_words(lines: tuple[FigureLine, ...]) -> str:
    """Give the figures there are in one line, like "Raw score 2 of 15 \u00b7 Discount 0"."""
    return " \u00b7 ".join(f"{line.name} {line.value}" for line in lines if not line.is_absent)


def part_level(bank: Bank, part: PartScore) -> str:
    return stage_name(bank, part.level, plus=part.plus) or ""


def _value(card: Scorecard, code: str) -> Fraction:
    found = next((f.value for f in card.figures if f.code == code), None)
    return found if isinstance(found, Fraction) else Fraction(0)


def _minimum(bank: Bank, card: Scorecard) -> str:
    lowest = _value(card, "points")
    names = [
        part.short_title or part.title
        for part in bank.parts
        if any(f.value == lowest for f in card.parts[part.code].figures)
    ]
    said = {"parts": ", ".join(names), "points": _points(lowest)}
    return gettext("The lowest part decides: {parts} with {points}.", **said)


def _points(number: Fraction) -> str:
    words = number_words(number)
    return gettext("1 point") if words == "1" else gettext("{number} points", number=words)


def _words(card: Scorecard, code: str) -> str:
    return next((figure_words(f) for f in card.figures if f.code == code), "")


def _additive(_bank: Bank, card: Scorecard) -> str:
    return gettext("{number} points in all.", number=_words(card, "points"))


def _staged(bank: Bank, card: Scorecard) -> str:
    figure = next(f for f in card.figures if f.code == "fulfilled")
    of = number_words(figure.of or Fraction(0))
    numbers = {"number": figure_words(figure), "count": of}
    said = gettext("{number} of {count} questions are fulfilled.", **numbers)
    codes = bank.scoring.level_codes
    if card.level in {None, codes[-1]} or figure.value == figure.of:
        return said
    following = stage_name(bank, codes[codes.index(card.level) + 1], plus=False)
    needs = gettext("{level} needs all its questions and all of those below.", level=following)
    return f"{said} {needs}"


def _two_scores(bank: Bank, card: Scorecard) -> str:
    config = bank.scoring
    discount = config.discount if isinstance(config, TwoScores) else 0
    reached = _value(card, "mitigation") >= _value(card, "gate")
    said = gettext(
        "Raw score {raw}. Mitigation score {mitigation}, {needed} needed for the discount:",
        raw=_words(card, "raw"),
        mitigation=_words(card, "mitigation"),
        needed=number_words(_value(card, "gate")),
    )
    total = number_words(_value(card, "total"))
    off = gettext("nothing is taken off, which leaves {total}.", total=total)
    if reached:
        taken = {"discount": discount, "total": total}
        off = gettext("{discount}\u00a0% are taken off, which leaves {total}.", **taken)
    return f"{said} {off}"


def _risk_rules(_bank: Bank, card: Scorecard) -> str:
    found = [f for f in card.figures if f.unit is Unit.COUNT]
    of = number_words(found[0].of or Fraction(0)) if found else "0"
    counts = ", ".join(f"{figure_name(f)} {figure_words(f)}" for f in found)
    return gettext("Of {count} questions: {counts}.", count=of, counts=counts)


def _mean_tree(_bank: Bank, card: Scorecard) -> str:
    return gettext("The mean of the parts is {mean}.", mean=_words(card, "mean"))


def _weighted(_bank: Bank, _card: Scorecard) -> str:
    return ""


METHODS: Final[Mapping[str, MethodWords]] = MappingProxyType(
    {
        "weighted_mean": MethodWords(marked("Readiness level"), "", METHOD, _weighted),
        "minimum_of_parts": MethodWords(
            marked("Band"),
            NO_FLOORS,
            (
                marked(
                    "The points of the answers are added up in each part. The result is the lowest "
                    "of these sums: strength in one part does not make up for a gap in another. "
                    "Bands say what it means."
                ),
                OPEN,
            ),
            _minimum,
        ),
        "additive": MethodWords(
            marked("Band"),
            NO_FLOORS,
            (
                marked(
                    "The points of all answers are added up; bands, if any, say what the sum means."
                ),
                OPEN,
            ),
            _additive,
        ),
        "staged": MethodWords(
            marked("Stage"),
            marked(
                "This method has no score, no floors, no gates, no next steps with gain and effort "
                "and no path to a level."
            ),
            (
                marked(
                    "A stage is reached when all its questions and all of those below are "
                    "fulfilled; \u201c+\u201d says that some of the next one is. Every part and "
                    "section goes by its own questions."
                ),
                OPEN,
            ),
            _staged,
        ),
        "two_scores": MethodWords(
            marked("Level"),
            marked(
                "This method has no single score, no floors, no gates, no next steps with gain and "
                "effort and no path to a level."
            ),
            (
                marked(
                    "Points are added up to a raw and a mitigation score. Where mitigation is high "
                    "enough a fixed share is taken off the raw score, rounded half up. The "
                    "level is where the rest lies in percent of the maximum raw score; a lower one "
                    "is better."
                ),
                OPEN,
            ),
            _two_scores,
        ),
        "risk_rules": MethodWords(
            marked("Risks"),
            marked(
                "This method has no score and no level of the whole, no floors, no gates, no next "
                "steps with gain and effort and no path to a level."
            ),
            (
                marked(
                    "The first rule of a question that holds for what is ticked says its risk. "
                    "Parts and whole carry counts only. Unanswered, unknown and not applicable "
                    "questions are counted apart."
                ),
            ),
            _risk_rules,
        ),
        "mean_tree": MethodWords(
            marked("Band"),
            NO_FLOORS,
            (
                marked(
                    "Every stream, section and part, and the whole, is the mean of what is below "
                    "it, on the bank's own scale."
                ),
                OPEN,
            ),
            _mean_tree,
        ),
    }
)


_WITHOUT_BANDS: Final = Words({"additive": "Points", "mean_tree": "Mean"})


def level_title(bank: Bank) -> str:
    """Name what the result is called; without bands it is the figure itself."""
    method = bank.scoring.method
    if bank.scoring.levels or method not in _WITHOUT_BANDS:
        return gettext(METHODS[method].level)
    return _WITHOUT_BANDS[method]


def result_words(bank: Bank, card: Scorecard) -> str:
    """Name the result, whatever the method: its level, else the figures that stand for it."""
    name = result_name(bank, card, figure_words)
    return told(name) if name in {NO_LEVEL, NO_RISK} else name


def words_of(bank: Bank) -> MethodWords:
    return METHODS[bank.scoring.method]


def about_method(bank: Bank) -> tuple[str, ...]:
    """Say how the bank's method comes to its result, a paragraph each."""
    said = tuple(gettext(text) for text in words_of(bank).about)
    has_levels = any(question.kind == Kind.RUBRIC.value for question in bank.questions.values())
    return (*said, gettext(ADD_UP)) if has_levels else said


def leaves_out(bank: Bank) -> str:
    """Say what the method has none of; gaps to stated targets are next steps with their gain."""
    config = bank.scoring
    aims = isinstance(config, MeanTree) and bool(config.targets)
    none = BUT_GAPS if aims else words_of(bank).none
    return gettext(none) if none else ""


def headline(bank: Bank, card: Scorecard) -> str:
    """Say in one sentence how the result comes about."""
    if not card.figures:
        reason = card.overall.reason if isinstance(card.overall, Unscored) else ""
        return told(reason) or gettext("Nothing counts yet.")
    return words_of(bank).headline(bank, card)


def outcome_words(bank: Bank, card: Scorecard, code: str) -> str:
    """Say what one answer came to, where the method says it of each: its risk, or its points.

    The weighted mean says it by the level, and what is open has come to nothing yet.
    """
    found = card.questions.get(code)
    if bank.is_weighted or found is None or not found.weight:
        return ""
    if found.state is not State.ANSWERED:
        return ""
    if found.outcome is not None:
        risks = bank.scoring.risks if isinstance(bank.scoring, RiskRules) else ()
        return next(one.name for one in risks if one.code == found.outcome)
    if found.share is not None:
        return gettext("{share} of full marks", share=percent(found.share))
    if found.points is not None:
        return _points(found.points)
    return ""


def falls_short(bank: Bank, question: Question, found: QuestionScore) -> bool:
    """Say whether a better answer is there to advise: a lower risk, or more points."""
    return shortfall(bank, question, found) > 0


def shortfall(
    bank: Bank, question: Question, found: QuestionScore, target: Fraction | None = None
) -> Fraction:
    """Say how far an answer lies below the best one of its bank, so that the worst come first.

    In ranks of risk, in points where more are better, else as a share in 0..1, below the target
    where there is one; 0 is nothing to better.
    """
    if found.outcome is not None and isinstance(bank.scoring, RiskRules):
        return Fraction([risk.code for risk in bank.scoring.risks].index(found.outcome))
    if found.points is not None and more_is_better(bank, question):
        return max(Fraction(0), scale(question).most - found.points)
    if found.share is None:
        return Fraction(0)
    return max(Fraction(0), (1 if target is None else target) - found.share)
