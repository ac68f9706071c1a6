"""The path, its terms and the actions on their pages; what the results say of the range."""

import csv
import io
import re
from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from assessments.answers.models import ActionItem, Answer, Assessment, PathTerm
from assessments.answers.services import refresh_summary
from assessments.cells import unguarded
from assessments.scoring.bank import Bank
from tests import factories
from tests.counting import statements
from tests.scoring.costly_banks import chain
from tests.scoring.small_bank import DONT_KNOW, FULL, rubric_bank
from tests.web.conftest import World

NEXT = "launch_ready"


@pytest.fixture
def answered(world: World) -> str:
    """Answer everything but one question, and give the address of the assessment."""
    said = {**FULL, "build.speed": DONT_KNOW}
    factories.make_answers(world.assessment, said, world.lead)
    refresh_summary(world.assessment.pk)
    return f"/assessments/{world.assessment.pk}"


def text_of(reply: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


def test_the_results_say_what_may_still_come_and_what_decides(world, answered):
    page = text_of(world.client("viewer").get(f"{answered}/results"))

    assert "1 question is open." in page
    assert "Levels still possible:" in page
    assert "narrows the range by at least" in page


def test_the_results_lead_to_the_path_and_to_the_actions(world, answered):
    page = world.client("viewer").get(f"{answered}/results").content.decode()
    assert f'href="{answered}/path?target=' in page
    assert f'href="{answered}/actions/"' in page


def test_the_results_say_nothing_of_a_range_once_all_is_answered(world):
    factories.make_answers(world.assessment, FULL, world.lead)
    page = world.client("viewer").get(f"/assessments/{world.assessment.pk}/results")

    assert "How sure is this?" not in page.content.decode()


def test_the_path_names_what_to_better_and_what_it_takes(world, answered):
    page = text_of(world.client("viewer").get(f"{answered}/path?target={NEXT}"))

    assert "The least effort to Launch-ready" in page
    assert "How far is build.speed?" in page
    assert "open → level" in page
    assert "this is proven" in page
    assert "Make actions" not in page


@pytest.mark.parametrize("asked", ["", "no_such", "exploring", "%00"])
def test_a_path_without_a_level_to_aim_at_takes_the_next(world, answered, asked):
    reply = world.client("viewer").get(f"{answered}/path?target={asked}")

    assert reply.status_code == 200
    assert "The least effort to" in text_of(reply)


def test_an_empty_assessment_has_a_path_too(world):
    reply = world.client("viewer").get(f"/assessments/{world.assessment.pk}/path")

    assert reply.status_code == 200


def test_the_level_reached_needs_nothing(world, answered):
    page = text_of(world.client("viewer").get(f"{answered}/path?target=framed"))

    assert "Nothing to do" in page


def test_what_cannot_change_is_left_alone_and_named(world, answered):
    client = world.client("contributor")
    reply = client.post(f"{answered}/path/questions/value.goal", {"cannot_change": "on"})
    page = text_of(client.get(f"{answered}/path?target=scale_ready"))

    assert reply.status_code == 302
    assert "What your team has said" in page
    assert "How far is value.goal? cannot change" in page
    assert PathTerm.objects.get().by == world.contributor


def test_where_no_way_leads_the_page_says_what_stands_in_the_way(world, answered):
    client = world.client("contributor")
    for code in ("build.speed", "build.reasons", "build.way"):
        client.post(f"{answered}/path/questions/{code}", {"cannot_change": "on"})
    page = text_of(client.get(f"{answered}/path?target=scale_ready"))

    assert "No way leads there" in page
    assert "Building it comes to" in page


def test_the_path_says_that_there_is_no_second_best(world):
    made = asking(world, rubric_bank(1, 1), {"only.q0": 1, "only.q1": 1})
    page = text_of(world.client("viewer").get(f"{made}/path?target=scale_ready"))

    assert "needs all of these answers, or raises some that already suffice: there is no" in page
    assert "Second best" not in page
    other = text_of(world.client("viewer").get(f"{made}/path?target=framed"))
    assert "Second best" in other
    assert "there is no second best" not in other
    every = text_of(world.client("viewer").get(f"{made}/path?target=scale_ready&beyond=1"))
    assert "Every way needs all of these answers: there is no second best." in every


def test_what_is_not_proven_is_said_without_a_bound_of_nothing(world):
    made = asking(world, chain(40), {f"p.q{place}": False for place in range(40)})
    page = text_of(world.client("viewer").get(f"{made}/path?target=proven"))
    tried = world.client("viewer").get(f"{made}/what-if").context["way"]

    assert "there may be a cheaper way" in page
    assert "at least 0" not in page
    assert tried.now.endswith("answers; there may be a cheaper way")


def asking(world: World, bank: Bank, answers: dict[str, Any]) -> str:
    """Give the address of an assessment of this bank with these answers."""
    version = factories.version_of(bank)
    made = factories.AssessmentFactory(product=world.assessment.product, bank_version=version)
    factories.make_answers(made, answers, world.lead)
    return f"/assessments/{made.pk}"


def test_own_figures_are_used_and_shown_again(world, answered):
    client = world.client("contributor")
    days = {f"days_{index}": "0.25" for index in range(4)}
    client.post(f"{answered}/path/questions/build.speed", days)

    assert PathTerm.objects.get().days == ["0.25"] * 4
    assert "your figures" in text_of(client.get(f"{answered}/path?target={NEXT}"))
    shown = client.get(f"{answered}/path/questions/build.speed").content.decode()
    assert shown.count('value="0.25"') == 4


@pytest.mark.parametrize(
    "days", [{"days_0": "1"}, {f"days_{i}": "-1" for i in range(4)}, {"days_0": "much"}]
)
def test_figures_that_do_not_fit_are_refused_and_kept(world, answered, days):
    reply = world.client("contributor").post(f"{answered}/path/questions/build.speed", days)

    assert reply.status_code == 422
    assert f'value="{days["days_0"]}"' in reply.content.decode()
    assert not PathTerm.objects.exists()


def test_a_question_the_parts_do_not_have_is_not_found(world, answered):
    client = world.client("contributor")

    assert client.get(f"{answered}/path/questions/profile.stage").status_code == 404
    assert client.get(f"{answered}/path/questions/no.such").status_code == 404


@pytest.fixture
def acting(world: World, answered: str) -> str:
    """Make actions of the path to the next level, and give the address of their page."""
    reply = world.client("contributor").post(f"{answered}/actions/", {"target": NEXT})
    assert reply.status_code == 302
    return f"{answered}/actions/"


def test_one_click_makes_actions_of_the_plan_and_a_second_one_no_more(world, acting):
    client = world.client("contributor")
    count = ActionItem.objects.count()
    client.post(acting, {"target": NEXT})

    assert count == ActionItem.objects.count() > 0
    assert "0 actions made." in text_of(client.get(acting))


def test_a_done_action_proposes_its_answer_and_changes_none(world, acting):
    client = world.client("contributor")
    action = ActionItem.objects.get(question_code="build.speed")
    before = list(Answer.objects.values_list("question_code", "value", "version"))
    edit = f"{acting}{action.pk}/edit"
    client.post(edit, {"owner": world.lead.pk, "due_on": "2099-05-01", "state": "done"})
    page = text_of(client.get(acting))

    assert f"Proposed answer: level {action.value}." in page
    assert list(Answer.objects.values_list("question_code", "value", "version")) == before
    (link,) = re.findall(
        r'href="([^"]+)#q-build-speed">Answer it', client.get(acting).content.decode()
    )
    assert f"is done and proposes: level {action.value} ." in text_of(client.get(link))
    assert "proposes" not in text_of(client.get(f"{link}0"))
    Answer.objects.filter(question_code="build.speed").update(state="answered", value=4)
    assert "proposes" not in text_of(client.get(link))
    assert "Proposed answer" not in text_of(client.get(acting))


def test_a_day_that_has_passed_is_refused_and_kept(world, acting):
    edit = f"{acting}{ActionItem.objects.first().pk}/edit"
    reply = world.client("contributor").post(edit, {"due_on": "2001-01-01", "state": "to_do"})

    assert reply.status_code == 422
    assert 'value="2001-01-01"' in reply.content.decode()


def test_the_csv_holds_every_action_and_no_formula(world, acting):
    world.lead.name = "=HYPERLINK(1)"
    world.lead.save()
    ActionItem.objects.filter(question_code="build.speed").update(owner=world.lead)
    reply = world.client("viewer").get(acting.rstrip("/") + ".csv")
    rows = list(csv.DictReader(io.StringIO(reply.content.decode("utf-8-sig"))))

    assert reply["Content-Disposition"] == 'attachment; filename="actions.csv"'
    assert len(rows) == ActionItem.objects.count()
    owner = next(row["owner"] for row in rows if row["question"] == "build.speed")
    assert owner.startswith("'=")
    assert unguarded(owner) == world.lead.name


def test_the_calendar_holds_the_days_of_what_is_under_way(world, acting):
    first, *others = ActionItem.objects.order_by("pk")
    ActionItem.objects.filter(pk=first.pk).update(due_on=date(2030, 3, 4), owner=world.lead)
    for other in others:
        ActionItem.objects.filter(pk=other.pk).update(due_on=date(2030, 3, 4), state="dropped")
    name = "Plan, with; signs\\ and a very long name " * 4
    Assessment.objects.update(name=name)
    reply = world.client("viewer").get(acting.rstrip("/") + ".ics")
    (event,) = Calendar.from_ical(reply.content).walk("VEVENT")

    assert reply["Content-Type"].startswith("text/calendar")
    assert event.decoded("dtstart") == date(2030, 3, 4)
    assert str(event["uid"]) == f"action-{first.pk}@testserver"
    assert name.strip() in str(event["description"])
    assert max(map(len, reply.content.split(b"\r\n"))) <= 75
    assert reply.content.endswith(b"END:VCALENDAR\r\n")


def test_before_a_reveal_nothing_of_a_plan_is_shown(world, acting):
    client = world.client("lead")
    client.post(acting.replace("actions/", "path/questions/value.goal"), {"cannot_change": "on"})
    Assessment.objects.update(mode="blind")

    assert "No actions yet" in text_of(client.get(acting))
    path = text_of(client.get(acting.replace("actions/", "path")))
    assert "What your team has said" not in path
    assert "Make actions" not in path
    assert client.post(acting, {"target": NEXT}).status_code == 403


def test_in_the_archive_nothing_can_be_planned(world, acting):
    Assessment.objects.update(state="closed")
    client = world.client("lead")
    count = ActionItem.objects.count()
    ActionItem.objects.all().delete()
    client.post(acting, {"target": NEXT})
    term = client.post(
        acting.replace("actions/", "path/questions/value.goal"), {"cannot_change": "on"}
    )

    assert count
    assert not ActionItem.objects.exists()
    assert term.status_code == 302
    assert not PathTerm.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_own_actions_under_way_wait_on_the_first_page_at_one_statement(world, acting, rows):
    everything = ActionItem.objects.order_by("pk")
    template = everything[0]
    everything.delete()
    for code in ["value.goal", "build.speed", "build.reasons"][:rows]:
        template.pk, template.question_code, template.owner = None, code, world.lead
        template.save()
    template.pk, template.question_code, template.state = None, "build.way", "done"
    template.save()
    client = world.client("lead")
    page = client.get("/").content.decode()

    assert page.count("Your action") == rows
    assert "Your action" not in world.client("contributor").get("/").content.decode()
    # session, user, roles, assessments, what is assigned, own actions
    assert statements(lambda: client.get("/")) == 6


@pytest.mark.parametrize("change", [{"state": "closed"}, {"mode": "blind"}])
def test_no_action_waits_in_the_archive_or_before_a_reveal(world, acting, change):
    ActionItem.objects.update(owner=world.lead)
    client = world.client("lead")

    assert "Your action" in client.get("/").content.decode()
    Assessment.objects.update(**change)
    assert "Your action" not in client.get("/").content.decode()


@pytest.mark.parametrize("given", ["", "x", "-1", "9" * 30, "%00", "1"])
def test_a_section_without_a_done_action_proposes_nothing(world, acting, given):
    reply = world.client("contributor").get(
        acting.replace("actions/", f"sections/build.work?action={given}")
    )

    assert reply.status_code == 200
    assert "proposes" not in text_of(reply)


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_of_the_path_cost_the_same_for_one_and_three(world, answered, rows):
    codes = ["value.goal", "build.speed", "value.skills"][:rows]
    for code in codes:
        path = f"{answered}/path/questions/{code}"
        world.client("contributor").post(path, {"cannot_change": "on"})
        ActionItem.objects.create(
            assessment=world.assessment,
            question_code=code,
            target_level=NEXT,
            value=["a"] if code == "value.skills" else 4,
            effort=1,
            owner=world.lead,
            made_at=world.assessment.created_at,
            changed_at=world.assessment.created_at,
        )
    client = world.client("contributor")
    client.get(f"{answered}/path")

    # session, user, roles, assessment, answers; terms or actions with their owners
    assert statements(lambda: client.get(f"{answered}/path")) == 6
    assert statements(lambda: client.get(f"{answered}/actions/")) == 6
    assert statements(lambda: client.get(f"{answered}/actions.csv")) == 6
    assert statements(lambda: client.get(f"{answered}/actions.ics")) == 6
