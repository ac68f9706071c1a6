"""The text gate for what people write about an assessment, with the field named."""

from django.utils.translation import gettext as _

from assessments.teams.errors import Refused
from assessments.text import NOTE_LENGTH, REASON_LENGTH, TextProblem, clean_text


def clean_note(raw: str) -> str:
    """Give the note of a submit as it is stored; may be empty.

    Raises:
        Refused: too long, or something the text gate refuses.
    """
    return _clean("note", raw, NOTE_LENGTH)


def clean_reason(raw: str) -> str:
    """Give the reason of a reopening as it is stored; may be empty.

    Raises:
        Refused: too long, or something the text gate refuses.
    """
    return _clean("reason", raw, REASON_LENGTH)


def clean_comment(raw: str) -> str:
    """Give a comment as it is stored.

    Raises:
        Refused: empty, too long, or something the text gate refuses.
    """
    text = _clean("text", raw, NOTE_LENGTH)
    if not text:
        raise Refused("text", "required", _("Write something first."))
    return text


def _clean(field: str, raw: str, limit: int) -> str:
    try:
        return clean_text(raw, max_length=limit)
    except TextProblem as problem:
        raise Refused(field, problem.code, problem.message) from problem
