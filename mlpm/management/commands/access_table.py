"""Writes `docs/access.md`: every route with its methods and rules."""

from typing import Any

from django.core.management.base import BaseCommand

from mlpm.access import table


class Command(BaseCommand):
    help = "Print the table of routes, methods and rules (docs/access.md)."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        self.stdout.write(table(), ending="")
