"""Plans a move from one bank to another: what becomes of each answer, and why.

Nothing is lost by a plan: an answer is carried, or kept aside under the question it was given to.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from assessments.banks.diff.meaning import Meaning, Why, asks_the_same, reading
from assessments.banks.diff.moving import (
    LEAVES,
    NOTHING_ASIDE,
    NOTHING_CHOSEN,
    AllAside,
    Aside,
    Chosen,
    Entry,
    MovePlan,
    Verdict,
)
from assessments.banks.diff.questions import Became, QuestionChange, question_changes
from assessments.scoring.answers import BLANK, Answer, Answers
from assessments.scoring.bank import Bank, Question


def plan_move(
    old: Bank,
    new: Bank,
    answers: Answers,
    aside: AllAside = NOTHING_ASIDE,
    chosen: Chosen = NOTHING_CHOSEN,
) -> MovePlan:
    """Say what a move from one bank to another does to each answer, and why.

    Args:
        old: the bank the answers were given to.
        new: the bank that is asked from then on.
        answers: what stands now, by question code; evidence goes with its question.
        aside: what earlier moves kept aside, by question code, the newest first.
        chosen: what the lead decided otherwise; a verdict that is not allowed is left.
    """
    planner = _Planner(old, new, answers, aside, chosen)
    coming = [planner.coming(code) for code in new.questions]
    taken = {one.source for one in coming if one.verdict is Verdict.TAKE}
    gone = (code for code in old.questions if code not in new.questions)
    return MovePlan((*coming, *(planner.going(code, is_taken=code in taken) for code in gone)))


@dataclass(frozen=True, slots=True)
class _Back:
    """What a question gets back: an answer, blank where only talk and evidence come."""

    answer: Answer
    keys: tuple[int, ...]
    is_sure: bool

    @property
    def said(self) -> bool:
        return _says(self.answer)


@dataclass(frozen=True)
class _Planner:
    old: Bank
    new: Bank
    answers: Answers
    aside: AllAside
    chosen: Chosen

    @cached_property
    def changes(self) -> dict[str, QuestionChange]:
        return {one.code: one for one in question_changes(self.old, self.new)}

    def coming(self, code: str) -> Entry:
        """Plan a question of the new bank."""
        if code not in self.old.questions:
            return self._new(code)
        is_other = not asks_the_same(self.old.questions[code], self.new.questions[code])
        said = self.answers.get(code, BLANK)
        entry = self._standing(code, said) if _says(said) else self._open(code, said)
        return replace(entry, is_other=is_other)

    def going(self, code: str, *, is_taken: bool) -> Entry:
        """Plan a question only the old bank has."""
        is_split = code in self.changes and Became.SPLIT_UP in self.changes[code].became
        why = Why.SPLIT_UP if is_split else Why.GONE
        title, said = self.old.questions[code].title, _says(self.answers.get(code, BLANK))
        return Entry(
            code,
            title,
            Verdict.PARK,
            why,
            said=said and not is_taken,
            after=None,
            goes=not is_taken,
        )

    def _choose(self, code: str, allowed: tuple[Verdict, ...]) -> Verdict:
        """Give what the lead chose where it is allowed, else the proposal."""
        chosen = self.chosen.get(code)
        return chosen if chosen in allowed else allowed[0]

    def _standing(self, code: str, said: Answer) -> Entry:
        """Plan an answered question both banks have under one code."""
        new = self.new.questions[code]
        found = reading(self.old.questions[code], new, said)
        allowed = tuple(_allowed(found))
        verdict, why = self._choose(code, allowed), self._why(code, found)
        entry = Entry(code, new.title, verdict, why, said=True, allowed=allowed)
        if verdict in LEAVES and why is Why.REUSED:
            return self._with_back(replace(entry, goes=True))
        beside = self._beside(code)
        evidence = (*said.evidence, *(item for one in beside for item in one.answer.evidence))
        kept = BLANK if verdict in LEAVES else found.answer or BLANK
        return replace(
            entry,
            after=replace(kept, evidence=evidence),
            needs_look=verdict is Verdict.REVIEW,
            back=tuple(one.key for one in beside),
        )

    def _why(self, code: str, found: Meaning) -> Why:
        """Say more of what reads the same: it may count otherwise, or stand elsewhere."""
        became = self.changes[code].became
        if found.why is not Why.SAME:
            return found.why
        if {Became.WEIGHT, Became.RULE, Became.OPTIONS, Became.LEVELS}.intersection(became):
            return Why.COUNTS
        return Why.MOVED if Became.MOVED in became else Why.SAME

    def _with_back(self, entry: Entry) -> Entry:
        """Let what a question gets back come in the place of the other one that goes."""
        back = self._back(entry.code)
        if back is None:
            return entry
        return replace(entry, after=back.answer, back=back.keys, needs_look=not back.is_sure)

    def _open(self, code: str, said: Answer) -> Entry:
        """Plan a question without an answer that both banks have."""
        title = self.new.questions[code].title
        goes = Became.REUSED in self.changes[code].became
        why, kept = (Why.REUSED, BLANK) if goes else (Why.SAME, said)
        entry = Entry(code, title, Verdict.ASK, why, after=kept, goes=goes)
        return self._returned(entry)

    def _returned(self, entry: Entry) -> Entry:
        """Let an open question have back what was kept aside, unless the lead says otherwise."""
        back = self._back(entry.code)
        if back is None:
            return entry
        allowed = (Verdict.RETURN, Verdict.ASK)
        if back.said and self._choose(entry.code, allowed) is Verdict.ASK:
            return replace(entry, why=Why.BACK, allowed=allowed)
        evidence = (*(entry.after or BLANK).evidence, *back.answer.evidence)
        entry = replace(entry, after=replace(back.answer, evidence=evidence), back=back.keys)
        if not back.said:
            return entry
        return replace(
            entry,
            verdict=Verdict.RETURN,
            why=Why.BACK,
            said=True,
            allowed=allowed,
            needs_look=not back.is_sure,
        )

    def _new(self, code: str) -> Entry:
        """Plan a question only the new bank has."""
        change = self.changes[code]
        if Became.RECODED in change.became:
            entry = self._recoded(code, change)
        else:
            why = Why.SPLIT if Became.SPLIT in change.became else Why.NEW
            source = ", ".join(change.was)
            entry = Entry(code, change.title, Verdict.ASK, why, source=source)
        return entry if entry.verdict is Verdict.TAKE else self._returned(entry)

    def _recoded(self, code: str, change: QuestionChange) -> Entry:
        """Plan what looks like a question that goes: taking its answer over is only offered."""
        source, new = change.was[0], self.new.questions[code]
        said = self.answers.get(source, BLANK)
        found = reading(self.old.questions[source], new, said)
        entry = Entry(code, new.title, Verdict.ASK, Why.RECODED, source=source)
        if not _says(said) or found.answer is None:
            return entry
        entry = replace(entry, allowed=(Verdict.ASK, Verdict.TAKE))
        if self._choose(code, entry.allowed) is Verdict.ASK:
            return entry
        return replace(entry, verdict=Verdict.TAKE, said=True, after=found.answer, needs_look=True)

    def _back(self, code: str) -> _Back | None:
        """Find the newest answer kept aside that the question can hold again, and what else is."""
        new = self.new.questions[code]
        answers = (one for one in self.aside.get(code, ()) if _says(one.answer))
        pairs = ((one, _fitting(one, code, new)) for one in answers)
        said = next(((one, found) for one, found in pairs if found is not None), None)
        beside = self._beside(code)
        if said is None and not beside:
            return None
        coming = (*(() if said is None else (said[0],)), *beside)
        answer = BLANK if said is None else said[1].answer or BLANK
        evidence = tuple(item for one in coming for item in one.answer.evidence)
        return _Back(
            replace(answer, evidence=evidence),
            tuple(one.key for one in coming),
            is_sure=said is None or said[1].is_sure,
        )

    def _beside(self, code: str) -> tuple[Aside, ...]:
        """Find what went without an answer, like evidence and talk, and fits the question again."""
        new = self.new.questions[code]
        silent = (one for one in self.aside.get(code, ()) if not _says(one.answer))
        return tuple(one for one in silent if _fitting(one, code, new) is not None)


def _fitting(one: Aside, code: str, new: Question) -> Meaning | None:
    found = reading(one.bank.questions[code], new, one.answer)
    fits = found.answer is not None and found.why not in {Why.REUSED, Why.SWAPPED}
    return found if fits else None


def _allowed(found: Meaning) -> Iterator[Verdict]:
    """Give what is valid for an answer, the proposal first."""
    parks = {Why.OPTION_GONE, Why.REUSED}
    if found.answer is None:
        yield Verdict.PARK if found.why in parks else Verdict.ASK
    elif found.why is Why.REUSED:
        yield from (Verdict.PARK, Verdict.REVIEW)
    elif found.why is Why.SWAPPED:
        yield from (Verdict.ASK, Verdict.REVIEW)
    elif found.is_sure:
        yield from (Verdict.CARRY, Verdict.REVIEW, Verdict.PARK)
    else:
        yield from (Verdict.REVIEW, Verdict.CARRY, Verdict.PARK)


def _says(answer: Answer) -> bool:
    """Say whether there is an answer or a note; evidence alone belongs to the question."""
    return answer.state != BLANK.state or bool(answer.note)
