"""Writes a bank as a file: the published version in the database, else the shipped file."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from assessments.banks import queries, shipped
from assessments.banks.formats import EXPORTS
from assessments.banks.models import BankVersion
from assessments.management.bank_files import lines_of
from assessments.scoring.bank import Bank


class Command(BaseCommand):
    help = "Print a shipped bank as a file; import_bank reads it back with the same digest."
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        # Django's own --version gives way to the bank's.
        kwargs["conflict_handler"] = "resolve"
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", nargs="?")
        parser.add_argument("--template", action="store_true", help="an example to fill in instead")
        parser.add_argument("--version", metavar="V", help="a published version; else the newest")
        parser.add_argument("--format", choices=tuple(EXPORTS), default="yaml")
        parser.add_argument(
            "--output", metavar="FILE", help="where to write it; else it is printed"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        if options["slug"] is None and not options["template"]:
            raise CommandError("Name a bank, or give --template.")
        bank = shipped.template_bank() if options["template"] else _named(**options)
        written = EXPORTS[options["format"]].write(bank)
        for line in lines_of(bank.slug, "not carried: ", written.losses):
            self.stderr.write(line)
        if options["output"]:
            _write(Path(options["output"]), written.raw)
        else:
            self._print(written.raw)

    def _print(self, raw: bytes) -> None:
        try:
            self.stdout.write(raw.decode(), ending="")
        except UnicodeDecodeError:  # no text: a spreadsheet, which only a file or a pipe can take
            if sys.stdout.isatty():
                raise CommandError("This format is not for the screen; give --output.") from None
            sys.stdout.buffer.write(raw)


def _write(path: Path, raw: bytes) -> None:
    try:
        path.write_bytes(raw)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error


def _named(*, slug: str, version: str | None, **_: Any) -> Bank:
    return _published(slug, version) or _shipped(slug, version)


def _published(slug: str, number: str | None) -> Bank | None:
    try:
        row = _version(slug, number)
    except DatabaseError:  # no tables yet: the shipped file will do
        return None
    return queries.parsed_bank(row) if row else None


def _version(slug: str, number: str | None) -> BankVersion | None:
    found = queries.shipped_versions(slug)
    if number is None:
        return found.first()
    return next((row for row in found if row.number == number), None)


def _shipped(slug: str, version: str | None) -> Bank:
    try:
        bank = shipped.shipped_bank(slug)
    except LookupError as error:
        raise CommandError(str(error)) from error
    if version not in {None, bank.version}:
        raise CommandError(f"There is no version {version} of {slug}; shipped is {bank.version}.")
    return bank
