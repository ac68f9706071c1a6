"""The pages of assignments: who sees and changes what, what they cost, and what is told."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.answers import services
from assessments.answers.assigned import PART, QUESTION, Spot
from assessments.answers.models import Assessment, Assignment
from tests import factories
from tests.counting import statements
from tests.web.conftest import World, hidden_fields

LATER = timezone.localdate() + timedelta(9)
GOAL = "question:value.goal"


def _list(world: World) -> str:
    return f"/assessments/{world.assessment.pk}/assignments/"


def _one(world: World, code: str = "value.goal") -> str:
    return f"{_list(world)}questions/{code}"


def give(world: World, *spots: Spot, person=None, due_on=None) -> list[Assignment]:
    return services.assign(
        actor=factories.actor_of(world.lead),
        assessment_id=world.assessment.pk,
        spots=spots or [Spot(QUESTION, "value.goal")],
        person_id=(person or world.contributor).pk,
        due_on=due_on,
    )


def tasks(world: World, who: str = "contributor"):
    found = world.client(who).get("/").context["tasks"]
    return [(task.title, task.due_on, task.address) for task in found]


def _rows() -> set[tuple[str, int, object]]:
    return set(Assignment.objects.values_list("code", "person", "due_on"))


def test_a_lead_assigns_what_is_ticked_to_a_person_by_a_day(world: World):
    sent = {"places": ["part:build", GOAL], "person": world.contributor.pk, "due_on": LATER}
    reply = world.client("lead").post(_list(world), sent, follow=True)

    who = world.contributor.pk
    assert _rows() == {("build", who, LATER), ("value.goal", who, LATER)}
    assert "2 places assigned." in reply.content.decode()
    assert reply.content.decode().count('<span class="assigned-name">Con Tributor</span>') == 2


def test_nothing_ticked_or_nobody_chosen_is_said_and_the_rest_is_kept(world: World):
    client = world.client("lead")
    reply = client.post(_list(world), {"person": world.contributor.pk, "due_on": LATER})
    page = reply.content.decode()
    assert reply.status_code == 422
    assert "Tick the parts or questions first." in page
    assert f'<option value="{world.contributor.pk}" selected>' in page
    assert f'value="{LATER.isoformat()}"' in page

    page = client.post(_list(world), {"places": [GOAL], "person": ""}).content.decode()
    assert "Choose a person." in page
    assert f'value="{GOAL}" checked' in page


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"places": ["part:nothing"]}, "Select a valid choice"),
        ({"places": ["\x00"]}, "Select a valid choice"),
        ({"person": "999999"}, "Select a valid choice"),
        ({"person": "none"}, "Select a valid choice"),
        ({"due_on": "2020-01-01"}, "This day has passed"),
        ({"due_on": "tomorrow"}, "Enter a valid date"),
        ({"due_on": "\x00"}, "Enter a valid date"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(world: World, sent, problem):
    good = {"places": [GOAL], "person": world.contributor.pk, "due_on": ""}
    reply = world.client("lead").post(_list(world), {**good, **sent})

    assert reply.status_code == 422
    assert problem in reply.content.decode()
    assert _rows() == set()


def test_a_contributor_takes_and_gives_up_and_asks_nobody_else(world: World):
    client = world.client("contributor")
    assert 'name="person"' not in client.get(_list(world)).content.decode()
    client.post(_list(world), {"places": [GOAL], "person": world.lead.pk, "due_on": ""})
    assert _rows() == {("value.goal", world.contributor.pk, None)}

    page = client.get(_list(world)).content.decode()
    assert "Give up" in page
    client.post(_list(world), {"remove": Assignment.objects.get().pk})
    assert _rows() == set()


def test_a_contributor_does_not_take_back_what_is_anothers(world: World):
    (row,) = give(world, person=world.lead)
    client = world.client("contributor")

    assert 'name="remove"' not in client.get(_list(world)).content.decode()
    assert client.post(_list(world), {"remove": row.pk}).status_code == 403
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize("given", ["0", "x", "9" * 30, ""])
def test_taking_back_what_is_not_there_is_said(world: World, given):
    reply = world.client("lead").post(_list(world), {"remove": given}, follow=True)

    assert "This was taken back before." in reply.content.decode()


def test_a_viewer_reads_the_list_and_changes_nothing(world: World):
    (row,) = give(world)
    client = world.client("viewer")
    page = client.get(_list(world)).content.decode()

    assert "Con Tributor" in page
    assert "<input" not in page.partition('class="assignment-form"')[2]
    assert client.post(_list(world), {"places": [GOAL]}).status_code == 403
    assert client.get(_one(world)).status_code == 403
    assert client.get(f"{_list(world)}{row.pk}/edit").status_code == 403


def test_an_outsider_finds_nothing(world: World):
    (row,) = give(world)
    client = world.client("outsider")
    for address in (_list(world), _one(world), f"{_list(world)}{row.pk}/edit"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"remove": row.pk}).status_code == 404


def test_one_question_is_assigned_and_leads_back_to_it(world: World):
    client = world.client("lead")
    assert "How far is value.goal?" in client.get(_one(world)).content.decode()
    sent = {"person": world.contributor.pk, "due_on": LATER}
    reply = client.post(f"{_one(world)}?role=mine", sent)

    assert _rows() == {("value.goal", world.contributor.pk, LATER)}
    assert reply.url.endswith("/sections/value.core?role=mine#q-value-goal")
    assert "Con Tributor" in client.get(_one(world)).content.decode()


def test_a_contributor_takes_one_question(world: World):
    client = world.client("contributor")
    assert "I take this" in client.get(_one(world)).content.decode()
    client.post(_one(world), {"due_on": ""})
    assert "I take this" not in client.get(_one(world)).content.decode()

    assert _rows() == {("value.goal", world.contributor.pk, None)}


@pytest.mark.parametrize("path", ["questions/value", "questions/value.none", "parts/none"])
def test_a_place_the_bank_does_not_have_is_not_found(world: World, path):
    assert world.client("lead").get(f"{_list(world)}{path}").status_code == 404


def test_a_lead_changes_the_day_of_an_assignment(world: World):
    (row,) = give(world)
    address = f"{_list(world)}{row.pk}/edit"
    client = world.client("lead")

    assert client.post(address, {"due_on": "2020-01-01"}).status_code == 422
    assert client.post(address, {"due_on": LATER}).status_code == 302
    assert _rows() == {("value.goal", world.contributor.pk, LATER)}
    assert world.client("contributor").get(address).status_code == 403
    other = factories.AssessmentFactory(product=world.assessment.product)
    foreign = f"/assessments/{other.pk}/assignments/{row.pk}/edit"
    assert client.get(foreign).status_code == 404


def test_a_submitted_assessment_shows_its_assignments_and_takes_none(world: World):
    (row,) = give(world)
    actor = factories.actor_of(world.lead)
    services.submit_assessment(actor=actor, assessment_id=world.assessment.pk)
    client = world.client("lead")

    assert 'name="places"' not in client.get(_list(world)).content.decode()
    for sent in ({"remove": row.pk}, {"places": [GOAL], "person": world.contributor.pk}):
        client.post(_list(world), sent)
        assert _rows() == {("value.goal", world.contributor.pk, None)}
    assert client.get(_one(world)).status_code == 200


def test_who_left_the_team_is_shown_as_such(world: World):
    give(world)
    world.team.members.filter(user=world.contributor).delete()

    assert "no longer in the team" in world.client("lead").get(_list(world)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_six_statements(world: World, count):
    give(world, *[Spot(QUESTION, f"value.{n}") for n in ("goal", "skills", "sold")[:count]])
    client = world.client("lead")
    client.get(_list(world))

    # session, user, roles, assessment, assignments, people
    assert statements(lambda: client.get(_list(world))) == 6
    assert statements(lambda: client.get(_one(world))) == 6


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "overdue since"), (0, "due today"), (1, "due tomorrow"), (5, "due on")]
)
def test_how_near_a_day_is_stands_in_words(world: World, days, words):
    give(world, Spot(PART, "build"), due_on=timezone.localdate() + timedelta(days))

    assert words in world.client("viewer").get(_list(world)).content.decode()


def test_the_filter_of_my_questions_stays_on_every_way_through_the_form(world: World):
    give(world, Spot(QUESTION, "value.goal"), Spot(QUESTION, "build.speed"))
    client = world.client("contributor")
    start = f"/assessments/{world.assessment.pk}"
    page = client.get(f"{start}/sections/value.core?role=mine")
    text = page.content.decode()

    assert list(page.context["form"].cards) == ["value.goal"]
    sections = re.findall(rf'href="{start}/sections/([^"]+)"', text)
    assert "build.work?role=mine" in sections
    assert [one for one in sections if "?role=mine" not in one] == ["value.core"]  # all questions
    assert f"{start}/next?after=value.core&amp;role=mine" in text
    assert f'data-next="{start}/sections/build.work?role=mine"' in text
    assert "assignments/questions/value.goal?role=mine" in text

    sent = {**hidden_fields(page), "value.goal": "v:3"}
    target = f"{start}/sections/value.core?role=mine"
    assert client.post(target, sent).url == target
    assert client.post(target, {**sent, "action": "next"}).url.endswith("build.work?role=mine")
    following = client.get(f"{start}/next?role=mine")
    assert following.url == f"{start}/sections/build.work?role=mine#q-build-speed"


def test_my_questions_answered_lead_to_the_overview_with_a_word(world: World):
    give(world)
    factories.make_answers(world.assessment, {"value.goal": 3})
    address = f"/assessments/{world.assessment.pk}/next?role=mine"
    page = world.client("contributor").get(address, follow=True)

    assert page.redirect_chain[-1][0] == f"/assessments/{world.assessment.pk}/"
    assert "None of your questions is open here any more." in page.content.decode()


def test_a_section_without_my_questions_says_so_and_leads_on(world: World):
    give(world)
    address = f"/assessments/{world.assessment.pk}/sections/build.work?role=mine"
    page = world.client("contributor").get(address).content.decode()

    assert "None of your questions is in this section." in page
    assert f"/assessments/{world.assessment.pk}/next?role=mine" in page


def test_my_questions_are_offered_where_some_are_mine(world: World):
    address = f"/assessments/{world.assessment.pk}/sections/value.core"
    client = world.client("contributor")
    assert "?role=mine" not in client.get(address).content.decode()

    give(world, Spot(PART, "build"))
    assert '<a href="?role=mine">My questions</a>' in client.get(address).content.decode()
    assert "?role=mine" not in world.client("viewer").get(address).content.decode()


def test_a_section_shows_who_looks_after_its_part_and_questions(world: World):
    give(world, Spot(PART, "value"), due_on=timezone.localdate() - timedelta(1))
    give(world, Spot(QUESTION, "value.goal"), person=world.lead)
    address = f"/assessments/{world.assessment.pk}/sections/value.core"
    page = world.client("viewer").get(address).content.decode()

    assert "This part is assigned to" in page
    assert "overdue since" in page
    assert "Lea Lead" in page.partition('id="q-value-goal"')[2].partition("</section>")[0]
    assert "assignments/questions/" not in page
    assert "assignments/questions/value.skills" in (
        world.client("contributor").get(address).content.decode()
    )


def test_the_overview_names_who_looks_after_each_part(world: World):
    give(world, Spot(PART, "value"), due_on=timezone.localdate() + timedelta(1))
    give(world, Spot(QUESTION, "build.speed"), person=world.lead)
    address = f"/assessments/{world.assessment.pk}/"
    page = world.client("lead").get(address).content.decode()

    assert "Con Tributor" in page
    assert "due tomorrow" in page
    assert "1 question singly" in page
    assert (page.count("Assign…"), page.count("Change…")) == (1, 1)
    theirs = world.client("contributor").get(address).content.decode()
    assert (theirs.count("Take…"), theirs.count("Give up…")) == (1, 1)
    viewer = world.client("viewer").get(address).content.decode()
    assert "Assign…" not in viewer
    assert "Take…" not in viewer


def test_a_lead_sets_the_day_the_whole_assessment_is_due(world: World):
    client, pk = world.client("lead"), world.assessment.pk
    name = world.assessment.name
    page = client.post(f"/assessments/{pk}/edit", {"name": name, "due_date": LATER}, follow=True)
    assert "due on" in page.content.decode()
    assert "due on" in client.get("/").content.decode()

    Assessment.objects.update(due_date=timezone.localdate() - timedelta(3))
    stands = {"name": "Other", "due_date": timezone.localdate() - timedelta(3)}
    assert client.post(f"/assessments/{pk}/edit", stands).status_code == 302
    for page in ("/", f"/assessments/{pk}/", f"/assessments/{pk}/assignments/"):
        assert "overdue since" in client.get(page).content.decode()
    passed = {"name": "Other", "due_date": timezone.localdate() - timedelta(4)}
    assert client.post(f"/assessments/{pk}/edit", passed).status_code == 422


def test_the_overview_leads_to_my_questions_and_counts_them(world: World):
    address = f"/assessments/{world.assessment.pk}/"
    client = world.client("contributor")
    assert "?role=mine" not in client.get(address).content.decode()

    give(world, Spot(QUESTION, "value.goal"), Spot(QUESTION, "build.speed"))
    factories.make_answers(world.assessment, {"value.goal": 2})
    page = client.get(address).content.decode()
    assert f'href="{address}next?role=mine">My questions</a>' in page
    assert '<span class="muted number">1/2</span>' in page


def test_a_blind_assessment_shows_who_is_asked_and_nothing_of_how_far_they_are(world: World):
    give(world, Spot(PART, "value"), person=world.lead)
    Assessment.objects.update(mode="blind")
    page = world.client("contributor").get(_list(world)).content.decode()

    assert "Lea Lead" in page
    assert tasks(world, "lead") == []
