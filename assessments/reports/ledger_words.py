"""Words for ledgers: sums as arithmetic, why something was left out, what an answer rests on."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from assessments.reports import sentences
from assessments.reports.answer_texts import answer_texts
from assessments.reports.document import Line
from assessments.reports.explanation import Inputs
from assessments.reports.figures import NONE, STATES, four_places
from assessments.reports.language import Words, gettext
from assessments.reports.result import Scored
from assessments.scoring.answers import BLANK, State
from assessments.scoring.bank import Kind
from assessments.scoring.display import TOGETHER
from assessments.scoring.kinds import rules_of
from assessments.scoring.ledger import Mean, Omission, Omitted, Term
from assessments.scoring.ledger_level import Ground

GROUNDS: Final = Words(
    {
        Ground.EVIDENCE: "Evidence in date",
        Ground.LOW_WITH_NOTE: "Low level with a note",
        Ground.NOTE: "A note",
        Ground.BARE: "The answer alone",
        Ground.OPEN: "Open",
    }
)
Said = Mapping[str, str]
TIMES: Final = "\u00d7"
_SAID_SHORTLY: Final = frozenset({Kind.BOOLEAN.value, Kind.SINGLE.value})


def sum_words(mean: Mean, shown: str, *, scale: int = 100) -> str:
    """Give the whole arithmetic of a mean: "13/2 ÷ 7 = 13/14 = 92.8571 %, shown as 93 %"."""
    if mean.value is None:
        return gettext("The weights add up to 0: {none}", none=NONE)
    unit = f"{TOGETHER}%" if scale != 1 else ""
    rounded_off = four_places(mean.value, scale)
    sums = f"{mean.points} ÷ {mean.weight} = {mean.value} = {rounded_off}{unit}"
    return gettext("{sums}, shown as {figure}", sums=sums, figure=shown)


def totals_words(mean: Mean) -> str:
    """Say what is divided by what."""
    sums = {"points": mean.points, "weight": mean.weight}
    return gettext("The products add up to {points}, the weights to {weight}.", **sums)


def question_label(given: Scored, code: str) -> str:
    return f"{given.numbers.places[code].number} {given.bank.questions[code].title}"


def part_label(given: Scored, code: str) -> str:
    part = next(part for part in given.bank.parts if part.code == code)
    return f"{given.numbers.parts[code]} {part.short_title or part.title}"


def answer_words(given: Scored, code: str) -> str:
    """Give where a shown question stands, like "Level 2 of 4" or "Don't know"."""
    counted, question = given.card.questions[code], given.bank.questions[code]
    value = None
    if counted.state is State.ANSWERED:
        value = rules_of(question).parse(question, given.answers[code].value)
        if question.kind in _SAID_SHORTLY:
            return answer_texts(question, value)[0]
    return sentences.answer_state(question, counted.state, counted.level, value)


def said_words(given: Scored, code: str) -> str:
    """Give what was said to any question, also where it is not asked or has no score."""
    question, answer = given.bank.questions[code], given.answers.get(code, BLANK)
    if answer.state is not State.ANSWERED:
        return STATES[answer.state]
    rules = rules_of(question)
    value = rules.parse(question, answer.value)
    if question.kind == Kind.RUBRIC.value:
        return sentences.now(question, answer.state, rules.shown_level(question, value))
    return "; ".join(given.text(text) for text in answer_texts(question, value))


def question_row(given: Scored, said: Said, code: str, cells: tuple[str, ...]) -> Inputs:
    section = given.numbers.places[code].section
    return Inputs(question_label(given, code), cells, code, section, said=said.get(code, ""))


def term_cells(term: Term) -> tuple[str, str, str]:
    """Give weight, factor and their product, exactly."""
    return str(term.weight), str(term.factor), str(term.points)


def left_out_lines(given: Scored, mean: Mean, *, reasons: bool = True) -> Iterator[Line]:
    """Say of each question or part why it does not stand in the sum; reasons are people's words."""
    for each in mean.left_out:
        if each.code in given.numbers.places:
            asked = each.why is not Omitted.HIDDEN
            section = given.numbers.places[each.code].section if asked else ""
            label, why = question_label(given, each.code), _why(given, each, reasons=reasons)
            yield Line(label, why, each.code, section)
        else:
            yield Line(part_label(given, each.code), _why(given, each, reasons=reasons), each.code)


def _why(given: Scored, each: Omission, *, reasons: bool) -> str:
    if each.why is Omitted.HIDDEN:
        named = ", ".join(question_label(given, code) for code in each.because)
        return gettext("Not asked, because of the answer to {questions}", questions=named)
    if each.why is Omitted.UNSCORED:
        return gettext("Has no score: it only informs")
    reason = given.answers.get(each.code, BLANK).reason if reasons else ""
    if not reason:
        return gettext("Not applicable")
    return gettext("Not applicable: {reason}", reason=reason)


def exactly(share: Fraction) -> str:
    """Give an exact share beside its percent at four places: "13/28 = 46.4286 %"."""
    return f"{share} = {four_places(share)}{TOGETHER}%"
