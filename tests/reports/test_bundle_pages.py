"""The pages of many reports at once: chosen, watched and taken, without a script."""

import io
import re
import zipfile

import pytest
from django.urls import reverse

from assessments.reports import services
from assessments.reports.models import ReportBundle
from assessments.teams.services import choose_current
from tests import factories
from tests.counting import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(db):
    return factories.TeamFactory()


@pytest.fixture
def lead(team, client):
    user = factories.person_in(team, "lead")
    client.force_login(user)
    return user


def product_of(team, name):
    row = factories.AssessmentFactory(product=factories.ProductFactory(team=team, name=name))
    choose_current(row.product)
    return row


def page(name, pk):
    return reverse(f"assessments:{name}", args=[pk])


def ask(client, team, rows, **more):
    address = page("bundle-list", team.organisation_id)
    form_id = re.search(r'name="form_id" value="([^"]+)"', client.get(address).content.decode())[1]
    sent = {
        "file_format": "csv",
        "language": "en",
        "assessments": [row.pk for row in rows],
        "form_id": form_id,
    }
    return client.post(address, {**sent, **more}), sent


def test_reports_are_chosen_watched_and_taken(client, lead, team):
    rows = [product_of(team, name) for name in ("Arrival", "Baggage")]
    products = client.get(reverse("assessments:product-list")).content.decode()
    assert page("bundle-list", team.organisation_id) in products
    reply, sent = ask(client, team, rows)
    again = client.post(page("bundle-list", team.organisation_id), sent)

    bundle = ReportBundle.objects.get()
    assert reply["Location"] == again["Location"] == page("bundle-detail", bundle.pk)
    waiting = client.get(reply["Location"]).content.decode()
    assert "0 of 2 reports are done." in waiting
    assert client.get(page("bundle-download", bundle.pk)).status_code == 404
    for pk in services.fill_bundle(bundle.pk):
        services.make_report(pk)
    status = client.get(page("bundle-status", bundle.pk))
    assert "All 2 reports are in the file." in status.content.decode()
    assert status.content.decode().count("Ready") == 2
    assert status["Cache-Control"] == "no-store"
    taken = client.get(page("bundle-download", bundle.pk))
    content = b"".join(taken)
    assert len(zipfile.ZipFile(io.BytesIO(content)).namelist()) == 2
    assert taken["Content-Disposition"].startswith('attachment; filename="reports-')
    assert taken["X-Content-Type-Options"] == "nosniff"


def test_the_language_is_chosen_and_shown(client, lead, team):
    rows = [product_of(team, "Arrival")]

    reply, _sent = ask(client, team, rows, language="de")

    assert ReportBundle.objects.get().language == "de"
    for address in (page("bundle-list", team.organisation_id), reply["Location"]):
        assert '<span lang="de">Deutsch (de)</span>' in client.get(address).content.decode()


def test_the_worker_is_told_after_the_commit(
    client, lead, team, monkeypatch, django_capture_on_commit_callbacks
):
    from assessments import tasks

    rung = []
    monkeypatch.setattr(tasks.fill_bundle, "apply_async", lambda ids, **_: rung.append(ids))
    with django_capture_on_commit_callbacks() as callbacks:
        ask(client, team, [product_of(team, "Arrival")])
        assert rung == []

    for call in callbacks:
        call()
    assert rung == [(ReportBundle.objects.get().pk,)]


def test_only_products_one_may_report_are_offered(client, lead, team):
    product_of(team, "Arrival")
    product_of(factories.TeamFactory(organisation=team.organisation), "Near")
    product_of(factories.TeamFactory(), "Far")

    text = client.get(page("bundle-list", team.organisation_id)).content.decode()

    assert "Arrival" in text
    assert "Near" not in text
    assert "Far" not in text


def test_a_viewer_is_told_there_is_nothing(client, team):
    product_of(team, "Arrival")
    client.force_login(factories.person_in(team, "viewer"))

    text = client.get(page("bundle-list", team.organisation_id)).content.decode()

    assert "Nothing to report" in text
    assert "Arrival" not in text
    products = client.get(reverse("assessments:product-list")).content.decode()
    assert page("bundle-list", team.organisation_id) not in products


def test_an_admin_chooses_among_the_products_of_one_team(client, team):
    product_of(team, "Arrival")
    near = factories.TeamFactory(organisation=team.organisation)
    product_of(near, "Near")
    client.force_login(factories.admin_of(team.organisation))
    address = page("bundle-list", team.organisation_id)

    both, one = client.get(address), client.get(address, {"team": near.pk})

    assert "Arrival" in both.content.decode()
    assert "Arrival" not in one.content.decode()
    assert "Near" in one.content.decode()
    assert client.get(address, {"team": "x"}).status_code == 404


def test_none_chosen_and_a_foreign_one_are_refused_at_the_field(client, lead, team):
    product_of(team, "Arrival")
    foreign = product_of(factories.TeamFactory(), "Far")

    for rows, said in (([], "Choose at least one product."), ([foreign], "Select a valid choice")):
        reply, _sent = ask(client, team, rows)
        assert reply.status_code == 422
        assert said in reply.content.decode()
    assert not ReportBundle.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_for_one_and_three(client, lead, team, number):
    rows = [product_of(team, f"Product {one}") for one in range(number)]
    for _ in range(number):
        bundle = services.request_bundle(
            actor=factories.actor_of(lead),
            organisation_id=team.organisation_id,
            assessment_ids=[row.pk for row in rows],
            file_format="csv",
        )
    # session, user, roles, organisation, products, teams, bundles
    with counted() as found:
        client.get(page("bundle-list", team.organisation_id))
    assert found == 7
    # session, user, roles, bundle, members
    with counted() as found:
        client.get(page("bundle-detail", bundle.pk))
    assert found == 5
