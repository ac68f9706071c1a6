"""The banks beside the two of the guide: complete, sourced, and right in number."""

from functools import cache
from typing import Any

import pytest

from assessments.banks.formats.canonical import content_of
from assessments.banks.formats.native import write_bank
from assessments.banks.lint import lint
from assessments.banks.shipped import shipped_bank, shipped_file
from assessments.scoring.bank import Bank, Question, RubricQuestion

FULL, QUICK, GENAI = "ml-readiness", "quick-check", "genai-readiness"
TESTS, OUTCOMES = "ml-test-score", "nist-ai-rmf"
MORE = (QUICK, GENAI, TESTS, OUTCOMES)
# The framework's category Measure 2 has 13 outcomes. On two pages it would be two categories, and
# count twice in the mean of its function.
CROWDED = {OUTCOMES: [("BANK011", "parts[2].sections[1].questions")]}

bank_of = cache(shipped_bank)


def asked(bank: Bank) -> list[Question]:
    return [question for part in bank.parts for question in part.questions]


@pytest.mark.parametrize(
    ("slug", "profile", "parts"),
    [
        (
            QUICK,
            7,
            {
                "business": (1, 4, 12, 3),
                "concepts": (1, 7, 21, 5),
                "model": (1, 6, 17, 6),
                "team": (1, 2, 6, 2),
                "ux": (1, 6, 18, 4),
                "eng": (1, 4, 12, 3),
            },
        ),
        (
            GENAI,
            11,
            {
                "task": (2, 6, 14, 2),
                "eval": (2, 8, 18, 2),
                "ground": (2, 7, 16, 2),
                "build": (3, 11, 23, 2),
                "safety": (3, 10, 24, 5),
                "data": (2, 7, 17, 3),
                "use": (2, 8, 19, 4),
            },
        ),
        (TESTS, 0, dict.fromkeys(("data", "model", "infra", "monitor"), (1, 7, 7, 0))),
        (
            OUTCOMES,
            19,
            {
                "govern": (6, 19, 19, 0),
                "map": (5, 18, 18, 0),
                "measure": (4, 22, 22, 0),
                "manage": (4, 13, 13, 0),
            },
        ),
    ],
)
def test_each_part_has_its_sections_questions_weight_and_gates(
    slug: str, profile: int, parts: dict[str, tuple[int, int, int, int]]
) -> None:
    bank = bank_of(slug)
    assert len(bank.profile) == profile
    assert {
        part.code: (
            len(part.sections),
            len(part.questions),
            sum(question.weight for question in part.questions),
            sum(question.gate is not None for question in part.questions),
        )
        for part in bank.parts
    } == parts


@pytest.mark.parametrize("slug", MORE)
def test_lint_has_nothing_to_say_but_what_is_meant(slug: str) -> None:
    found = [(finding.id, finding.path) for finding in lint(bank_of(slug))]
    assert found == CROWDED.get(slug, [])


@pytest.mark.parametrize("slug", MORE)
def test_the_shipped_file_is_byte_for_byte_what_an_export_gives(slug: str) -> None:
    assert write_bank(bank_of(slug)) == shipped_file(slug).read_bytes()


@pytest.mark.parametrize("slug", MORE)
def test_the_bank_says_whose_it_is_and_that_nobody_endorses_it(slug: str) -> None:
    bank = bank_of(slug)
    assert bank.licence == "Own wording, under the licence of the ML readiness project."
    assert "Independent work" in bank.attribution
    assert "endorse" in bank.attribution
    assert "https://" in bank.source


@pytest.mark.parametrize("slug", MORE)
def test_every_part_and_section_is_described(slug: str) -> None:
    for part, section in bank_of(slug).iter_sections():
        assert len(part.description) > 80, part.code
        assert len(section.description) > 30, section.code


def test_the_quick_check_asks_what_weighs_three_or_is_a_gate_word_for_word() -> None:
    full, quick = content_of(bank_of(FULL)), content_of(bank_of(QUICK))
    wanted = [
        question
        for question in _questions(full)
        if question.get("weight", 1) == 3 or "gate" in question
    ]
    # Its mark is open only after a question that the quick check does not ask.
    (explanations,) = (found for found in wanted if found["code"] == "ux.explanations")
    assert explanations.pop("not_applicable")["allowed_if"]["question"] == (
        "concepts.explainability_need"
    )
    assert _questions(quick) == wanted
    codes = {question["code"] for question in quick["profile"]}
    assert quick["profile"] == [found for found in full["profile"] if found["code"] in codes]


def test_the_quick_check_scores_as_the_full_bank_but_stops_at_proven_and_stays_provisional() -> (
    None
):
    full, quick = content_of(bank_of(FULL))["scoring"], content_of(bank_of(QUICK))["scoring"]
    assert quick.pop("highest_level") == "proven"
    assert "full bank" in quick.pop("highest_level_reason")
    assert quick.pop("always_provisional") is True
    assert quick == full


def _questions(content: dict[str, Any]) -> list[dict[str, Any]]:
    sections = (section for part in content["parts"] for section in part["sections"])
    return [question for section in sections for question in section["questions"]]


@pytest.mark.parametrize(("slug", "levels"), [(GENAI, 5), (TESTS, 3), (OUTCOMES, 4)])
def test_every_question_is_complete(slug: str, levels: int) -> None:
    for question in asked(bank_of(slug)):
        texts = (question.why, question.improvement, question.evidence_hint)
        assert all(len(text) > 8 for text in texts), question.code
        assert question.answered_by is not None, question.code
        assert isinstance(question, RubricQuestion)
        assert len(set(question.levels)) == levels, question.code
        assert len(question.effort) == levels - 1, question.code
        assert bool(question.source) == (question.origin != "own"), question.code


def test_the_28_tests_are_numbered_and_their_bands_touch() -> None:
    bank = bank_of(TESTS)
    names = ("Data", "Model", "Infra", "Monitor")
    numbers = [f"ML Test Score, {name} {number}" for name in names for number in range(1, 8)]
    assert [question.source for question in asked(bank)] == numbers
    assert [level.up_to for level in bank.scoring.levels] == [0, 1, 2, 3, 5, None]


def test_the_72_outcomes_have_the_numbers_of_the_framework() -> None:
    bank = bank_of(OUTCOMES)
    of_each = {
        "govern": (7, 3, 2, 3, 2, 2),
        "map": (6, 3, 5, 2, 2),
        "measure": (3, 13, 3, 3),
        "manage": (4, 4, 2, 3),
    }
    numbers = [
        (function, category, outcome)
        for function, sizes in of_each.items()
        for category, size in enumerate(sizes, 1)
        for outcome in range(1, size + 1)
    ]
    assert len(numbers) == 72
    found = asked(bank)
    assert [question.code for question in found] == [f"{f}.{c}_{o}" for f, c, o in numbers]
    assert [question.source for question in found] == [
        f"NIST AI RMF 1.0, {f.upper()} {c}.{o}" for f, c, o in numbers
    ]
    assert bank.scoring.targets == {f"{f}.{c}_{o}": f"profile.{f}_{c}" for f, c, o in numbers}


@pytest.mark.parametrize(
    "risk",
    [
        "CBRN information or capabilities",
        "confabulation",
        "dangerous, violent or hateful content",
        "data privacy",
        "environmental impacts",
        "harmful bias",
        "human-AI configuration",
        "information integrity",
        "information security",
        "intellectual property",
        "obscene, degrading or abusive content",
        "value chain and component integration",
    ],
)
def test_each_of_the_twelve_risks_is_asked_about(risk: str) -> None:
    assert [question.code for question in asked(bank_of(GENAI)) if risk in question.source]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("users", "safety.vulnerable_people"),
        ("users", "safety.misuse"),
        ("outputs", "safety.made_media"),
        ("retrieval", "ground.sources"),
        ("tools", "safety.tools"),
        ("tools", "safety.undo"),
        ("hosting", "build.exit"),
        ("hosting", "build.own_weights"),
        ("tuning", "build.tuning_data"),
        ("languages", "eval.languages"),
        ("personal_data", "data.personal"),
        ("affects_people", "use.contest"),
    ],
)
def test_the_profile_switches_what_does_not_fit_every_product(said: str, code: str) -> None:
    bank = bank_of(GENAI)
    sections = {section.code: section for _, section in bank.iter_sections()}
    holder = sections.get(code) or bank.questions[code]
    assert holder.show_if is not None
    assert holder.show_if.question == f"profile.{said}"
