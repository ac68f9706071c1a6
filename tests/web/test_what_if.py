"""What if: other answers are tried with the real scoring, and nothing is ever written."""

import re
from typing import Any

import pytest
from django.utils import timezone

from assessments.answers.models import PathTerm
from assessments.answers.services import refresh_summary
from assessments.reports.result import scored
from assessments.scoring.display import percent
from assessments.scoring.engine import score
from assessments.scoring.ledger import Figure, bound
from assessments.web import what_if_page
from assessments.web.forms import what_if as what_if_form
from tests import factories
from tests.access.observing import checksum
from tests.counting import statements
from tests.reports.documents import ON
from tests.scoring.small_bank import DONT_KNOW, FULL, rubric_bank, said, small_bank
from tests.web.conftest import World

PRESENT = {**FULL, "value.goal": said(1), "build.way": DONT_KNOW}


@pytest.fixture
def filled(world: World) -> World:
    factories.make_answers(world.assessment, PRESENT, world.contributor)
    refresh_summary(world.assessment.pk)
    return world


def address(world: World) -> str:
    return f"/assessments/{world.assessment.pk}/what-if"


def unchanged(page) -> dict[str, list[str]]:
    """Give what a browser would post of the page as it was drawn: boxes ticked and hidden fields."""
    html = page.content.decode()
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html):
        found.setdefault(name, []).append(value)
    for name, value in re.findall(
        r'<input type="checkbox" name="([^"]+)" value="([^"]*)" checked', html
    ):
        found.setdefault(name, []).append(value)
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', html):
        found[name] = re.findall(r'value="([^"]*)" selected', options)[:1] or [""]
    return found


def test_the_page_as_it_comes_is_the_present_result(filled):
    client = filled.client("viewer")
    page = client.get(address(filled))
    assert "Nothing is tried yet" in page.content.decode()

    again = client.post(address(filled), unchanged(page))
    assert again.status_code == 200
    assert again.context["compared"] == page.context["compared"]
    assert again.context["compared"].changes == ()


def test_what_is_tried_is_scored_as_if_it_were_said(filled):
    client = filled.client("viewer")
    tried = {**unchanged(client.get(address(filled)))}
    tried |= {"value.goal": ["v:4"], "build.way": ["v:staged"], "value.skills": ["a", "b", "c"]}
    page = client.post(address(filled), tried)

    bank = small_bank()
    as_said = {**PRESENT, "value.goal": said(4), "build.way": said("staged")}
    as_said["value.skills"] = said(("a", "b", "c"))
    then = scored(bank, as_said, score(bank, as_said, ON))
    found = page.context["compared"]
    assert found.figures[0].then == percent(bound(then.card.overall, Figure.SCORE))
    assert (found.level.now, found.level.then) == ("Exploring", "Launch-ready")
    assert found.level.moved == "up"
    assert [change.code for change in found.changes] == ["value.goal", "value.skills", "build.way"]


def test_a_range_that_widens_is_called_neither_higher_nor_lower(filled):
    client = filled.client("viewer")
    page = client.post(address(filled), {"value.goal": "s:dont_know"})
    found = {row.name: row for row in page.context["compared"].figures}
    assert found["Range"].now != found["Range"].then
    assert found["Range"].moved == "other"
    assert found["Overall score"].moved == "down"


def test_gates_that_stand_as_now_are_folded_away_from_those_that_moved(filled):
    client = filled.client("viewer")
    page = client.post(address(filled), {"value.goal": "v:4"})
    found = page.context["compared"]
    assert [gate.code for gate in found.gates_moved] == ["value.goal"]
    assert all(gate.now == gate.then for gate in found.gates_left)
    assert {*found.gates_moved, *found.gates_left} == {*found.gates}


@pytest.mark.parametrize("script", [True, False])
def test_trying_writes_nothing(filled, script):
    client = filled.client("contributor")
    tried = {**unchanged(client.get(address(filled))), "value.goal": ["v:4"]}
    headers = {"HX-Request": "true"} if script else {}
    before = checksum()

    page = client.post(address(filled), tried, headers=headers)

    assert page.context["compared"].level.moved == "up"
    assert checksum() == before


def test_a_script_gets_the_piece_that_changes(filled):
    client = filled.client("viewer")
    page = client.post(address(filled), {"value.goal": "v:4"}, headers={"HX-Request": "true"})
    assert page.content.decode().lstrip().startswith("<section")


def test_a_mark_and_dont_know_can_be_tried(filled):
    client = filled.client("viewer")
    tried = {"value.segments": "s:not_applicable", "value.goal": "s:dont_know"}
    found = client.post(address(filled), tried).context["compared"]
    assert {(change.code, change.then) for change in found.changes if change.code in tried} == {
        ("value.goal", "Don't know"),
        ("value.segments", "Not applicable"),
    }


def test_a_profile_answer_tried_shows_what_is_then_asked(filled):
    client = filled.client("viewer")
    page = client.post(address(filled), {"profile.people": "v:no"})
    rows = {row.code: row for group in page.context["groups"] for row in group.rows}
    assert not rows["value.fairness"].is_asked
    assert next(iter(page.context["groups"])).changed == 1


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"value.goal": "v:9"}, "level"),
        ({"value.goal": "nonsense"}, "There is no choice “nonsense”."),
        ({"value.goal": "s:not_applicable"}, "cannot be called not applicable"),
        ({"value.skills": ["a", "none"], "value.skills:was": "a"}, "excludes the others"),
        ({"value.skills": ["strange"]}, "There is no option"),
    ],
)
def test_what_does_not_fit_is_said_at_its_question(filled, posted, words):
    page = filled.client("viewer").post(address(filled), posted)
    code = next(iter(posted))
    rows = {row.code: row for group in page.context["groups"] for row in group.rows}
    assert page.status_code == 422
    assert words in rows[code].problem


@pytest.mark.parametrize("questions", [1, 3])
def test_trying_costs_six_statements(world, questions):
    version = factories.version_of(rubric_bank(*[1] * questions))
    made = factories.AssessmentFactory(product=world.assessment.product, bank_version=version)
    factories.make_answers(made, {f"only.q{n}": 2 for n in range(questions)}, world.lead)
    client = world.client("viewer")
    sandbox = f"/assessments/{made.pk}/what-if"
    client.get(sandbox)

    # session, user, roles, assessment; answers with evidence, terms of the path
    script = {"HX-Request": "true"}
    assert statements(lambda: client.post(sandbox, {"only.q0": "v:3"}, headers=script)) == 6


def test_what_is_tried_is_scored_once_and_each_change_looked_at_once(filled, monkeypatch):
    calls: list[str] = []

    def counted(name: str, call: Any) -> Any:
        def counting(*given: Any) -> Any:
            calls.append(name)
            return call(*given)

        return counting

    monkeypatch.setattr(what_if_page, "score", counted("score", what_if_page.score))
    monkeypatch.setattr(what_if_form, "differs", counted("differs", what_if_form.differs))
    script = {"HX-Request": "true"}
    filled.client("viewer").post(address(filled), {"value.goal": "v:2"}, headers=script)

    assert sorted(calls) == ["differs", "score", "score"]  # what is, and what is tried


def test_the_least_effort_to_the_next_level_stands_beside_the_present(filled):
    client = filled.client("viewer")
    page = client.post(address(filled), {"value.goal": "v:2"})
    way = page.context["way"]
    # the present gate is at level 1: one step of 1 day to reach Framed, none from level 2
    assert (way.level, way.now, way.then, way.moves) == (
        "Framed",
        "1\u00a0day in 1 answer",
        "Reached",
        (),
    )
    worse = client.post(address(filled), {"value.goal": "v:0"}).context["way"]
    assert worse.then == "1.5\u00a0days in 1 answer"
    assert worse.moves == ("1.1 How far is value.goal?: level 0 \u2192 level 2",)


def test_a_gate_above_the_level_holds_nothing_yet_as_on_the_results(filled):
    page = filled.client("viewer").post(address(filled), {"value.goal": "v:2"})
    compared = page.context["compared"]
    assert compared.level.then == "Proven"  # the gate at level 2 holds at Launch-ready
    assert [(gate.code, gate.now, gate.then) for gate in compared.gates] == [
        ("value.goal", "Not reached", "Would hold the level")
    ]


def test_the_level_aimed_at_is_that_of_the_path_and_the_results(world):
    levels = [{"code": "proven", "text": "Proven"}, {"code": "framed", "text": "Framed"}]
    asked = {"code": "profile.target_level", "kind": "single", "title": "Aim?", "choices": levels}
    version = factories.version_of(rubric_bank(1, 1, profile=[asked]))
    made = factories.AssessmentFactory(product=world.assessment.product, bank_version=version)
    factories.make_answers(made, {"only.q0": 1, "only.q1": 1, "profile.target_level": "proven"})
    read = world.client("viewer").get

    way = read(f"/assessments/{made.pk}/what-if").context["way"]

    assert read(f"/assessments/{made.pk}/results").context["card"].target == "proven"
    assert way.level == str(read(f"/assessments/{made.pk}/path").context["page"].level) == "Proven"


def test_the_way_keeps_to_what_the_team_says_cannot_change(filled):
    PathTerm.objects.create(
        assessment=filled.assessment,
        question_code="value.goal",
        cannot_change=True,
        at=timezone.now(),
    )
    page = filled.client("viewer").post(address(filled), {"build.way": "v:staged"})
    assert page.context["way"].then == "Cannot be reached"
    assert "Cannot be reached" in page.content.decode()


def test_what_people_send_is_shown_as_text(filled):
    page = filled.client("viewer").post(address(filled), {"value.goal": "<b>bold"})
    assert "<b>bold" not in page.content.decode()
    assert "&lt;b&gt;bold" in page.content.decode()
