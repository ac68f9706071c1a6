"""The project's own bank format, as YAML and as JSON: the same content, the same digest."""

from typing import Any

from pydantic import ValidationError

from assessments.banks.formats.canonical import content_of
from assessments.banks.formats.errors import BankFileRefused
from assessments.banks.formats.json_text import read_json_mapping, write_json
from assessments.banks.formats.yaml_reader import read_mapping
from assessments.banks.formats.yaml_writer import write_yaml
from assessments.scoring.bank import Bank
from assessments.scoring.bank_problems import bank_problems

READERS = {"yaml": read_mapping, "json": read_json_mapping}
WRITERS = {"yaml": write_yaml, "json": write_json}


def read_tree(raw: bytes, format_name: str) -> dict[str, Any]:
    """Read a bank file as plain data, whatever its content.

    Raises:
        BankFileRefused: the file is not sound YAML or JSON.
    """
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
