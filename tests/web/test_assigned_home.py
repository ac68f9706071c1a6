"""What is assigned to a person waits on the first page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.answers import services
from assessments.answers.assigned import PART, QUESTION, Spot
from tests import factories
from tests.counting import statements
from tests.scoring.small_bank import FULL
from tests.web.conftest import World
from tests.web.test_assignments import give, tasks


def test_home_lists_what_is_assigned_to_me_overdue_first_with_one_link_each(world: World):
    today = timezone.localdate()
    give(world, Spot(PART, "build"))
    give(world, Spot(QUESTION, "value.goal"), due_on=today)
    questions = [Spot(QUESTION, f"profile.{name}") for name in ("route", "stage")]
    give(world, *questions, due_on=today - timedelta(2))
    give(world, Spot(PART, "value"), person=world.lead)

    start = f"/assessments/{world.assessment.pk}"
    assert tasks(world) == [
        (
            "2 questions of Profile",
            today - timedelta(2),
            f"{start}/sections/profile?role=mine#q-profile-stage",
        ),
        (
            "How far is value.goal?",
            today,
            f"{start}/sections/value.core?role=mine#q-value-goal",
        ),
        ("Building it", None, f"{start}/next?role=mine&in=build"),
    ]
    page = world.client("contributor").get("/").content.decode()
    assert "overdue since" in page
    assert "due today" in page
    assert tasks(world, "viewer") == []


def test_home_leads_to_the_first_open_question_of_a_part(world: World):
    give(world, Spot(PART, "build"))
    factories.make_answers(world.assessment, {"build.speed": 2})
    ((_, _, address),) = tasks(world)

    reply = world.client("contributor").get(address)

    assert reply.url.endswith("/sections/build.work?role=mine#q-build-reasons")


def test_with_an_own_task_the_assessment_itself_does_not_wait(world: World):
    page = world.client("contributor").get("/").context
    assert [row.assessment for row in page["waiting"]] == [world.assessment]

    give(world)
    page = world.client("contributor").get("/").context
    assert page["waiting"] == []
    assert [row.assessment for row in page["others"]] == [world.assessment]


def test_home_says_what_to_do_when_nothing_waits(world: World):
    factories.make_answers(world.assessment, FULL)
    services.refresh_summary(world.assessment.pk)

    assert "Nothing waits for you." in world.client("contributor").get("/").content.decode()
    assert "Nothing waits for you." not in world.client("lead").get("/").content.decode()
    assert "Nothing waits for you." not in world.client("viewer").get("/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_home_with_tasks_costs_seven_statements(world: World, count):
    give(world, *[Spot(QUESTION, f"value.{n}") for n in ("goal", "skills", "sold")[:count]])
    client = world.client("contributor")
    client.get("/")

    # session, user, roles, assessments, what is assigned, the answers to it, own actions
    assert statements(lambda: client.get("/")) == 7
