"""A bank is strict: what it names exists, and every disagreement has its path in the file."""

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from assessments.scoring.bank import Bank, plain_number
from assessments.scoring.bank_problems import bank_problems
from assessments.scoring.consistency import Problem, tree_problems
from tests.scoring.small_bank import small_bank, small_content

Edit = Callable[[dict[str, Any]], Any]
LEVELS = "exploring, framed, proven, launch_ready, scale_ready"
CORE = "parts[0].sections[0]"


def question(content: dict[str, Any], part: int, section: int, index: int) -> dict[str, Any]:
    found: dict[str, Any] = content["parts"][part]["sections"][section]["questions"][index]
    return found


def problems_after(edit: Edit) -> list[Problem]:
    content = small_content()
    edit(content)
    with pytest.raises(ValidationError) as refused:
        Bank.model_validate(content)
    return bank_problems(refused.value)


def show(condition: Any) -> Edit:
    return lambda content: question(content, 0, 0, 1).update(show_if=condition)


def test_a_bank_that_agrees_with_itself_has_no_problems() -> None:
    assert tree_problems(small_content()) == []
    assert small_bank().questions["value.goal"].weight == 3


AGREEMENTS: list[tuple[Edit, str, str]] = [
    (
        lambda c: question(c, 1, 0, 5).update(code="profile.stage"),
        "parts[1].sections[0].questions[5].code",
        "the code profile.stage is already used at profile[0]",
    ),
    (
        lambda c: question(c, 1, 0, 5).update(code="value.core"),
        "parts[1].sections[0].questions[5].code",
        f"the code value.core is already used at {CORE}",
    ),
    (
        lambda c: c["parts"][1]["sections"][0].update(code="value"),
        "parts[1].sections[0].code",
        "the code value is already used at parts[0]",
    ),
    (
        lambda c: question(c, 0, 0, 0)["gate"].update(caps_at="perfect"),
        f"{CORE}.questions[0].gate.caps_at",
        f"there is no level perfect; levels are {LEVELS}",
    ),
    (
        lambda c: question(c, 0, 0, 0)["gate"]["exactly"].update(caps_at="perfect"),
        f"{CORE}.questions[0].gate.exactly.caps_at",
        f"there is no level perfect; levels are {LEVELS}",
    ),
    (
        lambda c: question(c, 0, 0, 1)["gate"].update(fails_below=5),
        f"{CORE}.questions[1].gate.fails_below",
        "5 is above the highest level 4",
    ),
    (
        lambda c: question(c, 0, 0, 0)["gate"]["exactly"].update(level=1),
        f"{CORE}.questions[0].gate.exactly.level",
        "1 is not between 2 and 4",
    ),
    (
        lambda c: question(c, 0, 0, 2).update(gate={"fails_below": 5, "caps_at": "framed"}),
        f"{CORE}.questions[2].gate.fails_below",
        "5 is above the highest level 4",
    ),
    (
        lambda c: c["scoring"]["floors"].update(nowhere={"framed": 1}),
        "scoring.floors.nowhere",
        "there is no part nowhere",
    ),
    (
        lambda c: c["scoring"]["floors"]["value"].update(perfect=99),
        "scoring.floors.value.perfect",
        "there is no level perfect",
    ),
    (
        lambda c: c["scoring"]["floors"]["value"].update(proven=39),
        "scoring.floors.value.proven",
        "the floor 39 lies below 40 of a lower level",
    ),
    (
        lambda c: c["scoring"].update(highest_level="perfect"),
        "scoring.highest_level",
        f"there is no level perfect; levels are {LEVELS}",
    ),
    (
        lambda c: c["scoring"]["not_applicable_limit"].update(caps_at="perfect"),
        "scoring.not_applicable_limit.caps_at",
        f"there is no level perfect; levels are {LEVELS}",
    ),
    (
        lambda c: c["scoring"]["wanted"].update(perfect=4),
        "scoring.wanted.perfect",
        "there is no level perfect",
    ),
    (
        lambda c: c["scoring"].update(part_weights={"nowhere": 2}),
        "scoring.part_weights.nowhere",
        "there is no part nowhere",
    ),
    (
        lambda c: c["scoring"]["levels"].append({"code": "framed", "name": "Again"}),
        "scoring.levels[5].code",
        "the level code framed is already used",
    ),
    (
        show({"question": "profile.nothing", "equals": "yes"}),
        f"{CORE}.questions[1].show_if.question",
        "there is no question profile.nothing",
    ),
    (
        show({"question": "profile.people", "equals": "maybe"}),
        f"{CORE}.questions[1].show_if.equals",
        "profile.people has no choice maybe",
    ),
    (
        show({"question": "profile.people", "any_of": ["yes", "maybe"]}),
        f"{CORE}.questions[1].show_if.any_of[1]",
        "profile.people has no choice maybe",
    ),
    (
        show({"question": "profile.route", "includes": "moon"}),
        f"{CORE}.questions[1].show_if.includes",
        "profile.route has no choice moon",
    ),
    (
        show({"question": "profile.people", "includes": "yes"}),
        f"{CORE}.questions[1].show_if.includes",
        "profile.people is not a question with several choices",
    ),
    (
        show({"question": "profile.route", "equals": "own"}),
        f"{CORE}.questions[1].show_if.equals",
        "profile.route has several choices; use includes",
    ),
    (
        show({"question": "value.goal", "at_least": 5}),
        f"{CORE}.questions[1].show_if.at_least",
        "value.goal has no level 5; its levels are 0 to 4",
    ),
    (
        show({"question": "value.goal", "equals": True}),
        f"{CORE}.questions[1].show_if.equals",
        "value.goal has no level True; its levels are 0 to 4",
    ),
    (
        show({"question": "profile.people", "at_least": 1}),
        f"{CORE}.questions[1].show_if.at_least",
        "profile.people has neither levels nor a number",
    ),
    (
        show({"question": "value.sold", "equals": "perhaps"}),
        f"{CORE}.questions[1].show_if.equals",
        "value.sold is answered with true, false or partly",
    ),
    (
        show({"any": [{"not": {"question": "profile.nothing", "equals": 1}}]}),
        f"{CORE}.questions[1].show_if.any[0].not.question",
        "there is no question profile.nothing",
    ),
    (
        lambda c: c["asides"][0]["show_if"].update(any_of=["idea", "never"]),
        "asides[0].show_if.any_of[1]",
        "profile.stage has no choice never",
    ),
    (
        lambda c: question(c, 1, 0, 1)["examples"][1]["show_if"].update(equals="never"),
        "parts[1].sections[0].questions[1].examples[1].show_if.equals",
        "profile.stage has no choice never",
    ),
    (
        lambda c: question(c, 1, 0, 1)["not_applicable"]["allowed_if"].update(at_least=9),
        "parts[1].sections[0].questions[1].not_applicable.allowed_if.at_least",
        "build.speed has no level 9; its levels are 0 to 4",
    ),
    (
        lambda c: c["profile"][1]["ask_again_if"].update(question="gone"),
        "profile[1].ask_again_if.question",
        "there is no question gone",
    ),
    (
        show({"question": "value.fairness", "at_least": 1}),
        f"{CORE}.questions[1].show_if",
        "whether value.fairness is shown depends on itself",
    ),
    (
        lambda c: c.update(translations={"en": {}}),
        "translations.en",
        "this is the bank's own language",
    ),
    (
        lambda c: c.update(translations={"fr": {"value.goal/levels/5": "Parfait."}}),
        "translations.fr.value.goal/levels/5",
        "there is no text value.goal/levels/5",
    ),
    (
        lambda c: question(c, 0, 0, 0).update(effort=[1, 2]),
        f"{CORE}.questions[0].effort",
        "needs 4 steps, has 2",
    ),
    (
        lambda c: question(c, 0, 0, 2)["choices"][1].update(code="a"),
        f"{CORE}.questions[2].choices",
        "the code a stands more than once",
    ),
    (
        lambda c: question(c, 1, 0, 3).update(maximum=-1),
        "parts[1].sections[0].questions[3].maximum",
        "lies below minimum",
    ),
    (lambda c: c.update(title=" "), "title", "this is empty"),
]


@pytest.mark.parametrize(("edit", "path", "message"), AGREEMENTS)
def test_a_disagreement_is_the_one_problem_at_its_path(edit: Edit, path: str, message: str) -> None:
    assert problems_after(edit) == [(path, message)]


def test_a_loop_of_conditions_over_a_section_and_a_part_names_the_questions_in_it() -> None:
    def edit(content: dict[str, Any]) -> None:
        content["parts"][1]["show_if"] = {"question": "value.segments", "at_least": 1}
        content["parts"][0]["sections"][1]["show_if"] = {"question": "build.speed", "at_least": 1}

    assert problems_after(edit) == [
        (
            "parts[0].sections[1].questions[0].show_if",
            "whether value.segments is shown depends on itself",
        ),
        (
            "parts[1].sections[0].questions[0].show_if",
            "whether build.speed is shown depends on itself",
        ),
    ]


def test_a_condition_on_not_applicable_may_look_back_at_its_own_part() -> None:
    def edit(content: dict[str, Any]) -> None:
        rule = {"when": "if so", "allowed_if": {"question": "build.reasons", "at_least": 1}}
        question(content, 1, 0, 0)["not_applicable"] = rule

    content = small_content()
    edit(content)
    assert tree_problems(content) == []


def test_translations_may_name_every_text_of_the_bank() -> None:
    texts = {
        "title": "Petite",
        "scoring/levels/framed/name": "Cadré",
        "asides/0/opens": "avant",
        "value/short_title": "Valeur",
        "value.core/title": "Noyau",
        "value.goal/levels/4": "Tenu.",
        "value.skills/choices/c/not_applicable": "personne",
        "value.segments/not_applicable/when": "s'il y en a un",
        "build.reasons/examples/1/text": "Idée",
        "build.users/unit": "gens",
    }
    assert small_bank(translations={"fr": texts}).translations["fr"] == texts


def test_a_bank_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        small_bank().title = "Another"


@pytest.mark.parametrize(
    ("number", "plain"), [(1.0, 1), (0.25, 0.25), (-3.0, -3), (1e300, 1e300), (4, 4)]
)
def test_whole_numbers_become_ints_while_they_are_exact(number: float, plain: float) -> None:
    found = plain_number(number)
    assert (found, type(found)) == (plain, type(plain))


def test_a_condition_may_compare_a_number_a_text_and_a_date() -> None:
    content = small_content()
    wanted = {"build.users": 5, "build.story": "yes", "build.since": "2026-01-01"}
    compares = [{"question": code, "equals": value} for code, value in wanted.items()]
    many = {"question": "build.users", "at_most": 100}
    question(content, 0, 0, 1)["show_if"] = {"any": [*compares, many]}
    assert tree_problems(content) == []


def test_misshapen_floors_and_translations_are_left_to_the_structure() -> None:
    content = small_content()
    content["scoring"]["floors"]["value"] = {"framed": "many", "proven": 3}
    content["scoring"]["floors"]["build"] = 7
    content["translations"] = {"fr": "tout"}
    assert tree_problems(content) == []


def test_the_profile_is_told_apart_by_its_codes() -> None:
    assert small_bank().profile_codes == {"profile.stage", "profile.people", "profile.route"}
