"""A new version is minor when only words changed, and major when an answer or score could move."""

from collections.abc import Callable
from typing import Any

import pytest

from assessments.banks.diff import BankDiff, Change, diff, next_version
from assessments.scoring.bank import Bank
from tests.scoring.small_bank import rubric, small_bank, small_content

Edit = Callable[[dict[str, Any]], Any]


def compare(edit: Edit) -> BankDiff:
    content = small_content()
    edit(content)
    return diff(small_bank(), Bank.model_validate(content))


def question(content: dict[str, Any], index: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = content["parts"][0]["sections"][0]["questions"][index]
    return found


def test_equal_banks_have_no_difference_and_notes_do_not_count() -> None:
    assert diff(small_bank(), small_bank(version="1.1", notes="Nothing")).is_empty


@pytest.mark.parametrize(
    ("change", "edit"),
    [
        (Change("value.goal", ("title",)), lambda c: question(c).update(title="How far?")),
        (Change("value.goal", ("why",)), lambda c: question(c).update(why="Because.")),
        (
            Change("value.goal", ("levels",)),
            lambda c: question(c)["levels"].__setitem__(1, "Said aloud."),
        ),
        (Change("value.goal", ("effort",)), lambda c: question(c).update(effort=[9, 9, 9, 9])),
        (
            Change("value.skills", ("choice texts",)),
            lambda c: question(c, 2)["choices"][0].update(text="The field"),
        ),
        (
            Change("value.segments", ("not applicable text",)),
            lambda c: c["parts"][0]["sections"][1]["questions"][0].update(
                not_applicable={"when": "if there is only one"}
            ),
        ),
        (
            Change("value.core", ("title",)),
            lambda c: c["parts"][0]["sections"][0].update(title="K"),
        ),
        (Change("build", ("description",)), lambda c: c["parts"][1].update(description="How.")),
        (
            Change("scoring", ("levels",)),
            lambda c: c["scoring"]["levels"][0].update(name="Looking around"),
        ),
        (Change("bank", ("title",)), lambda c: c.update(title="A tiny bank")),
        (
            Change("bank", ("translations",)),
            lambda c: c.update(translations={"fr": {"title": "Petite"}}),
        ),
    ],
)
def test_words_and_advice_make_a_minor_version(change: Change, edit: Edit) -> None:
    found = compare(edit)
    assert found == BankDiff(reworded=(change,))
    assert next_version("1.4", found) == "1.5"
    assert found.reasons == ()


@pytest.mark.parametrize(
    ("change", "edit"),
    [
        (Change("value.goal", ("weight",)), lambda c: question(c).update(weight=2)),
        (Change("value.goal", ("gate",)), lambda c: question(c).pop("gate")),
        (
            Change("value.goal", ("gate",)),
            lambda c: question(c)["gate"].update(caps_at="framed"),
        ),
        (Change("value.fairness", ("show_if",)), lambda c: question(c, 1).pop("show_if")),
        (
            Change("value.skills", ("choices",)),
            lambda c: question(c, 2)["choices"][1].update(exclusive=True),
        ),
        (
            Change("build.reasons", ("not_applicable",)),
            lambda c: c["parts"][1]["sections"][0]["questions"][1]["not_applicable"].pop(
                "closed_if"
            ),
        ),
        (
            Change("build.users", ("maximum",)),
            lambda c: c["parts"][1]["sections"][0]["questions"][3].update(maximum=10),
        ),
        (
            Change("value.market", ("show_if",)),
            lambda c: c["parts"][0]["sections"][1].pop("show_if"),
        ),
        (
            Change("scoring", ("floors",)),
            lambda c: c["scoring"]["floors"]["build"].update(proven=21),
        ),
        (
            Change("scoring", ("highest_level",)),
            lambda c: c["scoring"].update(highest_level="proven"),
        ),
        (Change("bank", ("direction",)), lambda c: c.update(direction="risk")),
    ],
)
def test_whatever_can_move_a_score_makes_a_major_version(change: Change, edit: Edit) -> None:
    found = compare(edit)
    assert found == BankDiff(scoring=(change,))
    assert next_version("1.4", found) == "2.0"
    assert found.reasons == (str(change),)


def test_a_level_more_or_fewer_is_a_score_matter_and_not_only_a_text() -> None:
    found = compare(
        lambda c: question(c).update(levels=question(c)["levels"][:4], effort=[1, 1, 1])
    )
    assert found.scoring == (Change("value.goal", ("level count",)),)


def test_a_new_question_and_a_dropped_one_are_named_and_major() -> None:
    def edit(content: dict[str, Any]) -> None:
        content["parts"][0]["sections"][0]["questions"][1] = rubric("value.new")

    found = compare(edit)
    assert (found.added, found.removed) == (("value.new",), ("value.fairness",))
    assert found.reasons == ("value.new is new", "value.fairness is no longer asked")
    assert next_version("3.7", found) == "4.0"


def test_another_order_within_a_section_is_minor() -> None:
    found = compare(lambda c: c["parts"][0]["sections"][0]["questions"].reverse())
    assert found == BankDiff(moved=("value.skills", "value.goal"))
    assert next_version("1.0", found) == "1.1"


def test_another_order_of_choices_is_minor() -> None:
    found = compare(lambda c: question(c, 2)["choices"].reverse())
    assert found == BankDiff(reworded=(Change("value.skills", ("choice texts",)),))


def test_a_question_in_another_section_is_major() -> None:
    def edit(content: dict[str, Any]) -> None:
        moved = content["parts"][0]["sections"][0]["questions"].pop(0)
        content["parts"][1]["sections"][0]["questions"].append(moved)

    found = compare(edit)
    assert found.moved == ("value.goal",)
    assert found.scoring == (Change("value.goal", ("moved from value.core to build.work",)),)


def test_another_order_of_the_parts_is_minor() -> None:
    found = compare(lambda c: c["parts"].reverse())
    assert found.moved == ("build", "value")
    assert next_version("1.9", found) == "1.10"
