"""The questions behind a change, in words: what was said before and after, and what that did."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from assessments.reports import figures, sentences
from assessments.reports.answer_texts import answer_texts
from assessments.reports.change_lines import QuestionLine
from assessments.reports.language import Words, gettext, marked
from assessments.reports.numbering import numbers_of
from assessments.scoring.answers import BLANK, State
from assessments.scoring.bank import Question
from assessments.scoring.causes import Cause, Moment
from assessments.scoring.change import Change, PartChange
from assessments.scoring.kinds import rules_of
from assessments.scoring.scorecard import Scorecard
from assessments.scoring.split import Split

NAMES: Final = Words(
    {
        Cause.ANSWERS: "Answers changed",
        Cause.KNOWN: "Became known",
        Cause.NOT_APPLICABLE: "Not applicable changed",
        Cause.EXPIRED: "Evidence expired",
        Cause.BANK: "Question bank changed",
    }
)
NOT_ASKED: Final = marked("Not asked")
NOT_THERE: Final = marked("Not in this question bank")
NOUGHT: Final = Fraction(0)


class Reader:
    """Two moments with their change, read question by question."""

    def __init__(self, before: Moment, after: Moment, change: Change) -> None:
        self.before, self.after, self.change = before, after, change
        self.is_split = before.bank.is_weighted and after.bank.is_weighted

    def line(
        self, code: str, cause: Cause, score: Fraction = NOUGHT, certain: Fraction = NOUGHT
    ) -> QuestionLine:
        stays = code in self.after.bank.questions
        moment = self.after if stays else self.before
        return QuestionLine(
            number=numbers_of(moment.bank).places[code].number if stays else "",
            code=code,
            title=moment.bank.questions[code].title,
            cause=NAMES[cause],
            before=_said(self.before, self.change.before, code),
            after=_said(self.after, self.change.after, code),
            score=figures.signed(100 * score, 1) if self.is_split else figures.NONE,
            confidence=figures.signed(certain, 2),
        )


def question_lines(reader: Reader, part: PartChange) -> Iterator[QuestionLine]:
    """Give what moved a part, question by question, the largest effect on the score first."""
    moved = [
        (cause, code, score, certain)
        for cause in reader.change.causes
        for code, (score, certain) in _both(part, cause).items()
    ]
    for cause, code, score, certain in sorted(moved, key=lambda m: (-abs(m[2]), -abs(m[3]), m[1])):
        yield reader.line(code, cause, score, certain)


def _both(part: PartChange, cause: Cause) -> dict[str, tuple[Fraction, Fraction]]:
    score, certain = _shares(part.score, cause), _shares(part.confidence, cause)
    codes = {**score, **certain}
    return {code: (score.get(code, NOUGHT), certain.get(code, NOUGHT)) for code in codes}


def _shares(split: Split | None, cause: Cause) -> Mapping[str, Fraction]:
    return split.shares[cause] if split else {}


def quiet_lines(reader: Reader) -> Iterator[QuestionLine]:
    """Give the changed answers that moved no figure by themselves, like those of the profile."""
    parts = reader.change.parts.values()
    splits = [split for part in parts for split in (part.score, part.confidence) if split]
    loud = {code for split in splits for some in split.shares.values() for code in some}
    for code, cause in reader.change.answers.items():
        if code not in loud:
            yield reader.line(code, cause)


def _said(moment: Moment, card: Scorecard, code: str) -> str:
    question = moment.bank.questions.get(code)
    if question is None:
        return gettext(NOT_THERE)
    if code in card.hidden:
        return gettext(NOT_ASKED)
    found = card.questions.get(code)
    state = found.state if found else moment.answers.get(code, BLANK).state
    value = _value(moment, question) if state is State.ANSWERED else None
    if found is None or (found.level is None and state is State.ANSWERED):
        return _plain(question, state, value)
    return sentences.answer_state(question, state, found.level, value)


def _value(moment: Moment, question: Question) -> object:
    return rules_of(question).parse(question, moment.answers[question.code].value)


def _plain(question: Question, state: State, value: object) -> str:
    if state is not State.ANSWERED:
        return figures.STATES[state]
    return "; ".join(answer_texts(question, value))
