"""`rotate_report_key`: seals reports with a new key from now on; older ones still verify."""

from typing import Any

from django.core.management.base import BaseCommand

from assessments.reports.services import rotate_seal_key


class Command(BaseCommand):
    help = "Make a new key for the seals of reports; what the old ones sealed still verifies."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"Reports are sealed with key {rotate_seal_key()} from now on.")
