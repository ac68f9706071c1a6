"""The two banks of the guide hold all of its content, and the one is a part of the other."""

import re
from functools import cache

import pytest

from assessments.banks.formats.canonical import content_of
from assessments.banks.formats.native import write_bank
from assessments.banks.lint import lint
from assessments.banks.shipped import shipped_bank, shipped_file, shipped_slugs
from assessments.scoring.answers import Answer, State
from assessments.scoring.bank import Bank, MultipleQuestion, Question, RubricQuestion
from assessments.scoring.visibility import asked_again

FULL, GUIDE = "ml-readiness", "ml-readiness-guide"

bank_of = cache(shipped_bank)


def scored(bank: Bank) -> list[Question]:
    return [question for part in bank.parts for question in part.questions]


def test_exactly_these_banks_are_shipped() -> None:
    further = {"genai-readiness", "ml-test-score", "nist-ai-rmf", "quick-check"}
    assert set(shipped_slugs()) == {FULL, GUIDE} | further


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        (
            FULL,
            {
                "business": (4, 17, 37, 3),
                "concepts": (3, 14, 35, 5),
                "model": (4, 18, 41, 6),
                "team": (3, 12, 24, 2),
                "ux": (5, 21, 45, 4),
                "eng": (3, 16, 36, 3),
            },
        ),
        (
            GUIDE,
            {
                "business": (4, 13, 27, 1),
                "concepts": (3, 13, 32, 4),
                "model": (4, 15, 35, 5),
                "team": (3, 11, 21, 1),
                "ux": (5, 19, 41, 3),
                "eng": (3, 10, 22, 1),
            },
        ),
    ],
)
def test_each_part_has_its_sections_questions_weight_and_gates(
    slug: str, expected: dict[str, tuple[int, int, int, int]]
) -> None:
    found = {
        part.code: (
            len(part.sections),
            len(part.questions),
            sum(question.weight for question in part.questions),
            sum(question.gate is not None for question in part.questions),
        )
        for part in bank_of(slug).parts
    }
    assert found == expected


@pytest.mark.parametrize(
    ("slug", "questions", "weight", "gates"), [(FULL, 98, 218, 23), (GUIDE, 81, 178, 15)]
)
def test_the_whole_bank_has_its_questions_weight_and_gates(
    slug: str, questions: int, weight: int, gates: int
) -> None:
    found = scored(bank_of(slug))
    assert len(found) == questions
    assert sum(question.weight for question in found) == weight
    assert sum(question.gate is not None for question in found) == gates


@pytest.mark.parametrize("slug", [FULL, GUIDE])
def test_every_question_says_why_and_how_and_what_it_takes(slug: str) -> None:
    for question in scored(bank_of(slug)):
        texts = (question.why, question.improvement, question.evidence_hint)
        assert all(len(text) > 8 for text in texts), question.code
        assert question.answered_by is not None, question.code
        assert question.effort, question.code
        assert question.origin in {"guide", "beyond"}


@pytest.mark.parametrize("slug", [FULL, GUIDE])
def test_every_rubric_has_five_levels_and_four_steps(slug: str) -> None:
    for question in scored(bank_of(slug)):
        if isinstance(question, RubricQuestion):
            assert len(set(question.levels)) == 5, question.code
            assert len(question.effort) == 4, question.code
        else:
            assert isinstance(question, MultipleQuestion)
            assert [choice.code for choice in question.choices if choice.exclusive] == ["none"]


@pytest.mark.parametrize("slug", [FULL, GUIDE])
def test_every_part_and_section_is_described(slug: str) -> None:
    for part, section in bank_of(slug).iter_sections():
        assert len(part.description) > 80
        assert len(section.description) > 40


def test_nine_profile_questions_stand_in_front_of_the_full_bank() -> None:
    assert [question.code.partition(".")[2] for question in bank_of(FULL).profile] == [
        "stage",
        "target_level",
        "value_route",
        "output_kind",
        "model_origin",
        "affects_people",
        "personal_data",
        "serving",
        "themes",
    ]


def test_seventeen_questions_go_beyond_the_guide_and_name_their_source() -> None:
    beyond = [question for question in scored(bank_of(FULL)) if question.origin == "beyond"]
    assert len(beyond) == 17
    assert all(question.source for question in beyond)


def test_the_full_bank_without_what_is_beyond_equals_the_guide_bank() -> None:
    full, guide = content_of(bank_of(FULL)), content_of(bank_of(GUIDE))
    for held in [full, *(section for part in full["parts"] for section in part["sections"])]:
        for key in ("profile", "questions"):
            if key in held:
                held[key] = [question for question in held[key] if question["origin"] != "beyond"]
    assert full["parts"] == guide["parts"]
    assert full["profile"] == guide["profile"]
    for key in ("highest_level", "highest_level_reason"):
        guide["scoring"].pop(key)
    assert full["scoring"] == guide["scoring"]
    for key in ("publisher", "licence", "source"):
        assert full[key] == guide[key]


def test_the_guide_bank_stops_at_proven_and_says_why() -> None:
    scoring = bank_of(GUIDE).scoring
    assert scoring.highest_level == "proven"
    for missing in ("monitoring", "way back", "fairness", "accountability"):
        assert missing in scoring.highest_level_reason
    assert bank_of(FULL).scoring.highest_level is None


def test_each_bank_says_that_it_is_independent_and_on_what_it_is_based() -> None:
    for slug in (FULL, GUIDE):
        bank = bank_of(slug)
        assert "Independent work, based on the questions of" in bank.attribution
        assert "Yael Gavish" in bank.source
        assert "https://medium.com/" in bank.source


@pytest.mark.parametrize(
    ("level", "floors"),
    [
        ("framed", (40, 25, 20, 25, 10, 0)),
        ("proven", (45, 45, 45, 40, 25, 20)),
        ("launch_ready", (60, 60, 65, 60, 60, 60)),
        ("scale_ready", (75, 75, 80, 75, 75, 75)),
    ],
)
def test_floors_are_those_of_the_guide(level: str, floors: tuple[int, ...]) -> None:
    found = bank_of(FULL).scoring.floors
    parts = ("business", "concepts", "model", "team", "ux", "eng")
    assert tuple(found[part][level] for part in parts) == floors


def test_the_switches_of_the_profile_are_those_of_the_guide() -> None:
    bank = bank_of(FULL)
    shown = {
        holder.code: holder.show_if.model_dump(exclude_none=True)
        for _, section in bank.iter_sections()
        for holder in (section, *section.questions)
        if holder.show_if is not None
    }

    def routed(route: str) -> dict[str, str]:
        return {"question": "profile.value_route", "includes": route}

    def yes(code: str) -> dict[str, str]:
        return {"question": f"profile.{code}", "equals": "yes"}

    assert shown == {
        "business.internal": routed("internal"),
        "business.customer": routed("customer"),
        "business.expansion": routed("expansion"),
        "concepts.fairness_groups": yes("affects_people"),
        "ux.human_oversight_appeal": yes("affects_people"),
        "eng.data_protection": yes("personal_data"),
    }


def test_not_applicable_depends_on_other_answers_in_five_questions_only() -> None:
    rules = {
        (code, key): getattr(question.not_applicable, key).model_dump(exclude_none=True)
        for code, question in bank_of(FULL).questions.items()
        if question.not_applicable
        for key in ("allowed_if", "closed_if", "suggested_if")
        if getattr(question.not_applicable, key)
    }
    grouping = {"question": "profile.output_kind", "equals": "grouping"}
    assert rules == {
        ("concepts.labelled_examples", "suggested_if"): grouping,
        ("model.labelling", "suggested_if"): grouping,
        ("ux.proof_from_past", "suggested_if"): grouping,
        ("ux.explanations", "allowed_if"): {
            "question": "concepts.explainability_need",
            "at_least": 2,
        },
        ("ux.human_oversight_appeal", "allowed_if"): {
            "question": "business.affected_people",
            "at_least": 2,
        },
        ("eng.security_third_party", "closed_if"): {
            "question": "profile.model_origin",
            "any_of": ("tuned", "hosted"),
        },
    }


def test_every_value_of_the_help_switches_has_examples() -> None:
    bank = bank_of(FULL)
    used = set()
    for question in scored(bank):
        for example in question.examples:
            condition = example.show_if.model_dump(exclude_none=True)
            wanted = condition.get("equals") or condition.get("includes")
            used.update(
                (condition["question"], code) for code in condition.get("any_of", (wanted,))
            )
    for switch in ("output_kind", "serving", "themes"):
        code = f"profile.{switch}"
        offered = {choice.code for choice in bank.questions[code].choices} - {"none"}
        assert {value for question, value in used if question == code} == offered


def test_theme_examples_stand_at_every_question_of_the_business_part() -> None:
    business = bank_of(FULL).parts[0]
    assert [question.code for question in business.questions if not question.examples] == []


@pytest.mark.parametrize("slug", [FULL, GUIDE])
def test_no_note_on_how_a_text_came_about_is_left(slug: str) -> None:
    text = shipped_file(slug).read_text()
    assert (
        re.findall(r"\[(seen|recalled|derived)|per review|^ *basis:|guide\.md", text, re.IGNORECASE)
        == []
    )


@pytest.mark.parametrize("slug", [FULL, GUIDE])
def test_lint_has_nothing_to_say(slug: str) -> None:
    assert lint(bank_of(slug)) == []


@pytest.mark.parametrize("slug", [FULL, GUIDE])
def test_the_shipped_file_is_byte_for_byte_what_an_export_gives(slug: str) -> None:
    assert write_bank(bank_of(slug)) == shipped_file(slug).read_bytes()


def test_only_a_no_about_affected_people_is_asked_again_once_people_are_named() -> None:
    bank = bank_of(FULL)
    named = {"business.affected_people": Answer(State.ANSWERED, 2)}
    for said, again in (("no", ("profile.affects_people",)), ("yes", ())):
        answers = {**named, "profile.affects_people": Answer(State.ANSWERED, said)}
        assert asked_again(bank, answers) == again
