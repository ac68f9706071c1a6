"""The text gate for names, descriptions and addresses of the teams slice, the field named."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
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
    return gated_text("description", raw, NOTE_LENGTH)


def clean_email(raw: str) -> str:
    """Give the address in lower case, as it is stored and compared.

    Raises:
        Refused: it is none.
    """
    email = raw.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused("email", "invalid", _("Give an e-mail address.")) from error
    return email


def gated_text(field: str, raw: str, limit: int) -> str:
    """Give a text of at most `limit` characters as it is stored; may be empty.

    Raises:
        Refused: too long, or something the text gate refuses.
    """
    try:
        return clean_text(raw, max_length=limit)
    except TextProblem as problem:
        raise Refused(field, problem.code, problem.message) from problem
