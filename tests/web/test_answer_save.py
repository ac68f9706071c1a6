"""The saving script's endpoint: JSON in, JSON out, whatever comes."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client

from assessments.answers.models import AnswerEvent
from assessments.answers.services import submit_assessment
from tests import factories
from tests.web.conftest import World


def _send(
    client: Client, world: World, code: str = "value.goal", raw: str | None = None, **content: Any
):
    sent = {"operation": str(uuid.uuid4()), "base": 0, "state": "answered", "value": "3", **content}
    return client.post(
        f"/assessments/{world.assessment.pk}/answers/{code}/save",
        json.dumps(sent) if raw is None else raw,
        content_type="application/json",
        headers={"Accept": "application/json"},
    )


def test_answers_with_the_new_version_and_the_progress(world):
    reply = _send(world.client("contributor"), world)

    content = reply.json()
    assert reply.status_code == 200
    assert (content["version"], content["state"], content["by"]) == (1, "answered", "Con Tributor")
    assert content["progress"]["parts"]["value"] == [1, 5]
    assert content["progress"]["sections"]["value.core"] == [1, 3]


def test_the_same_operation_sent_again_gets_the_first_reply(world):
    client, operation = world.client("contributor"), str(uuid.uuid4())

    replies = [_send(client, world, operation=operation) for _ in range(2)]

    assert [reply.status_code for reply in replies] == [200, 200]
    assert [reply.json()["version"] for reply in replies] == [1, 1]
    assert AnswerEvent.objects.filter(assessment=world.assessment).count() == 1


def test_a_stale_version_is_409_with_what_stands_there(world):
    factories.make_answers(world.assessment, {"value.goal": 1}, world.lead)

    reply = _send(world.client("contributor"), world)

    content = reply.json()
    assert reply.status_code == 409
    assert (content["version"], content["by"], content["current"]["value"]) == (1, "Lea Lead", "1")


@pytest.mark.parametrize(
    ("code", "content", "field"),
    [
        ("value.goal", {"value": "9"}, "value"),
        ("value.goal", {"value": None}, "value"),
        ("value.goal", {"value": {"a": [1]}}, "value"),
        ("value.goal", {"note": "x" * 4001}, "note"),
        ("value.goal", {"note": "a\x00b"}, "note"),
        ("value.goal", {"note": "\ud800"}, "note"),
        ("value.goal", {"state": "not_applicable", "reason": "three good words"}, "state"),
        ("value.segments", {"state": "not_applicable", "reason": ""}, "reason"),
        ("value.skills", {"value": ["a", "none"]}, "value"),
        ("build.story", {"value": "\ud800 half"}, "value"),
        ("no.such.question", {}, "code"),
    ],
)
def test_bad_content_is_422_with_its_field(world, code, content, field):
    reply = _send(world.client("contributor"), world, code, **content)

    assert reply.status_code == 422
    assert reply.json()["field"] == field
    assert reply.json()["message"]
    assert world.assessment.answers.count() == 0


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "{",
        "[]",
        "null",
        '"text"',
        "[" * 50_000,
        '{"operation": "x", "base": 0, "state": "answered"}',
        '{"operation": "4f3a3d3e-0000-4000-8000-000000000000", "base": NaN, "state": "answered"}',
        '{"operation": "4f3a3d3e-0000-4000-8000-000000000000", "base": -1, "state": "answered"}',
        '{"operation": "4f3a3d3e-0000-4000-8000-000000000000", "base": true, "state": "answered"}',
        '{"operation": "4f3a3d3e-0000-4000-8000-000000000000", "base": 0, "state": "maybe"}',
        '{"operation": "4f3a3d3e-0000-4000-8000-000000000000", "base": 0, "state": "answered", "note": 3}',
        '{"operation": 7, "base": 0, "state": "answered"}',
        "\xff",
    ],
)
def test_what_cannot_be_read_is_400(world, raw):
    assert _send(world.client("contributor"), world, raw=raw).status_code == 400


def test_signed_out_is_401_and_no_redirect(world, client):
    reply = _send(client, world)

    assert reply.status_code == 401
    assert reply.json()["problem"] == "signed_out"


def test_a_viewer_is_403_an_outsider_404_and_a_submitted_assessment_423(world):
    assert _send(world.client("viewer"), world).status_code == 403
    assert _send(world.client("outsider"), world).status_code == 404
    submit_assessment(actor=factories.actor_of(world.lead), assessment_id=world.assessment.pk)

    assert _send(world.client("contributor"), world).status_code == 423


def test_evidence_answers_in_json_too(world):
    client, address = (
        world.client("contributor"),
        f"/assessments/{world.assessment.pk}/answers/value.goal/evidence",
    )

    def add(**content: str):
        sent = {
            "operation": str(uuid.uuid4()),
            "url": "https://example.org",
            "dated": "",
            **content,
        }
        return client.post(address, json.dumps(sent), content_type="application/json")

    assert add(url="ftp://example.org").status_code == 422
    assert add(dated="soon").status_code == 400
    added = add()
    assert added.status_code == 200
    gone = f"/assessments/{world.assessment.pk}/evidence/{added.json()['id']}/remove"
    assert client.post(gone, "{}", content_type="application/json").status_code == 200
