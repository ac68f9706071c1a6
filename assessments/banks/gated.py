"""The text gate for what people write into a bank, with the field named."""

from assessments.banks.errors import FieldRefused
from assessments.text import TextProblem, clean_text


def gated_text(field: str, raw: str, limit: int) -> str:
    """Give a text of at most `limit` characters as it is kept; may be empty.

    Raises:
        FieldRefused: too long, or something the text gate refuses.
    """
    try:
        return clean_text(raw, max_length=limit)
    except TextProblem as problem:
        raise FieldRefused(field, problem.message) from problem
