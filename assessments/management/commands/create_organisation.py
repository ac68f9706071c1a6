"""`create_organisation NAME --admin EMAIL`: bootstraps an installation with its first admin."""

import getpass
import secrets
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from assessments.teams.errors import Refused
from assessments.teams.services import create_organisation


class Command(BaseCommand):
    help = "Make an organisation with its first admin; safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the organisation's name")
        parser.add_argument("--admin", required=True, help="e-mail address of the first admin")
        parser.add_argument("--admin-name", default="", help="the admin's name")
        parser.add_argument(
            "--ask-password",
            action="store_true",
            help="ask for the password instead of printing a generated one",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        password = _asked_password() if options["ask_password"] else secrets.token_urlsafe(15)
        try:
            made = create_organisation(
                name=options["name"],
                admin_email=options["admin"],
                admin_name=options["admin_name"],
                password=password,
            )
        except Refused as error:
            raise CommandError(str(error)) from error
        became = "made" if made.created else "was there before"
        self.stdout.write(f"organisation: {made.organisation.name} ({became})")
        self.stdout.write(f"admin: {made.admin.email}")
        if not made.user_created:
            self.stdout.write("password: unchanged, the account was there before")
        elif not options["ask_password"]:
            self.stdout.write(f"password: {password}")
            self.stdout.write("It is shown only now; change it after the first sign-in.")


def _asked_password() -> str:
    if not sys.stdin.isatty():
        raise CommandError("--ask-password needs a terminal")
    password = getpass.getpass("Password for the admin: ")
    try:
        validate_password(password)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    if getpass.getpass("The same again: ") != password:
        raise CommandError("the two passwords differ")
    return password
