"""Who may delete a schedule of reports, and what an erased person leaves of it."""

from datetime import date

import pytest
from django.urls import reverse

from assessments.actor import NotAllowed
from assessments.reports import services
from assessments.reports.models import ReportSchedule, ScheduledMail, ScheduledRun
from assessments.reports.services import Plan
from assessments.reports.services.erasing import erase_person
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(product):
    roles = {"maker": "contributor", "other": "contributor", "lead": "lead"}
    return {name: factories.person_in(product.team, role) for name, role in roles.items()}


@pytest.fixture
def made(product, people):
    plan = Plan("weekly", 0, "json", [people["maker"].pk, people["lead"].pk])
    actor = factories.actor_of(people["maker"])
    return services.make_schedule(actor=actor, product_id=product.pk, plan=plan)


def delete(person, made):
    services.delete_schedule(actor=factories.actor_of(person), schedule_id=made.pk)


def test_another_contributor_does_not_delete_it_even_as_its_new_owner(made, people):
    other = factories.actor_of(people["other"])
    for act in (services.pause_schedule, services.resume_schedule):
        act(actor=other, schedule_id=made.pk)
    assert ReportSchedule.objects.get().owner == people["other"]
    with pytest.raises(NotAllowed):
        delete(people["other"], made)
    assert ReportSchedule.objects.exists()


@pytest.mark.parametrize("who", ["maker", "lead"])
def test_maker_and_lead_delete_it(made, people, who):
    delete(people[who], made)
    assert not ReportSchedule.objects.exists()


def test_admin_of_the_organisation_deletes_it(made, product):
    organisation = product.team.organisation
    delete(factories.MemberFactory(organisation=organisation, role="admin").user, made)
    assert not ReportSchedule.objects.exists()


def test_page_asks_first_and_is_offered_only_to_who_may(client, made, product, people):
    address = reverse("assessments:schedule-delete", args=[made.pk])
    listed = reverse("assessments:schedule-list", args=[product.pk])
    client.force_login(people["other"])
    assert address not in client.get(listed).content.decode()
    assert client.post(address).status_code == 403

    client.force_login(people["maker"])
    assert address in client.get(listed).content.decode()
    assert "Delete the schedule" in client.get(address).content.decode()
    assert ReportSchedule.objects.exists()
    client.post(address)
    assert not ReportSchedule.objects.exists()


def test_an_erased_person_stands_on_no_schedule_and_theirs_stop(client, made, product, people):
    plan = Plan("weekly", 1, "json", [people["maker"].pk, people["lead"].pk])
    lead = factories.actor_of(people["lead"])
    services.make_schedule(actor=lead, product_id=product.pk, plan=plan)
    run = ScheduledRun.objects.create(schedule=made, day=date(2026, 11, 30))
    ScheduledMail.objects.create(run=run, user=people["maker"])

    maker = people["maker"]
    erase_person(actor=factories.actor_of(maker), user_id=maker.pk)

    own, other = ReportSchedule.objects.order_by("pk")
    assert (own.owner, own.made_by, own.has_lost_owner) == (None, None, True)
    assert own.paused_at is not None
    assert (other.owner, other.paused_at) == (people["lead"], None)
    for one in (own, other):
        assert list(one.recipients.all()) == [people["lead"]]
    assert ScheduledMail.objects.get().outcome == ScheduledMail.Outcome.DROPPED
    client.force_login(people["lead"])
    page = client.get(reverse("assessments:schedule-list", args=[product.pk])).content.decode()
    assert "Erased person" not in page
    assert "Stopped" in page
