"""The text gate for the names and descriptions of the teams slice, with the field named."""

from django.utils.translation import gettext as _

from assessments.teams.errors import Refused
from assessments.text import NOTE_LENGTH, TextProblem, clean_line, clean_text


def clean_name(raw: str, *, field: str = "name") -> str:
    """Give the name as it is stored.

    Raises:
        Refused: empty, too long, or something the text gate refuses.
    """
    try:
        name = " ".join(clean_line(raw).split())
    except TextProblem as problem:
        raise Refused(field, problem.code, problem.message) from problem
    if not name:
        raise Refused(field, "required", _("Give a name."))
    return name


def clean_description(raw: str) -> str:
    """Give the description as it is stored; may be empty.

    Raises:
        Refused: too long, or something the text gate refuses.
    """
    return _clean(raw, "description", NOTE_LENGTH)


def _clean(raw: str, field: str, limit: int) -> str:
    try:
        return clean_text(raw, max_length=limit)
    except TextProblem as problem:
        raise Refused(field, problem.code, problem.message) from problem
