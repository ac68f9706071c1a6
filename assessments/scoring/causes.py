"""Two moments of a product and everything between: what changed, cause by cause.

Each cause can be taken from the later moment while the others stay as they were before; that is
what a split of the change weighs.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from assessments.scoring.answers import BLANK, Answer, Answers, State
from assessments.scoring.bank import Bank, Question
from assessments.scoring.errors import ScoringError
from assessments.scoring.evidence import fresh_until
from assessments.scoring.kinds import rules_of
from assessments.scoring.visibility import check_mark


class Cause(StrEnum):
    """Why a figure changed; each change of an answer has exactly one, forwards as backwards."""

    ANSWERS = "answers"
    KNOWN = "known"
    NOT_APPLICABLE = "not_applicable"
    EXPIRED = "expired"
    BANK = "bank"


@dataclass(frozen=True, slots=True)
class Moment:
    """All that is needed to score once: a published bank, what was said, and the day."""

    bank: Bank
    answers: Answers
    on: date


def cause_of(before: Answer, after: Answer) -> Cause:
    """Name why an answer differs: called not applicable or no longer, became known, or changed.

    An answer that is taken back is the same cause with the other sign. Note and evidence are part
    of the answer.

    Source: docs/scoring.md, rule S39.
    """
    states = {before.state, after.state}
    if State.NOT_APPLICABLE in states and len(states) > 1:
        return Cause.NOT_APPLICABLE
    if State.ANSWERED in states and len(states) > 1:
        return Cause.KNOWN
    return Cause.ANSWERS


class Between:
    """Two moments, ready to be mixed.

    `answered` gives the cause of each question whose answer differs where one bank reads both;
    `causes` lists the causes at work, those from which anything differs: of two days only where
    evidence of an answer is in date on one of them.
    """

    def __init__(self, before: Moment, after: Moment) -> None:
        if before.bank is not after.bank and before.bank == after.bank:
            after = replace(after, bank=before.bank)
        self.before, self.after = before, after
        self._said = {False: self._pairs(before.bank), True: self._pairs(after.bank)}
        self.answered = self._answered()
        self.causes = tuple(self._causes())

    def _pairs(self, bank: Bank) -> dict[str, tuple[Answer, Answer]]:
        """Give for each question of a bank what was said before and after, as this bank reads it.

        What the other moment said counts only where its bank asks the question too and this one
        can hold the answer; otherwise the bank's own moment speaks for both.
        """
        is_later = bank is self.after.bank
        own, other = (self.after, self.before) if is_later else (self.before, self.after)
        pairs = {}
        for code, question in bank.questions.items():
            mine = own.answers.get(code, BLANK)
            theirs = other.answers.get(code, BLANK) if code in other.bank.questions else mine
            if bank is not other.bank and not fits(question, theirs):
                theirs = mine
            pairs[code] = (theirs, mine) if is_later else (mine, theirs)
        return pairs

    def _answered(self) -> Mapping[str, Cause]:
        pairs = (pair for said in self._said.values() for pair in said.items())
        return {code: cause_of(*pair) for code, pair in pairs if pair[0] != pair[1]}

    def _causes(self) -> Iterator[Cause]:
        there = set(self.answered.values())
        every = (*self.before.answers.values(), *self.after.answers.values())
        if any(map(self._ages, every)):
            there.add(Cause.EXPIRED)
        if self.before.bank is not self.after.bank:
            there.add(Cause.BANK)
        yield from (cause for cause in Cause if cause in there)

    def _ages(self, said: Answer) -> bool:
        """Say whether evidence of an answer is in date on the earlier day only."""
        first, last = sorted((self.before.on, self.after.on))
        if not said.evidence or first == last:
            return False
        ends = (fresh_until(said.evidence, months) for months in self._months)
        return any(end is not None and first <= end < last for end in ends)

    @property
    def _months(self) -> frozenset[int]:
        banks = (self.before.bank, self.after.bank)
        return frozenset(bank.scoring.evidence_months for bank in banks)

    def mixed(self, taken: Collection[Cause]) -> Moment:
        """Give the moment that is as after for the causes taken, and as before for the others."""
        if not taken:
            return self.before
        if set(taken).issuperset(self.causes):
            return self.after
        bank = self.after.bank if Cause.BANK in taken else self.before.bank
        on = self.after.on if Cause.EXPIRED in taken else self.before.on
        answers = {
            code: pair[cause_of(*pair) in taken]
            for code, pair in self._said[bank is self.after.bank].items()
        }
        return Moment(bank, {code: said for code, said in answers.items() if said != BLANK}, on)


def fits(question: Question, answer: Answer) -> bool:
    """Say whether a question can hold an answer."""
    parse = rules_of(question).parse
    try:
        if answer.state is State.ANSWERED:
            for value in (answer.value, *(answer.span or ())):
                parse(question, value)
        elif answer.state is State.NOT_APPLICABLE:
            check_mark(question, answer.reason)
    except ScoringError:
        return False
    return True
