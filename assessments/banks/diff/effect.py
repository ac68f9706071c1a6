"""What another bank does to the scores of answers: before, after, and which change did how much."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from assessments.banks.diff.questions import Became, QuestionChange
from assessments.scoring.answers import Answer, Answers
from assessments.scoring.bank import Bank
from assessments.scoring.causes import Moment, fits
from assessments.scoring.change import Change, change_between
from assessments.scoring.display import level_name
from assessments.scoring.scorecard import Range, Score, Scorecard
from assessments.scoring.split import Split

NOUGHT = Fraction(0)


@dataclass(frozen=True, slots=True)
class Because:
    """What one question did to the score of a part, in its own unit, and what became of it."""

    code: str
    title: str
    part: str
    moved: Fraction
    became: tuple[Became, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """A score in 0..1 and a level's name at both ends; None where there is none."""

    title: str
    score_before: Fraction | None
    score_after: Fraction | None
    level_before: str | None
    level_after: str | None

    @property
    def differs(self) -> bool:
        scores = self.score_before != self.score_after
        return scores or self.level_before != self.level_after


@dataclass(frozen=True, slots=True)
class Effect:
    """What a new bank makes of the same answers.

    `because` splits the change of each part exactly among the questions, the most first; `holds`
    are the codes that keep the new result from the next level; `dropped` the answers that the new
    bank cannot hold, or whose code now asks something else.
    """

    whole: Figures
    parts: Mapping[str, Figures]
    because: tuple[Because, ...]
    holds: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def differs(self) -> bool:
        return self.whole.differs or any(part.differs for part in self.parts.values())


def effect_on(
    old: Bank,
    new: Bank,
    answers: Answers,
    on: date,
    changes: tuple[QuestionChange, ...],
) -> Effect:
    """Score the same answers by both banks and say which question moved what, exactly.

    Scores up to 32 times.

    Args:
        old: the bank the answers were given to.
        new: the bank that would ask instead.
        answers: what was said, by question code.
        on: the day of both scorings.
        changes: `question_changes(old, new)`.

    Raises:
        UnknownQuestion, AnswerOutOfRange: the answers do not fit the old bank.

    Source: docs/scoring.md, rules S39 to S42.
    """
    carried = carried_over(new, answers, changes)
    return effect_between(Moment(old, answers, on), Moment(new, carried, on), changes)


def effect_between(before: Moment, after: Moment, changes: tuple[QuestionChange, ...]) -> Effect:
    """Score two moments and say which question moved what, exactly; scores up to 32 times.

    `dropped` are the answers of the one that the other does not have.

    Raises:
        UnknownQuestion, AnswerOutOfRange: answers do not fit the bank of their moment.
    """
    change = change_between(before, after)
    became = {one.code: one.became for one in changes}
    titles = {
        code: asked.title for one in (before, after) for code, asked in one.bank.questions.items()
    }
    found = sorted(_because(change, became, titles), key=lambda one: -abs(one.moved))
    return Effect(
        whole=Figures(
            after.bank.title,
            _score(change.before.overall),
            _score(change.after.overall),
            change.level.before.name,
            change.level.after.name,
        ),
        parts={code: _part(code, change, before.bank, after.bank) for code in change.parts},
        because=tuple(found),
        holds=tuple(dict.fromkeys(binding.code for binding in change.after.binding)),
        dropped=tuple(code for code in before.answers if code not in after.answers),
    )


def carried_over(
    new: Bank, answers: Answers, changes: tuple[QuestionChange, ...]
) -> dict[str, Answer]:
    """Give the answers the new bank can hold under the same code, for the same question."""
    reused = {one.code for one in changes if Became.REUSED in one.became}
    return {
        code: answer
        for code, answer in answers.items()
        if code in new.questions and code not in reused and fits(new.questions[code], answer)
    }


def _because(
    change: Change, became: Mapping[str, tuple[Became, ...]], titles: Mapping[str, str]
) -> Iterator[Because]:
    for code, part in change.parts.items():
        for question, moved in _by_question(part.score).items():
            if moved:
                what = became.get(question, (Became.REMOVED,))
                yield Because(question, titles[question], code, moved, what)


def _by_question(split: Split | None) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    for shares in split.shares.values() if split else ():
        for code, share in shares.items():
            found[code] = found.get(code, NOUGHT) + share
    return found


def _part(code: str, change: Change, old: Bank, new: Bank) -> Figures:
    banks = ((old, change.before), (new, change.after))
    (before, first), (after, second) = (_ends(bank, card, code) for bank, card in banks)
    titles = [part.title for bank in (new, old) for part in bank.parts if part.code == code]
    return Figures(titles[0], before, after, first, second)


def _ends(bank: Bank, card: Scorecard, code: str) -> tuple[Fraction | None, str | None]:
    part = card.parts.get(code)
    return (None, None) if part is None else (_score(part.score), level_name(bank, part.level))


def _score(found: Score) -> Fraction | None:
    return found.score if isinstance(found, Range) else None
