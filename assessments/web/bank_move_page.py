"""A move to another bank version as its pages show it: a line a question, what is due first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from assessments.answers.bank_moves import Preview
from assessments.answers.models import BankMove
from assessments.answers.registers import StoredAnswer
from assessments.banks.diff.meaning import Why
from assessments.banks.diff.moving import Entry, Verdict
from assessments.reports.method_words import figure_lines
from assessments.scoring.bank import Bank
from assessments.web.bank_move_words import DONE, REASONS, VERDICTS
from assessments.web.cards import answer_words

PREFIX: Final = "to-"
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: Words
    chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One question: what becomes of its answer, why, and what may be decided instead."""

    code: str
    title: str
    was: str
    answer: tuple[str, ...]
    verdict: Words
    why: Words
    options: tuple[Option, ...]

    @property
    def field(self) -> str:
        return PREFIX + self.code


class PreviewPage:
    """A preview in lines: what needs a decision or a look first, what stays as it is last."""

    def __init__(self, preview: Preview, chosen: Mapping[str, Verdict]) -> None:
        self.preview = preview
        self.chosen = chosen
        entries = preview.plan.entries
        self.counts = _counts(entries)
        self.changed = [self._line(one) for one in entries if _is_changed(one)]
        self.asked = [self._line(one) for one in entries if _is_asked(one)]
        self.same = [self._line(one) for one in entries if _is_same(one)]

    @property
    def seen(self) -> str:
        """Name what was decided when this page was drawn."""
        return seen_of(self.chosen)

    @property
    def figures(self) -> Sequence[tuple[str, str, str]]:
        """Give what the banks' methods name besides: the figure, before and after."""
        before, after = (
            {line.code: line for line in figure_lines(card.figures)}
            for card in (self.preview.before, self.preview.after)
        )
        codes = dict.fromkeys([*after, *before])
        return [
            (
                (after.get(code) or before[code]).name,
                before[code].value if code in before else "—",
                after[code].value if code in after else "—",
            )
            for code in codes
        ]

    def _line(self, one: Entry) -> Line:
        old, new = self.preview.old.questions, self.preview.new.questions
        looks_like = one.why is Why.RECODED
        former = old.get(one.source if looks_like else one.code)
        is_other = looks_like or (one.code in new and former and former.title != one.title)
        options = tuple(
            Option(each.value, VERDICTS[each], each is one.verdict) for each in one.allowed
        )
        return Line(
            one.code,
            one.title,
            f"{former.title} ({former.code})" if former is not None and is_other else "",
            self._answer(one),
            VERDICTS[one.verdict],
            REASONS[one.why],
            options if len(options) > 1 else (),
        )

    def _answer(self, one: Entry) -> tuple[str, ...]:
        """Give what was answered in the old words, or in the new ones where it comes back."""
        code = one.source if one.why is Why.RECODED else one.code
        said = self.preview.answers.get(code)
        if one.verdict is Verdict.RETURN and one.after is not None:
            return _words(self.preview.new, one.code, one.after)
        return (
            ()
            if said is None or not (one.said or one.allowed)
            else _words(self.preview.old, code, said)
        )


def _words(bank: Bank, code: str, answer: Any) -> tuple[str, ...]:
    return answer_words(bank.questions[code], StoredAnswer(code, answer, 1))


def _counts(entries: Iterable[Entry]) -> Sequence[tuple[Words, int]]:
    found = Counter(one.verdict for one in entries if one.said)
    asked = sum(_is_asked(one) for one in entries)
    counts = [(VERDICTS[each], found[each]) for each in Verdict if found[each]]
    return [*counts, (_("new to answer"), asked)] if asked else counts


def _is_same(one: Entry) -> bool:
    return one.said and one.verdict is Verdict.CARRY and one.why is Why.SAME


def _is_changed(one: Entry) -> bool:
    return (one.said or len(one.allowed) > 1) and not _is_same(one)


def _is_asked(one: Entry) -> bool:
    """Say whether a question is open that was not asked before."""
    is_new = one.why in {Why.NEW, Why.SPLIT, Why.RECODED, Why.REUSED}
    return is_new and not one.said and len(one.allowed) < 2 and one.after is not None  # noqa: PLR2004 -- one is no choice


def chosen_in(posted: Mapping[str, str]) -> dict[str, Verdict]:
    """Read what the lead decided; what is no verdict is left, what is not valid the plan leaves."""
    known = {each.value: each for each in Verdict}
    return {
        name.removeprefix(PREFIX): known[value]
        for name, value in posted.items()
        if name.startswith(PREFIX) and value in known
    }


def seen_of(chosen: Mapping[str, Verdict]) -> str:
    return " ".join(sorted(f"{code}={verdict}" for code, verdict in chosen.items()))


def decided(preview: Preview, chosen: Mapping[str, Verdict]) -> dict[str, Verdict]:
    """Keep what differs from the proposal, so that a page names only that."""
    entries = {one.code: one for one in preview.plan.entries if one.allowed}
    return {
        code: verdict
        for code, verdict in chosen.items()
        if code in entries and verdict in entries[code].allowed[1:]
    }


def done_lines(move: BankMove) -> Iterator[Line]:
    """Give what a move did, as the lead accepted it, without what stayed as it was."""
    for one in move.plan:
        verdict, why = Verdict(one["verdict"]), Why(one["why"])
        is_same = verdict is Verdict.CARRY and why is Why.SAME
        if one["said"] and not is_same:
            words = (DONE[verdict], REASONS[why])
            yield Line(one["code"], one["title"], "", (), *words, ())
