"""Prints the JSON Schema of bank files; docs/bank-schema.json is this command's output."""

from typing import Any

from django.core.management.base import BaseCommand

from assessments.banks.formats.schema import bank_schema


class Command(BaseCommand):
    help = "Print the JSON Schema of bank files."
    requires_system_checks: list[str] = []

    def handle(self, *_: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        self.stdout.write(bank_schema(), ending="")
