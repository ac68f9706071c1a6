"""The JSON Schema in the documentation is the one of the types, and the shipped banks fit it."""

import json
from pathlib import Path

import jsonschema
import pytest

from assessments.banks.formats.canonical import content_of
from assessments.banks.formats.schema import bank_schema
from assessments.banks.shipped import shipped_bank, shipped_slugs

DOCS = Path(__file__).parents[2] / "docs" / "bank-schema.json"


def test_the_documented_schema_is_what_manage_py_bank_schema_prints() -> None:
    assert DOCS.read_text() == bank_schema()


@pytest.mark.parametrize("slug", shipped_slugs())
def test_the_shipped_banks_fit_the_schema(slug: str) -> None:
    jsonschema.validate(content_of(shipped_bank(slug)), json.loads(bank_schema()))


def test_the_schema_refuses_an_unknown_key() -> None:
    content = content_of(shipped_bank("ml-readiness-guide")) | {"colour": "red"}
    with pytest.raises(jsonschema.ValidationError, match="colour"):
        jsonschema.validate(content, json.loads(bank_schema()))
