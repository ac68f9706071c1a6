"""The pages of shared links: what a stranger sees, and what no page, header or log gives away."""

import html
import re
import urllib.error
import urllib.request

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from assessments.reports import services
from assessments.reports.models import ReportFile, ShareLink
from assessments.reports.services import request_report
from tests.counting import counted
from tests.factories import AssessmentFactory, actor_in, person_in
from tests.patience import PATIENCE

PASSWORD = "Open sesame 1"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


@pytest.fixture
def ready(report):
    services.make_report(report.pk)
    report.refresh_from_db()
    return report


@pytest.fixture
def lead(assessment, client):
    client.force_login(person_in(assessment.team, "lead"))
    return client


def path_of(actor, report, password="", **more):
    made = services.share_report(
        actor=actor, report_id=report.pk, name="", days=7, password=password, **more
    )
    return "/" + made.address.split("/", 3)[3]


def ticket_in(page):
    return html.unescape(re.search(r'name="ticket" value="([^"]+)"', page.content.decode())[1])


def assert_traceless(reply):
    assert reply["X-Robots-Tag"] == "noindex, nofollow"
    assert reply["Referrer-Policy"] == "no-referrer"
    assert "no-store" in reply["Cache-Control"]
    assert not reply.cookies


def test_a_stranger_sees_what_it_is_and_downloads_it(actor, ready):
    path, stranger = path_of(actor, ready), Client(enforce_csrf_checks=True)

    page = stranger.get(path)
    taken = stranger.post(f"{path}/file", {"ticket": ticket_in(page)}, headers={"origin": "null"})

    text = page.content.decode()
    for said in ("Arrival times", ready.organisation.name, "Exploring", 'content="noindex'):
        assert said in text
    assert '<dt>Result</dt><dd lang="en">Exploring</dd>' in text, (
        "not every method gives a readiness level"
    )
    for hidden in (ready.assessment.team.name, "Autumn", "nonce-5f3c21", actor.name):
        assert hidden not in text
    assert re.search(r"\d, \d\d:\d\d UTC</time>\.", text), "the zone is said, and said once"
    assert_traceless(page)
    assert_traceless(taken)
    assert taken.content == bytes(ReportFile.objects.get().content)
    assert taken["Content-Disposition"].startswith("attachment; ")
    assert taken["X-Content-Type-Options"] == "nosniff"
    assert ShareLink.objects.get().downloads == 1


def test_looking_and_previews_count_nothing(actor, ready):
    path, stranger = path_of(actor, ready), Client()

    assert stranger.head(path).status_code == 200
    assert stranger.get(path).status_code == 200
    assert stranger.get(f"{path}/file").status_code == 405

    assert ShareLink.objects.get().downloads == 0


def test_with_a_password_nothing_is_said_before_it(actor, ready):
    path, stranger = path_of(actor, ready, PASSWORD), Client(enforce_csrf_checks=True)

    asked = stranger.get(path)
    opened = stranger.post(path, {"password": PASSWORD}, headers={"origin": "null"})

    for word in ("Arrival times", ready.organisation.name, "Exploring"):
        assert word not in asked.content.decode()
        assert word in opened.content.decode()
    assert_traceless(asked)
    taken = stranger.post(f"{path}/file", {"ticket": ticket_in(opened)})
    assert taken.content == bytes(ReportFile.objects.get().content)


def test_every_link_that_opens_nothing_answers_the_same(actor, ready):
    revoked, expired, protected = (path_of(actor, ready, word) for word in ("", "", PASSWORD))
    first, second, _third = ShareLink.objects.order_by("pk")
    services.revoke_link(actor=actor, link_id=first.pk)
    ShareLink.objects.filter(pk=second.pk).update(expires_at=second.made_at)
    stranger = Client()

    answers = [
        stranger.get(revoked),
        stranger.get(expired),
        stranger.get("/shared/" + "x" * 43),
        stranger.post(protected, {"password": "wrong"}),
        stranger.post(protected),
        stranger.post(f"{protected}/file", {"ticket": "x"}),
        stranger.post(f"{revoked}/file"),
    ]

    assert {reply.status_code for reply in answers} == {404}
    assert len({reply.content for reply in answers}) == 1
    for reply in answers:
        assert_traceless(reply)


def test_guessing_a_password_ends_after_ten_tries_from_anywhere(actor, ready):
    path = path_of(actor, ready, PASSWORD)
    for number in range(10):
        reply = Client(REMOTE_ADDR=f"10.0.0.{number}").post(path, {"password": "wrong"})
        assert reply.status_code == 404

    late = Client(REMOTE_ADDR="10.0.0.99").post(path, {"password": PASSWORD})

    assert late.status_code == 429
    assert late["Retry-After"] == "600"
    assert_traceless(late)
    assert Client(REMOTE_ADDR="10.0.0.99").get(path_of(actor, ready)).status_code == 200


def test_guessing_links_ends_after_thirty_misses(actor, ready):
    path, guesser = path_of(actor, ready), Client()
    for number in range(30):
        assert guesser.get(f"/shared/{number:043d}").status_code == 404

    assert guesser.get(path).status_code == 429
    assert Client(REMOTE_ADDR="10.0.0.1").get(path).status_code == 200


def test_the_link_is_shown_once_and_sent_twice_makes_one(lead, ready):
    address = reverse("assessments:share-list", args=[ready.pk])
    form_id = re.search(r'name="form_id" value="([^"]+)"', lead.get(address).content.decode())[1]
    sent = {"name": "The board", "days": "7", "password": "", "form_id": form_id}

    made = lead.post(address, sent)
    again = lead.post(address, sent)

    secret = re.search(r"/shared/([\w-]{43})", made.content.decode())[1]
    assert "no-store" in made["Cache-Control"]
    assert again.status_code == 302
    assert ShareLink.objects.count() == 1
    listed = lead.get(address).content.decode()
    assert "The board" in listed
    assert secret not in listed
    assert Client().get(f"/shared/{secret}").status_code == 200


def test_what_cannot_be_is_said_at_its_field_and_the_rest_is_kept(lead, ready):
    address = reverse("assessments:share-list", args=[ready.pk])

    reply = lead.post(address, {"name": "The board", "days": "400", "password": "short"})

    text = reply.content.decode()
    assert reply.status_code == 422
    assert "Use at least 8 characters." in text
    assert 'value="The board"' in text
    assert not ShareLink.objects.exists()


def test_a_viewer_is_not_offered_a_link(client, ready):
    page = reverse("assessments:report-detail", args=[ready.pk])
    links = reverse("assessments:share-list", args=[ready.pk])
    client.force_login(person_in(ready.assessment.team, "viewer"))

    assert links not in client.get(page).content.decode()
    assert client.get(links).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_links_costs_the_same_for_one_and_three(lead, actor, ready, number):
    for _ in range(number):
        path_of(actor, ready)

    # session, user, roles, report, links
    with counted() as found:
        lead.get(reverse("assessments:share-list", args=[ready.pk]))
    assert found == 5


def test_the_public_page_costs_three_statements(actor, ready):
    path = path_of(actor, ready)
    Client().get(path)

    # link with report and file, inputs, bank version
    with counted() as found:
        Client().get(path)
    assert found == 3


@pytest.mark.slow
def test_no_log_of_the_site_holds_the_secret(site, transactional_db):
    row = AssessmentFactory()
    actor = actor_in(row.team, "lead")
    made = request_report(actor=actor, assessment_id=row.pk)
    services.make_report(made.pk)
    address = site.url + path_of(actor, made)
    secret = address.rpartition("/")[2]

    statuses = []
    for target, method in (
        (address, "GET"),
        (f"{address}/file", "GET"),
        (f"{address}/file", "POST"),
        (f"{address}x", "GET"),
        (f"{address}/nothing", "GET"),
    ):
        request = urllib.request.Request(target, method=method)
        try:
            statuses.append(urllib.request.urlopen(request, timeout=PATIENCE).status)
        except urllib.error.HTTPError as error:
            statuses.append(error.code)

    written = site.log.read_text()
    assert statuses == [200, 405, 404, 404, 404]
    assert "/shared/[secret]" in written
    assert secret not in written
