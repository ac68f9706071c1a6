"""An erased person is named nowhere any more; what they said stays, and nobody else changes."""

from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.utils import timezone

from assessments.actor import NotAllowed, NotVisible
from assessments.answers.models import (
    Answer,
    AnswerEvent,
    Assessment,
    Comment,
    Consensus,
    Evidence,
    Milestone,
)
from assessments.answers.services import submit_assessment
from assessments.audit.models import AuditEvent
from assessments.audit.services import record
from assessments.banks.models import BankUpload
from assessments.notices.models import KeptMail, Notice
from assessments.reports.erased_places import KEPT, PLACES
from assessments.reports.erased_words import Erasure
from assessments.reports.models import Report, ReportFile, ReportTransition
from assessments.reports.services import request_report
from assessments.reports.services.erasing import erase_person
from assessments.scoring.answers import Answer as Said
from assessments.scoring.answers import State
from assessments.teams.errors import Refused
from assessments.teams.models import Invitation, Member, TeamMember, User
from tests import factories

pytestmark = pytest.mark.django_db
NAME, ADDRESS = "Canaria Vögel", "canary.voegel@example.org"
TEXT = f"As {NAME} said (write to {ADDRESS.upper()}), @{NAME}: yes"


@pytest.fixture
def person() -> User:
    """Somebody whose name and address stand wherever text can stand."""
    team = factories.TeamFactory()
    user = factories.person_in(team, "contributor", name=NAME, email=ADDRESS)
    lead = factories.person_in(team, "lead", name="Lea Lead")
    factories.admin_of(team.organisation)
    assessment = factories.AssessmentFactory(
        product=factories.ProductFactory(team=team, name=f"{NAME}'s tool", description=TEXT),
        name=f"Of {NAME}",
    )
    said = Said(State.NOT_APPLICABLE, None, TEXT, TEXT)
    factories.make_answers(assessment, {"value.segments": said}, user)
    submit_assessment(actor=factories.actor_of(lead), assessment_id=assessment.pk, note=TEXT)
    _plant_beside(assessment, user)
    _plant_files(assessment, lead)
    client = Client()
    client.force_login(user)
    client.get("/")
    return user


def _plant_beside(assessment: Assessment, user: User) -> None:
    now, organisation = timezone.now(), assessment.organisation
    common = {"assessment": assessment, "question_code": "value.goal"}
    Comment.objects.create(**common, text=TEXT, by=user, at=now, operation_id=uuid4())
    Evidence.objects.create(
        **common,
        url=f"https://example.org/{ADDRESS}",
        title=TEXT,
        added_by=user,
        added_at=now,
        operation_id=uuid4(),
    )
    Consensus.objects.create(
        **common, reason=TEXT, dissent=[{"by": NAME, "note": TEXT}], answer_version=1, at=now
    )
    Notice.objects.create(
        user=factories.person_in(assessment.team),
        organisation=organisation,
        assessment=assessment,
        kind="mention",
        detail={"who": NAME, "text": TEXT},
        key="x",
    )
    KeptMail.objects.create(to=ADDRESS, subject=TEXT, body=TEXT)
    EmailAddress.objects.update_or_create(user=user, defaults={"email": ADDRESS, "primary": True})
    member = Member.objects.get(user=user)
    record("member.role_changed", member, organisation_id=organisation.pk, detail={"name": NAME})
    record("person.signed_in", user, organisation_id=None, actor_id=user.pk)
    Invitation.objects.create(
        organisation=organisation,
        email=ADDRESS.title(),
        secret_hash="0" * 64,
        invited_at=now,
        expires_at=now,
    )
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        object_repr=NAME,
        action_flag=CHANGE,
        change_message=TEXT,
    )


def _plant_files(assessment: Assessment, lead: User) -> None:
    report = request_report(actor=factories.actor_of(lead), assessment_id=assessment.pk)
    Report.objects.filter(pk=report.pk).update(state="ready", file_name=f"{NAME}.pdf")
    ReportTransition.objects.create(report=report, state="ready", attempt=1, reason=TEXT)
    content = TEXT.encode()
    ReportFile.objects.create(report=report, content=content, size=len(content), sha256="0" * 64)


def _erase(person: User) -> User:
    return erase_person(actor=factories.actor_of(person), user_id=person.pk)


def _columns() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.table_name, c.column_name FROM information_schema.columns c"
            " JOIN information_schema.tables t USING (table_schema, table_name)"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            " AND data_type IN ('text', 'character varying', 'jsonb', 'bytea')"
        )
        return list(cursor.fetchall())


def _holding() -> set[str]:
    """List the columns of all tables in which the name or address still stands."""
    found = set()
    with connection.cursor() as cursor:
        for table, column in _columns():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ILIKE ANY (%s)'  # noqa: S608 -- from the catalogue
                f" OR \"{column}\"::text ILIKE '%%' || encode(%s, 'hex') || '%%'",
                [["%Canaria%", f"%{ADDRESS}%"], NAME.encode()],
            )
            if cursor.fetchone()[0]:
                found.add(f"{table}.{column}")
    return found


def test_the_name_and_address_stand_in_no_column_of_any_table_afterwards(person):
    planted = _holding()
    _erase(person)

    assert len(planted) > 25
    assert _holding() == set()


def test_what_was_said_stays_without_the_name(person):
    _erase(person)
    answer, event = Answer.objects.get(), AnswerEvent.objects.get()
    new = f"Erased person {person.pk}"
    words = f"As {new} said (write to erased-{person.pk}@erased.invalid), @{new}: yes"

    assert (answer.note, answer.reason, answer.version) == (words, words, 1)
    assert (event.note, event.by_id) == (words, person.pk)
    assert Comment.objects.get().text == words


def test_the_account_is_over(person):
    client = Client()
    client.force_login(person)
    _erase(person)
    person.refresh_from_db()

    assert client.get("/").status_code == 302
    assert (person.is_active, person.has_usable_password()) == (False, False)
    assert person.erased_at is not None
    assert not Member.objects.filter(user=person).exists()
    assert not TeamMember.objects.filter(user=person).exists()
    assert Invitation.objects.get().revoked_at is not None


def test_a_bank_file_they_looked_at_goes_at_once(person):
    kept = {"name": f"{NAME}.yaml", "content": b"x", "digest": "0" * 64, "at": timezone.now()}
    BankUpload.objects.create(user=person, **kept)
    _erase(person)

    assert not BankUpload.objects.exists()


def test_a_report_that_named_the_person_loses_its_file_and_can_be_made_again(person):
    _erase(person)
    report = Report.objects.get()

    assert (report.state, ReportFile.objects.exists()) == ("failed", False)
    assert "erased" in report.reason
    lead = factories.actor_of(User.objects.get(name="Lea Lead"))
    again = request_report(actor=lead, assessment_id=report.assessment_id)
    assert (again.pk != report.pk, again.inputs_digest) == (True, report.inputs_digest)


def test_the_digest_of_a_milestone_fits_its_new_words(person):
    before = Milestone.objects.get().digest
    _erase(person)

    assert Milestone.objects.get().digest != before


def test_the_act_stands_in_the_log_without_the_name(person):
    organisation = Member.objects.get(user=person).organisation_id
    _erase(person)
    event = AuditEvent.objects.get(verb="person.erased")

    assert (event.organisation_id, event.object_id) == (organisation, person.pk)
    assert event.object_name == f"Erased person {person.pk}"


def test_other_organisations_keep_somebody_of_the_same_name(person):
    other = factories.UserFactory(name=NAME)
    elsewhere = factories.AssessmentFactory(name=f"Of {NAME}")
    _erase(person)
    elsewhere.refresh_from_db()
    other.refresh_from_db()

    assert (elsewhere.name, other.name) == (f"Of {NAME}", NAME)


@pytest.mark.parametrize("connected", [AnswerEvent, AuditEvent])
def test_history_and_log_can_be_changed_at_no_other_time(person, connected):
    _erase(person)
    column = "note" if connected is AnswerEvent else "object_name"

    with pytest.raises(IntegrityError), transaction.atomic():
        connected.objects.update(**{column: "something else"})


def test_even_while_erasing_only_words_can_change(person):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('mlpm.erasing', 'on', true)")

    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerEvent.objects.update(version=7)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEvent.objects.update(verb="other.thing")


def test_the_last_admin_cannot_be_erased_until_another_is_named():
    admin = factories.admin_of(factories.OrganisationFactory())
    with pytest.raises(Refused):
        _erase(admin)
    factories.MemberFactory(organisation=admin.memberships.get().organisation, role="admin")

    assert _erase(admin).erased_at is not None


def test_an_admin_erases_only_who_belongs_to_no_other_organisation(person):
    organisation = Member.objects.get(user=person).organisation
    admin = factories.actor_of(factories.admin_of(organisation))
    elsewhere = factories.MemberFactory(user=person)
    with pytest.raises(NotAllowed):
        erase_person(actor=admin, user_id=person.pk)
    elsewhere.delete()

    assert erase_person(actor=admin, user_id=person.pk).erased_at is not None


def test_staff_erase_anybody_and_colleagues_nobody(person):
    colleague = factories.actor_of(User.objects.get(name="Lea Lead"))
    stranger = factories.actor_of(factories.admin_of(factories.OrganisationFactory()))
    staff = factories.actor_of(factories.UserFactory(is_staff=True))
    with pytest.raises(NotAllowed):
        erase_person(actor=colleague, user_id=person.pk)
    with pytest.raises(NotVisible):
        erase_person(actor=stranger, user_id=person.pk)

    assert erase_person(actor=staff, user_id=person.pk).erased_at is not None
    with pytest.raises(NotVisible):
        erase_person(actor=staff, user_id=person.pk)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("Ann", "Annual plan of Ann, ask @Ann", "Annual plan of Ann, ask @X"),
        ("Ann Lee", "Ann  Lee's plan, not Ann Leeds", "X's plan, not Ann Leeds"),
        ("", "a@b.org and xa@b.org", "x@x and xa@b.org"),
        ("A (B) C+", "said A (B) C+ today", "said X today"),
    ],
)
def test_only_whole_words_are_taken(name, before, after):
    assert Erasure(name, "a@b.org", "X", "x@x").text(before) == after


def test_every_column_that_can_hold_text_is_erased_or_says_why_not():
    listed = {f"{place.model.__name__}.{name}" for place in PLACES for name in place.columns}
    there = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("assessments").get_models()
        for field in model._meta.fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and not field.choices
    }
    codes = {"question_code", "code", "slug", "digest", "sha256", "secret_hash", "inputs_digest"}
    typed = {one for one in there if one.partition(".")[2] not in codes}

    assert listed <= there
    assert typed - listed - set(KEPT) == set()
