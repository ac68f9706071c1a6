"""The mail of an invitation: plain text; names are one line, so that none can add a header."""

import smtplib
from typing import Final

import structlog
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from assessments.teams.models import Invitation
from assessments.text import isolate

_NAME: Final = 80
_log = structlog.get_logger("assessments.teams.invitations")


def send_invitation(invitation: Invitation, link: str) -> bool:
    """Mail the link; says whether the mail left. Talks to the mail server: after the commit only.

    The log names the kind of failure, never the link.
    """
    try:
        _mail_of(invitation, link).send()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        _log.warning("invitation_mail_failed", invitation=invitation.pk, error=type(error).__name__)
        return False
    return True


def _mail_of(invitation: Invitation, link: str) -> EmailMessage:
    said = {
        "person": on_one_line(str(invitation.invited_by or _("Somebody"))),
        "organisation": on_one_line(invitation.organisation.name),
        "team": on_one_line(invitation.team.name) if invitation.team else "",
        "day": date_format(timezone.localtime(invitation.expires_at), "DATE_FORMAT"),
        "link": link,
        "address": invitation.email,
    }
    subject = _("%(person)s invites you to %(organisation)s: ML readiness") % said
    return EmailMessage(subject, "\n\n".join(_paragraphs(said)) + "\n", to=[invitation.email])


def _paragraphs(said: dict[str, str]) -> list[str]:
    place = said["organisation"]
    if said["team"]:
        place = _("the team %(team)s of %(organisation)s") % said
    return [
        _("Hello,"),
        _("%(person)s invites you to join %(place)s, to assess how ready a product is.")
        % {"person": said["person"], "place": place},
        _("Open this link to join. It works once, for %(address)s, until %(day)s:") % said,
        said["link"],
        _("You did not expect this? Then you need not do anything."),
    ]


def on_one_line(name: str) -> str:
    """Give a name for a header: no line ends, nothing that reorders text, not too long."""
    line = " ".join(isolate(name).split())
    printable = "".join(char for char in line if char.isprintable())
    return Truncator(printable).chars(_NAME)
