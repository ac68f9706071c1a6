"""A section form that comes late: after a submit, a delete, or with an id that was used before."""

from typing import Any

import pytest

from assessments.answers.models import AnswerEvent, Evidence
from assessments.answers.services import delete_assessment, submit_assessment
from tests import factories
from tests.web.conftest import World, hidden_fields


def _address(world: World) -> str:
    return f"/assessments/{world.assessment.pk}/sections/value.core"


def _stored(world: World) -> dict[str, Any]:
    return {a.question_code: (a.state, a.value) for a in world.assessment.answers.all()}


def _link(world: World) -> Evidence:
    client = world.client("contributor")
    hidden = hidden_fields(client.get(_address(world)))
    client.post(_address(world), {**hidden, "value.goal:url": "https://example.org/a"})
    return Evidence.objects.get(assessment=world.assessment)


def test_a_form_id_used_before_does_not_lose_the_answer(world):
    client = world.client("contributor")
    shown = hidden_fields(client.get(_address(world)))
    client.post(_address(world), {**shown, "value.goal": "v:3"})
    again = hidden_fields(client.get(_address(world)))
    client.post(_address(world), {**again, "value.goal": "v:1"})
    now = hidden_fields(client.get(_address(world)))

    reply = client.post(_address(world), {**now, "form_id": shown["form_id"], "value.goal": "v:3"})

    assert reply.status_code == 302
    assert _stored(world) == {"value.goal": ("answered", 3)}
    assert AnswerEvent.objects.filter(assessment=world.assessment).count() == 3


def test_a_link_typed_for_a_submitted_assessment_is_kept_on_the_page(world):
    client = world.client("contributor")
    shown = hidden_fields(client.get(_address(world)))
    submit_assessment(actor=factories.actor_of(world.lead), assessment_id=world.assessment.pk)

    reply = client.post(_address(world), {**shown, "value.goal:url": "https://example.org/kept"})

    assert reply.status_code == 422
    assert "takes no answers any more" in reply.content.decode()
    assert "https://example.org/kept" in reply.content.decode()


def test_removing_a_link_of_a_submitted_assessment_keeps_the_typed_text(world):
    kept = _link(world)
    client = world.client("contributor")
    shown = hidden_fields(client.get(_address(world)))
    submit_assessment(actor=factories.actor_of(world.lead), assessment_id=world.assessment.pk)

    reply = client.post(
        _address(world),
        {**shown, "remove_evidence": str(kept.pk), "value.goal:note": "Typed beside it"},
    )

    assert reply.status_code == 422
    assert "\nTyped beside it</textarea>" in reply.content.decode()
    assert "The link was not removed" in reply.content.decode()


@pytest.mark.parametrize("given", ["999999", "123456789012345678901234567890"])
def test_removing_a_link_that_does_not_exist_saves_the_answers_and_says_so(world, given):
    client = world.client("contributor")
    shown = hidden_fields(client.get(_address(world)))

    reply = client.post(
        _address(world),
        {**shown, "remove_evidence": given, "value.goal": "v:2", "value.fairness": "v:9"},
    )

    page = reply.content.decode()
    assert reply.status_code == 422
    assert "The link was not removed" in page
    assert "There is no level" in page
    assert _stored(world) == {"value.goal": ("answered", 2)}


def test_text_for_a_deleted_assessment_is_shown_back(world):
    client = world.client("contributor")
    shown = hidden_fields(client.get(_address(world)))
    delete_assessment(actor=factories.actor_of(world.lead), assessment_id=world.assessment.pk)

    reply = client.post(
        _address(world),
        {**shown, "value.goal:note": "Typed before it went"},
        headers={"Origin": "http://testserver"},
    )

    assert reply.status_code == 404
    assert "Typed before it went" in reply.content.decode()


def test_text_of_somebody_who_may_only_read_by_now_is_shown_back(world):
    reply = world.client("viewer").post(
        _address(world),
        {"value.goal:note": "Typed as a contributor"},
        headers={"Origin": "http://testserver"},
    )

    assert reply.status_code == 403
    assert "Typed as a contributor" in reply.content.decode()


def test_text_from_another_site_is_not_shown_back(world):
    reply = world.client("viewer").post(
        _address(world),
        {"value.goal:note": "Slipped in"},
        headers={"Origin": "https://evil.example"},
    )

    assert reply.status_code == 403
    assert "Slipped in" not in reply.content.decode()
