"""Posts no page of ours sends: each gets a page or a problem of ours, and nothing is lost."""

import json
import uuid

import pytest
from django.test import Client

from assessments.answers.models import Evidence
from assessments.answers.services import archive_assessment, submit_assessment
from tests import factories
from tests.web.conftest import World, hidden_fields

FORM = "application/x-www-form-urlencoded"


def _section(world: World) -> str:
    return f"/assessments/{world.assessment.pk}/sections/value.core"


def _stored(world: World):
    return {a.question_code: (a.state, a.value) for a in world.assessment.answers.all()}


def _save_address(world: World) -> str:
    return f"/assessments/{world.assessment.pk}/answers/value.goal/save"


def test_a_question_the_section_does_not_have_is_told_with_its_text(world):
    client = world.client("contributor")
    shown = hidden_fields(client.get(_section(world)))

    reply = client.post(_section(world), {**shown, "value.goal": "v:2", "no.such:note": "Mine"})

    page = reply.content.decode()
    assert reply.status_code == 422
    assert "no field “no.such:note”. It held: Mine" in page
    assert _stored(world) == {"value.goal": ("answered", 2)}


def test_an_answer_without_its_base_is_saved_only_where_nothing_stands(world):
    client = world.client("contributor")

    assert client.post(_section(world), {"value.goal": "v:2"}).status_code == 302
    assert client.post(_section(world), {"value.goal": "v:3"}).status_code == 422
    assert _stored(world) == {"value.goal": ("answered", 2)}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"value.goal": "x:3"}, "value.goal"),
        ({"value.goal": "s:maybe"}, "value.goal"),
        ({"value.skills": ["a"], "value.skills:state": "s:maybe"}, "value.skills"),
    ],
)
def test_a_choice_the_form_does_not_offer_is_refused_and_takes_nothing_back(world, fields, code):
    factories.make_answers(world.assessment, {"value.goal": 1, "value.skills": ("b",)})
    client = world.client("contributor")
    shown = hidden_fields(client.get(_section(world)))
    before = _stored(world)
    page_fields = {"value.goal": "v:1", "value.skills": ["b"]}

    reply = client.post(_section(world), {**shown, **page_fields, **fields})

    assert reply.status_code == 422
    assert "There is no choice" in reply.content.decode()
    assert _stored(world)[code] == before[code]


@pytest.mark.parametrize("half", ["%ED%A0%80", "%FF", "%C3"])
def test_bytes_that_are_no_text_are_refused_at_their_field(world, half):
    client = world.client("contributor")
    shown = hidden_fields(client.get(_section(world)))
    hidden = "&".join(f"{name}={value}" for name, value in shown.items())

    reply = client.post(
        _section(world), f"{hidden}&value.goal%3Anote=Before{half}after", content_type=FORM
    )

    page = reply.content.decode()
    assert reply.status_code == 422
    assert 'href="#q-value-goal-note-error"' in page
    assert "half of a character" in page
    assert "Before" in page
    assert _stored(world) == {}


def test_the_replacement_character_somebody_typed_is_kept(world):
    client = world.client("contributor")
    shown = hidden_fields(client.get(_section(world)))

    reply = client.post(_section(world), {**shown, "value.goal:note": "shown as \ufffd"})

    assert reply.status_code == 302
    assert world.assessment.answers.get().note == "shown as \ufffd"


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "rot13", "hex"])
@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/nowhere", "/products/new"])
def test_another_encoding_gets_our_own_page(world, charset, address):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(world.lead, backend="mlpm.signing_in.Backend")
    client.get("/products/new")

    reply = client.generic("POST", address, b"a=1", f"{FORM}; charset={charset}")

    assert reply.status_code == 400
    assert "This could not be read" in reply.content.decode()
    assert "default-src" in reply["Content-Security-Policy"]
    assert reply["X-Request-ID"]


def test_a_form_with_too_many_fields_gets_our_own_page(world):
    body = "&".join(f"a{n}=1" for n in range(2100))

    reply = world.client("lead").post("/products/new", body, content_type=FORM)

    assert reply.status_code == 400
    assert "This could not be read" in reply.content.decode()


@pytest.mark.parametrize("size", [70_000, 3_000_000])
def test_a_body_over_the_limit_is_413_and_names_the_limit(world, size):
    sent = {"operation": str(uuid.uuid4()), "base": 0, "state": "answered", "note": "x" * size}

    reply = world.client("contributor").post(
        _save_address(world), json.dumps(sent), content_type="application/json"
    )

    assert reply.status_code == 413
    assert "64 KiB" in reply.json()["message"]


@pytest.mark.parametrize("what", ["answers/value.goal/save", "answers/value.goal/evidence"])
def test_a_form_with_files_is_no_json(world, what):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.contributor, backend="mlpm.signing_in.Backend")
    client.get(_section(world))
    token = client.cookies["csrftoken"].value

    reply = client.post(
        f"/assessments/{world.assessment.pk}/{what}", {"csrfmiddlewaretoken": token, "a": "1"}
    )

    assert reply.status_code == 400
    assert reply.json()["problem"] == "unreadable"


@pytest.mark.parametrize(
    "place", ["0001-01-01T00:00:00+23:59_1", "9999-12-31T23:59:59-23:59_1", "nonsense", "_", "2026"]
)
def test_a_place_that_is_none_shows_the_first_page(world, place):
    reply = world.client("lead").get("/", {"after": place})

    assert reply.status_code == 200


def test_a_page_without_a_rule_of_its_own_stays_out_of_caches(world):
    client = world.client("lead")

    for address in ("/accounts/password/change/", "/nowhere"):
        assert set(client.get(address)["Cache-Control"].split(", ")) >= {"private", "no-store"}


@pytest.mark.parametrize(("what", "field"), [("reopen", "reason"), ("submit", "note")])
def test_an_assessment_archived_meanwhile_is_told_and_not_an_error(world, monkeypatch, what, field):
    """The check before and the step itself are two moments; the archive came between them."""
    lead = factories.actor_of(world.lead)
    submit_assessment(actor=lead, assessment_id=world.assessment.pk)
    archive_assessment(actor=lead, assessment_id=world.assessment.pk)
    monkeypatch.setattr("assessments.web.views.review.can_reopen", lambda *_: True)
    address = f"/assessments/{world.assessment.pk}/"

    reply = world.client("lead").post(f"{address}{what}", {field: "Because"}, follow=True)

    assert reply.redirect_chain == [(address, 302)]
    assert "archived assessment" in reply.content.decode()


@pytest.mark.parametrize("name", ["\u200b\u200b", "\u3164", "two\nlines", "a\u2028b", "\u2800"])
def test_a_name_has_one_line_and_something_to_see(world, name):
    reply = world.client("lead").post("/products/new", {"team": world.team.pk, "name": name})

    assert reply.status_code == 422


def test_the_link_over_the_limit_is_refused_at_its_field(world):
    factories.make_answers(world.assessment, {"value.goal": 1})
    client = world.client("contributor")
    for number in range(21):
        shown = hidden_fields(client.get(_section(world)))
        reply = client.post(
            _section(world),
            {**shown, "value.goal": "v:1", "value.goal:url": f"https://example.org/{number}"},
        )

    assert reply.status_code == 422
    assert "q-value-goal-evidence-error" in reply.content.decode()
    assert Evidence.objects.count() == 20


def test_half_an_address_as_origin_is_no_page_of_ours(world):
    visitor = Client(headers={"origin": "http://["})

    assert visitor.post(_section(world), {"value.goal": "v:2"}).status_code == 302
    checked = Client(enforce_csrf_checks=True, headers={"origin": "http://["})
    assert checked.post(_section(world), {"value.goal": "v:2"}).status_code == 403


def test_a_session_cookie_no_column_can_hold_is_no_session(world):
    visitor = Client(headers={"cookie": r'sessionid="\000aaaaaaaa"'})

    assert visitor.get("/products/").status_code == 302
