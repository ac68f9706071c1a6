"""What a comparison of two versions says of each thing that differs: which one, from what to what."""

import pytest

from assessments.banks.condition_words import words_of_draft
from assessments.scoring.bank import Bank
from assessments.web.studio_compare import compared
from assessments.web.studio_differences import node_differences
from tests.banks_slice.drafts import GOAL, edit
from tests.banks_slice.pages import url
from tests.scoring.small_bank import small_bank, small_content

SKILLS, WAY = "value.skills", "build.way"


def changed(code, **changes) -> tuple[str, ...]:
    """Give what the comparison says of one question after a change."""
    content = small_content()
    for part in content["parts"]:
        for section in part["sections"]:
            for question in section["questions"]:
                if question["code"] == code:
                    question.update(changes)
    lines = compared(small_bank(), Bank.model_validate(content)).lines
    (line,) = [one for one in lines if one.code == code]
    return line.details


def choices_of(code):
    return [dict(one) for one in _question(code)["choices"]]


def _question(code):
    parts = small_content()["parts"]
    held = [q for part in parts for section in part["sections"] for q in section["questions"]]
    return next(q for q in held if q["code"] == code)


def test_reworded_level_is_said_with_both_texts() -> None:
    levels = list(_question(GOAL)["levels"])
    before, levels[3] = levels[3], "Agreed by all who pay"
    assert changed(GOAL, levels=levels) == (f"level 3: “{before}” → “Agreed by all who pay”",)


def test_level_that_went_is_said() -> None:
    levels = list(_question(GOAL)["levels"])
    said = changed(GOAL, levels=levels[:-1], effort=[1, 1, 1], gate=None)
    assert f"level 4: “{levels[-1]}” → —" in said


def test_choice_is_said_by_its_text_with_what_it_says_and_counts_now() -> None:
    choices = choices_of(WAY)
    was = choices[1]["text"], choices[1]["score"]
    choices[1] |= {"text": "By a program", "score": 0.25}
    said = changed(WAY, choices=choices)
    assert f"“{was[0]}” → “By a program”" in said
    assert any(line.endswith(f", score: {was[1]} → 0.25") for line in said)


def test_added_and_removed_choices_are_said() -> None:
    choices = choices_of(SKILLS)
    gone = choices.pop(1)
    said = changed(SKILLS, choices=[*choices, {"code": "new", "text": "A new one"}])
    assert f"removed: “{gone['text']}”" in said
    assert "added: “A new one”" in said


def test_choices_in_another_order_are_said() -> None:
    assert changed(SKILLS, choices=choices_of(SKILLS)[::-1]) == ("in another order",)


def test_gate_is_said_with_what_differs() -> None:
    gate = _question(GOAL)["gate"] | {"caps_at": "framed"}
    assert changed(GOAL, gate=gate) == ("gate, caps at: “exploring” → “framed”",)


def test_rows_without_levels_are_counted_from_one_as_their_form_counts_them() -> None:
    old = {"resources": [{"text": "Ask early"}], "levels": ["None", "Some"]}
    new = {"resources": [{"text": "Ask late"}], "levels": ["No", "Some"]}
    assert node_differences(old, new, words_of_draft({})) == [
        "resource 1, text: “Ask early” → “Ask late”",
        "level 0: “None” → “No”",
    ]


def test_choice_that_came_beside_one_without_a_code_is_told_in_its_own_words() -> None:
    old = {"choices": [{"text": "Yes"}]}
    new = {"choices": [{"text": "Yes"}, {"code": "no", "text": "No"}]}
    assert node_differences(old, new, words_of_draft({})) == ["choice 2: — → code “no”, text “No”"]
    whole = {"choices": [{"code": "yes", "text": "Yes"}, {"code": "no", "text": "No"}]}
    assert "choice 2: code “no”, text “No” → —" in node_differences(whole, old, words_of_draft({}))


@pytest.mark.parametrize("turned", [False, True])
def test_choice_that_has_no_code_yet_is_told_too(turned) -> None:
    ends = ({"choices": [{"text": "Yes"}]}, {"choices": [{"code": "yes", "text": "Yes"}]})
    old, new = reversed(ends) if turned else ends
    (line,) = node_differences(old, new, words_of_draft({}))
    assert line == ("choice 1, code: “yes” → —" if turned else "choice 1, code: — → “yes”")


def test_list_that_came_without_codes_is_told_row_by_row() -> None:
    assert changed(GOAL, resources=[{"text": "Ask early"}]) == ("resource 1: — → text “Ask early”",)


@pytest.mark.django_db
def test_reviewer_reads_which_level_says_what_now(client, fork, editor):
    levels = list(_question(GOAL)["levels"])
    levels[1] = "Somebody has said so."
    edit(editor, fork.draft, GOAL, levels=levels)
    for page in ("draft-check", "draft-compare", "draft-review"):
        assert "→ “Somebody has said so.”" in client.get(url(page, fork.pk)).content.decode(), page
