"""Reads a YAML file as plain data; its parser is loaded with the first one, for it takes 1.5 MB."""

from typing import Any

from assessments.banks.formats.errors import refuse
from assessments.banks.formats.limits import MOST_BYTES, decoded


def read_mapping(raw: bytes, most_bytes: int = MOST_BYTES) -> dict[str, Any]:
    """Read a YAML file that holds one mapping (the default bank takes about half a second).

    Raises:
        BankFileRefused: with the line, when it is not such a file (see `yaml_events`).
    """
    from assessments.banks.formats.yaml_events import read_document

    found = read_document(decoded(raw, most_bytes))
    if not isinstance(found, dict):
        raise refuse("The file does not hold a mapping of keys to values.")
    return found
