"""Whatever a bank holds, it survives its files; whatever is wrong with one, it is said calmly."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from assessments.banks.diff import diff
from assessments.banks.formats import EXPORTS, BankFileRefused, read_bank_file
from assessments.banks.formats.canonical import digest
from assessments.banks.formats.native import bank_of
from assessments.banks.formats.yaml_reader import read_mapping
from assessments.banks.formats.yaml_writer import write_yaml
from assessments.banks.lint import lint
from assessments.scoring.bank import Bank
from tests.banks.bank_strategies import broken, contents, lines, nested, prose
from tests.banks.test_formats import LOSSLESS
from tests.examples import examples
from tests.scoring.small_bank import small_content

slow = settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))


@slow
@given(contents())
def test_every_bank_comes_back_from_every_format_with_the_same_bytes(content: Any) -> None:
    bank = bank_of(content)
    for name in LOSSLESS:
        raw = EXPORTS[name].write(bank).raw
        again = read_bank_file(raw)
        assert again == bank
        assert EXPORTS[name].write(again).raw == raw
        assert digest(again) == digest(bank)
        assert diff(bank, again).is_empty


scalars = st.none() | st.booleans() | st.integers(-(10**17), 10**17) | lines | prose
trees = nested(nested(nested(scalars, lines), lines), lines)


@slow
@given(st.dictionaries(lines, trees, min_size=1, max_size=4))
def test_yaml_gives_any_plain_data_back(tree: dict[str, Any]) -> None:
    assert read_mapping(write_yaml(tree).encode()) == tree


@slow
@given((st.builds(small_content) | contents()).flatmap(broken))
def test_broken_content_is_refused_with_paths_or_is_a_bank(content: dict[str, Any]) -> None:
    findings = lint(content)
    if is_sound(content):
        assert all(finding.id != "BANK001" for finding in findings)
        return
    with pytest.raises(BankFileRefused) as refused:
        bank_of(content)
    assert refused.value.problems
    assert all(message for _, message in refused.value.problems)
    assert {finding.path for finding in findings if finding.id == "BANK001"} == {
        path for path, _ in refused.value.problems
    }


def is_sound(content: dict[str, Any]) -> bool:
    try:
        Bank.model_validate(content)
    except ValidationError:
        return False
    return True


def test_a_broken_bank_without_anything_is_refused() -> None:
    assert {finding.path for finding in lint(json.loads("{}"))} >= {"slug", "title", "parts"}
