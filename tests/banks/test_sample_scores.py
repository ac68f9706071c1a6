"""Real files of other tools, scored: the figures are those their own tools give."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from assessments.banks.formats import BankFile, read_file
from assessments.banks.formats.native import bank_of
from assessments.scoring.answers import Answer
from assessments.scoring.bank import Bank, MultipleQuestion
from assessments.scoring.engine import score
from assessments.scoring.scorecard import Scorecard
from assessments.scoring.visibility import visible
from tests.banks.lens_files import odd_lens, plain_lens, raw
from tests.banks.survey_files import impact_survey
from tests.samples import LENS, SURVEY, expected, needs_samples, sample
from tests.scoring.small_bank import said

ON = date(2026, 3, 1)
RISKS = {"none": "NO_RISK", "medium": "MEDIUM_RISK", "high": "HIGH_RISK", None: "None"}


def bank_from(content: bytes) -> Bank:
    return bank_of(dict(read_file(BankFile(content)).content))


def risks(bank: Bank, choose: Any) -> dict[str, int]:
    """Count the risks when `choose` says of every question which choices are ticked."""
    questions = [q for q in bank.questions.values() if isinstance(q, MultipleQuestion)]
    card = score(bank, {q.code: said(choose(q)) for q in questions}, ON)
    found: dict[str, int] = {}
    for question in questions:
        risk = RISKS[card.questions[question.code].outcome]
        found[risk] = found.get(risk, 0) + 1
    return found


def nothing(question: MultipleQuestion) -> list[str]:
    return [next(one.code for one in question.choices if one.exclusive)]


def everything(question: MultipleQuestion) -> list[str]:
    return [one.code for one in question.choices if not one.exclusive]


def first_only(question: MultipleQuestion) -> list[str]:
    return [question.choices[0].code]


@needs_samples
def test_the_real_lens_gives_the_risks_its_rules_give() -> None:
    bank, wanted = bank_from(sample(LENS)), expected(LENS)["riskIf"]
    assert risks(bank, nothing) == wanted["nothingSelected"]
    assert risks(bank, everything) == wanted["allExceptIdEnding_no"]
    assert risks(bank, first_only) == wanted["firstChoiceOnly"]


def test_the_first_true_rule_says_the_risk_and_the_default_one_else() -> None:
    bank = bank_from(raw(plain_lens()))
    assert risks(bank, nothing) == {"HIGH_RISK": 3}
    assert risks(bank, everything) == {"NO_RISK": 3}
    assert risks(bank, first_only) == {"MEDIUM_RISK": 1, "HIGH_RISK": 1, "NO_RISK": 1}


def test_where_no_rule_holds_and_none_is_the_default_there_is_no_risk_to_say() -> None:
    bank = bank_from(raw(odd_lens()))
    code = "reliability.rel_1_2"
    card = score(bank, {code: said(["REL_2_3"])}, ON)
    assert card.questions[code].outcome is None
    assert score(bank, {code: said(["REL_2_1"])}, ON).questions[code].outcome == "medium"


def figures(card: Scorecard) -> dict[str, Any]:
    return {figure.code: figure.value for figure in card.figures}


def most(card: Scorecard) -> dict[str, Any]:
    return {figure.code: figure.of for figure in card.figures}


class Assessment:
    """The real assessment with answers put together from points."""

    def __init__(self) -> None:
        self.bank = bank_from(sample(SURVEY))
        self.wanted = expected(SURVEY)
        scoring: Any = self.bank.scoring
        self.raw, self.mitigation = (set(getattr(scoring, key)) for key in ("raw", "mitigation"))

    def counted(self, names: set[str]) -> list[Any]:
        found = []
        for _, section in self.bank.iter_sections():
            inside = section.code in names
            found += [q for q in section.questions if inside or q.code in names]
        return [q for q in found if hasattr(q, "choices")]

    def best(self, names: set[str]) -> dict[str, Answer]:
        """Answer each question with what gives the most points."""
        answers = {}
        for question in self.counted(names):
            best = max(question.choices, key=lambda one: one.points).code
            ticked = [one.code for one in question.choices if one.points > 0]
            answers[question.code] = said(ticked if question.kind == "multiple" else best)
        return answers

    def worth(self, points: int) -> dict[str, Answer]:
        """Answer raw questions so that they come to exactly so many points."""
        reached: dict[int, dict[str, Answer]] = {0: {}}
        for question in self.counted(self.raw):
            for total, answers in list(reached.items()):
                for one in question.choices:
                    value = [one.code] if question.kind == "multiple" else one.code
                    more = {**answers, question.code: said(value)}
                    reached.setdefault(total + int(one.points), more)
        return reached[points]

    def result(self, *answers: dict[str, Answer]) -> list[int]:
        merged = {code: answer for each in answers for code, answer in each.items()}
        card = score(self.bank, merged, ON)
        found = figures(card)
        level = self.bank.scoring.level_codes.index(card.level or "i") + 1
        return [*(int(found[key]) for key in ("raw", "mitigation", "total")), level]


PHASE = "project_details.project_details_phase"
DESIGN, LIVE = {PHASE: said("item1")}, {PHASE: said("item2")}


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return Assessment()


@needs_samples
def test_the_real_assessment_has_the_maxima_its_own_code_finds(assessment: Assessment) -> None:
    wanted = assessment.wanted
    card = score(assessment.bank, DESIGN, ON)
    assert (most(card)["raw"], most(card)["mitigation"]) == (
        wanted["maxRaw"],
        wanted["maxMitigation"],
    )
    assert figures(card)["gate"] == Fraction(str(wanted["mitigationThreshold80"]))
    assert len(assessment.counted(assessment.raw)) == wanted["scoredRaw"]
    assert len(assessment.counted(assessment.mitigation)) == wanted["scoredMitigation"]
    bounds = [level.up_to for level in assessment.bank.scoring.levels[:-1]]
    assert bounds == wanted["levelThresholds"]


@needs_samples
@pytest.mark.parametrize("answered", [DESIGN, {}])
def test_the_real_assessment_gives_the_levels_from_their_first_score_on(
    assessment: Assessment, answered: dict[str, Answer]
) -> None:
    for points, level in assessment.wanted["firstRawScoreOfEachLevelWithoutDeduction"]:
        assert assessment.result(answered, assessment.worth(points))[2:] == [points, level]
        if points:
            below = assessment.result(answered, assessment.worth(points - 1))
            assert below[2:] == [points - 1, level - 1]


@needs_samples
def test_the_real_assessment_gives_the_results_of_its_examples(assessment: Assessment) -> None:
    wanted = assessment.wanted["examples"]
    full, easing = assessment.best(assessment.raw), assessment.best(assessment.mitigation)
    assert assessment.result({}) == wanted["empty"]
    assert assessment.result(full) == wanted["allMaxRaw_noMitigation"]
    assert assessment.result(DESIGN, full, easing) == wanted["allMaxRaw_designMitigationMax"]
    for points in (10, 30):
        found = assessment.result(DESIGN, assessment.worth(points), easing)
        assert found == wanted[f"raw{points}_designMitigationMax"]


@needs_samples
def test_points_of_hidden_questions_leave_the_real_assessment_at_once(
    assessment: Assessment,
) -> None:
    easing = assessment.best(assessment.mitigation)
    design = {code: a for code, a in easing.items() if "design" in code.rsplit(".", 1)[1]}
    ten = assessment.worth(10)
    assert assessment.result(DESIGN, ten, design) == [10, 43, 9, 1]
    assert assessment.result(LIVE, ten, design) == [10, 0, 10, 1]
    assert assessment.result(ten, design) == [10, 0, 10, 1]


def test_half_a_point_is_rounded_up_and_hidden_points_are_given_back() -> None:
    bank = bank_from(raw(impact_survey()))
    ten = {
        "risk.risk1": said("item1_4"),
        "risk.risk2": said(["a_3"]),
        "risk.risk4": said("item1_3"),
        "before.before1": said("item1_4"),
        "before.after1": said("item2_0"),
        "project.phase": said("item1"),
    }
    # The forward question is asked only after the launch: before it, its 3 points are not there.
    before = score(bank, ten, ON)
    assert "risk.risk4" in visible(bank, ten).hidden
    assert {**figures(before), "share": None} == {
        "raw": 7,
        "mitigation": 4,
        "gate": Fraction(16, 5),
        "discount": 1,
        "total": 6,
        "share": None,
    }
    after = score(bank, ten | {"project.phase": said("item2")}, ON)
    assert [figures(after)[key] for key in ("raw", "mitigation", "total")] == [10, 0, 10]
    eased = score(
        bank, ten | {"project.phase": said("item2"), "before.after1": said("item1_4")}, ON
    )
    # 0.85 x 10 is 8.5, which is 9.
    assert [figures(eased)[key] for key in ("raw", "mitigation", "total")] == [10, 4, 9]
