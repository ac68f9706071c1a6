"""The pages of evidence files: adding, listing and downloading them, and what they cost."""

import uuid
from datetime import UTC, date, datetime
from urllib.parse import unquote

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assessments.answers import services
from assessments.answers.models import Evidence, EvidenceFile
from tests import factories
from tests.answers.upload_files import BAD, KEPT, pdf, png
from tests.counting import statements
from tests.web.conftest import World, hidden_fields

CODE = "value.goal"


@pytest.fixture
def address(world: World) -> str:
    return f"/assessments/{world.assessment.pk}/answers/{CODE}/evidence/new"


@pytest.fixture
def add(world: World):
    def add_one(name="plan.pdf", content=None, **more):
        given = {"code": CODE, "operation_id": uuid.uuid4(), **more}
        return services.add_evidence_file(
            actor=factories.actor_of(world.contributor),
            assessment_id=world.assessment.pk,
            name=name,
            content=pdf() if content is None else content,
            **given,
        )

    return add_one


def file(name="plan.pdf", content=None, declared="application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf() if content is None else content, declared)


def test_file_is_added_at_its_question_and_the_page_says_so(world, address):
    client = world.client("contributor")
    sent = {
        **hidden_fields(client.get(address)),
        "file": file(declared="text/html"),
        "title": "The plan",
        "kind": "document",
        "dated": "2026-10-01",
    }

    reply = client.post(address, sent)

    assert reply.status_code == 302
    assert reply["Location"].endswith("/sections/value.core#q-value-goal")
    row = Evidence.objects.select_related("file").get()
    assert (row.title, row.kind, str(row.dated)) == ("The plan", "document", "2026-10-01")
    assert (row.expires_on, row.file.media_type) == (date(2027, 10, 1), "application/pdf")
    page = client.get(reply["Location"]).content.decode()
    assert "The file was added." in page
    assert f"/evidence/{row.token}" in page
    assert "Document or policy" in page
    assert "added by Con Tributor" in page


def test_sending_the_form_twice_adds_one_file(world, address):
    client = world.client("contributor")
    hidden = hidden_fields(client.get(address))
    for _ in range(2):
        assert client.post(address, {**hidden, "file": file()}).status_code == 302
    assert Evidence.objects.count() == 1


def test_link_can_be_added_on_the_same_page(world, address):
    client = world.client("contributor")
    client.post(address, {"url": "https://example.org/a", "kind": "monitoring"})
    assert Evidence.objects.get().url == "https://example.org/a"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "id_file"),
        ({"url": "javascript:alert(1)"}, "id_url"),
        ({"url": "https://x/\x00"}, "id_url"),
        ({"url": "https://x", "title": "a\x07b"}, "id_title"),
        ({"url": "https://x", "kind": "gossip"}, "id_kind"),
        ({"url": "https://x", "dated": "yesterday"}, "id_dated"),
        ({"url": "https://x", "dated": "0024-01-01"}, "id_url"),
        ({"url": "https://x", "dated": "2026-02-02", "expires_on": "2026-01-01"}, "id_expires_on"),
        ({"url": "https://x", "operation_id": "1"}, "id_operation_id"),
    ],
)
def test_problem_stands_at_its_field_and_the_words_stay(world, address, sent, field):
    reply = world.client("contributor").post(address, {"title": "Typed with care", **sent})

    page = reply.content.decode()
    assert reply.status_code == 422
    assert f'href="#{field}"' in page or field == "id_operation_id"
    assert "Typed with care" in page or "title" in sent
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("what", BAD)
def test_bad_file_is_refused_with_the_words_kept(world, address, what):
    name, content, _ = BAD[what]

    reply = world.client("contributor").post(
        address, {"file": file(name, content, "image/png"), "title": "Typed with care"}
    )

    page = reply.content.decode()
    assert reply.status_code == 422
    assert 'href="#id_file"' in page
    assert "Typed with care" in page
    assert not EvidenceFile.objects.exists()


def test_300_byte_name_is_kept_shortened_and_comes_back_in_the_header(world, address, add):
    client = world.client("contributor")
    client.post(address, {"file": file("結" * 100 + "\u202e.pdf")})

    row = Evidence.objects.get()
    reply = client.get(f"/evidence/{row.token}")

    said = reply["Content-Disposition"]
    assert said.isascii()
    assert unquote(said.split("filename*=UTF-8''")[1]) == row.file_name
    assert row.file_name == "結" * 60 + ".pdf"


def test_file_over_the_limit_is_answered_with_413_and_the_rest_kept(settings, world, address):
    settings.MLPM_EVIDENCE_FILE_MB = 1
    large = pdf(b"x" * 3 * 1024 * 1024)

    reply = world.client("contributor").post(
        address, {"file": file(content=large), "title": "Typed with care"}
    )

    page = reply.content.decode()
    assert reply.status_code == 413
    assert "larger than the 1 MB" in page
    assert "Typed with care" in page
    assert reply.wsgi_request.FILES["file"].size < 1.2 * 1024 * 1024


def test_body_no_form_could_fill_is_refused_unread(settings, world, address):
    settings.MLPM_EVIDENCE_FILE_MB = 1
    client = world.client("contributor")

    reply = client.post(address, {"file": file()}, headers={"Content-Length": str(11 * 1024**2)})

    assert reply.status_code == 413
    assert "One file may have 1 MB" in reply.content.decode()


def test_broken_text_beside_a_file_is_refused(world, address):
    boundary = "x" * 20
    part = f"--{boundary}\r\nContent-Disposition: form-data; name=".encode()
    body = (
        part + b'"title"\r\n\r\na\xed\xa0\x80b\r\n' + part + b'"url"\r\n\r\nhttps://x\r\n'
        b"--" + boundary.encode() + b"--\r\n"
    )

    reply = world.client("contributor").post(
        address, body, content_type=f"multipart/form-data; boundary={boundary}"
    )

    assert reply.status_code == 422
    assert "half of a character" in reply.content.decode()


def test_whole_text_beside_a_file_stays_as_it_is(world, address):
    words = "März \U0001f4c8 \ufffd"
    world.client("contributor").post(address, {"url": "https://x", "title": words})
    assert Evidence.objects.get().title == words


def test_quota_is_said_at_the_field(settings, world, address):
    settings.MLPM_EVIDENCE_QUOTA_MB = 1
    client = world.client("contributor")
    for fill in (b"a", b"b"):
        reply = client.post(address, {"file": file(content=pdf(fill * 700_000))})
    assert reply.status_code == 422
    assert "take up 0.7 of 1 MB" in reply.content.decode()


@pytest.mark.parametrize("what", KEPT)
def test_download_is_an_attachment_in_which_nothing_can_run(world, add, what):
    name, content, media_type = KEPT[what]
    row = add(name, content)

    reply = world.client("viewer").get(f"/evidence/{row.token}")

    assert reply.status_code == 200
    assert reply.content == content
    assert reply["Content-Type"] == media_type
    assert reply["Content-Disposition"].startswith('attachment; filename="')
    assert reply["X-Content-Type-Options"] == "nosniff"
    assert reply["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert reply["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "no-store" in reply["Cache-Control"]


def test_who_may_open_what(world, address, add):
    row = add()
    download, listed = f"/evidence/{row.token}", f"/assessments/{world.assessment.pk}/evidence"
    asked = {
        who: [world.client(who).get(path).status_code for path in (download, listed, address)]
        for who in ("lead", "contributor", "viewer", "outsider")
    }

    assert asked == {
        "lead": [200, 200, 200],
        "contributor": [200, 200, 200],
        "viewer": [200, 200, 403],
        "outsider": [404, 404, 404],
    }
    posted = {
        who: world.client(who).post(address, {"file": file()}).status_code
        for who in ("viewer", "outsider")
    }
    assert posted == {"viewer": 403, "outsider": 404}
    unknown = address.replace(CODE, "value.nothing")
    assert world.client("lead").get(unknown).status_code == 404
    assert world.client("lead").get(f"/evidence/{uuid.uuid4()}").status_code == 404


def test_removed_file_is_gone(world, add):
    row = add()
    services.remove_evidence(
        actor=factories.actor_of(world.lead),
        assessment_id=world.assessment.pk,
        evidence_id=row.pk,
    )
    assert world.client("lead").get(f"/evidence/{row.token}").status_code == 404


def test_submitted_assessment_shows_no_form(world, address):
    lead = factories.actor_of(world.lead)
    services.submit_assessment(actor=lead, assessment_id=world.assessment.pk)
    client = world.client("lead")

    assert "<form class" not in client.get(address).content.decode()
    reply = client.post(address, {"url": "https://x"})
    assert reply.status_code == 422
    assert not Evidence.objects.exists()


def test_list_filters_what_is_out_of_date_and_says_since_when(world, add):
    add("fresh.pdf")
    add("old.pdf", png(), dated=date(2024, 1, 31), kind="monitoring", code="value.fairness")
    client = world.client("viewer")
    listed = f"/assessments/{world.assessment.pk}/evidence"

    whole = client.get(listed).content.decode()
    expired = client.get(f"{listed}?show=expired").content.decode()

    assert "fresh.pdf" in whole
    assert "2 links and files behind the answers, 1 out of date" in whole
    assert "fresh.pdf" not in expired
    assert "Out of date since 1 May 2024" in " ".join(expired.split()).replace(
        "May 1, 2024", "1 May 2024"
    )
    assert "rests on expired evidence" in expired
    assert "Files of the organisation" not in whole


def test_administrators_see_the_room_that_is_taken(world, add):
    add()
    admin = factories.admin_of(world.team.organisation)
    world.lead = admin
    page = world.client("lead").get(f"/assessments/{world.assessment.pk}/evidence")
    assert "0.1 of 500 MB" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_what_the_pages_cost(world, address, add, count):
    rows = [add(f"{n}.pdf", code=CODE) for n in range(count)]
    client = world.client("contributor")
    listed = f"/assessments/{world.assessment.pk}/evidence"
    client.get(listed)

    # session, user, roles, assessment, evidence
    assert statements(lambda: client.get(listed)) == 5
    # session, user, roles, assessment
    assert statements(lambda: client.get(address)) == 4
    # session, user, roles, the right to it, the audit log, the bytes
    assert statements(lambda: client.get(f"/evidence/{rows[0].token}")) == 6


def test_section_marks_an_answer_that_rests_on_expired_evidence(world, add):
    add(dated=date(2024, 1, 1))
    section = f"/assessments/{world.assessment.pk}/sections/value.core"
    client = world.client("viewer")
    assert "rests on expired evidence" in client.get(section).content.decode()
    add(code=CODE)
    assert "rests on expired evidence" not in client.get(section).content.decode()


def test_results_change_their_confidence_the_day_the_evidence_ran_out(world, add):
    factories.make_answers(world.assessment, {CODE: 3})
    add(dated=date(2026, 10, 1), kind="measurement")
    place = f"/assessments/{world.assessment.pk}/results"
    shown = {}
    for day in (1, 2):
        with time_machine.travel(datetime(2027, 4, day, 12, tzinfo=UTC), tick=False):
            page = world.client("viewer").get(place)
            shown[day] = page.context["card"].parts["value"].confidence
            assert ("Rests on expired evidence" in page.content.decode()) == (day > 1)
    assert shown[1] > shown[2]


def test_expired_session_keeps_the_words_and_asks_for_the_file_again(world, address):
    from_here = {"Origin": "http://testserver"}
    sent = {"file": file(), "title": "Typed with care"}

    page = Client().post(address, sent, headers=from_here)
    kept = page.content.decode()
    assert page.status_code == 401
    assert "Typed with care" in kept
    assert "asks for it again" in kept

    again = world.client("contributor").post(address, {"title": "Typed with care"})
    assert again.status_code == 422
    assert "Choose a file, or type a link." in again.content.decode()
