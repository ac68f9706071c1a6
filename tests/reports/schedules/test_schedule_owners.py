"""Who may schedule reports and receive them, and what becomes of one whose owner no longer may."""

from datetime import timedelta

import pytest

from assessments.actor import NotAllowed, NotVisible
from assessments.notices.models import Notice
from assessments.reports import services
from assessments.reports.models import Report
from assessments.teams.errors import Refused
from assessments.teams.models import TeamMember, User
from tests import factories
from tests.reports.schedules.sweeping import MONDAY, sweep

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("lost", ["left", "viewer", "inactive"])
def test_an_owner_who_may_not_ask_any_more_stops_it_and_the_leads_are_told(
    moment, schedule, owner, product, lost
):
    made = schedule()
    lead = factories.person_in(product.team, "lead")
    held = TeamMember.objects.filter(user=owner)
    if lost == "left":
        held.delete()
    elif lost == "viewer":
        held.update(role="viewer")
    else:
        User.objects.filter(pk=owner.pk).update(is_active=False)

    assert [sweep(moment, MONDAY), sweep(moment, MONDAY + timedelta(days=7))] == [0, 0]

    made.refresh_from_db()
    told = Notice.objects.filter(user=lead, kind="scheduled")
    assert made.has_lost_owner
    assert not Report.objects.exists()
    assert [row.detail["state"] for row in told] == ["stopped"]
    services.resume_schedule(actor=factories.actor_of(lead), schedule_id=made.pk)
    assert sweep(moment, MONDAY + timedelta(days=14)) == 1
    assert Report.objects.get().requested_by == lead


def test_only_people_who_may_see_the_product_are_recipients(schedule, product):
    stranger = factories.person_in(factories.TeamFactory(), "lead")
    colleague = factories.MemberFactory(organisation=product.team.organisation).user
    for people in ([stranger], [colleague]):
        with pytest.raises(Refused, match="recipients"):
            schedule(to=people)


def test_who_may_not_ask_for_reports_schedules_none(schedule, viewer):
    made = schedule()
    for person, error in (
        (viewer, NotAllowed),
        (factories.person_in(factories.TeamFactory(), "lead"), NotVisible),
    ):
        with pytest.raises(error):
            schedule(by=person)
        for act in (services.pause_schedule, services.resume_schedule, services.delete_schedule):
            with pytest.raises(error):
                act(actor=factories.actor_of(person), schedule_id=made.pk)
