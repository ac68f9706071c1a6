"""What holds for every method alike."""

import pytest

from assessments.scoring.answers import State
from assessments.scoring.engine import score
from assessments.scoring.errors import UnknownLevel
from assessments.scoring.scorecard import (
    Unscored,
)
from tests.scoring import method_banks as banks
from tests.scoring.method_scores import ON, scored


@pytest.mark.parametrize("method", banks.METHOD_BANKS)
def test_coverage_and_open_points_go_by_what_counts_and_a_target_must_be_a_level(
    method: str,
) -> None:
    bank = banks.METHOD_BANKS[method]()
    card = score(bank, {}, ON)
    counting = [code for code, one in card.questions.items() if one.weight]
    assert [point.code for point in card.open_points] == counting
    assert (card.coverage, card.draft, card.method) == (0, True, method)
    with pytest.raises(UnknownLevel):
        score(bank, {}, ON, target="nowhere")


@pytest.mark.parametrize("method", banks.METHOD_BANKS)
def test_with_all_not_applicable_nothing_has_a_figure(method: str) -> None:
    bank = banks.METHOD_BANKS[method]()
    card = scored(bank, dict.fromkeys(bank.questions, State.NOT_APPLICABLE))
    assert card.level is None
    assert isinstance(card.overall, Unscored)
    for part in card.parts.values():
        assert part.level is None
        assert isinstance(part.score, Unscored)
