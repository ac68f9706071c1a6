"""What an open page is told every few seconds: cheap while nothing happened, and silent when blind."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.actor import NotVisible
from assessments.answers.changes import moment_for
from assessments.answers.models import Answer, Assessment, Sheet
from assessments.answers.queries import assessments_visible_to
from assessments.teams.models import Member, User
from mlpm import cache as our_cache
from tests import factories
from tests.infrastructure.test_cache import AWAY
from tests.web.conftest import World


@pytest.fixture(autouse=True)
def _nobody_here(world: World) -> None:
    cache.clear()


def _ask(
    client: Client, world: World, since: Any = "", tag: str = "", section: str = "value.core"
) -> Any:
    address = f"/assessments/{world.assessment.pk}/changes?since={since}&section={section}"
    headers = {"Accept": "application/json", **({"If-None-Match": tag} if tag else {})}
    return client.get(address, headers=headers)


def _seen(client: Client, world: World, **more: Any) -> tuple[Any, str]:
    reply = _ask(client, world, **more)
    return reply.json(), reply["ETag"]


def test_nothing_new_is_an_empty_304_for_three_statements(world):
    client = world.client("contributor")
    _, tag = _seen(client, world, since=0)

    with CaptureQueriesContext(connection) as captured:
        reply = _ask(client, world, since=0, tag=tag)

    assert (reply.status_code, reply.content, reply["ETag"]) == (304, b"", tag)
    assert len(captured.captured_queries) == 3  # session, user, how the assessment stands


@pytest.mark.parametrize("answers", [1, 3])
def test_what_others_saved_costs_six_statements(world, answers):
    said = {"value.goal": 3, "value.fairness": 2, "build.model": 1}
    factories.make_answers(world.assessment, dict(list(said.items())[:answers]), world.lead)
    client = world.client("contributor")
    _ask(client, world)

    with CaptureQueriesContext(connection) as captured:
        reply = _ask(client, world, since=0)

    assert reply.json()["revision"] == answers
    assert len(captured.captured_queries) == 6  # the three, bank version, registers, summary


def test_changes_are_those_of_the_section_since_the_revision(world):
    factories.make_answers(world.assessment, {"value.goal": 3, "build.model": 1}, world.lead)
    factories.make_answers(world.assessment, {"value.fairness": 2}, world.contributor)

    content, _ = _seen(world.client("contributor"), world, since=2)

    assert content["revision"] == 3
    assert list(content["changes"]) == ["value.fairness"]
    change = content["changes"]["value.fairness"]
    assert (change["version"], change["mine"], change["by"]) == (1, True, "Con Tributor")
    assert change["current"] == {"state": "answered", "value": "2", "reason": "", "note": ""}
    assert content["progress"]["parts"]["value"][1] == 5


def test_a_save_of_somebody_changes_the_tag(world):
    client = world.client("contributor")
    content, tag = _seen(client, world, since=0)
    assert "changes" not in content
    factories.make_answers(world.assessment, {"value.goal": 3}, world.lead)

    assert _ask(client, world, since=0, tag=tag).status_code == 200
    content, tag = _seen(client, world, since=1)
    assert "changes" not in content
    assert _ask(client, world, since=1, tag=f"W/{tag}").status_code == 304


def test_talk_and_state_change_the_tag(world):
    client = world.client("viewer")
    tags = [_seen(client, world)[1]]
    for change in ({"talk": 4}, {"state": "submitted"}):
        Assessment.objects.filter(pk=world.assessment.pk).update(**change)
        content, tag = _seen(client, world)
        tags.append(tag)

    assert len(set(tags)) == 3
    assert (content["talk"], content["state"]) == (4, "submitted")


@pytest.mark.parametrize("since", ["", "x", "-1", "9" * 30, "1e5", "٣"])
def test_a_strange_revision_means_that_all_is_news(world, since):
    factories.make_answers(world.assessment, {"value.goal": 3}, world.lead)

    content, _ = _seen(world.client("viewer"), world, since=since)

    assert list(content["changes"]) == ["value.goal"]


def test_a_section_the_bank_does_not_have_changes_nothing(world):
    factories.make_answers(world.assessment, {"value.goal": 3}, world.lead)

    content, _ = _seen(world.client("viewer"), world, section="no.such\x00")

    assert content["changes"] == {}


def test_people_see_each_other_and_who_is_on_the_same_page(world):
    lead, contributor = world.client("lead"), world.client("contributor")
    _ask(lead, world, section="value.core")
    _ask(contributor, world, section="build.work")

    at_lead, tag = _seen(lead, world)
    at_contributor, _ = _seen(contributor, world, section="build.work")

    assert at_lead["people"] == [{"name": "Con Tributor", "here": False}]
    assert at_contributor["people"] == [{"name": "Lea Lead", "here": False}]
    assert _ask(lead, world, tag=tag).status_code == 304
    _ask(contributor, world, section="value.core")
    assert _seen(lead, world)[0]["people"] == [{"name": "Con Tributor", "here": True}]


def test_a_roster_that_was_lost_heals_itself(world):
    lead, contributor = world.client("lead"), world.client("contributor")
    _ask(lead, world)
    _ask(contributor, world)
    cache.delete(f"here:{world.assessment.pk}")

    _ask(lead, world)
    assert [one["name"] for one in _seen(contributor, world)[0]["people"]] == ["Lea Lead"]
    assert [one["name"] for one in _seen(lead, world)[0]["people"]] == ["Con Tributor"]


def test_who_stopped_asking_is_gone(world):
    lead = world.client("lead")
    _ask(world.client("contributor"), world)
    cache.delete(f"here:{world.assessment.pk}:{world.contributor.pk}")

    assert _seen(lead, world)[0]["people"] == []
    assert cache.get(f"here:{world.assessment.pk}") == [world.lead.pk]


def test_without_redis_nobody_is_shown_and_changes_are_told(world):
    factories.make_answers(world.assessment, {"value.goal": 3}, world.lead)
    with override_settings(CACHES=our_cache.shared(AWAY)):
        content, tag = _seen(world.client("contributor"), world)
        again = _ask(world.client("contributor"), world, tag=tag)

    assert (content["people"], list(content["changes"])) == ([], ["value.goal"])
    assert again.status_code == 304


def test_what_lies_broken_in_the_cache_is_nobody(world):
    cache.set(f"here:{world.assessment.pk}", "not a list")

    assert _seen(world.client("lead"), world)[0]["people"] == []


def _everybody(world: World) -> list[User]:
    organisation = world.team.organisation
    lost = factories.person_in(world.team, "lead")  # still in the team, no longer in its house
    Member.objects.filter(user=lost).delete()
    return [
        world.lead,
        world.contributor,
        world.viewer,
        world.outsider,
        lost,
        factories.admin_of(organisation),
        factories.admin_of(factories.OrganisationFactory()),
        factories.MemberFactory(organisation=organisation).user,
        factories.person_in(factories.TeamFactory(organisation=organisation), "lead"),
        factories.UserFactory(),
    ]


def test_who_may_ask_is_who_may_see_the_assessment(world):
    found = {}
    for person in _everybody(world):
        sees = assessments_visible_to(factories.actor_of(person)).filter(pk=world.assessment.pk)
        try:
            moment_for(person.pk, world.assessment.pk)
        except NotVisible:
            asks = False
        else:
            asks = True
        found[person.pk] = (asks, sees.exists())

    assert all(asks is sees for asks, sees in found.values())
    assert sorted(asks for asks, _ in found.values()) == [False] * 6 + [True] * 4


def test_strangers_get_404_and_the_signed_out_401(world):
    assert _ask(world.client("outsider"), world).status_code == 404
    assert _ask(Client(), world).status_code == 401
    assert _ask(Client(), world).json()["problem"] == "signed_out"


@pytest.fixture
def blind(world: World) -> World:
    Assessment.objects.filter(pk=world.assessment.pk).update(mode=Assessment.Mode.BLIND)
    return world


def _say(world: World, user: User, code: str, value: int) -> None:
    """Answer on somebody's own sheet, as the tables hold it."""
    sheet, _ = Sheet.objects.get_or_create(assessment=world.assessment, respondent=user)
    sheet.revision += 1
    sheet.summary = {"answered": sheet.revision, "shown": 9}
    sheet.save()
    Answer.objects.create(
        assessment=world.assessment, respondent=user, question_code=code, state="answered",
        value=value, version=1, revision=sheet.revision, by=user, at=timezone.now(),
    )  # fmt: skip


def test_before_the_reveal_nothing_of_others_is_told(blind):
    client = blind.client("contributor")
    before = _ask(client, blind, since=0)
    other = blind.client("lead")
    _ask(other, blind)
    _say(blind, blind.lead, "value.goal", 4)
    Assessment.objects.filter(pk=blind.assessment.pk).update(
        revision=7, talk=3, summary={"answered": 5, "shown": 9}, touched_at=timezone.now()
    )

    after = _ask(client, blind, since=0)

    assert after.content == before.content
    assert after["ETag"] == before["ETag"]
    assert _ask(client, blind, since=0, tag=before["ETag"]).status_code == 304
    everything = _ask(client, blind).content
    assert b"Lea" not in everything
    assert cache.get(f"here:{blind.assessment.pk}") is None


def test_before_the_reveal_an_own_second_window_is_told(blind):
    client = blind.client("contributor")
    _say(blind, blind.lead, "value.fairness", 4)
    _say(blind, blind.contributor, "value.goal", 2)

    content, _ = _seen(client, blind, since=0)

    assert list(content["changes"]) == ["value.goal"]
    assert (content["revision"], content["talk"], content["people"]) == (1, 0, [])
    assert content["progress"]["all"] == [1, 9]


def test_after_the_reveal_people_are_shown_again(blind):
    Assessment.objects.filter(pk=blind.assessment.pk).update(revealed_at=timezone.now())
    _ask(blind.client("lead"), blind)

    content, _ = _seen(blind.client("contributor"), blind)

    assert [one["name"] for one in content["people"]] == ["Lea Lead"]
