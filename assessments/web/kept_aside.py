"""What moves to other bank versions kept aside, in the words of the version it was said to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assessments.answers.bank_moves import Kept
from assessments.answers.registers import StoredAnswer
from assessments.web.cards import answer_words


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One question with its answer, and how much evidence and talk is kept with it."""

    title: str
    number: str
    words: tuple[str, ...]
    note: str
    by: str
    evidence: int
    comments: int


def kept_rows(kept: Iterable[Kept]) -> Iterator[KeptRow]:
    """Leave out questions that left nothing behind."""
    for one in kept:
        question = one.bank.questions[one.row.question_code]
        words = answer_words(question, StoredAnswer(question.code, one.answer, 1))
        if one.says or one.answer.evidence or one.comments:
            yield KeptRow(
                question.title,
                one.row.bank_version.number,
                words if one.says else (),
                one.answer.note,
                one.by,
                len(one.answer.evidence),
                one.comments,
            )
