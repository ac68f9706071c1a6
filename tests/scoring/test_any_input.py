"""Whatever is brought in gives an answer or a named error, never anything else."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.answer_file import (
    AnswersRefused,
    answers_from_mapping,
    mapping_from_answers,
)
from assessments.scoring.answers import Answer
from assessments.scoring.errors import ScoringError
from assessments.scoring.kinds import rules_of
from assessments.scoring.validate import check_answer
from tests.examples import examples
from tests.scoring.small_bank import small_bank

BANK = small_bank()
CODES = st.sampled_from([*BANK.questions, "nope.x"])
TEXTS = st.one_of(
    st.text(st.characters(), max_size=8),
    st.sampled_from(["3", "a", "~c", "none", "yes", "dont_know", "2026-01-31", "https://a.b", ""]),
)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS)
FIELDS = st.sampled_from(
    ["state", "value", "reason", "note", "evidence", "not_applicable", "link", "text", "dated", "x"]
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.one_of(FIELDS, TEXTS), inner, max_size=4)
    ),
    max_leaves=6,
)
MANY = settings(max_examples=examples(200), deadline=None)


def tried(code: str, proposed: dict[str, Any]) -> Answer | ScoringError:
    try:
        return check_answer(BANK, code, proposed)
    except ScoringError as error:
        return error


@MANY
@given(CODES, ANYTHING)
def test_any_value_is_read_or_refused_and_reads_the_same_again(code: str, raw: Any) -> None:
    found = tried(code, {"value": raw, "note": "because it is so"})
    if isinstance(found, ScoringError):
        assert found.field in {"value", "code"}
    elif found.value is not None:
        question = BANK.questions[code]
        assert rules_of(question).parse(question, found.value) == found.value
        assert rules_of(question).words(question, found.value)


@MANY
@given(CODES, st.dictionaries(FIELDS, ANYTHING, max_size=4))
def test_any_proposal_is_an_answer_or_a_named_error(code: str, proposed: dict[str, Any]) -> None:
    found = tried(code, proposed)
    if isinstance(found, ScoringError):
        assert found.field in {"code", "state", "value", "reason", "note", "evidence"}


@MANY
@given(st.dictionaries(CODES, ANYTHING, max_size=4))
def test_any_mapping_is_read_whole_or_refused_whole(mapping: dict[str, Any]) -> None:
    try:
        answers = answers_from_mapping(BANK, mapping)
    except AnswersRefused:
        return
    assert answers_from_mapping(BANK, mapping_from_answers(answers)) == answers
