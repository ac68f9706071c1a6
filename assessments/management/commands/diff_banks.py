"""Compares two banks question by question, and says what the newer one does to given answers."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.banks.diff import diff
from assessments.banks.diff.as_json import diff_json
from assessments.banks.diff.as_text import diff_lines
from assessments.banks.diff.effect import Effect, effect_on
from assessments.banks.diff.questions import QuestionChange, question_changes
from assessments.banks.formats.errors import BankFileRefused
from assessments.banks.formats.yaml_reader import read_mapping
from assessments.management.bank_files import day_at, open_bank
from assessments.scoring.answer_file import AnswersRefused, answers_from_mapping
from assessments.scoring.bank import Bank


class Command(BaseCommand):
    help = "Compare two banks; exit 0 whatever differs, 1 when one cannot be read."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        named = "a bank file, or the slug of a shipped bank, with @version for a published one"
        parser.add_argument("old", help=named)
        parser.add_argument("new", help="the same for the newer bank")
        parser.add_argument("--answers", metavar="F", help="answers to the old bank, as YAML")
        parser.add_argument("--on", type=day_at, help="day of scoring, like 2026-03-31; today")
        parser.add_argument("--json", action="store_true", help="print the comparison as JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        old, new = open_bank(options["old"]), open_bank(options["new"])
        changes = question_changes(old, new)
        effect = None
        if options["answers"]:
            on = options["on"] or date.today()  # noqa: DTZ011 -- the day where the command runs
            effect = _effect(old, new, Path(options["answers"]), on, changes)
        about = (old, new, diff(old, new), changes, effect)
        if options["json"]:
            self.stdout.write(json.dumps(diff_json(*about), indent=2, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(diff_lines(*about)))


def _effect(
    old: Bank, new: Bank, path: Path, on: date, changes: tuple[QuestionChange, ...]
) -> Effect:
    try:
        answers = answers_from_mapping(old, read_mapping(path.read_bytes()))
    except (AnswersRefused, BankFileRefused) as error:
        raise CommandError(f"{path}:\n{error}") from error
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    return effect_on(old, new, answers, on, changes)
