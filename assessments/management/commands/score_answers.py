"""Scores an answers file against a bank, without a database: as text, JSON or a PDF report."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.banks.formats.canonical import digest
from assessments.banks.formats.errors import BankFileRefused
from assessments.banks.formats.yaml_reader import read_mapping
from assessments.management.bank_files import day_at, open_bank
from assessments.scoring.answer_file import AnswersRead, AnswersRefused, read_answers
from assessments.scoring.answers import Answers
from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.errors import ScoringError
from assessments.scoring.scorecard import Scorecard
from assessments.scoring.scorecard_json import scorecard_json
from assessments.scoring.scorecard_text import scorecard_text


class Command(BaseCommand):
    help = "Score the answers of a YAML file against a bank, without a database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bank", help="the slug of a shipped bank, or a bank file")
        parser.add_argument("answers", help="a YAML file of answers (see docs/scoring.md)")
        parser.add_argument("--target", help="code of the level to aim at; default: the next one")
        parser.add_argument("--on", type=day_at, help="day of scoring, like 2026-03-31; today")
        parser.add_argument("--product", help="name of the product; the answers file's name")
        parser.add_argument("--json", action="store_true", help="print the scorecard as JSON")
        parser.add_argument("--report", metavar="FILE.pdf", help="write the report as a PDF")

    def handle(self, *_: Any, **options: Any) -> None:
        bank = open_bank(options["bank"])
        read = _answers(bank, Path(options["answers"]))
        on = options["on"] or date.today()  # noqa: DTZ011 -- the day where the command runs
        scorecard = _scored(bank, read.answers, on, options["target"])
        for warning in read.warnings:
            self.stderr.write(f"note: {warning.code} ({warning.field}): {warning.message}")
        if options["report"]:
            product = options["product"] or Path(options["answers"]).stem
            _write_report(
                Path(options["report"]), bank, read.answers, on, product, options["target"]
            )
        self.stdout.write(_printed(bank, scorecard, as_json=options["json"]), ending="")


def _answers(bank: Bank, path: Path) -> AnswersRead:
    try:
        return read_answers(bank, read_mapping(path.read_bytes()))
    except (AnswersRefused, BankFileRefused) as error:
        raise CommandError(f"{path}:\n{error}") from error
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error


def _scored(bank: Bank, answers: Answers, on: date, target: str | None) -> Scorecard:
    try:
        return score(bank, answers, on, target=target)
    except ScoringError as error:
        raise CommandError(str(error)) from error


def _printed(bank: Bank, scorecard: Scorecard, *, as_json: bool) -> str:
    if not as_json:
        return scorecard_text(bank, scorecard)
    return json.dumps(scorecard_json(bank, scorecard), indent=2, ensure_ascii=False) + "\n"


def _write_report(
    path: Path, bank: Bank, answers: Answers, on: date, product: str, target: str | None
) -> None:
    from assessments.reports.build import document_from_answers
    from assessments.reports.renderers import RENDERERS
    from assessments.reports.renderers.typst.engine import NotDrawn

    document = document_from_answers(
        bank, answers, on, product=product, bank_digest=digest(bank), target=target
    )
    try:
        path.write_bytes(RENDERERS["pdf"].render(document))
    except NotDrawn as error:
        raise CommandError(f"{path}: the report cannot be drawn") from error
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
