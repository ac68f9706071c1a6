"""The text gate for what people write about an assessment, with the field named."""

from django.utils.translation import gettext as _

from assessments.teams.errors import Refused
from assessments.teams.fields import gated_text
from assessments.text import NOTE_LENGTH, REASON_LENGTH


def clean_note(raw: str) -> str:
    """Give the note of a submit as it is stored; may be empty.

    Raises:
        Refused: too long, or something the text gate refuses.
    """
    return gated_text("note", raw, NOTE_LENGTH)


def clean_reason(raw: str) -> str:
    """Give the reason of a reopening as it is stored; may be empty.

    Raises:
        Refused: too long, or something the text gate refuses.
    """
    return gated_text("reason", raw, REASON_LENGTH)


def clean_comment(raw: str) -> str:
    """Give a comment as it is stored.

    Raises:
        Refused: empty, too long, or something the text gate refuses.
    """
    text = gated_text("text", raw, NOTE_LENGTH)
    if not text:
        raise Refused("text", "required", _("Write something first."))
    return text
