"""The published schema of JSON reports is the one of the types, and every report fits it."""

import json
from pathlib import Path

import jsonschema
import pytest
from referencing import Registry, Resource

from assessments.reports.build import digest_of, document_from_inputs
from assessments.reports.renderers import RENDERERS
from assessments.reports.report_schema import report_schema
from assessments.scoring.bank import Bank
from tests.processes import ROOT
from tests.reports.documents import big_bank, compared_document, document_of, inputs_of
from tests.scoring.method_banks import METHOD_BANKS
from tests.scoring.small_bank import small_bank

DOCS = Path(ROOT) / "docs"


@pytest.fixture(scope="module")
def validator():
    others = ("scorecard-schema.json", "bank-schema.json")
    schemas = [(name, json.loads((DOCS / name).read_text())) for name in others]
    known = Registry().with_resources(
        [(name, Resource.from_contents(schema)) for name, schema in schemas]
    )
    return jsonschema.Draft202012Validator(json.loads(report_schema()), registry=known)


def test_the_documented_schema_is_what_manage_py_report_schema_prints():
    assert (DOCS / "report-schema.json").read_text() == report_schema()


BANKS = {
    "small": small_bank(),
    "big": big_bank(),
    **{m: made() for m, made in METHOD_BANKS.items()},
}


@pytest.mark.parametrize("bank", BANKS.values(), ids=BANKS)
def test_a_report_fits_the_schema(bank, validator):
    report = json.loads(RENDERERS["json"].render(document_of(inputs_of(5, bank), bank)))
    validator.validate(report)
    with pytest.raises(jsonschema.ValidationError, match="colour"):
        validator.validate(report | {"colour": "red"})


@pytest.mark.parametrize("method", METHOD_BANKS)
def test_a_compared_report_fits_the_schema_and_has_its_figures(method, validator):
    document = compared_document(method)
    report = json.loads(RENDERERS["json"].render(document))
    validator.validate(report)
    found = report["document"]["changed"]["found"]
    assert [line["change"] for line in found["figures"]] == [
        line.change for line in document.changed.found.figures
    ]
    assert any(part["figures"] for part in found["parts"])


def test_the_json_carries_everything_to_compute_the_report_again():
    made = RENDERERS["json"].render(document_of(inputs_of(6)))
    report = json.loads(made)
    again = document_from_inputs(report["inputs"], Bank.model_validate(report["bank"]))
    assert RENDERERS["json"].render(again) == made
    assert digest_of(report["inputs"]) == report["document"]["digest"]
