"""Takes bank files of any kind into the shipped banks; one refused file keeps all of them out.

A new slug is published, known content changes nothing, anything else becomes a draft.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, transaction

from assessments.banks import queries
from assessments.banks.errors import FieldRefused
from assessments.banks.formats import AUTO, FORMATS, BankFile, Imported, read_file
from assessments.banks.formats.canonical import content_of
from assessments.banks.formats.imported import imported
from assessments.banks.formats.native import NAME, write_bank
from assessments.banks.services import import_bank, import_unfinished
from assessments.banks.services.import_bank import slug_of, title_of
from assessments.management.bank_files import imported_json, lines_of, read_bytes, sentence_of
from assessments.scoring.bank import Bank
from assessments.scoring.consistency import Problem


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    found: Imported
    is_known: bool = False

    @property
    def bank(self) -> Bank | None:
        """Give the bank, when it is finished."""
        return None if self.found.unfinished else Bank.model_validate(self.found.content)


class Command(BaseCommand):
    help = "Import bank files of any kind that can be read, or the slug of a shipped bank."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="+", help="a bank file, or the slug of a shipped bank")
        parser.add_argument("--format", choices=(AUTO, *FORMATS), default=AUTO)
        parser.add_argument("--check", action="store_true", help="read and check, write nothing")
        parser.add_argument("--json", action="store_true", help="print what was read as JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        check = options["check"]
        files = [_read(name, options["format"], check=check) for name in options["file"]]
        refused = [file.name for file in files if file.found.errors]
        results = ["checked"] * len(files) if refused or check else _import_all(files)
        if options["json"]:
            said = [imported_json(file.found) for file in files]
            self.stdout.write(json.dumps(said if len(said) > 1 else said[0], indent=2))
        else:
            self._print(files, results)
        if refused:
            names = ", ".join(refused)
            raise CommandError(f"refused, nothing was written: {names}", returncode=1)

    def _print(self, files: list[_File], results: list[str]) -> None:
        for file, result in zip(files, results, strict=True):
            found = file.found
            if not found.errors:
                self.stdout.write(f"{sentence_of(found)}: {result}")
            for noun, places in (
                ("", found.errors),
                ("not carried: ", found.losses),
                ("to finish: ", [] if found.errors or file.is_known else found.unfinished),
            ):
                for line in lines_of(file.name, noun, places):
                    self.stderr.write(line)


def _read(name: str, format_name: str, *, check: bool) -> _File:
    """Read a file; only to check it takes no database."""
    path, raw = read_bytes(name)
    known = None if check else _unchanged(path, raw)
    if known:
        return _File(name, imported(NAME, content_of(known)), is_known=True)
    return _File(name, _with_place(read_file(BankFile(raw, path.name), format_name)))


def _unchanged(path: Path, raw: bytes) -> Bank | None:
    """Spare reading a file that is byte for byte what the newest version would be exported as."""
    try:
        newest = queries.shipped_versions(path.stem).first()
    except DatabaseError:  # no tables yet: the file can be read and checked all the same
        return None
    bank = queries.parsed_bank(newest) if newest else None
    return bank if bank and write_bank(bank) == raw else None


def _with_place(found: Imported) -> Imported:
    """Refuse what has no slug or title, and so no place among the banks."""
    try:
        slug_of(found.content)
        title_of(found.content)
    except FieldRefused as refused:
        problem = Problem(refused.field, refused.message)
        return found if found.errors else replace(found, errors=(problem,))
    return found


@transaction.atomic
def _import_all(files: list[_File]) -> list[str]:
    return [_import(file) for file in files]


def _import(file: _File) -> str:
    if file.is_known:
        return "unchanged"
    if bank := file.bank:
        return import_bank(bank=bank).result
    return import_unfinished(content=file.found.content).result
