"""Prints the JSON Schema of JSON reports; docs/report-schema.json is this command's output."""

from typing import Any

from django.core.management.base import BaseCommand

from assessments.reports.report_schema import report_schema


class Command(BaseCommand):
    help = "Print the JSON Schema of JSON reports."
    requires_system_checks: list[str] = []

    def handle(self, *_: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        self.stdout.write(report_schema(), ending="")
