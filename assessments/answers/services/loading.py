"""Loads an answers file: every problem is listed and nothing written, or all of it is saved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
    read_answers,
    read_links,
    same_content,
    stored_value,
    with_evidence,
)
from assessments.answers.services.compare_and_set import Change, store
from assessments.answers.services.links import keep_links
from assessments.answers.services.locking import locked_for_answers
from assessments.answers.services.refreshing import store_summary
from assessments.answers.writes import Link, Write
from assessments.banks.formats.errors import BankFileRefused
from assessments.banks.formats.yaml_reader import read_mapping
from assessments.banks.queries import parsed_bank
from assessments.scoring.answer_file import AnswersRead, AnswersRefused
from assessments.scoring.answer_file import read_answers as read_mapped
from assessments.scoring.answers import Answer, Answers, State
from assessments.scoring.bank import Bank
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
    """Save the answers of a YAML file over what stands there; other answers stay (10 queries).

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
    warnings = tuple(_problem(problem) for problem in read.warnings)
    return Loaded(loaded.saved, loaded.unchanged, loaded.links, warnings)


@transaction.atomic
def load_answers(*, actor: Actor, assessment_id: int, answers: Answers) -> Loaded:
    """Save checked answers, each based on the version that stands there now (8 queries).

    Raises:
        NotVisible, NotAllowed: as for `locked_for_answers`.
        NotOpen: the assessment was submitted or archived.
    """
    locked = locked_for_answers(actor, assessment_id)
    if not locked.assessment.is_open:
        raise NotOpen(locked.assessment.state)
    known = read_links(assessment_id)
    registers = with_evidence(read_answers(assessment_id), known)
    changes = list(_changes(answers, registers))
    after = store(locked, changes, actor)
    links = keep_links(locked, list(_new_links(answers, registers)), known, actor).rows
    if changes or links:
        now = with_evidence({**registers, **after}, links)
        store_summary(locked, now, accepted=len(changes) + len(links))
    said = sum(_says_something(answer) for answer in answers.values())
    return Loaded(len(changes), said - len(changes), len(links))


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
            if item.text not in there:
                yield Link(code, item.text, uuid4(), dated=item.dated, expires_on=item.expires_on)


def _no_links(answers: Mapping[str, Answer]) -> Iterator[FileProblem]:
    for code, answer in answers.items():
        for item in answer.evidence:
            if not is_web_link(item.text):
                message = _("Evidence must be a link that starts with http:// or https://.")
                yield FileProblem(f"{code}.evidence", message)


def _problem(error: ScoringError) -> FileProblem:
    return FileProblem(path_in_file(error), error.message)
