"""What the commands about bank files share: counting a bank, and saying what came of a file."""

import json
from argparse import ArgumentTypeError
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError

from assessments.banks.formats import BankFileRefused, Imported
from assessments.banks.lint import Finding
from assessments.banks.queries import parsed_bank, shipped_versions
from assessments.banks.shipped import bank_file, named_bank, shipped_bank
from assessments.scoring.answer_file import mapping_from_answers
from assessments.scoring.answers import Answers
from assessments.scoring.bank import Bank
from assessments.scoring.days import iso_day


def bank_at(name: str) -> Bank:
    """Read the bank a command line names: a file, a shipped slug, or slug@version as published.

    Raises:
        LookupError: there is nothing of this name.
        BankFileRefused: the file holds no sound bank.
    """
    slug, at, number = name.partition("@")
    if not at or Path(name).is_file():
        return named_bank(name)
    try:
        found = next((row for row in shipped_versions(slug) if row.number == number), None)
    except DatabaseError:  # no tables yet: the shipped file will do
        found = None
    bank = parsed_bank(found) if found else shipped_bank(slug)
    if bank.version != number:
        raise LookupError(f"There is no version {number} of {slug}.")
    return bank


def open_bank(name: str) -> Bank:
    """Read the bank of a command's argument, as `bank_at`.

    Raises:
        CommandError: it cannot be read; says why.
    """
    try:
        return bank_at(name)
    except (LookupError, BankFileRefused, OSError) as error:
        raise CommandError(f"{name}: {error}") from error


def read_bytes(name: str) -> tuple[Path, bytes]:
    """Read the file a command line names: a path, or the slug of a shipped bank.

    Raises:
        CommandError: there is none, or it cannot be read.
    """
    try:
        path = bank_file(name)
        return path, path.read_bytes()
    except LookupError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror}") from error


def day_at(text: str) -> date:
    """Read the day of a command's argument.

    Raises:
        ArgumentTypeError: it is none.
    """
    day = iso_day(text)
    if day is None:
        raise ArgumentTypeError(f"{text!r} is not a date in the form 2026-03-31.")
    return day


def imported_json(found: Imported) -> dict[str, Any]:
    """Give what was read from a file as JSON."""
    return {
        "format": found.format,
        "title": found.title,
        **found.counts._asdict(),
        "losses": [loss._asdict() for loss in found.losses],
        "errors": [problem._asdict() for problem in found.errors],
    }


def sentence_of(found: Imported) -> str:
    """Say in one line what was read from a file."""
    content, counts = found.content, found.counts
    version = Bank.model_fields["version"].default
    return (
        f"{content.get('slug')} {content.get('version', version)}: {counts.parts} parts, "
        f"{counts.sections} sections, {counts.questions} questions"
    )


def finding_json(found: Finding) -> dict[str, Any]:
    """Give a finding as JSON, its witness in the form of an answers file."""
    witness = found.witness
    shown = (
        None
        if witness is None
        else {
            "shows": witness.shows,
            "answers": mapping_from_answers(witness.answers),
            "then": mapping_from_answers(witness.then),
        }
    )
    return {**found._asdict(), "witness": shown}


def finding_lines(found: Finding) -> list[str]:
    """Say a finding in a line, and what shows it in two more."""
    lines = [f"{found.severity} {found.id} {found.path}: {found.message}"]
    if found.witness is not None:
        lines.append(f"    {found.witness.shows}")
        lines.append(f"    answers: {_said(found.witness.answers)}")
        lines += [f"    then: {_said(found.witness.then)}"] if found.witness.then else []
    return lines


def _said(answers: Answers) -> str:
    return json.dumps(mapping_from_answers(answers), ensure_ascii=False)


def lines_of(name: str, noun: str, places: Iterable[tuple[str, str]]) -> list[str]:
    """List what is to say about places of a file, one line each."""
    return [f"{name}: {noun}{path or 'file'}: {message}" for path, message in places]
