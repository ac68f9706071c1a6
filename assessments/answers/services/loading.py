"""Loads an answers file: every problem is listed and nothing written, or all of it is saved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.answers.content import register_of
from assessments.answers.errors import FileProblem, FileRefused, NotOpen, NotVisible
from assessments.answers.file_words import path_in_file, plain_words
from assessments.answers.models import Assessment
from assessments.answers.queries import assessment_for
from assessments.answers.registers import (
    Registers,
    read_said,
    same_content,
    stored_value,
    with_evidence,
)
from assessments.answers.services.compare_and_set import Change, store
from assessments.answers.services.links import keep_links
from assessments.answers.services.locking import locked_for_answers
from assessments.answers.services.refreshing import store_summary
from assessments.answers.uploads import names_a_file
from assessments.answers.writes import Link, Write
from assessments.banks.formats.errors import BankFileRefused
from assessments.banks.formats.yaml_reader import read_mapping
from assessments.banks.queries import parsed_bank
from assessments.scoring.answer_file import AnswersRead, AnswersRefused
from assessments.scoring.answer_file import read_answers as read_mapped
from assessments.scoring.answers import Answer, Answers, State
from assessments.scoring.bank import Bank
from assessments.scoring.causes import fits
from assessments.scoring.errors import ScoringError
from assessments.text import is_web_link


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many answers were written, how many stood there before, and how many links were added.

    `warnings` are things a page would have asked about.
    """

    saved: int
    unchanged: int
    links: int
    warnings: tuple[FileProblem, ...] = ()


def read_answers_file(bank: Bank, raw: bytes) -> AnswersRead:
    """Read and check a whole answers file (no query).

    Raises:
        FileRefused: with every problem in the file.
    """
    try:
        read = read_mapped(bank, read_mapping(raw))
    except BankFileRefused as error:
        found = [FileProblem(one.path, plain_words(one.message)) for one in error.problems]
        raise FileRefused(found) from error
    except AnswersRefused as error:
        raise FileRefused([_problem(problem) for problem in error.problems]) from error
    if problems := list(_no_links(read.answers)):
        raise FileRefused(problems)
    return read


def load_answers_file(*, actor: Actor, assessment_id: int, raw: bytes) -> Loaded:
    """Save the answers of a YAML file over what stands there; other answers stay (9 queries).

    Raises:
        NotVisible: the actor does not see the assessment.
        NotAllowed: the actor only reads in this team.
        NotOpen: the assessment was submitted or archived.
        FileRefused: with every problem in the file; nothing was written.
    """
    try:
        assessment = assessment_for(actor, assessment_id)
    except Assessment.DoesNotExist as error:
        raise NotVisible from error
    read = read_answers_file(parsed_bank(assessment.bank_version), raw)
    loaded = load_answers(actor=actor, assessment_id=assessment_id, answers=read.answers)
    warnings = [_problem(problem) for problem in read.warnings]
    return replace(loaded, warnings=(*warnings, *loaded.warnings))


@transaction.atomic
def load_answers(*, actor: Actor, assessment_id: int, answers: Answers) -> Loaded:
    """Save checked answers, each based on the version that stands there now (7 queries).

    Raises:
        NotVisible, NotAllowed: as for `locked_for_answers`.
        NotOpen: the assessment was submitted or archived.
        FileRefused: the assessment moved to a bank version the answers do not fit.
    """
    locked = locked_for_answers(actor, assessment_id)
    if not locked.takes_answers:
        raise NotOpen(locked.assessment.state)
    if problems := list(_misfits(locked.bank, answers)):
        raise FileRefused(problems)
    stored, known = read_said(assessment_id, locked.respondent_id)
    registers = with_evidence(stored, known)
    changes = list(_changes(answers, registers))
    after = store(locked, changes, actor)
    links = keep_links(locked, list(_new_links(answers, registers)), known, actor).rows
    if changes or links:
        now = with_evidence({**registers, **after}, links)
        store_summary(locked, now, accepted=len(changes) + len(links))
    said = sum(_says_something(answer) for answer in answers.values())
    missing = tuple(_missing_files(answers, registers))
    return Loaded(len(changes), said - len(changes), len(links), missing)


def _misfits(bank: Bank, answers: Answers) -> Iterator[FileProblem]:
    """Name what was read for another bank version, if the assessment moved since."""
    for code, answer in answers.items():
        if code not in bank.questions or not fits(bank.questions[code], answer):
            words = _("The assessment has other questions by now. Upload the file again.")
            yield FileProblem(code, words)


def _changes(answers: Answers, registers: Registers) -> Iterator[Change]:
    for code, answer in answers.items():
        stored = register_of(registers, code)
        if _says_something(answer) and not same_content(answer, stored.answer):
            yield Change(_write(code, stored.version, answer), answer, stored)


def _says_something(answer: Answer) -> bool:
    """An entry that has evidence alone says nothing about the answer that stands there."""
    return answer.state is not State.UNANSWERED or bool(answer.note)


def _write(code: str, base: int, answer: Answer) -> Write:
    value = stored_value(answer)
    return Write(code, base, uuid4(), answer.state.value, value, answer.reason, answer.note)


def _new_links(answers: Answers, registers: Registers) -> Iterator[Link]:
    for code, answer in answers.items():
        there = {link.url for link in register_of(registers, code).evidence}
        for item in answer.evidence:
            if item.text not in there and is_web_link(item.text):
                yield Link(code, item.text, uuid4(), dated=item.dated, expires_on=item.expires_on)


def _missing_files(answers: Answers, registers: Registers) -> Iterator[FileProblem]:
    """Name the evidence files that an answers file speaks of and that are not there."""
    for code, answer in answers.items():
        there = {link.file_name for link in register_of(registers, code).evidence}
        for item in answer.evidence:
            if not is_web_link(item.text) and item.text not in there:
                words = _("The file “%(name)s” does not come with an answers file; add it here.")
                yield FileProblem(f"{code}.evidence", words % {"name": item.text})


def _no_links(answers: Mapping[str, Answer]) -> Iterator[FileProblem]:
    for code, answer in answers.items():
        for item in answer.evidence:
            if not is_web_link(item.text) and not names_a_file(item.text):
                message = _("Evidence must be a link that starts with http:// or https://.")
                yield FileProblem(f"{code}.evidence", message)


def _problem(error: ScoringError) -> FileProblem:
    return FileProblem(path_in_file(error), error.message)
