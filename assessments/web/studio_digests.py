"""What a form of the studio showed: a short digest of each field, which the page carries along."""

import json
from hashlib import sha256
from typing import Any, Final

from assessments.web.forms.studio import HIDDEN, StudioForm

SHORT: Final = 8


def field_names(form: StudioForm) -> list[str]:
    return [name for name in form.fields if name not in HIDDEN]


def digests_of(form: StudioForm) -> dict[str, str]:
    """Give the digest of each field as the form shows it, and of what stands beside them."""
    fields = {name: digest(form[name].value()) for name in field_names(form)}
    return fields | {name: digest(text) for name, (_label, text) in form.beside.items()}


def shown_digests(form: StudioForm) -> str:
    """Give what the hidden field `base` of a fresh form holds."""
    return json.dumps(digests_of(form))


def read_digests(text: str) -> dict[str, str]:
    """Read the hidden field; of one that was tampered with, everything counts as one's own."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    is_whole = isinstance(found, dict) and all(isinstance(one, str) for one in found.values())
    return found if is_whole else {}


def digest(value: Any) -> str:
    return sha256(plain(value).encode("utf-8", "replace")).hexdigest()[:SHORT]


def plain(value: Any) -> str:
    """Give a value as a browser sends it back, whatever it was made of."""
    if is_empty(value):
        return ""
    return "on" if value is True else str(value).replace("\r\n", "\n").strip()


def is_empty(value: Any) -> bool:
    return value is None or value is False or value == ""


NOTHING: Final = digest("")
