"""The project's own bank format, as YAML and as JSON: the same content, the same digest."""

from typing import Any

from pydantic import ValidationError

from assessments.banks.formats.canonical import content_of
from assessments.banks.formats.errors import BankFileRefused, refuse
from assessments.banks.formats.file import BankFile
from assessments.banks.formats.imported import Imported, imported
from assessments.banks.formats.json_text import read_json_mapping, write_json
from assessments.banks.formats.yaml_reader import read_mapping
from assessments.banks.formats.yaml_writer import write_yaml
from assessments.scoring.bank import Bank
from assessments.scoring.bank_problems import bank_problems

NAME = "native"
# One of these stands in every file of ours, finished or not; no other tool uses them like this.
OUR_KEYS = frozenset({"format", "slug", "parts", "scoring"})
READERS = {"yaml": read_mapping, "json": read_json_mapping}
WRITERS = {"yaml": write_yaml, "json": write_json}


def recognise(file: BankFile) -> bool:
    """Say whether the file is one of ours: any YAML, and JSON with a key of ours on top."""
    if file.kind == "json":
        return not OUR_KEYS.isdisjoint(file.loose_json().tree)
    return file.kind == "yaml"


def read(file: BankFile) -> Imported:
    """Read a file of ours; one that is not finished is refused with every error and its path.

    Raises:
        BankFileRefused: the file is not sound YAML or JSON.
    """
    tree = read_tree(file.raw, file.kind)
    try:
        return imported(NAME, content_of(bank_of(tree)))
    except BankFileRefused as refused:
        return imported(NAME, tree, errors=refused.problems)


def read_tree(raw: bytes, format_name: str) -> dict[str, Any]:
    """Read a bank file as plain data, whatever its content.

    Raises:
        BankFileRefused: the file is not sound YAML or JSON.
    """
    if format_name not in READERS:
        raise refuse("This is neither YAML nor JSON.")
    return READERS[format_name](raw)


def bank_of(tree: dict[str, Any]) -> Bank:
    """Parse plain data as a bank.

    Raises:
        BankFileRefused: with every error and its path.
    """
    try:
        return Bank.model_validate(tree)
    except ValidationError as error:
        raise BankFileRefused(bank_problems(error, tree)) from error


def read_bank(raw: bytes, format_name: str = "yaml") -> Bank:
    """Read a whole bank file.

    Raises:
        BankFileRefused: with every error and its path in the file.
    """
    return bank_of(read_tree(raw, format_name))


def write_bank(bank: Bank, format_name: str = "yaml") -> bytes:
    """Write a bank as a file; reading it gives an equal bank with the same digest."""
    return WRITERS[format_name](content_of(bank)).encode()
