"""What is said of floors and shares is said of the weighted mean only; what is shown, of every method."""

import pytest

from assessments.banks.lint import lint
from assessments.scoring.bank import Bank
from tests.scoring.method_banks import METHOD_BANKS

OF_THE_WEIGHTED_MEAN = {"BANK015", *(f"BANK0{number}" for number in range(23, 34))}


@pytest.mark.parametrize("method", METHOD_BANKS)
def test_another_method_is_not_measured_by_floors(method: str) -> None:
    found = {finding.id for finding in lint(METHOD_BANKS[method]())}
    assert found & OF_THE_WEIGHTED_MEAN == set()


@pytest.mark.parametrize("method", METHOD_BANKS)
def test_what_is_never_shown_is_found_with_every_method(method: str) -> None:
    tree = METHOD_BANKS[method]().model_dump(mode="json", by_alias=True, exclude_none=True)
    tree["profile"] = [{"code": "profile.way", "kind": "boolean", "title": "Which way?"}]
    both = [{"question": "profile.way", "equals": value} for value in (True, False)]
    tree["parts"][0]["show_if"] = {"all": both}
    found = [finding for finding in lint(Bank.model_validate(tree)) if finding.id == "BANK020"]
    assert [finding.severity for finding in found] == ["error"]
    assert found[0].path.startswith("parts[0]")
