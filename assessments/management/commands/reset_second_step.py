"""`reset_second_step EMAIL`: lets in a person who lost phone, passkey and recovery codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.teams.models import User
from assessments.teams.queries import user_with_email
from assessments.teams.services.own_account import reset_second_step


class Command(BaseCommand):
    help = "Turn off a person's second step at sign-in, after making sure who asks for it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="e-mail address of the account")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            user = user_with_email(options["email"].strip().lower())
        except User.DoesNotExist:
            raise CommandError(f"no account with the address {options['email']}") from None
        removed = reset_second_step(user_id=user.pk)
        self.stdout.write(f"{user.email}: {removed} second factors removed; the password is kept")
