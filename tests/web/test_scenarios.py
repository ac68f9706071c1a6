"""Scenarios: kept by name, opened by whoever sees the assessment, and honest about what changed."""

import uuid
from decimal import Decimal
from fractions import Fraction

import pytest

from assessments.answers import services
from assessments.answers.errors import NotAllowed, NotVisible, Refused
from assessments.answers.models import ActionItem, Answer, Scenario
from assessments.answers.scenario_queries import changed_since, tried_in
from assessments.answers.services import scenarios as verbs
from assessments.scoring.answers import State
from assessments.scoring.what_if import Bettered, Tried, bettered
from tests import factories
from tests.counting import statements
from tests.scoring.small_bank import FULL, said, small_bank
from tests.web.conftest import World
from tests.web.test_what_if import unchanged

TRIED = {
    "value.goal": Tried(State.ANSWERED, 4),
    "value.skills": Tried(State.ANSWERED, ("a", "~c")),
    "build.way": Tried(State.DONT_KNOW),
    "value.segments": Tried(State.NOT_APPLICABLE),
    "build.speed": Tried(State.UNANSWERED),
}


@pytest.fixture
def filled(world: World) -> World:
    factories.make_answers(world.assessment, {**FULL, "value.goal": said(1)}, world.contributor)
    return world


def keep(world: World, who: str = "contributor", **changes) -> Scenario:
    given = {"name": "Hire two people", "tried": TRIED, **changes}
    actor = factories.actor_of(getattr(world, who))
    return services.keep_scenario(actor=actor, assessment_id=world.assessment.pk, **given)


def place(world: World, rest: str) -> str:
    return f"/assessments/{world.assessment.pk}/{rest}"


def test_a_scenario_gives_back_what_was_tried(filled):
    made = Scenario.objects.get(pk=keep(filled).pk)
    assert tried_in(made, small_bank()) == TRIED
    assert changed_since(made, FULL | {"value.goal": said(1)}) == {}


def test_it_is_kept_from_the_page_once_and_opened_by_a_viewer(filled):
    client = filled.client("contributor")
    page = client.get(place(filled, "what-if"))
    sent = {**unchanged(page), "name": " Hire  two ", "value.goal": "v:4"}
    for _ in range(2):
        reply = client.post(place(filled, "scenarios/new"), sent)
    made = Scenario.objects.get()
    assert reply["Location"] == made.get_absolute_url()
    assert made.tried == {"value.goal": ["answered", 4]}

    shown = filled.client("viewer").get(made.get_absolute_url())
    assert shown.context["compared"].level.moved == "up"
    assert "Con Tributor" in shown.content.decode()
    assert "Delete the scenario" not in shown.content.decode()
    listed = filled.client("viewer").get(place(filled, "what-if")).content.decode()
    assert made.get_absolute_url() in listed
    assert filled.client("outsider").get(made.get_absolute_url()).status_code == 404


def test_it_says_which_present_answers_changed_since(filled):
    made = keep(filled)
    calm = filled.client("viewer").get(made.get_absolute_url())
    assert "The present answers are those it began from." in calm.content.decode()
    services.save_answer(
        actor=factories.actor_of(filled.contributor),
        assessment_id=filled.assessment.pk,
        code="value.fairness",
        base=1,
        operation_id=uuid.uuid4(),
        state="answered",
        value=0,
    )

    page = filled.client("viewer").get(made.get_absolute_url())
    (since,) = page.context["since"]
    assert (since.code, since.now, since.then) == ("value.fairness", "Level 3 of 4", "Level 0 of 4")
    assert "1 present answer has changed since." in page.content.decode()


def test_what_no_longer_fits_the_bank_is_left_out(filled):
    made = keep(filled)
    made.tried |= {"gone.question": ["answered", 1], "value.sold": ["answered", "never"]}
    made.bank_digest = "0" * 64
    made.save()
    page = filled.client("viewer").get(made.get_absolute_url())
    assert "another version by now" in page.content.decode()
    assert {change.code for change in page.context["compared"].changes} == set(TRIED)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"name": "", "value.goal": "v:4"}, "This field is required."),
        ({"name": "Nothing"}, "Try at least one other answer first."),
        ({"name": "Strange", "value.goal": "v:9"}, "level"),
        ({"name": "As it is", "value.goal": "v:1"}, "Try at least one other answer first."),
    ],
)
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(filled, sent, words):
    reply = filled.client("contributor").post(place(filled, "scenarios/new"), sent)
    assert reply.status_code == 422
    assert words in reply.content.decode()
    assert f'value="{sent["name"]}"' in reply.content.decode() or not sent["name"]
    assert not Scenario.objects.exists()


def test_keeping_touches_no_answer(filled):
    before = list(Answer.objects.order_by("pk").values())
    keep(filled)
    assert list(Answer.objects.order_by("pk").values()) == before


def test_what_it_betters_becomes_actions_and_no_answer_changes(filled):
    made = keep(filled, tried={**TRIED, "value.fairness": Tried(State.ANSWERED, 0)})
    before = list(Answer.objects.order_by("pk").values())

    reply = filled.client("contributor").post(f"{made.get_absolute_url()}actions")

    assert reply["Location"] == place(filled, "actions/")
    rows = ActionItem.objects.values_list("question_code", "value", "effort", "target_level")
    # from level 1 to 4 the steps take 1, 2 and 4 days; the other answers are worse, or none
    assert list(rows) == [("value.goal", 4, Decimal("7.00"), "framed")]
    assert list(Answer.objects.order_by("pk").values()) == before
    filled.client("contributor").post(f"{made.get_absolute_url()}actions")
    assert ActionItem.objects.count() == 1
    assert filled.client("viewer").post(f"{made.get_absolute_url()}actions").status_code == 403


def test_effort_goes_by_option_and_by_the_teams_own_figures():
    bank, answers = small_bank(), {"value.skills": said(("a", "~c"))}
    tried = {
        "value.skills": Tried(State.ANSWERED, ("a", "b", "~c", "d")),
        "build.way": Tried(State.ANSWERED, "staged"),
        "value.goal": Tried(State.ANSWERED, 2),
        "value.sold": Tried(State.ANSWERED, False),
        "profile.people": Tried(State.ANSWERED, "yes"),
    }
    own = {"value.goal": tuple(map(Fraction, (5, 6, 7, 8)))}
    assert bettered(bank, answers, tried, own) == (
        Bettered("value.goal", 2, Fraction(11)),
        Bettered("value.skills", ("a", "b", "~c", "d"), Fraction(10)),
        Bettered("build.way", "staged", Fraction(3)),
    )


def test_it_is_deleted_by_whoever_may_keep_one(filled):
    made = keep(filled)
    page = filled.client("lead").get(made.get_absolute_url()).content.decode()
    assert page.index("Delete the scenario</summary>") < page.index("Delete it for good</button>")
    assert filled.client("viewer").post(f"{made.get_absolute_url()}delete").status_code == 403
    reply = filled.client("lead").post(f"{made.get_absolute_url()}delete")
    assert reply["Location"] == place(filled, "what-if")
    assert not Scenario.objects.exists()
    with pytest.raises(NotVisible):
        services.drop_scenario(
            actor=factories.actor_of(filled.lead),
            assessment_id=filled.assessment.pk,
            scenario_id=made.pk,
        )


def test_viewers_archived_and_too_many_are_refused(filled, monkeypatch):
    with pytest.raises(NotAllowed):
        keep(filled, "viewer")
    with pytest.raises(NotVisible):
        keep(filled, "outsider")
    keep(filled)
    monkeypatch.setattr(verbs, "MOST", 1)
    with pytest.raises(Refused):
        keep(filled)
    filled.assessment.state = "closed"
    filled.assessment.save()
    with pytest.raises(NotAllowed):
        keep(filled)


def test_before_a_reveal_nothing_is_kept_or_shown(filled):
    made = keep(filled)
    filled.assessment.mode = "blind"
    filled.assessment.save()
    filled.assessment.sheets.create(respondent=filled.contributor)
    with pytest.raises(NotAllowed):
        keep(filled)
    client = filled.client("contributor")
    assert client.get(made.get_absolute_url()).status_code == 404
    assert "Hire two people" not in client.get(place(filled, "what-if")).content.decode()


@pytest.mark.parametrize("kept", [1, 3])
def test_the_sandbox_costs_seven_statements_with_scenarios(filled, kept):
    for _ in range(kept):
        keep(filled)
    client = filled.client("viewer")
    client.get(place(filled, "what-if"))

    # session, user, roles, assessment; answers with evidence, terms of the path; scenarios
    assert statements(lambda: client.get(place(filled, "what-if"))) == 7
