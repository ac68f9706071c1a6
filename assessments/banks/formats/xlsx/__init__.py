"""A bank as a spreadsheet: sheets people can fill in, and the export of any bank without loss."""

from collections.abc import Mapping
from typing import Any, Final

from assessments.banks.formats.canonical import content_of
from assessments.banks.formats.errors import BankFileRefused, refuse
from assessments.banks.formats.file import BankFile
from assessments.banks.formats.imported import Imported, imported
from assessments.banks.formats.native import bank_of
from assessments.banks.formats.xlsx import sheets
from assessments.banks.formats.xlsx.read_me import read_me
from assessments.banks.formats.xlsx.reading import Reading
from assessments.banks.formats.xlsx.writing import tables_of
from assessments.banks.formats.xlsx.xml_reader import read_workbook
from assessments.banks.formats.xlsx.xml_writer import write_tables
from assessments.scoring.bank import Bank

NAME: Final = "xlsx"
NEEDED: Final = (sheets.PARTS, sheets.SECTIONS, sheets.QUESTIONS)


def recognise(file: BankFile) -> bool:
    """Say whether the file may be a spreadsheet: there is no other kind of ZIP."""
    return file.kind == "zip"


def read(file: BankFile) -> Imported:
    """Read a spreadsheet; one that is not finished is refused with every error and its cell.

    Raises:
        BankFileRefused: it is no spreadsheet, too large, or has not the sheets of a bank.
    """
    names = _names()
    book = read_workbook(file.raw, lambda name: names.get(name.strip().casefold(), ""))
    if missing := [name for name in NEEDED if name not in book.sheets]:
        raise refuse(f"This spreadsheet is no bank: there is no sheet {' or '.join(missing)}.")
    reading = Reading(book)
    if reading.problems:
        return _imported(reading, reading.tree, reading.problems)
    try:
        return _imported(reading, content_of(bank_of(reading.tree)), [])
    except BankFileRefused as refused:
        problems = [reading.places.problem(one, reading.tree) for one in refused.problems]
        return _imported(reading, reading.tree, problems)


def write(bank: Bank) -> bytes:
    """Write a bank; reading it gives an equal bank, and writing that the same bytes."""
    return write_tables([read_me(), *tables_of(content_of(bank))])


def _imported(reading: Reading, content: Mapping[str, Any], problems: list[Any]) -> Imported:
    return imported(NAME, content, losses=reading.losses, errors=problems)


def _names() -> dict[str, str]:
    """Map each name in small letters to the sheet's own."""
    known = (
        *(sheets.README, *NEEDED, sheets.PROFILE, sheets.TRANSLATIONS),
        *(*sheets.settings(), *sheets.question_lists(), *sheets.bank_lists()),
    )
    return {name.casefold(): name for name in known}
