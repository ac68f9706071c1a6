"""What a person typed for one question, before anything has judged it; it is never thrown away.

A form field carries `Typed` from the request to the page and back. Its digest, sent along in a
hidden field, tells a changed answer from an untouched one without asking the database.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from assessments.scoring.answers import Answer, State
from assessments.text import COUNT_DIGITS, KEY_DIGITS, whole_number

DIGEST_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Typed:
    """One answer as the form holds it. `value` is raw; None stands for nothing chosen.

    `strange` is a choice the form does not offer, which is refused.
    """

    state: State = State.UNANSWERED
    value: Any = None
    reason: str = ""
    note: str = ""
    strange: str = ""

    def digest(self) -> str:
        content = [self.state.value, self.value, self.reason.strip(), self.note.strip()]
        plain = json.dumps(content, ensure_ascii=True, default=str)
        return sha256(plain.encode()).hexdigest()[:DIGEST_LENGTH]


@dataclass(frozen=True, slots=True)
class Base:
    """The version a form was built on and the digest of what it showed then."""

    version: int = 0
    digest: str = ""

    def __str__(self) -> str:
        return f"{self.version}.{self.digest}"


def read_base(text: str) -> Base:
    """Read a hidden base field; what cannot be read counts as no answer yet."""
    version, _, digest = text.partition(".")
    number = whole_number(version, digits=COUNT_DIGITS)
    return Base() if number is None else Base(number, digest[:DIGEST_LENGTH])


def shown_number(text: str, *, digits: int = KEY_DIGITS) -> int:
    """Read the revision a page was drawn at; what is no number is -1, which none ever is."""
    found = whole_number(text, digits=digits)
    return -1 if found is None else found


def shown_version(text: str) -> int | None:
    """Read the id of the bank version a page shows; without a number it is not known."""
    return whole_number(text)


def typed_of(answer: Answer) -> Typed:
    """Show a stored answer in a form."""
    value = posted(answer.value) if answer.state is State.ANSWERED else None
    return Typed(answer.state, value, answer.reason, answer.note)


def posted(value: Any) -> Any:
    """Give a stored value as a form sends it: text, or a list of texts."""
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def with_lf(typed: Typed) -> Typed:
    """Give newlines as LF, as a stored text has them; browsers send CRLF."""
    return replace(typed, reason=_lines(typed.reason), note=_lines(typed.note))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def operation_of(form_id: UUID, code: str, typed: Typed) -> UUID:
    """Name the write this form makes for the question: sent twice, it is written once."""
    return uuid5(form_id, f"{code}:{typed.digest()}")


def read_json(content: Mapping[str, Any]) -> Typed:
    """Read the answer a script sent.

    Raises:
        ValueError: the state is none, or a text is no text.
    """
    reason, note = content.get("reason", ""), content.get("note", "")
    if not isinstance(reason, str) or not isinstance(note, str):
        raise ValueError("reason and note are texts")  # noqa: TRY004 -- the sender's mistake
    state = State(content.get("state", ""))
    return with_lf(Typed(state, content.get("value"), reason, note))
