"""A bank goes into a spreadsheet and comes back whole, whoever saved it in between."""

import zipfile
from io import BytesIO
from random import Random
from typing import Any

import pytest

from assessments.banks.formats import EXPORTS, BankFile, read_bank_file, read_file
from assessments.banks.formats.canonical import content_of
from assessments.banks.formats.native import bank_of
from assessments.banks.formats.xlsx import sheets
from assessments.banks.formats.xlsx.read_me import SHEETS
from assessments.banks.shipped import shipped_bank, shipped_slugs
from assessments.scoring.bank import Bank
from assessments.scoring.outline import outline
from assessments.scoring.wording import wordings
from tests.banks.spreadsheets import book_of, changed, saved, sheet_part, with_parts, written
from tests.scoring.random_banks import random_bank
from tests.scoring.small_bank import small_bank, small_content

AWKWARD = (
    "=1+1",
    "+1",
    "@x",
    "-",
    "'a'",
    "no",
    "12",
    "1.0",
    "true",
    "_x0041_",
    "{a: 1}",
    "[b]",
    "a\n\nb",
    "<&>",
    "\ufffe",
)


def test_every_shipped_bank_comes_back_with_the_same_bytes() -> None:
    for slug in shipped_slugs():
        bank = shipped_bank(slug)
        raw = written(bank)
        again = read_bank_file(raw)
        assert again == bank, slug
        assert written(again) == raw, slug


@pytest.mark.parametrize("name", ["xlsx", "yaml", "json"])
def test_300_random_banks_come_back_with_the_same_bytes(name: str) -> None:
    write = EXPORTS[name].write
    for seed in range(300):
        chance = Random(seed)  # noqa: S311 -- repeatable, no secret
        bank = dressed(random_bank(chance), chance)
        raw = write(bank).raw
        found = read_file(BankFile(raw))
        assert (found.errors, found.losses) == ((), ()), seed
        again = bank_of(dict(found.content))
        assert again == bank, seed
        assert write(again).raw == raw, seed


def dressed(bank: Bank, chance: Random) -> Bank:
    """Give the bank with what random banks have none of: texts, examples, asides, translations."""
    content = content_of(bank)
    for asked in outline(content).asked:
        question: Any = asked.question.node
        question |= {"title": chance.choice(AWKWARD), "why": chance.choice(AWKWARD)}
        if chance.random() < 0.3:
            question["examples"] = [{"text": one} for one in chance.sample(AWKWARD, 2)]
        if question["kind"] == "rubric" and chance.random() < 0.5:
            question["effort"] = [chance.choice((0, 0.5, 3)) for _ in question["levels"][1:]]
    first = next(iter(bank.questions))
    shown_if = {"not": {"all": [{"question": first, "equals": "a"}]}}
    if bank.questions[first].kind == "text":
        content["asides"] = [{"opens": chance.choice(AWKWARD), "show_if": shown_if}]
    keys = [wording.key for wording in wordings(outline(content))]
    for language in chance.sample(("de", "fr-CA", "cy"), chance.choice((0, 1, 3))):
        texts = {key: chance.choice(AWKWARD) for key in keys if chance.random() < 0.5}
        content.setdefault("translations", {})[language] = texts
    return bank_of(content)


def test_a_bank_comes_back_from_another_program_that_saved_it() -> None:
    bank = shipped_bank("quick-check")
    found = read_file(BankFile(saved(book_of(bank))))
    assert (found.errors, found.losses) == ((), ())
    assert bank_of(dict(found.content)) == bank


def test_a_text_is_stored_as_text_and_a_figure_as_a_figure() -> None:
    book = book_of(small_bank(title="=HYPERLINK(1)"))
    cell = book["Bank"]["B5"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
    weights = [row[0].value for row in book["Questions"].iter_rows(min_row=2, min_col=7, max_col=7)]
    assert book["Questions"]["G1"].value == "weight"
    assert {type(weight) for weight in weights if weight is not None} == {int}
    with zipfile.ZipFile(BytesIO(written(small_bank(title="=1+1")))) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_every_sheet_is_explained_on_the_first() -> None:
    names = [name for name in book_of().sheetnames if name != sheets.README]
    assert sorted(names) == sorted(SHEETS)


def test_a_column_offers_the_words_it_takes() -> None:
    offers = {
        str(offer.sqref).split(":")[0]: offer.formula1
        for offer in book_of()["Questions"].data_validations.dataValidation
    }
    assert offers["C2"] == '"rubric,single,multiple,boolean,number,text,date"'


@pytest.mark.parametrize(
    ("cells", "cell", "message"),
    [
        ({"Questions!C2": "matrix"}, "Questions!C2", "matrix is none of rubric, single"),
        ({"Questions!D3": None}, "Questions!D3", "this is missing"),
        ({"Questions!G2": "heavy"}, "Questions!G2", "this must be a number"),
        ({"Questions!G2": 0}, "Questions!G2", "must be 1 or more"),
        ({"Questions!A2": "value.nothing"}, "Questions!A2", "there is no section value.nothing"),
        ({"Questions!A2": None}, "Questions!A2", "say which section this belongs to"),
        ({"Questions!B11": "value.goal"}, "Questions!B11", "the code value.goal is already used"),
        ({"Sections!A2": "other"}, "Sections!A2", "there is no part other"),
        ({"Levels!A2": "other"}, "Levels!A2", "there is no question other"),
        ({"Levels!B3": 3}, "Levels!B3", "the numbers of a question run 0, 1, 2"),
        ({"Levels!C3": "x" * 501}, "Levels!C3", "The text has 501 characters"),
        ({"Scoring!A2": "scoring"}, "Scoring!B3", "a setting above this one has a value"),
        ({"Scoring!A3": "scoring/method"}, "Scoring!B3", "this setting stands twice"),
        ({"Scoring!A3": "a b"}, "Scoring!B3", "this is no setting of a bank"),
        (
            {"Scoring!A3": "scoring/levels[7]/code"},
            "Scoring!B3",
            "the numbers in brackets must run",
        ),
        ({"Scoring!B3": "Not a code"}, "Scoring!B3", "does not fit the pattern"),
        ({"Questions!C2": None}, "Questions!C2", "this is missing"),
        ({"Bank!B2": "other/1"}, "Bank!B2", "Input should be 'mlpm-bank/1'"),
        ({"Bank!B3": "Not a slug"}, "Bank!B3", "does not fit the pattern"),
        ({"Questions!D2": "=A1"}, "Questions!D2", "This is a formula; put its value in its place."),
        ({"Questions!D1": "code"}, "Questions!A1", "two columns have the same head"),
    ],
)
def test_what_is_wrong_is_said_of_its_cell(cells: Any, cell: str, message: str) -> None:
    found = read_file(BankFile(changed(cells)))
    said = {problem.path: problem.message for problem in found.errors}
    assert message in said[cell]


def test_a_condition_may_be_written_as_in_yaml() -> None:
    book = book_of()
    head = [cell.value for cell in book["Questions"][1]]
    column = head.index("show_if") + 1
    sheet = book["Questions"]
    row = next(row for row in range(2, sheet.max_row) if sheet.cell(row, column).value)
    before = sheet.cell(row, column).value
    sheet.cell(row, column).value = "{question: profile.people, equals: yes}"
    assert '"profile.people"' in before
    code = sheet.cell(row, 2).value
    shown_if = read_bank_file(saved(book)).questions[code].show_if
    assert (shown_if.question, shown_if.equals) == ("profile.people", "yes")
    for bad in ("people = yes", "{question: a\nb: c}", '{}, "b": 1', "{question: [}"):
        sheet.cell(row, column).value = bad
        (problem,) = read_file(BankFile(saved(book))).errors
        assert problem.path == f"Questions!{sheet.cell(row, column).coordinate}"


def test_what_is_none_of_a_bank_is_listed_and_not_read() -> None:
    book = book_of()
    book.create_sheet("Notes")["A1"] = "call Ann"
    book["Questions"]["AZ1"] = "colour"
    book["Questions"]["AZ2"] = "red"
    book["Parts"]["Z3"] = "stray"
    found = read_file(BankFile(saved(book)))
    assert found.errors == ()
    assert bank_of(dict(found.content)) == small_bank()
    assert found.losses == (
        ("Notes", "This sheet is none of a bank; it is not read."),
        ("Parts!Z1", "There is no column “” here; it is not read."),
        ("Questions!AZ1", "There is no column “colour” here; it is not read."),
    )


def test_figures_and_words_typed_in_another_form_are_taken_as_meant() -> None:
    content = small_content() | {"title": "2026"}
    book = book_of(Bank.model_validate(content))
    book["Bank"]["B5"] = 2026
    head = [cell.value for cell in book["Questions"][1]]
    book["Questions"].cell(2, head.index("weight") + 1).value = " 3 "
    book["Questions"].cell(2, head.index("partly") + 1).value = None
    book["Parts"].title = "PARTS "
    found = bank_of(dict(read_file(BankFile(saved(book))).content))
    assert found.title == "2026"
    assert found.parts[0].questions[0].weight == 3


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"xl/workbook.xml": b"<workbook"}, "damaged XML"),
        ({"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "document type"),
        ({"xl/worksheets/sheet2.xml": sheet_part("<c r='1'/>")}, "names a place"),
        ({"xl/worksheets/sheet2.xml": sheet_part("<row r='0'/>")}, "claims a row"),
        ({"xl/worksheets/sheet2.xml": sheet_part("<row r='9999999'/>")}, "claims a row"),
        ({"xl/worksheets/sheet2.xml": sheet_part("<c r='A1' t='s'><v>0</v></c>")}, "damaged here"),
        ({"xl/worksheets/sheet2.xml": sheet_part("<c r='A1' t='e'><v>#N/A</v></c>")}, "no value"),
        ({"xl/worksheets/sheet2.xml": sheet_part("<dimension ref='A1:XFE1'/>")}, "16384 columns"),
    ],
)
def test_a_spreadsheet_no_program_writes_is_refused(parts: Any, message: str) -> None:
    (problem,) = read_file(BankFile(with_parts(parts))).errors
    assert message in problem.message


def test_a_zip_of_something_else_is_refused_in_words() -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    (problem,) = read_file(BankFile(target.getvalue(), "bank.xlsx")).errors
    assert problem.message == "This ZIP file is no XLSX spreadsheet."
    book = book_of()
    del book["Questions"], book["Parts"]
    (problem,) = read_file(BankFile(saved(book))).errors
    assert problem.message == "This spreadsheet is no bank: there is no sheet Parts or Questions."
    (problem,) = read_file(BankFile(bytes.fromhex("d0cf11e0a1b11ae1") + b"x")).errors
    assert problem.message.startswith("This is an old or a protected office file")
    (problem,) = read_file(BankFile(written()[:-40])).errors
    assert problem.message == "The file is no sound ZIP file."


def test_a_sheet_that_stands_twice_is_refused_and_never_half_read() -> None:
    book = book_of()
    book.copy_worksheet(book["Parts"]).title = "parts "
    (problem,) = read_file(BankFile(saved(book))).errors
    assert problem == ("Parts", "The spreadsheet has two sheets of this name.")


def test_cells_are_counted_over_all_sheets() -> None:
    sheet = sheet_part("<row><c/></row>" * 150_000)
    parts = {f"xl/worksheets/sheet{number}.xml": sheet for number in (2, 3)}
    (problem,) = read_file(BankFile(with_parts(parts))).errors
    assert problem.message == "The spreadsheet has more than 200000 cells."
