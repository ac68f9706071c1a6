"""The pages of schedules: made, paused, resumed and deleted, without a script."""

import re

import pytest
from django.urls import reverse

from assessments.answers.models import Assessment
from assessments.reports.models import ReportSchedule
from tests import factories
from tests.counting import counted
from tests.scoring.small_bank import small_bank

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(product, client):
    user = factories.person_in(product.team, "lead", name="Ada")
    client.force_login(user)
    return user


def page(name, pk):
    return reverse(f"assessments:{name}", args=[pk])


def make(client, product, people, when="weekly:0", language="en"):
    shown = client.get(page("schedule-new", product.pk)).content.decode()
    form_id = re.search(r'name="form_id" value="([^"]+)"', shown)[1]
    sent = {"when": when, "file_format": "pdf", "recipients": people, "form_id": form_id}
    sent |= {"language": language}
    return client.post(page("schedule-new", product.pk), sent, follow=True), sent


def test_a_schedule_is_made_once_paused_resumed_and_deleted(client, lead, product):
    reply, sent = make(client, product, [lead.pk], "monthly:31")
    client.post(page("schedule-new", product.pk), sent)

    assert "On the last day of each month" in reply.content.decode()
    made = ReportSchedule.objects.get()
    for act, said in (
        ("pause", "Paused"),
        ("resume", "Active"),
        ("delete", "Nothing is scheduled"),
    ):
        text = client.post(page(f"schedule-{act}", made.pk), follow=True).content.decode()
        assert said in text
    assert not ReportSchedule.objects.exists()


def test_the_language_is_chosen_among_those_of_words_and_bank_and_shown(client, lead, product):
    Assessment.objects.update(
        bank_version=factories.version_of(
            small_bank(translations={"fr": {"value/title": "Valeur"}})
        )
    )
    shown = client.get(page("schedule-new", product.pk)).content.decode()

    reply, _sent = make(client, product, [lead.pk], language="fr")

    offered = re.findall(r'<option value="(\w+)"[^>]*>([^<]+ \(\1\))<', shown)
    assert offered == [("en", "English (en)"), ("de", "Deutsch (de)"), ("fr", "français (fr)")]
    assert ReportSchedule.objects.get().language == "fr"
    assert '<span lang="fr">français (fr)</span>' in reply.content.decode()
    assert make(client, product, [lead.pk], language="xx")[0].status_code == 422


def test_a_product_without_an_assessment_is_offered_the_languages_of_the_words(
    client, lead, product
):
    empty = factories.ProductFactory(team=product.team)

    reply, _sent = make(client, empty, [lead.pk], language="de")

    assert "Deutsch (de)" in reply.content.decode()


def test_a_schedule_from_before_languages_could_be_chosen_is_shown_as_english(
    client, lead, product
):
    make(client, product, [lead.pk])
    ReportSchedule.objects.update(language="")

    assert "English (en)" in client.get(page("schedule-list", product.pk)).content.decode()


def test_a_stranger_among_the_recipients_is_refused_at_the_field(client, lead, product):
    stranger = factories.person_in(factories.TeamFactory())

    reply, _sent = make(client, product, [lead.pk, stranger.pk])

    assert reply.status_code == 422
    assert stranger.name not in reply.content.decode()
    assert not ReportSchedule.objects.exists()


def test_nobody_chosen_is_said_at_the_field(client, lead, product):
    reply, _sent = make(client, product, [])

    assert reply.status_code == 422
    assert "Choose at least one person." in reply.content.decode()


def test_a_viewer_is_not_offered_schedules(client, product):
    client.force_login(factories.person_in(product.team, "viewer"))

    assert (
        page("schedule-list", product.pk)
        not in client.get(product.get_absolute_url()).content.decode()
    )
    assert client.get(page("schedule-list", product.pk)).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(client, lead, product, number):
    for _ in range(number):
        make(client, product, [lead.pk])

    # session, user, roles, product, schedules, recipients, runs
    with counted() as found:
        client.get(page("schedule-list", product.pk))
    assert found == 7
