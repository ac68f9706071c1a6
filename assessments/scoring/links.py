"""What may stand as evidence: an http(s) link, or the name of a file or figure that is no link."""

import re
from dataclasses import dataclass

from assessments.text import URL_LENGTH, clean_text, is_web_link

# Text that a browser or a report would take for an address.
_ADDRESS = re.compile(
    r"[a-z][a-z0-9+.-]*://|(javascript|data|vbscript|file|mailto|ftp|blob):", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class LinkProblem(ValueError):
    """Why a link was refused, for people."""

    message: str


def check_link(raw: str) -> str:
    """Give the cleaned link.

    Raises:
        TextProblem: the text gate refuses it, or it has more than 2,000 characters.
        LinkProblem: it is not an http or https address.
    """
    link = clean_text(raw, max_length=URL_LENGTH)
    if not is_web_link(link):
        raise LinkProblem("The link must start with http:// or https:// and contain no blanks.")
    return link


def check_evidence_text(raw: str) -> str:
    """Give the cleaned text; one that begins like an address must be a link.

    Raises:
        TextProblem: the text gate refuses it, or it has more than 2,000 characters.
        LinkProblem: it is empty, or an address other than http or https.
    """
    text = clean_text(raw, max_length=URL_LENGTH)
    if not text:
        raise LinkProblem("The evidence is empty.")
    return check_link(text) if _ADDRESS.match(text) else text
