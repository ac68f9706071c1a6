"""Publishes the draft that `import_bank` has made of a shipped bank."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.banks.errors import FieldRefused, NoDraft, NotPublishable
from assessments.banks.models import Bank
from assessments.banks.services import publish_imported_draft


class Command(BaseCommand):
    help = "Publish the draft of a shipped bank under its next version number."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--notes", required=True, help="what changed, in a sentence or two")

    def handle(self, *_: Any, **options: Any) -> None:
        slug = options["slug"]
        try:
            version = publish_imported_draft(slug=slug, notes=options["notes"])
        except Bank.DoesNotExist as error:
            raise CommandError(f"There is no shipped bank {slug}.") from error
        except NoDraft as error:
            raise CommandError(f"{slug} has no draft: nothing new was imported.") from error
        except (FieldRefused, NotPublishable) as error:
            raise CommandError(f"{slug} is not published: {error}") from error
        self.stdout.write(f"{slug} {version.number} is published")
