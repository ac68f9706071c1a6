"""The gate of what is sent: each write is checked against the bank and all that was said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assessments.answers.evidence_kinds import MONTHS
from assessments.answers.registers import Registers, StoredAnswer, answers_in, blank
from assessments.answers.writes import Link, Problem, Write
from assessments.scoring.answers import Answer, State
from assessments.scoring.bank import Bank
from assessments.scoring.errors import AnswerOutOfRange, ScoringError, UnknownQuestion
from assessments.scoring.links import LinkProblem, check_link
from assessments.scoring.validate import check_answer
from assessments.text import NAME_LENGTH, TextProblem, clean_text

# A day outside is a slip of the keyboard: a year with two or five digits.
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class Checked:
    """Writes that may be stored, and by code why the others may not."""

    answers: Mapping[str, Answer]
    refused: Mapping[str, ScoringError]


def check_writes(bank: Bank, writes: Sequence[Write], registers: Registers) -> Checked:
    """Check each write in the light of the registers and of the other writes sent with it.

    The marks "not applicable" come last: the other answers decide whether they are allowed.
    """
    context = dict(answers_in(registers))
    answers: dict[str, Answer] = {}
    refused: dict[str, ScoringError] = {}
    for write in sorted(writes, key=lambda write: write.state == State.NOT_APPLICABLE):
        try:
            answers[write.code] = check_answer(bank, write.code, write.proposed, context)
        except ScoringError as error:
            refused[write.code] = error
        else:
            context[write.code] = answers[write.code]
    return Checked(answers, refused)


def register_of(registers: Registers, code: str) -> StoredAnswer:
    return registers.get(code) or blank(code)


def check_evidence(bank: Bank, link: Link) -> Link:
    """Give the link or file as it is stored.

    Raises:
        UnknownQuestion: the bank has no such question.
        AnswerOutOfRange: the address is no http or https link, a text or a day cannot be kept,
            or there is no such kind of evidence.
    """
    if link.code not in bank.questions:
        raise UnknownQuestion(link.code[:100], "The bank has no such question.", field="code")
    try:
        url = "" if link.file_name else check_link(link.url)
        title = clean_text(link.title, max_length=NAME_LENGTH)
        _check_days(link)
        _check_kind(link)
    except (TextProblem, LinkProblem) as problem:
        raise AnswerOutOfRange(link.code, problem.message, field="evidence") from problem
    return replace(link, url=url, title=title)


def _check_kind(link: Link) -> None:
    if link.kind and link.kind not in MONTHS:
        raise LinkProblem("There is no such kind of evidence.")


def _check_days(link: Link) -> None:
    days = (day for day in (link.dated, link.expires_on) if day is not None)
    if not all(FIRST_YEAR <= day.year <= LAST_YEAR for day in days):
        raise LinkProblem(f"The date must lie between {FIRST_YEAR} and {LAST_YEAR}.")
    if link.dated and link.expires_on and link.expires_on < link.dated:
        raise LinkProblem("The evidence expires before its own date.")


def as_problem(error: ScoringError) -> Problem:
    return Problem(error.code, error.field, error.message)
