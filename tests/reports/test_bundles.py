"""Many reports at once: rows in the database are the truth, and one ZIP holds what there is."""

import io
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from assessments import tasks
from assessments.actor import NotVisible
from assessments.answers.models import Assessment
from assessments.audit.models import AuditEvent
from assessments.notices.models import Notice
from assessments.reports import services
from assessments.reports.errors import UnknownLanguage
from assessments.reports.models import BundleMember, Report, ReportBundle, ReportFile
from assessments.reports.services import bundling
from assessments.reports.services.claim import ATTEMPTS
from assessments.reports.zipped import told_apart, zipped
from assessments.teams.errors import Refused
from assessments.teams.models import Member, Product, TeamMember
from assessments.teams.services import choose_current
from tests import factories
from tests.counting import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(db):
    return factories.TeamFactory()


@pytest.fixture
def lead(team):
    return factories.person_in(team, "lead")


@pytest.fixture
def rows(team):
    return [_current(team, name) for name in ("Arrival", "Baggage", "Crew")]


def _current(team, name):
    row = factories.AssessmentFactory(product=factories.ProductFactory(team=team, name=name))
    choose_current(row.product)
    return row


def ask(lead, rows, file_format="json", language=""):
    return services.request_bundle(
        actor=factories.actor_of(lead),
        organisation_id=rows[0].organisation_id,
        assessment_ids=[row.pk for row in rows],
        file_format=file_format,
        language=language,
    )


def make(bundle):
    for pk in services.fill_bundle(bundle.pk):
        services.make_report(pk)


def take(lead, bundle):
    taken = services.hand_over_bundle(actor=factories.actor_of(lead), bundle_id=bundle.pk)
    return zipfile.ZipFile(io.BytesIO(b"".join(taken.chunks)))


def tend():
    return services.tend_bundles(timezone.now().date())


def test_the_zip_holds_the_very_files_of_all(lead, rows):
    bundle = ask(lead, rows)
    make(bundle)

    archive = take(lead, bundle)

    assert archive.testzip() is None
    stored = {row.report.file_name: bytes(row.content) for row in ReportFile.objects.all()}
    assert {name: archive.read(name) for name in archive.namelist()} == stored
    assert len(stored) == 3
    [event] = AuditEvent.objects.filter(verb="bundle.downloaded")
    assert len(event.detail["reports"]) == 3


def test_all_are_in_the_language_that_was_chosen(lead, rows):
    make(ask(lead, rows, language="de"))

    assert [report.inputs["words"] for report in Report.objects.all()] == ["de"] * 3
    stored = [bytes(one.content).decode() for one in ReportFile.objects.all()]
    assert ['"language": "de"' in one for one in stored] == [True] * 3


def test_a_language_reports_have_no_words_in_is_refused(lead, rows):
    with pytest.raises(UnknownLanguage):
        ask(lead, rows, language="fr")
    assert not ReportBundle.objects.exists()


def test_it_is_there_only_when_all_have_ended(lead, rows):
    bundle = ask(lead, rows)
    with pytest.raises(NotVisible):
        take(lead, bundle)
    first, *_others = services.fill_bundle(bundle.pk)
    services.make_report(first)
    with pytest.raises(NotVisible):
        take(lead, bundle)

    make(bundle)

    assert len(take(lead, bundle).namelist()) == 3


def test_filling_it_again_asks_for_nothing_twice(lead, rows):
    bundle = ask(lead, rows)

    first, again = services.fill_bundle(bundle.pk), services.fill_bundle(bundle.pk)
    tend()

    assert first == again
    assert Report.objects.count() == 3


def test_who_asked_is_told_once_when_all_have_ended(lead, rows):
    bundle = ask(lead, rows)
    tend()
    assert not Notice.objects.exists()
    make(bundle)

    tend()
    tend()

    [told] = Notice.objects.all()
    bundle.refresh_from_db()
    assert (told.user, told.detail) == (lead, {"bundle": bundle.pk})
    assert bundle.ended_at is not None


def test_lost_bells_are_rung_by_the_sweep(lead, rows):
    bundle = ask(lead, rows)  # and nobody fills it

    tasks.sweep()
    Report.objects.update(requested_at=timezone.now() - timedelta(days=3650))
    for pk in services.sweep_reports():
        services.make_report(pk)

    assert len(take(lead, bundle).namelist()) == 3


def test_what_is_missing_is_named_with_its_reason(lead, rows, team):
    late = _current(team, "Delays")
    bundle = ask(lead, [*rows, late])
    rows[0].delete()
    Assessment.objects.filter(pk=rows[1].pk).update(mode="blind")
    services.fill_bundle(bundle.pk)
    failed = Report.objects.get(assessment=rows[2])
    Report.objects.filter(pk=failed.pk).update(
        state="failed", attempt=ATTEMPTS, reason="The bank is gone."
    )
    make(bundle)

    archive = take(lead, bundle)

    *files, last = archive.namelist()
    assert [name[:6] for name in files] == ["Delays"]
    assert last == "not-included.txt"
    assert archive.read(last).decode().splitlines() == [
        "Arrival: The assessment was deleted.",
        "Baggage: You may not ask for its report, or its answers are not revealed yet.",
        "Crew: The bank is gone.",
    ]


def test_what_one_may_not_see_any_more_is_not_in_it(lead, rows, team):
    bundle = ask(lead, rows)
    make(bundle)
    other = factories.TeamFactory(organisation=team.organisation)
    Product.objects.filter(pk=rows[0].product_id).update(team=other)
    Assessment.objects.filter(pk=rows[0].pk).update(team=other)

    archive = take(lead, bundle)

    assert [name[:4] for name in archive.namelist()] == ["Bagg", "Crew", "not-"]
    assert archive.read("not-included.txt") == b"Arrival: You may not see it any more.\r\n"


def test_a_bundle_is_its_owners_while_they_belong(lead, rows, team):
    bundle = ask(lead, rows)
    make(bundle)
    for other in (factories.person_in(team, "lead"), factories.admin_of(team.organisation)):
        with pytest.raises(NotVisible):
            take(other, bundle)
    TeamMember.objects.filter(user=lead).delete()
    Member.objects.filter(user=lead).delete()
    with pytest.raises(NotVisible):
        take(lead, bundle)


def test_only_what_one_may_ask_for_is_taken(lead, rows, team):
    foreign = _current(factories.TeamFactory(), "Foreign")
    near = _current(factories.TeamFactory(organisation=team.organisation), "Near")
    blind = factories.AssessmentFactory(product=factories.ProductFactory(team=team), mode="blind")
    choose_current(blind.product)
    for more in (foreign, near, blind):
        with pytest.raises(Refused, match="cannot be reported"):
            ask(lead, [*rows, more])
    with pytest.raises(Refused, match="cannot be reported"):
        ask(factories.person_in(team, "viewer"), rows)
    with pytest.raises(NotVisible):
        ask(factories.UserFactory(), rows)
    assert not ReportBundle.objects.exists()


def test_three_at_a_time_and_between_one_and_two_hundred(lead, rows):
    actor = factories.actor_of(lead)
    where = {"actor": actor, "organisation_id": rows[0].organisation_id, "file_format": "json"}
    for ids in ([], range(1, 202)):
        with pytest.raises(Refused, match="between 1 and 200"):
            services.request_bundle(assessment_ids=ids, **where)
    done, *_others = (ask(lead, rows) for _ in range(3))
    with pytest.raises(Refused, match="still being made"):
        ask(lead, rows)
    make(done)
    tend()
    assert ask(lead, rows).pk


def test_a_member_nobody_could_ask_for_within_an_hour_is_left_out(lead, rows, monkeypatch):
    bundle = ask(lead, rows[:1])
    with monkeypatch.context() as broken:
        broken.setattr(bundling, "request_in_any", _breaks)
        tend()
        assert not BundleMember.objects.exclude(reason="").exists()

    with time_machine.travel(timezone.now() + timedelta(hours=1, minutes=1)):
        tend()

    archive = take(lead, bundle)
    assert b"within an hour" in archive.read("not-included.txt")


def _breaks(**_more):
    raise RuntimeError("broken")


def test_bundles_go_after_thirty_days_and_their_reports_stay(lead, rows):
    make(ask(lead, rows))
    tend()
    for days, left in ((30, 1), (31, 0)):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            tend()
        assert ReportBundle.objects.count() == left

    assert Report.objects.count() == 3


@pytest.mark.parametrize("number", [1, 3])
def test_with_nothing_to_do_a_sweep_asks_three_statements(lead, rows, number):
    for _ in range(number):
        make(ask(lead, rows))
        tend()

    # members to fill, bundles to end, bundles to delete
    with counted() as found:
        tend()
    assert found == 3


def test_a_report_deleted_later_is_named_and_not_asked_for_again(lead, rows):
    bundle = ask(lead, rows)
    make(bundle)
    tend()
    Report.objects.filter(assessment=rows[0]).delete()

    services.fill_bundle(bundle.pk)

    assert take(lead, bundle).read("not-included.txt") == b"Arrival: The report was deleted.\r\n"


def test_the_same_entries_give_the_same_bytes_and_little_is_held():
    def entries():
        for number in range(50):
            yield f"{number}.txt", bytes([number]) * 100_000, (2026, 11, 28, 12, 0, 0)

    one, two = list(zipped(entries())), list(zipped(entries()))

    assert one == two
    assert max(len(piece) for piece in one) < 10_000
    assert zipfile.ZipFile(io.BytesIO(b"".join(one))).read("7.txt") == b"\x07" * 100_000


def test_names_are_told_apart_whatever_their_case():
    assert told_apart(["a.pdf", "A.pdf", "a-2.pdf", "b.pdf", "a.pdf"]) == [
        "a.pdf",
        "A-2.pdf",
        "a-2-2.pdf",
        "b.pdf",
        "a-3.pdf",
    ]
