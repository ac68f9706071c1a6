"""Writes a bank as a file: the published version in the database, else the shipped file."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from assessments.banks import queries, shipped
from assessments.banks.formats import FORMATS
from assessments.banks.models import BankVersion
from assessments.scoring.bank import Bank


class Command(BaseCommand):
    help = "Print a shipped bank as a file; import_bank reads it back with the same digest."
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        # Django's own --version gives way to the bank's.
        kwargs["conflict_handler"] = "resolve"
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        written = [name for name, row in FORMATS.items() if row.write]
        parser.add_argument("slug")
        parser.add_argument("--version", metavar="V", help="a published version; else the newest")
        parser.add_argument("--format", choices=written, default="yaml")

    def handle(self, *_: Any, **options: Any) -> None:
        bank = _published(options["slug"], options["version"]) or _shipped(**options)
        write = FORMATS[options["format"]].write
        assert write is not None  # noqa: S101 -- the choices hold writable formats only
        self.stdout.write(write(bank).decode(), ending="")


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


def _shipped(*, slug: str, version: str | None, **_: Any) -> Bank:
    try:
        bank = shipped.shipped_bank(slug)
    except LookupError as error:
        raise CommandError(str(error)) from error
    if version not in {None, bank.version}:
        raise CommandError(f"There is no version {version} of {slug}; shipped is {bank.version}.")
    return bank
