"""Reads and writes bank files: one module a format, one row each in the tables below. Pure.

`FORMATS` are the kinds of file that can be read, `EXPORTS` those a bank is written as.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from assessments.banks.formats import aws_lens, native, surveyjs, xlsx
from assessments.banks.formats.errors import BankFileRefused, refuse
from assessments.banks.formats.file import BankFile
from assessments.banks.formats.imported import Counts, Imported, Loss, showable
from assessments.banks.formats.written import Written
from assessments.scoring.bank import Bank

__all__ = [
    "AUTO",
    "EXPORTS",
    "FORMATS",
    "BankFile",
    "BankFileRefused",
    "Counts",
    "ExportFormat",
    "ImportFormat",
    "Imported",
    "Loss",
    "Written",
    "read_bank_file",
    "read_file",
]

AUTO: Final = "auto"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLD_OFFICE: Final = bytes.fromhex("d0cf11e0a1b11ae1")


@dataclass(frozen=True, slots=True)
class ImportFormat:
    """How one kind of file is told from others, and read.

    Neither raises anything but `BankFileRefused`, whatever the file holds.
    """

    name: str
    recognise: Callable[[BankFile], bool]
    read: Callable[[BankFile], Imported]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """How a bank is written as one kind of file."""

    name: str
    suffix: str
    content_type: str
    write: Callable[[Bank], Written]


def _yaml(bank: Bank) -> Written:
    return Written(native.write_bank(bank, "yaml"))


def _json(bank: Bank) -> Written:
    return Written(native.write_bank(bank, "json"))


def _xlsx(bank: Bank) -> Written:
    return Written(xlsx.write(bank))


# In the order in which a file is tried.
FORMATS: Final = {
    row.name: row
    for row in (
        ImportFormat(xlsx.NAME, xlsx.recognise, xlsx.read),
        ImportFormat(native.NAME, native.recognise, native.read),
        ImportFormat(aws_lens.NAME, aws_lens.recognise, aws_lens.read),
        ImportFormat(surveyjs.NAME, surveyjs.recognise, surveyjs.read),
    )
}
EXPORTS: Final = {
    row.name: row
    for row in (
        ExportFormat("yaml", ".yaml", "application/yaml", _yaml),
        ExportFormat("json", ".json", "application/json", _json),
        ExportFormat("xlsx", ".xlsx", XLSX_TYPE, _xlsx),
        ExportFormat(aws_lens.NAME, ".lens.json", "application/json", aws_lens.write),
    )
}


def read_file(file: BankFile, format_name: str = AUTO) -> Imported:
    """Read a file of any kind; whatever is wrong with it stands in `errors`."""
    try:
        if format_name == AUTO:
            format_name = _recognised(file).name
        found = FORMATS[format_name].read(file)
    except BankFileRefused as refused:
        found = Imported(format_name, errors=refused.problems)
    return showable(found)


def read_bank_file(raw: bytes, name: str = "") -> Bank:
    """Read a file of any kind as a finished bank.

    Raises:
        BankFileRefused: it is none; with every error and its path.
    """
    found = read_file(BankFile(raw, name))
    if found.errors:
        raise BankFileRefused(found.errors)
    return native.bank_of(dict(found.content))


def _recognised(file: BankFile) -> ImportFormat:
    if not file.raw.strip():
        raise refuse("The file is empty.")
    if file.raw.startswith(OLD_OFFICE):
        raise refuse("This is an old or a protected office file; save it as .xlsx, unprotected.")
    if file.kind == "json":
        file.loose_json()  # whatever keeps it from being read at all is said first
    for row in FORMATS.values():
        if row.recognise(file):
            return row
    raise refuse("This is none of the kinds of file that can be imported.")
