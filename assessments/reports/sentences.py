"""Sentences about a result: what holds it back, why it is marked, what a recommendation says."""

from collections.abc import Iterator
from fractions import Fraction

from assessments.reports.document import Line
from assessments.reports.figures import DISCIPLINES, STATES
from assessments.reports.numbering import Numbers
from assessments.scoring.answers import State
from assessments.scoring.bank import Bank, Kind, MultipleQuestion, Question
from assessments.scoring.display import level_name, percent, rounded
from assessments.scoring.kinds import rules_of
from assessments.scoring.scorecard import (
    Binding,
    BindingKind,
    CauseKind,
    Reason,
    Recommendation,
    Scorecard,
)

_MOST_NAMED = 3
_TOGETHER = "\u00a0"
_BECAUSE = {
    Reason.GATE: "Gate",
    Reason.FLOOR: "Part below its floor",
    Reason.GAIN: "Gain",
    Reason.TARGET: "Target: level {wanted}",
}


def headline(bank: Bank, card: Scorecard, numbers: Numbers) -> str:
    """Say in one sentence what stands between the result and the next level."""
    if card.level is None:
        return "No part has a score yet."
    if card.next_level is None:
        return "Nothing: every part supports the highest level and no gate holds it back."
    if len(card.binding) == 1:
        line = _held(bank, card.binding[0], numbers)
        said = f"{line.text} \u2013 {line.detail}." if line.detail else line.text
        return f"To reach {level_name(bank, card.next_level)}: {said}"
    named = [_named(bank, binding, numbers) for binding in card.binding]
    more = len(named) - _MOST_NAMED
    if more > 0:
        named = [*named[:_MOST_NAMED], f"{more} more {'point' if more == 1 else 'points'}"]
    said = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    return f"To reach {level_name(bank, card.next_level)}: {said}."


def _named(bank: Bank, binding: Binding, numbers: Numbers) -> str:
    if binding.kind is BindingKind.GATE:
        now = f"level {_whole(binding.now)}" if binding.now is not None else "an open answer"
        number = numbers.places[binding.code].number
        return f"gate {number} from {now} to level {_whole(binding.needs)}"
    if binding.kind is BindingKind.FLOOR:
        step = f"{_percent(binding.now)} \u2192 {_percent(binding.needs)}".replace(" ", _TOGETHER)
        return f"{_part(bank, binding.code)} {step}"
    if binding.kind is BindingKind.NOT_APPLICABLE:
        return f"less called not applicable in {_part(bank, binding.code)}"
    return "a bank that asks for more than this one"


def holds(bank: Bank, card: Scorecard, numbers: Numbers) -> Iterator[Line]:
    """Say each constraint in a line of its own."""
    for binding in card.binding:
        yield _held(bank, binding, numbers)


def _held(bank: Bank, binding: Binding, numbers: Numbers) -> Line:
    cap = level_name(bank, binding.caps_at)
    if binding.kind is BindingKind.GATE:
        place = numbers.places[binding.code]
        now = f"level {_whole(binding.now)} now" if binding.now is not None else "open now"
        title = f"Gate {place.number}: {bank.questions[binding.code].title}"
        detail = f"{now}, level {_whole(binding.needs)} needed"
        return Line(title, detail, binding.code, place.section)
    if binding.kind is BindingKind.FLOOR:
        now = f"{_percent(binding.now)} now, {_percent(binding.needs)} needed"
        return Line(_part(bank, binding.code), now, binding.code)
    if binding.kind is BindingKind.NOT_APPLICABLE:
        said = f"{_percent(binding.now)} of the weight is not applicable"
        limit = f"more than {_percent(binding.needs)} holds the result at {cap}"
        return Line(f"{_part(bank, binding.code)}: {said}", limit, binding.code)
    return Line(bank.scoring.highest_level_reason or f"This bank ends at {cap}.")


def labels(card: Scorecard) -> Iterator[str]:
    if card.draft:
        yield "Draft"
    if card.provisional:
        yield "Provisional"


def reasons(bank: Bank, card: Scorecard, numbers: Numbers) -> Iterator[str]:
    """Say why the result is called a draft or provisional."""
    unanswered = sum(point.state is not State.DONT_KNOW for point in card.open_points)
    if card.draft:
        count = "1 question is" if unanswered == 1 else f"{unanswered} questions are"
        yield f"Draft: {count} still open."
    bare = [
        numbers.places[cause.code].number
        for cause in card.provisional_causes
        if cause.kind is CauseKind.UNSUPPORTED
    ]
    if bare:
        gates = "gate is" if len(bare) == 1 else "gates are"
        said = f"{len(bare)} {gates} passed with neither evidence nor a note"
        yield f"Provisional: {said} ({', '.join(bare)})."
    if any(cause.kind is CauseKind.ALWAYS for cause in card.provisional_causes):
        yield "Provisional: this bank gives a provisional level only."
    thin = [
        f"{_part(bank, cause.code)} ({percent(cause.share or Fraction(0))})"
        for cause in card.provisional_causes
        if cause.kind is CauseKind.COVERAGE
    ]
    if thin:
        wanted = bank.scoring.provisional_below_coverage
        yield f"Provisional: less than {wanted} % is answered in {', '.join(thin)}."


def target(bank: Bank, card: Scorecard) -> str:
    """Say which level, or which stated targets, the recommendations aim at."""
    if any(one.because is Reason.TARGET for one in card.recommendations):
        return "Towards the targets that were stated, the widest gap first."
    if card.target is None:
        return ""
    aim = level_name(bank, card.target)
    if card.recommendations:
        return f"Towards {aim}, the most pressing first."
    if any(one.kind is BindingKind.HIGHEST_LEVEL for one in card.binding):
        return f"This bank ends at {level_name(bank, card.level)}: no answer here leads beyond it."
    return f"Nothing stands open for {aim}."


def now(question: Question, state: State, level: int | None) -> str:
    """Give where an answer stands, like "Level 2 of 4", "Don't know" or "Open"."""
    if state is not State.ANSWERED or level is None:
        return STATES[state]
    return f"Level {level} of {rules_of(question).top(question)}"


def because(one: Recommendation) -> str:
    words = _BECAUSE[one.because].format(wanted=one.wanted)
    return f"{words}: find out" if one.find_out else words


def improvement(one: Recommendation) -> str:
    """Give the advice; what nobody knows has to be found out first, by whom it concerns."""
    if not one.find_out:
        return one.improvement
    who = f" (best placed: {DISCIPLINES[one.answered_by]})" if one.answered_by else ""
    return f"Find out where you stand{who}. {one.improvement}".strip()


def _part(bank: Bank, code: str) -> str:
    part = next(part for part in bank.parts if part.code == code)
    return part.short_title or part.title


def _percent(share: Fraction | None) -> str:
    return "no score" if share is None else percent(share)


def _whole(number: Fraction | None) -> str:
    return "0" if number is None else rounded(number)


def answer_state(question: Question, state: State, level: int | None, value: object) -> str:
    """Give the state of an answer beside its question."""
    if state is not State.ANSWERED:
        return STATES[state]
    if isinstance(question, MultipleQuestion) and isinstance(value, tuple):
        options = [choice.code for choice in question.choices if not choice.exclusive]
        return f"{sum(code in value for code in options)} of {len(options)} ticked"
    if question.kind == Kind.RUBRIC.value and level is not None:
        return now(question, state, level)
    return STATES[state]
