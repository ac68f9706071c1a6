"""`load_demo`: the demo organisation, its logins, and a PDF report made by the running worker."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from assessments import tasks
from assessments.actor import Actor
from assessments.answers.errors import FileRefused
from assessments.banks.models import BankVersion
from assessments.management import demo
from assessments.reports.models import Report
from assessments.reports.queries import file_of, report_for, reports_of
from assessments.reports.services import request_report
from assessments.teams.models import User
from assessments.teams.queries import load_actor, organisation_with_slug, user_with_email

_WAIT: Final = 120
_PAUSE: Final = 0.25
_LEAD: Final = demo.PEOPLE[0].email


class Command(BaseCommand):
    help = "Make the demo organisation where there is none, and have its report made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--wait", type=int, default=_WAIT, help="seconds to wait for the report's PDF"
        )

    def handle(self, *_: Any, wait: int, **__: Any) -> None:
        if settings.MLPM_ENV == "production":
            raise CommandError("refused: the demo's passwords are public (MLPM_ENV=production)")
        if organisation_with_slug(demo.SLUG) is None:
            self.make()
        self.say_logins()
        self.say_report(wait)

    def make(self) -> None:
        try:
            demo.make_demo()
        except BankVersion.DoesNotExist as error:
            raise CommandError(f"import the bank first: manage.py import_bank {error}") from error
        except FileRefused as error:
            raise CommandError(f"an answers file under docs/demo does not fit:\n{error}") from error

    def say_logins(self) -> None:
        self.say(f"\nDemo logins, all with the password {demo.PASSWORD}")
        for person in demo.PEOPLE:
            self.say(f"  {person.email:<26}{person.does}")
        self.say(f"  {demo.ADMIN:<26}administers the organisation")

    def say_report(self, wait: int) -> None:
        try:
            lead = load_actor(user_with_email(_LEAD))
        except User.DoesNotExist:
            return
        report = _requested(lead)
        if report is None:
            return
        report = _finished(lead, report, wait)
        if report.state == Report.ReportState.READY:
            self.say(f"\nDemo report (PDF): {_written(report)}")
        else:
            self.say(f"\nThe demo report is not made yet ({report.get_state_display()}).")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _requested(lead: Actor) -> Report | None:
    assessment = demo.complete_assessment(lead)
    if assessment is None:
        return None
    there = reports_of(lead, assessment).exclude(state=Report.ReportState.FAILED)
    report = there.filter(revision=assessment.revision, format="pdf").first()
    report = report or request_report(actor=lead, assessment_id=assessment.pk)
    if report.state == Report.ReportState.REQUESTED:
        tasks.ring(report.pk)
    return report


def _finished(lead: Actor, report: Report, wait: int) -> Report:
    """Look at the row until the worker has finished it, for `wait` seconds at most."""
    until = time.monotonic() + wait
    unfinished = (Report.ReportState.REQUESTED, Report.ReportState.RUNNING)
    report = report_for(lead, report.pk)
    while report.state in unfinished and time.monotonic() < until:
        time.sleep(_PAUSE)
        report = report_for(lead, report.pk)
    return report


def _written(report: Report) -> Path:
    """Write the file beside the data, whole or not at all, and give its path."""
    folder = Path(settings.MLPM_VAR) / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / report.file_name
    draft = path.with_suffix(".part")
    draft.write_bytes(bytes(file_of(report).content))
    return draft.replace(path)
