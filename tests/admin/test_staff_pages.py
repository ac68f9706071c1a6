"""Staff look at everything, change people and places, and change nothing that is history."""

import uuid

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.answers.models import Milestone
from assessments.audit.services import record
from assessments.banks.services import import_bank
from assessments.reports.models import Report, ReportTransition
from assessments.teams.models import Product, User
from tests.factories import (
    AssessmentFactory,
    BankVersionFactory,
    MemberFactory,
    TeamMemberFactory,
    UserFactory,
    make_answers,
)
from tests.scoring.small_bank import FULL, small_bank

pytestmark = pytest.mark.django_db

READ_ONLY = [
    "bank",
    "bankdraft",
    "bankversion",
    "assessment",
    "answer",
    "answerevent",
    "evidence",
    "milestone",
    "report",
    "reporttransition",
    "auditevent",
]
EDITABLE = ["user", "organisation", "member", "team", "teammember", "product"]


@pytest.fixture
def staff() -> Client:
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def make_rows() -> None:
    """Make one row of every table the admin shows."""
    slug = f"bank-{uuid.uuid4().hex[:8]}"
    import_bank(bank=small_bank(slug=slug))
    import_bank(bank=small_bank(slug=slug, title="Draft title"))
    version = BankVersionFactory(bank__slug=f"{slug}-2")
    assessment = AssessmentFactory(bank_version=version)
    user = TeamMemberFactory(team=assessment.team).user
    make_answers(assessment, dict(list(FULL.items())[:1]), user)
    assessment.evidence.create(
        question_code="value.goal",
        url="https://example.org/a",
        added_at=timezone.now(),
        operation_id=uuid.uuid4(),
    )
    Milestone.objects.create(
        assessment=assessment,
        bank_version=version,
        name="Submitted",
        revision=1,
        answers={"value.goal": "<b>3</b>"},
        scorecard={"level": "framed"},
        digest="0" * 64,
        scored_on=timezone.localdate(),
    )
    report = Report.objects.create(
        assessment=assessment,
        organisation=assessment.organisation,
        format="pdf",
        inputs={"secret": "frozen inputs"},
        inputs_digest="0" * 64,
        revision=1,
        requested_by=user,
    )
    ReportTransition.objects.create(report=report, state="requested", attempt=0)
    record(
        "assessment.submitted",
        assessment,
        organisation_id=assessment.organisation_id,
        actor_id=user.pk,
    )


def list_url(model: str) -> str:
    return reverse(f"admin:assessments_{model}_changelist")


def first_row(model: str):
    found = next(m for m in admin.site._registry if m._meta.model_name == model)
    return found.objects.first()


def page_url(model: str) -> str:
    return reverse(f"admin:assessments_{model}_change", args=[first_row(model).pk])


@pytest.mark.parametrize("model", [*READ_ONLY, *EDITABLE])
def test_list_and_row_open(staff, model):
    make_rows()
    assert staff.get(list_url(model)).status_code == 200
    assert staff.get(page_url(model)).status_code == 200


@pytest.mark.parametrize("model", READ_ONLY)
def test_history_cannot_be_added_changed_or_deleted(staff, model):
    make_rows()
    row = first_row(model).pk
    assert staff.get(reverse(f"admin:assessments_{model}_add")).status_code == 403
    assert staff.post(page_url(model), {"name": "changed"}).status_code == 403
    delete = reverse(f"admin:assessments_{model}_delete", args=[row])
    assert staff.post(delete, {"post": "yes"}).status_code == 403
    assert "action" not in staff.get(list_url(model)).context["cl"].list_display[0]


@pytest.mark.parametrize("model", [*READ_ONLY, *EDITABLE])
def test_list_asks_as_much_for_three_rows_as_for_one(staff, model, django_assert_num_queries):
    make_rows()
    queries = QUERIES.get(model, 4)
    with django_assert_num_queries(queries):
        staff.get(list_url(model))
    make_rows()
    make_rows()
    with django_assert_num_queries(queries):
        staff.get(list_url(model))


# session, user, count, rows; and the count of all, or the values of a filter on a free column
QUERIES = {"report": 5, "auditevent": 5, **dict.fromkeys(EDITABLE, 5)}


@pytest.mark.parametrize("model", READ_ONLY)
def test_list_reads_no_heavy_column(staff, model, django_assert_max_num_queries):
    make_rows()
    rows = staff.get(list_url(model)).context["cl"].result_list
    heavy = {"content", "summary", "inputs", "answers", "scorecard"}
    shown = {field.attname for field in rows.model._meta.concrete_fields}
    assert (heavy & shown) <= rows[0].get_deferred_fields()


def test_content_of_a_version_is_shown_as_text(staff):
    make_rows()
    page = staff.get(page_url("bankversion")).content.decode()
    assert "slug:" in page
    assert "How far is value.goal?" in page


def test_what_users_typed_stays_text(staff):
    make_rows()
    page = staff.get(page_url("milestone")).content.decode()
    assert "&lt;b&gt;3&lt;/b&gt;" in page
    assert "<b>3</b>" not in page


def test_report_shows_neither_inputs_nor_bytes(staff):
    make_rows()
    page = staff.get(page_url("report")).content.decode()
    assert "frozen inputs" not in page
    assert "reportfile" not in {m._meta.model_name for m in admin.site._registry}


def test_user_is_added_with_a_login_by_mail(staff):
    data = {
        "email": "New.Person@Example.org",
        "name": "New Person",
        "usable_password": "true",
        "password1": "a long phrase 17",
        "password2": "a long phrase 17",
    }
    reply = staff.post(reverse("admin:assessments_user_add"), data)
    assert reply.status_code == 302
    user = User.objects.get(email="new.person@example.org")
    assert user.check_password("a long phrase 17")


def test_password_of_a_user_can_be_changed(staff):
    user = UserFactory()
    page = reverse("admin:auth_user_password_change", args=[user.pk])
    data = {"password1": "another phrase 18", "password2": "another phrase 18"}
    assert staff.post(page, {**data, "usable_password": "true"}).status_code == 302
    user.refresh_from_db()
    assert user.check_password("another phrase 18")


def test_member_becomes_a_bank_editor(staff):
    member = MemberFactory()
    data = {
        "user": member.user_id,
        "organisation": member.organisation_id,
        "role": "member",
        "edits_banks": "on",
    }
    staff.post(reverse("admin:assessments_member_change", args=[member.pk]), data)
    member.refresh_from_db()
    assert member.edits_banks


def test_product_is_renamed_but_neither_moved_nor_deleted(staff):
    make_rows()
    product = Product.objects.get()
    other = TeamMemberFactory().team
    data = {"name": "Renamed", "description": "", "team": other.pk}
    staff.post(page_url("product"), data)
    moved = Product.objects.get()
    assert (moved.name, moved.team_id) == ("Renamed", product.team_id)
    delete = reverse("admin:assessments_product_delete", args=[product.pk])
    assert staff.post(delete, {"post": "yes"}).status_code == 403


def test_only_staff_get_in():
    client = Client()
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    client.force_login(UserFactory())
    assert client.get("/admin/").status_code == 302


def test_staff_sign_in_on_the_page_with_limits():
    reply = Client().get("/admin/login/?next=/admin/")
    assert (reply.status_code, reply["Location"].partition("?")[0]) == (302, "/accounts/login/")


def test_pages_send_the_strict_policy(staff):
    policy = staff.get("/admin/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy


def test_evidence_is_not_called_evidences(staff):
    page = staff.get(reverse("admin:index")).content.decode()
    assert "Evidence" in page
    assert "Evidences" not in page
