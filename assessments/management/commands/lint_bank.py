"""Checks a bank file, or a shipped bank, against the authoring rules of docs/bank-format.md."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.banks.formats import BankFile, read_file
from assessments.banks.lint import Finding, lint
from assessments.management.bank_files import finding_json, finding_lines, read_bytes


class Command(BaseCommand):
    help = "Check a bank file against the authoring rules; exit 1 when it has errors."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bank", help="a bank file, or the slug of a shipped bank")
        parser.add_argument("--json", action="store_true", help="print the findings as JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        findings = _findings(options["bank"])
        if options["json"]:
            self.stdout.write(json.dumps([finding_json(found) for found in findings], indent=2))
        else:
            self._print(findings)
        errors = sum(finding.severity == "error" for finding in findings)
        if errors:
            raise CommandError(f"{options['bank']}: {errors} errors", returncode=1)

    def _print(self, findings: list[Finding]) -> None:
        for found in findings:
            self.stdout.write("\n".join(finding_lines(found)))
        if not findings:
            self.stdout.write("nothing to say")


def _findings(name: str) -> list[Finding]:
    path, raw = read_bytes(name)
    found = read_file(BankFile(raw, path.name))
    if found.errors and not found.content:
        return [Finding("BANK001", "error", where, text) for where, text in found.errors]
    return lint(found.content)
