"""Keeps mails in the database instead of sending them, where no mail server is set up."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class KeptMailBackend(BaseEmailBackend):
    """A mail is read by staff at `/mails`; never in production, where `mlpm.checks` refuses it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        from assessments.notices.kept import keep_mail

        for message in email_messages:
            to = ", ".join(message.recipients())
            keep_mail(to=to, subject=str(message.subject), body=str(message.body))
        return len(email_messages)
