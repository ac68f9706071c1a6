"""Every page of an assessment opens for a bank of every method, empty, in part and in full."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.html import strip_tags

from assessments.answers import services
from assessments.answers.models import ActionItem, Assessment
from assessments.answers.services import refresh_summary
from assessments.reports.figures import NONE
from assessments.reports.spoken import spoken
from assessments.scoring.answers import State
from assessments.scoring.bank import Bank, Question
from assessments.scoring.bank_scoring import MeanTree
from assessments.scoring.what_if import Tried
from tests import factories
from tests.scoring.method_banks import METHOD_BANKS

PREFIX = "assessments/<id:pk>/"
ROWLESS = re.compile(r"answers/<code:code>/(save|evidence|restore)$|/(submit|reopen|invite)$")
OTHER_ROWS = frozenset({"pk", "code", "figure"})


def pages(found: Any = None, at: str = "") -> Iterator[tuple[str, str, frozenset[str]]]:
    """Give route, name and variables of every page below an assessment."""
    for pattern in (found or get_resolver()).url_patterns:
        route = at + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from pages(pattern, route)
        elif isinstance(pattern, URLPattern) and route.startswith(PREFIX):
            yield route, pattern.name or "", frozenset(pattern.pattern.converters)


def best(question: Question) -> Any:
    if question.kind == "rubric":
        return len(question.levels) - 1
    if question.kind == "boolean":
        return True
    codes = [choice.code for choice in question.choices if not choice.exclusive]
    return codes if question.kind == "multiple" else codes[-1]


def assessment_on(
    bank: Bank, *, answered: int = 0, said: Mapping[str, Any] | None = None
) -> Assessment:
    """Give an assessment with these answers, else with the first ones at their best."""
    row = factories.AssessmentFactory(bank_version=factories.version_of(bank))
    first = {code: best(question) for code, question in list(bank.questions.items())[:answered]}
    factories.make_answers(row, first if said is None else said)
    refresh_summary(row.pk)
    return row


def lead_of(row: Assessment) -> Client:
    client = Client()
    lead = factories.person_in(row.team, "lead", name="Lea Lead")
    client.force_login(lead, backend="mlpm.signing_in.Backend")
    return client


FIGURES = ("level", "range", "coverage", "floor")


def addresses(row: Assessment, bank: Bank) -> Iterator[str]:
    """Give the address of every page of the assessment, for its first section and question."""
    part = bank.parts[0]
    codes = (part.sections[0].code, part.questions[0].code)
    for route, _, variables in pages():
        if variables - OTHER_ROWS or ROWLESS.search(route):
            continue
        address = "/" + route.replace("<id:pk>", str(row.pk))
        for figure in FIGURES if "figure" in variables else ("",):
            for code in codes if "code" in variables else ("",):
                yield address.replace("<code:figure>", figure).replace("<code:code>", code)


SHOWN = ("", "results", "review", "path", "what-if", "changes", "actions/", "search", "reports")


@pytest.mark.parametrize("method", METHOD_BANKS)
def test_every_page_of_an_assessment_opens(db: None, method: str) -> None:
    bank = METHOD_BANKS[method]()
    row = assessment_on(bank, answered=2)
    client = lead_of(row)
    found = list(addresses(row, bank))
    assert len(found) > 40
    for address in found:
        assert client.get(address).status_code in {200, 302, 403, 404, 405}, address


@pytest.mark.parametrize("answered", [0, 99])
@pytest.mark.parametrize("method", METHOD_BANKS)
def test_pages_people_read_open_empty_and_in_full(db: None, method: str, answered: int) -> None:
    row = assessment_on(METHOD_BANKS[method](), answered=answered)
    client = lead_of(row)
    for page in SHOWN:
        assert client.get(f"/assessments/{row.pk}/{page}").status_code == 200, page
    for page in (f"/products/{row.product_id}/", "/portfolio/", "/"):
        assert client.get(page).status_code == 200, page


# The results page says these, and never "0 %" for what is not there.
SAID = {
    "minimum_of_parts": (
        "Some testing",
        "0.5 of 2",
        "The lowest part decides: Part model with 0.5 points.",
    ),
    "additive": ("Low", "2 of 10", "2 of 10 points in all."),
    "staged": ("Stage 0+", "1 of 6 questions are fulfilled.", "no score"),
    "two_scores": ("Impact II", "4 of 15", "4 needed for the discount: nothing is taken off"),
    "risk_rules": ("Medium risk: 1", "Of 3 questions: High risk 0, Medium risk 1", "Unanswered 2"),
    "mean_tree": ("0.06 of 3", "The mean of the parts is", "Percentage to target"),
}
PART_SAYS = {
    "minimum_of_parts": "Some testing; Points 1 of 2",
    "additive": "Points 2 of 5",
    "staged": "Stage 0+; Fulfilled 1",
    "two_scores": "Raw score 4 of 15",
    "risk_rules": "High risk 0; Medium risk 1; No risk 0; Unanswered 1",
    "mean_tree": "Mean 0.13 of 3",
}
FIRST: dict[str, dict[str, Any]] = {
    "minimum_of_parts": {"data.schema": 2, "model.stale": 1},
    "additive": {"care.plan": "b"},
    "staged": {"plan.a1": True},
    "two_scores": {"risk.kind": "b"},
    "risk_rules": {"ops.alarm": ["one"]},
    "mean_tree": {"gov.a1": "b"},
}


@pytest.mark.parametrize("method", SAID)
def test_the_results_say_the_figures_of_the_method_and_what_it_has_none_of(
    db: None, method: str
) -> None:
    row = assessment_on(METHOD_BANKS[method](), said=FIRST[method])
    client = lead_of(row)
    text = plain(client.get(f"/assessments/{row.pk}/results"))
    for words in (*SAID[method], "This method has no"):
        assert words in text
    assert "Floor" not in text
    assert "Gates" not in text
    assert ("Overall score" in text) is False
    assert "Which open questions decide most, and which levels are still possible" in text
    assert "No path to a level" in plain(client.get(f"/assessments/{row.pk}/path"))
    tried = client.get(f"/assessments/{row.pk}/what-if", headers={"HX-Request": "true"})
    assert "no path to a level" in plain(tried)
    begun = plain(client.get(f"/assessments/{row.pk}/"))
    assert PART_SAYS[method] in begun
    lists = plain(client.get(f"/products/{row.product_id}/"))
    assert SAID[method][0] in lists


def plain(page: Any) -> str:
    return " ".join(strip_tags(page.content.decode()).split())


def test_where_targets_are_stated_the_results_list_the_gaps(db: None) -> None:
    def results(answer: str) -> str:
        said = {"gov.a1": answer, "gov.a1_wanted": "d"}
        row = assessment_on(METHOD_BANKS["mean_tree"](), said=said)
        return plain(lead_of(row).get(f"/assessments/{row.pk}/results"))

    text = results("b")
    assert "Towards the targets that were stated, the widest gap first." in text
    assert "1.1 How is gov.a1? Target: level 4" in text
    assert "no next steps" not in text
    assert "What to do next" not in results("d")


@pytest.mark.parametrize("method", METHOD_BANKS)
def test_a_milestone_and_what_changed_since_are_shown(db: None, method: str) -> None:
    bank = METHOD_BANKS[method]()
    row = assessment_on(bank, answered=1)
    client = lead_of(row)
    actor = factories.actor_in(row.team, "lead")
    kept = services.make_milestone(actor=actor, assessment_id=row.pk, name="Spring")
    more = {code: best(question) for code, question in list(bank.questions.items())[1:]}
    factories.make_answers(row, more)
    refresh_summary(row.pk)
    page = plain(client.get(kept.get_absolute_url()))
    assert "This method has no" in page
    assert "The rules of scoring have changed since" not in page
    address = f"/products/{row.product_id}/compare?from=m{kept.pk}&to=a{row.pk}"
    text = plain(client.get(address))
    assert "Every figure is split among the causes in its own unit" in text
    assert "Each figure in its own unit. The causes add up to the change." in text
    assert "What each question brought the figures of its part." in text
    assert "Score, in points" not in text
    assert "Became known" in text
    assert "Each bar is cut by cause" not in text, "no bar to draw"
    assert "What changed the score of each part" not in text
    assert f"{NONE} points" not in text


# One better answer a method, and what it is worth doing.
BETTER: dict[str, tuple[str, Any]] = {
    "minimum_of_parts": ("model.slices", 2),
    "additive": ("use.tools", ["a", "b", "c"]),
    "staged": ("run.a1", True),
    "risk_rules": ("net.zones", ["NET1_3"]),
    "mean_tree": ("build.one", "d"),
}


@pytest.mark.parametrize("method", BETTER)
def test_a_scenario_becomes_an_action_of_its_better_answer(db: None, method: str) -> None:
    row = assessment_on(METHOD_BANKS[method](), said=FIRST[method])
    client, (code, value) = lead_of(row), BETTER[method]
    kept = services.keep_scenario(
        actor=factories.actor_in(row.team, "lead"),
        assessment_id=row.pk,
        name="Better",
        tried={code: Tried(State.ANSWERED, tuple(value) if isinstance(value, list) else value)},
    )
    client.post(f"/assessments/{row.pk}/scenarios/{kept.pk}/actions")
    action = ActionItem.objects.get()
    assert action.question_code == code
    text = plain(client.get(f"/assessments/{row.pk}/actions/"))
    assert "The answer is there." not in text
    factories.make_answers(row, {code: value})
    assert "The answer is there." in plain(client.get(f"/assessments/{row.pk}/actions/"))


@pytest.mark.parametrize("method", METHOD_BANKS)
def test_the_version_of_a_bank_says_how_it_scores(db: None, method: str) -> None:
    version = factories.version_of(METHOD_BANKS[method]())
    client = Client()
    editor = factories.admin_of(factories.OrganisationFactory(), edits_banks=True)
    client.force_login(editor, backend="mlpm.signing_in.Backend")
    text = plain(client.get(f"/bank-versions/{version.pk}/"))
    assert "How it scores" in text
    assert "This method has no" in text
    assert "Readiness levels" not in text


def test_titles_of_streams_are_spoken_in_another_language() -> None:
    bank = METHOD_BANKS["mean_tree"]()
    texts = {"fr": {"scoring/streams/gov.strategy/1/title": "Mesurer"}}
    found = spoken(bank.model_copy(update={"translations": texts}), "fr").bank.scoring
    assert isinstance(found, MeanTree)
    assert [stream.title for stream in found.streams["gov.strategy"]] == ["Create", "Mesurer"]


@pytest.mark.parametrize("method", METHOD_BANKS)
def test_the_product_lists_every_moment_with_its_result(db: None, method: str) -> None:
    bank = METHOD_BANKS[method]()
    row = assessment_on(bank, said=FIRST[method])
    actor = factories.actor_in(row.team, "lead")
    kept = services.make_milestone(actor=actor, assessment_id=row.pk, name="Spring")
    code, value = BETTER.get(method, ("risk.reach", ["a", "b", "c"]))
    factories.make_answers(row, {code: value})
    refresh_summary(row.pk)
    found = lead_of(row).get(f"/products/{row.product_id}/").context["trend"]
    levels = {moment.name: moment.level for moment in found.rows}
    assert levels.keys() == {kept.name, row.name}
    assert levels[kept.name] == SAID[method][0]
    has_score = method in {"minimum_of_parts", "additive", "mean_tree"}
    assert bool(found.svg) is has_score
    assert [moment.overall == NONE for moment in found.rows] == [not has_score] * 2
    listed = plain(lead_of(row).get(f"/products/{row.product_id}/milestones/"))
    assert SAID[method][0] in listed
