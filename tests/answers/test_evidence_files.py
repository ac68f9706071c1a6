"""Evidence files: kept once an organisation, within its quota, handed out only to who may see."""

import threading
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from assessments import tasks
from assessments.answers import services
from assessments.answers.errors import (
    AnswerOutOfRange,
    NotAllowed,
    NotOpen,
    NotVisible,
    OperationReused,
    Refused,
    UnknownQuestion,
)
from assessments.answers.evidence_kinds import MONTHS, EvidenceKind, suggested_expiry
from assessments.answers.evidence_queries import bytes_kept
from assessments.answers.models import Evidence, EvidenceFile, Sheet
from assessments.answers.queries import answers_file, answers_of
from assessments.audit.models import AuditEvent
from assessments.teams.models import Organisation
from tests import factories
from tests.answers.upload_files import pdf, png
from tests.patience import until

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def upload(assessment, ada):
    def upload_one(content=None, *, name="plan.pdf", code="value.goal", actor=ada, **more):
        given = {"assessment_id": assessment.pk, "operation_id": uuid.uuid4(), **more}
        content = pdf() if content is None else content
        return services.add_evidence_file(
            actor=actor, code=code, name=name, content=content, **given
        )

    return upload_one


def is_recounted(assessment) -> bool:
    assessment.refresh_from_db()
    found = services.recount(assessment, assessment.touched_at.date())
    return (assessment.summary, assessment.stale_on) == (found.content, found.stale_on)


def test_file_supports_the_answer_like_a_link(assessment, ada, save, upload):
    save("value.goal", 3)
    row = upload(title="The plan", dated=date(2026, 10, 1), kind="measurement")

    assert answers_of(assessment)["value.goal"].answer.evidence[0].text == "plan.pdf"
    assert (row.url, row.file_name, row.title) == ("", "plan.pdf", "The plan")
    assert row.token is not None
    assert (row.expires_on, row.stale_on) == (date(2027, 4, 1), date(2027, 4, 2))
    assert is_recounted(assessment)
    assert (assessment.revision, assessment.stale_on) == (2, date(2027, 4, 2))

    services.remove_evidence(actor=ada, assessment_id=assessment.pk, evidence_id=row.pk)
    assert is_recounted(assessment)
    assert answers_of(assessment)["value.goal"].evidence == ()


def test_every_kind_is_good_for_some_months_and_says_so():
    assert set(MONTHS) == set(EvidenceKind.values)
    today = date(2026, 8, 31)
    assert suggested_expiry("measurement", None, today) == date(2027, 2, 28)
    assert suggested_expiry("monitoring", date(2026, 1, 31), today) == date(2026, 4, 30)
    assert suggested_expiry("", date(2026, 1, 31), today) is None


def test_named_day_of_expiry_wins_over_the_kind(upload):
    row = upload(kind="monitoring", expires_on=date(2099, 1, 1), dated=date(2026, 10, 1))

    assert row.expires_on == date(2099, 1, 1)
    assert row.stale_on == date(2027, 10, 2)  # a year after its date, as the bank has it


def test_same_upload_twice_is_one_piece_of_evidence(assessment, upload):
    operation = uuid.uuid4()
    kind = {"kind": "approval"}

    assert upload(operation_id=operation, **kind) == upload(operation_id=operation, **kind)
    assessment.refresh_from_db()
    assert (assessment.revision, EvidenceFile.objects.count()) == (1, 1)
    for other in ({"content": png()}, {"title": "x"}, {"expires_on": date(2030, 1, 1)}):
        with pytest.raises(OperationReused):
            upload(operation_id=operation, **{**kind, **other})


def test_same_content_is_kept_once_an_organisation(assessment, upload):
    other = factories.AssessmentFactory(product=assessment.product)
    foreign = factories.AssessmentFactory()
    stranger = factories.actor_in(foreign.team)

    rows = [upload(name="a.pdf"), upload(name="b.pdf"), upload(assessment_id=other.pk)]
    apart = upload(actor=stranger, assessment_id=foreign.pk)

    assert len({row.file_id for row in rows}) == 1
    assert len({row.token for row in rows}) == 3
    assert apart.file_id != rows[0].file_id
    assert bytes_kept(assessment.organisation_id) == len(pdf())


def test_who_may_not_answer_stores_no_byte(assessment, upload):
    with pytest.raises(NotAllowed):
        upload(actor=factories.actor_in(assessment.team, "viewer"))
    with pytest.raises(NotVisible):
        upload(actor=factories.actor_in(factories.TeamFactory(), "lead"))
    with pytest.raises(UnknownQuestion):
        upload(code="value.nothing")
    with pytest.raises(AnswerOutOfRange, match="kind"):
        upload(kind="gossip")
    with pytest.raises(AnswerOutOfRange, match="expires before"):
        upload(dated=date(2026, 5, 2), expires_on=date(2026, 5, 1))
    assert not EvidenceFile.objects.exists()


def test_submitted_assessment_takes_no_file(assessment, lead, upload):
    services.submit_assessment(actor=lead, assessment_id=assessment.pk)

    with pytest.raises(NotOpen):
        upload()
    assert not Evidence.objects.exists()


def test_file_over_the_limit_is_refused(settings, upload):
    settings.MLPM_EVIDENCE_FILE_MB = 1
    with pytest.raises(Refused, match="larger than the 1 MB"):
        upload(pdf(b"x" * 1024 * 1024))


def test_quota_says_how_much_is_used_and_what_to_do(settings, assessment, ada, upload):
    settings.MLPM_EVIDENCE_QUOTA_MB = 1
    row = upload(pdf(b"a" * 700_000))

    with pytest.raises(Refused) as refused:
        upload(pdf(b"b" * 700_000))
    assert refused.value.code == "quota"
    for words in ("it has 0.7 MB", "take up 0.7 of 1 MB", "Link to it instead", "remove files"):
        assert words in refused.value.message
    assert upload(pdf(b"a" * 700_000), code="value.fairness")  # the same bytes take no more room

    for one in Evidence.objects.all():
        services.remove_evidence(actor=ada, assessment_id=assessment.pk, evidence_id=one.pk)
    Evidence.objects.update(removed_at=timezone.now() - 2 * DAY)
    EvidenceFile.objects.update(added_at=timezone.now() - 2 * DAY)
    assert services.prune_evidence_files(timezone.now()) == 1
    assert upload(pdf(b"b" * 700_000))
    row.refresh_from_db()
    assert (row.file_id, row.file_name) == (None, "plan.pdf")


@pytest.mark.django_db(transaction=True)
def test_two_uploads_at_once_do_not_pass_the_quota(settings, assessment, upload):
    settings.MLPM_EVIDENCE_QUOTA_MB = 1
    outcomes: list[str] = []
    start = threading.Barrier(4)

    def race(fill: bytes) -> None:
        start.wait()
        try:
            upload(pdf(fill * 400_000))
            outcomes.append("kept")
        except Refused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=race, args=(fill,)) for fill in (b"a", b"b", b"c", b"d")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["kept", "kept", "quota", "quota"]
    assert bytes_kept(assessment.organisation_id) <= 1024 * 1024


@pytest.mark.django_db(transaction=True)
def test_the_same_file_uploaded_twice_at_once_is_kept_once(upload):
    start = threading.Barrier(2)
    problems: list[Exception] = []

    def race() -> None:
        start.wait()
        try:
            upload()
        except Exception as error:  # noqa: BLE001 -- of a thread, told below
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=race) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert problems == []
    assert (EvidenceFile.objects.count(), Evidence.objects.count()) == (1, 2)


def test_file_is_handed_out_with_a_line_in_the_audit_log(assessment, ada, bob, upload):
    row = upload(png(), name="chart.png")

    taken = services.hand_out_file(actor=bob, token=row.token)

    assert (taken.content, taken.name, taken.media_type) == (png(), "chart.png", "image/png")
    event = AuditEvent.objects.get(verb="evidence.downloaded")
    assert (event.actor_id, event.organisation_id) == (bob.user_id, assessment.organisation_id)
    stranger = factories.actor_in(factories.TeamFactory(), "lead")
    with pytest.raises(NotVisible):
        services.hand_out_file(actor=stranger, token=row.token)
    services.remove_evidence(actor=ada, assessment_id=assessment.pk, evidence_id=row.pk)
    with pytest.raises(NotVisible):
        services.hand_out_file(actor=ada, token=row.token)


def test_before_the_reveal_a_file_is_its_respondents_alone(assessment, ada, bob, lead, upload):
    type(assessment).objects.update(mode="blind")
    for actor in (ada, bob):
        Sheet.objects.create(assessment=assessment, respondent_id=actor.user_id)
    row = upload()

    assert row.respondent_id == ada.user_id
    assert services.hand_out_file(actor=ada, token=row.token).name == "plan.pdf"
    for other in (bob, lead, factories.actor_of(factories.admin_of(assessment.organisation))):
        with pytest.raises(NotVisible):
            services.hand_out_file(actor=other, token=row.token)
    type(assessment).objects.update(revealed_at=timezone.now())
    assert services.hand_out_file(actor=bob, token=row.token)


def test_next_assessment_carries_the_file_under_a_new_address(assessment, lead, save, upload):
    save("value.goal", 3)
    row = upload(title="The plan", dated=date(2026, 10, 1), kind="measurement")

    started = services.start_assessment(
        actor=lead,
        product=assessment.product,
        bank_version=assessment.bank_version,
        name="Next",
        copy_from=assessment,
    )

    copy = started.assessment.evidence.get()
    assert (copy.file_id, copy.file_name, copy.kind) == (row.file_id, "plan.pdf", "measurement")
    assert (copy.title, copy.expires_on, copy.stale_on) == (row.title, row.expires_on, row.stale_on)
    assert copy.token not in {None, row.token}


def test_answers_file_names_the_file_and_can_be_loaded_again(assessment, ada, save, upload):
    save("value.goal", 3)
    upload(dated=date(2026, 10, 1))
    text = answers_file(assessment)

    assert b"plan.pdf" in text
    loaded = services.load_answers_file(actor=ada, assessment_id=assessment.pk, raw=text)
    assert (loaded.saved, loaded.links, loaded.warnings) == (0, 0, ())

    other = factories.AssessmentFactory(product=assessment.product)
    loaded = services.load_answers_file(actor=ada, assessment_id=other.pk, raw=text)
    assert (loaded.saved, loaded.links) == (1, 0)
    assert [warning.path for warning in loaded.warnings] == ["value.goal.evidence"]


def test_sweep_keeps_what_is_named_or_new_and_drops_the_rest(assessment, lead, upload):
    upload()
    upload(png(), name="a.png")
    EvidenceFile.objects.update(added_at=timezone.now() - 2 * DAY)
    assert services.prune_evidence_files(timezone.now()) == 0

    services.delete_assessment(actor=lead, assessment_id=assessment.pk)
    EvidenceFile.objects.filter(media_type="image/png").update(added_at=timezone.now())
    assert services.prune_evidence_files(timezone.now()) == 1
    assert EvidenceFile.objects.get().media_type == "image/png"


@pytest.mark.django_db(transaction=True)
def test_a_file_sent_again_while_the_sweep_drops_it_stays(assessment, lead, upload):
    upload()
    services.delete_assessment(actor=lead, assessment_id=assessment.pk)
    EvidenceFile.objects.update(added_at=timezone.now() - 2 * DAY)
    dropped: list[int] = []

    def sweep() -> None:
        dropped.append(services.prune_evidence_files(timezone.now()))
        connection.close()

    thread = threading.Thread(target=sweep)
    with transaction.atomic():
        EvidenceFile.objects.update(added_at=timezone.now())
        thread.start()
        wait_for_a_blocked_statement()
    thread.join()

    assert dropped == [0]
    assert EvidenceFile.objects.count() == 1


def wait_for_a_blocked_statement() -> None:
    """Wait until some session waits for a lock."""
    with connection.cursor() as cursor:
        until(lambda: _locks_waited_for(cursor))


def _locks_waited_for(cursor: Any) -> int:
    cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
    return cursor.fetchone()[0]


def test_organisation_goes_with_its_files(assessment, upload):
    upload()
    Organisation.objects.get(pk=assessment.organisation_id).delete()
    assert not EvidenceFile.objects.exists()


@pytest.mark.parametrize(("minute", "left"), [(0, 0), (1, 1)])
def test_sweep_drops_files_once_an_hour(assessment, lead, upload, minute, left):
    upload()
    services.delete_assessment(actor=lead, assessment_id=assessment.pk)
    later = (timezone.now() + 2 * DAY).replace(minute=minute)
    with time_machine.travel(later, tick=False):
        tasks.sweep()
    assert EvidenceFile.objects.count() == left
