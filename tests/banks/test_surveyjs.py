"""Surveys come in with their conditions, languages and points; what cannot be carried is listed."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.banks.formats import BankFile, Imported, read_file
from assessments.banks.formats.native import bank_of
from assessments.scoring.bank import Bank
from tests.banks.any_json import put_anything
from tests.banks.lens_files import raw
from tests.banks.survey_files import asked, choice, impact_survey, mixed_survey, page, panel, yes_no
from tests.examples import examples
from tests.samples import SURVEY, expected, needs_samples, sample


def read(tree: Any) -> Imported:
    return read_file(BankFile(raw(tree), "survey.json"))


def bank(found: Imported) -> Bank:
    assert found.errors == ()
    return bank_of(dict(found.content))


def test_a_survey_is_counted_as_it_stands() -> None:
    found = read(impact_survey())
    assert (found.format, found.title) == ("surveyjs", "Small impact v0.9")
    # Part, sections, questions, choices without "other", no rules, conditions, languages.
    assert found.counts == (3, 4, 8, 14, 0, 4, ("en", "fr"))
    assert dict(found.losses) == {
        "showProgressBar": "A bank has no place for this: top",
        "pages[0].elements[0].html": "The formatting of this text is left out.",
    }


def test_pages_of_one_title_are_one_part_and_a_page_in_front_is_the_description() -> None:
    made = bank(read(impact_survey()))
    assert [(part.code, part.title, len(part.sections)) for part in made.parts] == [
        ("project", "Project", 1),
        ("risk", "Risk", 1),
        ("before", "Easing", 2),
    ]
    assert made.description == "Hello you"
    assert made.translations["fr"]["description"] == "Salut"
    assert made.translations["fr"]["risk.risk2/choices/a_3/text"] == "Â"


def test_conditions_hide_until_the_answer_is_there() -> None:
    made = bank(read(impact_survey()))
    section = made.parts[2].sections[1].model_dump(exclude_none=True)
    assert section["show_if"] == {
        "all": (
            {"question": "project.phase", "answered": True},
            {"question": "project.phase", "equals": "item2"},
        )
    }
    forward = made.questions["risk.risk4"].model_dump(exclude_none=True)
    assert forward["show_if"] == {"question": "before.after1", "answered": True}


def test_names_say_what_counts_and_values_what_it_is_worth() -> None:
    made = bank(read(impact_survey()))
    scoring = made.scoring.model_dump()
    assert scoring["method"] == "two_scores"
    assert scoring["raw"] == ("risk.risk",)
    assert scoring["mitigation"] == ("before.before1", "before.after")
    assert (scoring["gate"], scoring["discount"], scoring["variants"]) == (80, 15, 2)
    points = {one.code: one.points for one in made.questions["risk.risk2"].choices}
    assert points == {"a_3": 3, "b_2": 2, "c": 0, "other": 0}
    assert made.questions["risk.risk2"].by_code["other"].needs_reason
    assert made.questions["before.before2_ns"].choices[0].points is None


def test_an_old_assessment_says_that_its_flat_deduction_is_another() -> None:
    survey = impact_survey() | {"title": "Impact v0.4"}
    assert "This version took 10 points off" in dict(read(survey).losses)[""]


MIXED_LOSSES = {
    "triggers": "A bank has no place for this: [{'type': 'complete', 'expression': '{size} = 1'}]",
    "calculatedValues": "A bank has no place for this: [{'name': 'twice', 'expression': '{size} * 2'}]",
    "elements[0].labelTrue": "A bank has no place for this: Indeed",
    "elements[1].validators": "Answers are checked by their kind only.",
    "elements[3].inputType": "It is asked as a text.",
    "elements[5].visibleIf": "It is always shown: {twice} is no question that was imported. {twice} > 3",
    "elements[6].choices[0].imageLink": "A bank has no place for this: x.png",
    "elements[7]": "There is no kind of question for an element of the type 'ranking'.",
    "elements[8].choicesByUrl": "A bank has no place for this: {'url': 'https://example.org'}",
    "elements[8].choices": "Without choices it is asked in words.",
    "elements[11].elements[0].title": "A section has no sections of its own: Deep",
    "elements[11].elements[0].elements[0].visibleIf": "Whether it is shown depends on itself; it is always shown.",
    "elements[12]": "There is no kind of question for an element of the type 'paneldynamic'.",
    "elements[13]": "Two questions have the name size; conditions mean the first.",
}


def test_every_type_of_element_is_a_question_or_a_loss() -> None:
    found = read(mixed_survey())
    made = bank(found)
    assert dict(found.losses) == MIXED_LOSSES
    kinds = [
        (code.removeprefix("page1."), question.kind) for code, question in made.questions.items()
    ]
    assert kinds == [
        ("owner", "boolean"),
        ("size", "number"),
        ("since", "date"),
        ("mail", "text"),
        ("ease", "single"),
        ("land", "single"),
        ("pics", "multiple"),
        ("empty", "text"),
        ("grid_speed", "single"),
        ("grid_cost", "single"),
        ("who_first", "text"),
        ("who_last", "text"),
        ("why", "text"),
        ("size_2", "text"),
    ]
    assert (made.language, made.scoring.method) == ("de", "additive")
    assert [one.text for one in made.questions["page1.ease"].choices] == ["1", "2", "3"]
    assert made.questions["page1.land"].by_code["none"].exclusive
    assert made.questions["page1.grid_cost"].title == "Grid: Cost"
    inner = next(s for part in made.parts for s in part.sections if s.ref == "inner")
    assert inner.model_dump(exclude_none=True)["show_if"]["all"][1]["any_of"] == ("de", "fr")


def test_a_survey_without_any_number_says_that_nothing_counts() -> None:
    found = read({"title": "T", "pages": [page("p", asked("radiogroup", "q", "a", "b"))]})
    assert dict(found.losses)[""].startswith("The survey states no points")
    assert [one.points for one in bank(found).questions["p.q"].choices] == [0, 0]


def test_a_condition_that_can_never_hold_is_listed() -> None:
    survey = {
        "title": "T",
        "pages": [page("p", yes_no("a", 1), yes_no("b", 1, visibleIf="{a} = 'gone'"))],
    }
    assert dict(read(survey).losses)["pages[0].elements[1].visibleIf"] == (
        "No answers make this true; it is shown here, and hidden there."
    )


def test_the_last_hyphen_says_the_points_and_a_number_is_worth_itself() -> None:
    values = [
        choice("a-b-2", "A"),
        choice("n-", "N"),
        choice("x-1.5", "X"),
        4,
        choice("m--3", "M"),
        "7",
    ]
    survey = {
        "title": "T",
        "pages": [page("p", panel("p-RS", asked("radiogroup", "q", *values), yes_no("e-MS", 1)))],
    }
    made = bank(read(survey))
    assert [one.points for one in made.questions["p.q"].choices] == [2, 0, 1.5, 4, 3, 0]
    assert made.scoring.model_dump()["mitigation"] == ("p.e_ms",)


def test_more_conditions_than_any_survey_has_are_refused() -> None:
    long = " or ".join(["{q} = 'a'"] * 300)
    elements = [asked("text", f"q{n}", visibleIf=long) for n in range(200)]
    (problem,) = read({"title": "T", "elements": elements}).errors
    assert problem.message == "Its conditions have more than 500000 characters."


def test_of_many_conditions_that_wait_for_themselves_all_are_taken_away() -> None:
    elements = [asked("text", f"q{n}", visibleIf=f"{{q{n}}} notempty") for n in range(9)]
    found = read({"title": "T", "elements": elements})
    assert [loss.path for loss in found.losses if "itself" in loss.reason] == [
        f"elements[{n}].visibleIf" for n in range(9)
    ]
    assert found.counts.conditions == 0


def test_a_list_with_more_than_a_hundred_choices_is_kept_whole() -> None:
    offices = asked("dropdown", "office", *(choice(f"{n:03}", f"Office {n}") for n in range(150)))
    made = bank(read({"title": "T", "pages": [page("p", offices)]}))
    assert len(made.questions["p.office"].choices) == 150


@settings(max_examples=examples(120), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_value_anywhere_in_a_survey_brings_out_an_exception(data: st.DataObject) -> None:
    survey = data.draw(st.sampled_from([impact_survey, mixed_survey]))()
    put_anything(data, survey, deepest=8)
    found = read_file(BankFile(raw(survey), "survey.json"), "surveyjs")
    if found.errors:
        assert [problem.path for problem in found.errors] == ["pages"]
    else:
        assert found.title
        assert {problem.path for problem in found.unfinished} <= {"parts"}


@needs_samples
def test_the_real_assessment_yields_what_is_expected_of_it() -> None:
    wanted = expected(SURVEY)
    found = read_file(BankFile(sample(SURVEY), SURVEY))
    counts = found.counts
    assert (counts.questions, counts.choices) == (wanted["inputs"], wanted["choices"])
    assert counts.conditions == wanted["conditionalElements"] + wanted["conditionalPages"]
    assert counts.languages == ("en", "fr")
    made = bank(found)
    kinds = [question.kind for question in made.questions.values()]
    assert kinds.count("multiple") == wanted["types"]["checkbox"]
    assert kinds.count("single") == wanted["types"]["radiogroup"] + wanted["types"]["dropdown"]
    assert {loss.path for loss in found.losses} == {
        "showQuestionNumbers",
        "showProgressBar",
        "firstPageIsStarted",
        "pages[1].elements[0].elements[2].choicesOrder",
        "pages[1].elements[0].elements[7].isRequired",
        *(f"pages[{page}].elements[0].html" for page in (0,)),
        *(f"pages[{page}].elements[0].elements[0].html" for page in (6, 10, 11)),
    }
