"""Shared links: who may, how long, what ends them, and that nothing but a hash is kept."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from assessments.actor import NotAllowed, NotVisible
from assessments.audit.models import AuditEvent
from assessments.reports import services
from assessments.reports.errors import ShareGone
from assessments.reports.models import Report, ReportFile, ShareLink
from assessments.teams.errors import Refused
from assessments.teams.services import delete_product
from tests.factories import TeamFactory, actor_in, make_answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(report):
    services.make_report(report.pk)
    report.refresh_from_db()
    return report


def share(actor, report, **more):
    return services.share_report(
        actor=actor, report_id=report.pk, **{"name": "Board", "days": 7, **more}
    )


def secret_of(shared):
    return shared.address.rpartition("/")[2]


def take(shared, password=""):
    secret = secret_of(shared)
    ticket = services.ticket_for(services.shared_link(secret), password)
    return services.take_shared(secret=secret, ticket=ticket)


def is_gone(act):
    with pytest.raises(ShareGone):
        act()
    return True


def test_the_secret_has_256_bits_and_only_its_hash_is_kept(actor, ready):
    one, two = share(actor, ready), share(actor, ready, password="a secret word")

    kept = [str(row) for row in ShareLink.objects.values()]
    assert len(secret_of(one)) == 43
    assert secret_of(one) != secret_of(two)
    assert not any(secret_of(one) in row or "a secret word" in row for row in kept)
    assert secret_of(one) not in repr(one)
    assert secret_of(one) not in str(list(AuditEvent.objects.values()))


def test_a_link_gives_the_very_file_and_counts_each_download_once(actor, ready):
    shared = share(actor, ready)

    taken = [take(shared) for _ in range(2)]

    stored = ReportFile.objects.get(report=ready)
    assert {one.content for one in taken} == {bytes(stored.content)}
    assert ShareLink.objects.get().downloads == 2
    events = AuditEvent.objects.filter(verb="report.share_downloaded")
    assert [event.detail["sha256"] for event in events] == [stored.sha256] * 2
    assert {event.actor_id for event in events} == {None}
    assert {event.organisation_id for event in events} == {ready.organisation_id}


def test_a_look_counts_nothing(actor, ready):
    link = services.shared_link(secret_of(share(actor, ready)))

    shown = services.read_shared(link)

    assert (shown.product, shown.level) == ("Arrival times", "Exploring")
    assert ShareLink.objects.get().downloads == 0


def test_it_works_until_its_last_second(actor, ready):
    shared = share(actor, ready, days=1)
    ends = shared.link.expires_at

    with time_machine.travel(ends - timedelta(seconds=1), tick=False):
        assert take(shared).name == ready.file_name
    with time_machine.travel(ends, tick=False):
        assert is_gone(lambda: take(shared))


def test_a_link_taken_back_opens_nothing_even_with_the_page_open(actor, ready):
    shared = share(actor, ready)
    ticket = services.ticket_for(services.shared_link(secret_of(shared)), "")

    services.revoke_link(actor=actor, link_id=shared.link.pk)
    services.revoke_link(actor=actor, link_id=shared.link.pk)

    assert is_gone(lambda: take(shared))
    assert is_gone(lambda: services.take_shared(secret=secret_of(shared), ticket=ticket))
    assert AuditEvent.objects.filter(verb="report.share_revoked").count() == 1
    assert ShareLink.objects.get().downloads == 0


def test_a_password_opens_and_another_one_does_not(actor, ready):
    shared = share(actor, ready, password="Open sesame 1")

    assert take(shared, "Open sesame 1").name == ready.file_name
    for wrong in ("", "open sesame 1", "Open sesame 1 "):
        assert is_gone(lambda word=wrong: take(shared, word))
    assert ShareLink.objects.get().downloads == 1


def test_a_ticket_opens_its_own_link_alone_and_for_an_hour(actor, ready):
    protected, other = share(actor, ready, password="Open sesame 1"), share(actor, ready)
    foreign = services.ticket_for(services.shared_link(secret_of(other)), "")

    for ticket in (foreign, "", "x:y:z"):
        assert is_gone(
            lambda one=ticket: services.take_shared(secret=secret_of(protected), ticket=one)
        )
    own = services.ticket_for(services.shared_link(secret_of(protected)), "Open sesame 1")
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=5)):
        assert is_gone(lambda: services.take_shared(secret=secret_of(protected), ticket=own))


@pytest.mark.parametrize("what", ["report", "assessment", "product", "organisation"])
def test_what_is_deleted_takes_its_links_with_it(what, actor, ready):
    shared = share(actor, ready)
    assessment = ready.assessment
    if what == "product":
        delete_product(actor=actor, product_id=assessment.product_id)
    else:
        {"report": ready, "assessment": assessment, "organisation": ready.organisation}[
            what
        ].delete()

    assert is_gone(lambda: take(shared))
    assert not ShareLink.objects.exists()


def test_a_report_that_lost_its_file_is_gone(actor, ready):
    shared = share(actor, ready)
    ReportFile.objects.all().delete()
    Report.objects.update(state="failed", reason="It named somebody who was erased.")

    assert is_gone(lambda: take(shared))


def test_who_may_not_ask_for_reports_shares_none(actor, ready):
    shared = share(actor, ready)
    viewer, stranger = actor_in(ready.assessment.team, "viewer"), actor_in(TeamFactory(), "lead")

    for who, error in ((viewer, NotAllowed), (stranger, NotVisible)):
        with pytest.raises(error):
            share(who, ready)
        with pytest.raises(error):
            services.revoke_link(actor=who, link_id=shared.link.pk)
    assert ShareLink.objects.get().revoked_at is None


def test_only_a_ready_report_is_shared_and_twenty_times_at_most(actor, report):
    with pytest.raises(Refused, match="ready"):
        share(actor, report)
    services.make_report(report.pk)
    for _ in range(20):
        last = share(actor, report)
    with pytest.raises(Refused, match="20 links"):
        share(actor, report)
    services.revoke_link(actor=actor, link_id=last.link.pk)

    assert share(actor, report).link.pk


@pytest.mark.parametrize("days", [0, -1, 91])
def test_no_link_works_for_ever(actor, ready, days):
    with pytest.raises(Refused):
        share(actor, ready, days=days)


def test_a_shared_report_outlives_the_newer_ones_until_its_link_ends(actor, ready, settings):
    settings.MLPM_REPORT_LIMIT = 1
    shared = share(actor, ready)
    make_answers(ready.assessment, {"value.skills": 2})
    services.request_report(actor=actor, assessment_id=ready.assessment_id)
    assert take(shared).name == ready.file_name

    services.revoke_link(actor=actor, link_id=shared.link.pk)
    services.prune_reports(ready.assessment_id)

    assert not Report.objects.filter(pk=ready.pk).exists()
