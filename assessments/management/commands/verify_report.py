"""`verify_report FILE`: says whether a file is a genuine report of this installation."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.reports.verdict_words import words_of
from assessments.reports.verdicts import verdict_on
from assessments.reports.verified import Worth


class Command(BaseCommand):
    help = "Say whether a report is genuine and current; ends with an error when it is not genuine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="PDF, DOCX, XLSX, CSV or JSON report")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        verdict = verdict_on(content, None)
        words = words_of(verdict)
        said = "\n".join([words.headline, *words.lines, *(f"- {one}" for one in words.changes)])
        if verdict.judged.worth is not Worth.GENUINE:
            raise CommandError(said)
        self.stdout.write(said)
