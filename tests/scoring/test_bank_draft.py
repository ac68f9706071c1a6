"""A draft holds anything and loses nothing; it says what keeps it from being a bank."""

from typing import Any

import pytest
from pydantic import ValidationError

from assessments.scoring.draft import DraftBank
from tests.scoring.small_bank import small_bank, small_content


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"parts": None, "later": {"a": [1, None, True, 0.5]}},
        {"parts": [{"sections": [{"questions": [{"kind": "matrix", "rows": []}]}]}]},
        {"parts": "soon", "profile": {"x": 1}, "scoring": []},
    ],
)
def test_a_draft_keeps_every_key_of_any_content(content: dict[str, Any]) -> None:
    draft = DraftBank.model_validate(content)
    assert draft.content == content
    assert draft.model_dump(mode="json") == content
    assert "title" in {problem.path for problem in draft.problems()}


def test_a_finished_draft_is_a_bank_without_problems() -> None:
    draft = DraftBank(small_content())
    assert draft.problems() == []
    assert draft.as_bank() == small_bank()


def test_an_unfinished_question_is_named_and_the_draft_cannot_be_a_bank() -> None:
    content = small_content()
    content["parts"][0]["sections"][0]["questions"].append({"code": "value.new"})
    draft = DraftBank(content)
    assert draft.problems() == [("parts[0].sections[0].questions[3]", "kind is missing")]
    with pytest.raises(ValidationError):
        draft.as_bank()


def test_the_outline_walks_what_is_there_and_skips_what_is_misshapen() -> None:
    content = small_content()
    content["parts"].insert(0, "not yet")
    content["parts"][1]["sections"][0]["questions"][0] = None
    view = DraftBank(content).outline
    assert [part.path for part in view.parts] == ["parts[1]", "parts[2]"]
    assert "value.goal" not in view.by_code()
    assert view.by_code()["value.fairness"].question.path == "parts[1].sections[0].questions[1]"
