"""Takes bank files into the shipped banks; a file with errors stops all of them, nothing written.

A new slug is published, known content changes nothing, anything else becomes a draft.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.banks import queries
from assessments.banks.formats import BankFileRefused, format_of
from assessments.banks.formats.native import write_bank
from assessments.banks.services import import_bank
from assessments.banks.shipped import bank_file
from assessments.management.bank_files import counts_of, errors_of, lines_of, sentence_of
from assessments.scoring.bank import Bank


@dataclass(slots=True)
class _File:
    name: str
    bank: Bank | None = None
    refused: BankFileRefused | None = None
    is_known: bool = False
    result: str = "refused"

    def report(self) -> dict[str, Any]:
        nothing = dict.fromkeys(("slug", "version", "digest", "parts", "sections", "questions"))
        counts = counts_of(self.bank) if self.bank else nothing
        errors = errors_of(self.refused.problems) if self.refused else []
        return counts | {"errors": errors, "result": self.result}


class Command(BaseCommand):
    help = "Import bank files: YAML or JSON, or the slug of a shipped bank."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="+", help="a bank file, or the slug of a shipped bank")
        parser.add_argument("--check", action="store_true", help="read and check, write nothing")
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        files = [_read(name) for name in options["file"]]
        is_sound = not any(file.refused for file in files)
        for file in files:
            if is_sound:
                file.result = "checked" if options["check"] else _import(file)
            elif not file.refused:
                file.result = "checked"
        self._print(files, as_json=options["json"])
        if not is_sound:
            names = ", ".join(file.name for file in files if file.refused)
            raise CommandError(f"refused, nothing was written: {names}", returncode=1)

    def _print(self, files: list[_File], *, as_json: bool) -> None:
        if as_json:
            reports = [file.report() for file in files]
            self.stdout.write(json.dumps(reports[0] if len(reports) == 1 else reports, indent=2))
            return
        for file in files:
            if file.bank:
                self.stdout.write(f"{sentence_of(counts_of(file.bank))}: {file.result}")
            for line in lines_of(file.name, file.refused) if file.refused else ():
                self.stderr.write(line)


def _read(name: str) -> _File:
    try:
        path = bank_file(name)
        raw = path.read_bytes()
        if known := _unchanged(path, raw):
            return _File(name, known, is_known=True)
        return _File(name, format_of(path.name).read(raw))
    except LookupError as error:
        raise CommandError(str(error)) from error
    except BankFileRefused as refused:
        return _File(name, refused=refused)


def _unchanged(path: Path, raw: bytes) -> Bank | None:
    """Spare reading a file that is byte for byte what the newest version would be exported as."""
    newest = queries.shipped_versions(path.stem).first()
    bank = queries.parsed_bank(newest) if newest else None
    return bank if bank and write_bank(bank) == raw else None


def _import(file: _File) -> str:
    if file.bank is None or file.is_known:
        return "unchanged"
    return import_bank(bank=file.bank).result
