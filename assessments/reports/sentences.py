"""Sentences about a result: what holds it back, why it is marked, what a recommendation says."""

from collections.abc import Iterator
from fractions import Fraction

from assessments.reports.document import Line
from assessments.reports.figures import DISCIPLINES, STATES, percent, rounded
from assessments.reports.language import Words, gettext, ngettext
from assessments.reports.numbering import Numbers
from assessments.scoring.answers import State
from assessments.scoring.bank import Bank, Kind, MultipleQuestion, Question
from assessments.scoring.display import level_name, together
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
_BECAUSE = Words(
    {
        Reason.GATE: "Gate",
        Reason.FLOOR: "Part below its floor",
        Reason.GAIN: "Gain",
        Reason.TARGET: "Target: level {wanted}",
    }
)


def headline(bank: Bank, card: Scorecard, numbers: Numbers) -> str:
    """Say in one sentence what stands between the result and the next level."""
    if card.level is None:
        return gettext("No part has a score yet.")
    if card.next_level is None:
        return gettext("Nothing: every part supports the highest level and no gate holds it back.")
    level = level_name(bank, card.next_level)
    if len(card.binding) == 1:
        line = _held(bank, card.binding[0], numbers)
        said = f"{line.text} \u2013 {line.detail}." if line.detail else line.text
        return gettext("To reach {level}: {said}", level=level, said=said)
    named = [_named(bank, binding, numbers) for binding in card.binding]
    more = len(named) - _MOST_NAMED
    if more > 0:
        rest = ngettext("{count} more point", "{count} more points", more)
        named = [*named[:_MOST_NAMED], rest]
    said = gettext("{several} and {last}", several=", ".join(named[:-1]), last=named[-1])
    return gettext("To reach {level}: {said}", level=level, said=f"{said}.")


def _named(bank: Bank, binding: Binding, numbers: Numbers) -> str:
    if binding.kind is BindingKind.GATE:
        step = {"number": numbers.places[binding.code].number, "needs": _whole(binding.needs)}
        if binding.now is None:
            return gettext("gate {number} from an open answer to level {needs}", **step)
        return gettext(
            "gate {number} from level {now} to level {needs}", **step, now=_whole(binding.now)
        )
    if binding.kind is BindingKind.FLOOR:
        rise = together(f"{_percent(binding.now)} \u2192 {_percent(binding.needs)}")
        return f"{_part(bank, binding.code)} {rise}"
    if binding.kind is BindingKind.NOT_APPLICABLE:
        return gettext("less called not applicable in {part}", part=_part(bank, binding.code))
    return gettext("a bank that asks for more than this one")


def holds(bank: Bank, card: Scorecard, numbers: Numbers) -> Iterator[Line]:
    """Say each constraint in a line of its own."""
    for binding in card.binding:
        yield _held(bank, binding, numbers)


def _held(bank: Bank, binding: Binding, numbers: Numbers) -> Line:
    cap = level_name(bank, binding.caps_at)
    if binding.kind is BindingKind.GATE:
        place = numbers.places[binding.code]
        asked = {"number": place.number, "question": bank.questions[binding.code].title}
        title = gettext("Gate {number}: {question}", **asked)
        return Line(title, _gate_now(binding), binding.code, place.section)
    if binding.kind is BindingKind.FLOOR:
        ends = {"now": _percent(binding.now), "needs": _percent(binding.needs)}
        words = gettext("{now} now, {needs} needed", **ends)
        return Line(_part(bank, binding.code), words, binding.code)
    if binding.kind is BindingKind.NOT_APPLICABLE:
        said = gettext("{share} of the weight is not applicable", share=_percent(binding.now))
        most = _percent(binding.needs)
        limit = gettext("more than {share} holds the result at {level}", share=most, level=cap)
        return Line(f"{_part(bank, binding.code)}: {said}", limit, binding.code)
    ends_at = gettext("This bank ends at {level}.", level=cap)
    return Line(bank.scoring.highest_level_reason or ends_at)


def _gate_now(binding: Binding) -> str:
    needs = _whole(binding.needs)
    if binding.now is None:
        return gettext("open now, level {needs} needed", needs=needs)
    return gettext("level {now} now, level {needs} needed", now=_whole(binding.now), needs=needs)


def labels(card: Scorecard) -> Iterator[str]:
    if card.draft:
        yield gettext("Draft")
    if card.provisional:
        yield gettext("Provisional")


def reasons(bank: Bank, card: Scorecard, numbers: Numbers) -> Iterator[str]:
    """Say why the result is called a draft or provisional."""
    unanswered = sum(point.state is not State.DONT_KNOW for point in card.open_points)
    if card.draft:
        yield ngettext(
            "Draft: {count} question is still open.",
            "Draft: {count} questions are still open.",
            unanswered,
        )
    bare = [
        numbers.places[cause.code].number
        for cause in card.provisional_causes
        if cause.kind is CauseKind.UNSUPPORTED
    ]
    if bare:
        yield ngettext(
            "Provisional: {count} gate is passed with neither evidence nor a note ({numbers}).",
            "Provisional: {count} gates are passed with neither evidence nor a note ({numbers}).",
            len(bare),
            numbers=", ".join(bare),
        )
    if any(cause.kind is CauseKind.ALWAYS for cause in card.provisional_causes):
        yield gettext("Provisional: this bank gives a provisional level only.")
    thin = [
        f"{_part(bank, cause.code)} ({percent(cause.share or Fraction(0))})"
        for cause in card.provisional_causes
        if cause.kind is CauseKind.COVERAGE
    ]
    if thin:
        wanted = bank.scoring.provisional_below_coverage
        yield gettext(
            "Provisional: less than {wanted}\u00a0% is answered in {parts}.",
            wanted=wanted,
            parts=", ".join(thin),
        )


def target(bank: Bank, card: Scorecard) -> str:
    """Say which level, or which stated targets, the recommendations aim at."""
    if any(one.because is Reason.TARGET for one in card.recommendations):
        return gettext("Towards the targets that were stated, the widest gap first.")
    if card.target is None:
        return ""
    aim = level_name(bank, card.target)
    if card.recommendations:
        return gettext("Towards {level}, the most pressing first.", level=aim)
    if any(one.kind is BindingKind.HIGHEST_LEVEL for one in card.binding):
        end = level_name(bank, card.level)
        return gettext("This bank ends at {level}: no answer here leads beyond it.", level=end)
    return gettext("Nothing stands open for {level}.", level=aim)


def now(question: Question, state: State, level: int | None) -> str:
    """Give where an answer stands, like "Level 2 of 4", "Don't know" or "Open"."""
    if state is not State.ANSWERED or level is None:
        return STATES[state]
    return gettext("Level {level} of {top}", level=level, top=rules_of(question).top(question))


def because(one: Recommendation) -> str:
    words = _BECAUSE[one.because].format(wanted=one.wanted)
    return gettext("{reason}: find out", reason=words) if one.find_out else words


def lead(one: Recommendation) -> str:
    """Say before the advice what nobody knows: it has to be found out, by whom it concerns."""
    if not one.find_out:
        return ""
    if not one.answered_by:
        return gettext("Find out where you stand.")
    who = DISCIPLINES[one.answered_by]
    return gettext("Find out where you stand (best placed: {discipline}).", discipline=who)


def _part(bank: Bank, code: str) -> str:
    part = next(part for part in bank.parts if part.code == code)
    return part.short_title or part.title


def _percent(share: Fraction | None) -> str:
    return gettext("no score") if share is None else percent(share)


def _whole(number: Fraction | None) -> str:
    return "0" if number is None else rounded(number)


def answer_state(question: Question, state: State, level: int | None, value: object) -> str:
    """Give the state of an answer beside its question."""
    if state is not State.ANSWERED:
        return STATES[state]
    if isinstance(question, MultipleQuestion) and isinstance(value, tuple):
        options = [choice.code for choice in question.choices if not choice.exclusive]
        ticked = sum(code in value for code in options)
        return gettext("{ticked} of {count} ticked", ticked=ticked, count=len(options))
    if question.kind == Kind.RUBRIC.value and level is not None:
        return now(question, state, level)
    return STATES[state]
