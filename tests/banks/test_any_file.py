"""Whatever a file holds, it is read or refused in words, and a refused one leaves no trace.

The long form, guided by the branches taken, is benchmarks/fuzz_importers.py.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.banks.formats import (
    EXPORTS,
    FORMATS,
    BankFile,
    BankFileRefused,
    Imported,
    read_file,
)
from assessments.banks.formats.canonical import content_of
from assessments.banks.formats.native import bank_of
from assessments.banks.formats.xlsx.sheets import Table
from assessments.banks.formats.xlsx.writing import tables_of
from assessments.banks.formats.xlsx.xml_writer import write_tables
from tests.access.observing import checksum
from tests.banks.lens_files import odd_lens
from tests.banks.survey_files import impact_survey
from tests.examples import examples
from tests.scoring.small_bank import small_bank

quick = settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
SEEDS = [
    *(row.write(small_bank()).raw for row in EXPORTS.values()),
    *(json.dumps(tree).encode() for tree in (odd_lens(), impact_survey())),
]
TEXTS = [raw for raw in SEEDS if not raw.startswith(b"PK")]
KEYS = st.sampled_from(
    [
        *("format", "slug", "title", "name", "parts", "sections", "questions", "scoring", "kind"),
        *(
            "pillars",
            "choices",
            "riskRules",
            "condition",
            "risk",
            "id",
            "pages",
            "elements",
            "type",
        ),
        *("visibleIf", "value", "text", "default", "fr", "levels", "code", "translations", "rules"),
    ]
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["default", "a && b", "!(", '{x} = "item1"', "item1-3", "page", "rubric"])
)
trees = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5)
)
cells = (
    st.none()
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12)
)


def is_calm(found: Imported) -> None:
    """Check that what was read is refused in words, or can be kept, shown and written."""
    assert all(message for _, message in found.errors)
    assert all(reason for _, reason in found.losses)
    if found.errors:
        return
    json.dumps(found.content, allow_nan=False)
    if not found.unfinished:
        bank = bank_of(dict(found.content))
        for row in EXPORTS.values():
            row.write(bank)


def read_each_way(raw: bytes) -> None:
    is_calm(read_file(BankFile(raw)))
    for row in FORMATS.values():
        try:
            is_calm(row.read(BankFile(raw)))
        except BankFileRefused as refused:
            assert refused.problems  # noqa: PT017 -- both ways are right


@quick
@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda raw: b"PK\x03\x04" + raw))
def test_any_bytes_are_refused_in_words(raw: bytes) -> None:
    read_each_way(raw)
    assert read_file(BankFile(raw)).errors


@quick
@given(st.sampled_from(SEEDS), st.data())
def test_a_damaged_file_is_read_or_refused(raw: bytes, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(raw)))
        until = at + data.draw(st.integers(0, 40))
        raw = raw[:at] + data.draw(st.binary(max_size=10)) + raw[until:]
    read_each_way(raw)


@quick
@given(st.dictionaries(KEYS, trees, max_size=6))
def test_any_structure_is_read_or_refused(tree: dict[str, Any]) -> None:
    read_each_way(json.dumps(tree).encode())


@quick
@given(st.data())
def test_a_spreadsheet_with_anything_in_its_cells_is_read_or_refused(data: st.DataObject) -> None:
    tables = list(tables_of(content_of(small_bank())))
    for _ in range(data.draw(st.integers(1, 4))):
        index = data.draw(st.integers(0, len(tables) - 1))
        table = tables[index]
        rows = [list(row) for row in (table.head, *table.rows)]
        at = data.draw(st.integers(0, len(rows) - 1))
        column = data.draw(st.integers(0, len(rows[at]) - 1))
        rows[at][column] = data.draw(cells if at else st.text(max_size=12))
        head, *rest = (tuple(one) for one in rows)
        tables[index] = Table(table.name, head, tuple(rest))
    is_calm(read_file(BankFile(write_tables(tables))))


@pytest.mark.django_db
def test_a_refused_file_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "bank"
    path.write_bytes(TEXTS[0])
    call_command("import_bank", str(path), verbosity=0)
    before = checksum()

    @settings(quick, max_examples=examples(25))
    @given(st.integers(0, len(TEXTS) - 1), st.integers(0, 400), st.binary(max_size=10))
    def refuse(which: int, at: int, put: bytes) -> None:
        raw = TEXTS[which]
        path.write_bytes(raw[:at] + b"\x00" + put + raw[at:])  # no text holds this character
        with pytest.raises(CommandError):
            call_command("import_bank", str(path), verbosity=0)

    refuse()
    assert checksum() == before
