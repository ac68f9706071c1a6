"""The questions behind a change, in words: what was said before and after, and what that did."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final, NamedTuple

from assessments.reports import figures, sentences
from assessments.reports.answer_texts import answer_texts
from assessments.reports.change_lines import QuestionLine
from assessments.reports.language import Words, gettext, marked
from assessments.reports.method_words import figure_name
from assessments.reports.numbering import numbers_of
from assessments.scoring.answers import BLANK, State
from assessments.scoring.bank import Question
from assessments.scoring.causes import Cause, Moment
from assessments.scoring.change import Change, PartChange
from assessments.scoring.kinds import rules_of
from assessments.scoring.scorecard import Figure, Scorecard
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


class Moved(NamedTuple):
    """What one cause did to a part through one question: to its score or figures, and confidence.

    Only the figures that moved are there.
    """

    score: Fraction = NOUGHT
    confidence: Fraction = NOUGHT
    figures: tuple[tuple[Figure, Fraction], ...] = ()

    @property
    def size(self) -> tuple[Fraction, Fraction]:
        """Order the moves of a part: by its score or figures first, then by its confidence."""
        return abs(self.score) + sum(abs(share) for _, share in self.figures), abs(self.confidence)


NOTHING: Final = Moved()


class Reader:
    """Two moments with their change, read question by question."""

    def __init__(self, before: Moment, after: Moment, change: Change) -> None:
        self.before, self.after, self.change = before, after, change
        self.is_split = before.bank.is_weighted and after.bank.is_weighted
        self.has_two_methods = change.before.method != change.after.method

    def line(self, code: str, cause: Cause, moved: Moved = NOTHING) -> QuestionLine:
        stays = code in self.after.bank.questions
        moment = self.after if stays else self.before
        return QuestionLine(
            number=numbers_of(moment.bank).places[code].number if stays else "",
            code=code,
            title=moment.bank.questions[code].title,
            cause=NAMES[cause],
            before=_said(self.before, self.change.before, code),
            after=_said(self.after, self.change.after, code),
            score=figures.signed(100 * moved.score, 1) if self.is_split else figures.NONE,
            confidence=figures.signed(moved.confidence, 2),
            figures=tuple(
                (figure_name(figure), figures.figure_change(share, figure.unit))
                for figure, share in moved.figures
            ),
        )


def question_lines(reader: Reader, part: PartChange) -> Iterator[QuestionLine]:
    """Give what moved a part, question by question, the largest effect on the score first."""
    moved = [
        (cause, code, found)
        for cause in reader.change.causes
        for code, found in _moves(part, cause).items()
    ]
    for cause, code, found in sorted(moved, key=lambda m: (*(-size for size in m[2].size), m[1])):
        yield reader.line(code, cause, found)


def _moves(part: PartChange, cause: Cause) -> dict[str, Moved]:
    score, certain = _shares(part.score, cause), _shares(part.confidence, cause)
    told = [(one.named, _shares(one.split, cause)) for one in part.figures.values() if one.is_told]
    codes = dict.fromkeys([*score, *certain, *(code for _, shares in told for code in shares)])
    return {
        code: Moved(
            score.get(code, NOUGHT),
            certain.get(code, NOUGHT),
            tuple((figure, shares[code]) for figure, shares in told if code in shares),
        )
        for code in codes
    }


def _shares(split: Split | None, cause: Cause) -> Mapping[str, Fraction]:
    return split.shares[cause] if split else {}


def quiet_lines(reader: Reader) -> Iterator[QuestionLine]:
    """Give the changed answers that moved no figure by themselves, like those of the profile."""
    change = reader.change
    loud = {
        code
        for part in change.parts.values()
        for cause in change.causes
        for code in _moves(part, cause)
    }
    for code, cause in change.answers.items():
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
