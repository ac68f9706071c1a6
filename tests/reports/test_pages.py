import re
from urllib.parse import unquote

import pytest
from django.urls import reverse

from assessments.answers.models import Answer, Assessment
from assessments.audit.models import AuditEvent
from assessments.reports import services
from assessments.reports.models import Report
from assessments.teams.models import Product
from assessments.web.cards import dom_id
from tests.counting import counted
from tests.factories import AssessmentFactory, TeamFactory, make_answers, person_in

PAGES = {
    "assessment-results": "assessment",
    "report-list": "assessment",
    "report-detail": "report",
    "report-status": "report",
    "report-download": "report",
}


@pytest.fixture
def lead(assessment, client):
    user = person_in(assessment.team, "lead")
    client.force_login(user)
    return user


@pytest.fixture
def ready(report):
    services.make_report(report.pk)
    report.refresh_from_db()
    return report


def address(name, assessment, report):
    key = {"assessment": assessment, "report": report}[PAGES[name]].pk
    return reverse(f"assessments:{name}", args=[key])


@pytest.mark.parametrize("name", PAGES)
def test_a_member_of_the_team_opens_the_page(name, client, lead, assessment, ready):
    assert client.get(address(name, assessment, ready)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_an_outsider_gets_404(name, client, assessment, ready):
    client.force_login(person_in(TeamFactory(), "lead"))
    assert client.get(address(name, assessment, ready)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_somebody_signed_out_is_sent_to_sign_in(name, client, assessment, ready):
    reply = client.get(address(name, assessment, ready))
    assert reply.status_code == 302
    assert reply["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_reads_refuses_a_post(name, client, lead, assessment, ready):
    assert client.post(address(name, assessment, ready)).status_code == 405


def test_the_results_page_says_the_level_and_what_holds_it_back(client, lead, assessment):
    page = client.get(reverse("assessments:assessment-results", args=[assessment.pk]))
    text = page.content.decode()
    assert "Exploring" in text
    assert "What stands before Framed" in text
    assert 'role="img"' in text
    assert f"#{dom_id('value.fairness')}" in text


def test_the_results_page_aims_at_the_level_asked_for(client, lead, assessment):
    url = reverse("assessments:assessment-results", args=[assessment.pk])
    page = client.get(url, {"target": "scale_ready"}).content.decode()
    assert "Towards Scale-ready" in page
    assert "Towards Framed" in client.get(url, {"target": "nonsense"}).content.decode()


def test_the_results_page_of_an_empty_assessment_says_what_is_open(client, assessment):
    empty = AssessmentFactory(product=assessment.product)
    client.force_login(person_in(empty.team, "viewer"))
    page = client.get(reverse("assessments:assessment-results", args=[empty.pk])).content.decode()
    assert "Open points" in page


def test_a_name_with_markup_is_shown_as_text(client, lead, assessment):
    Assessment.objects.filter(pk=assessment.pk).update(name="<b>bold</b>")
    for name in ("assessment-results", "report-list"):
        page = client.get(reverse(f"assessments:{name}", args=[assessment.pk])).content.decode()
        assert "<b>bold" not in page
        assert "&lt;b&gt;bold" in page


def test_asking_for_a_report_rings_and_shows_its_page(client, lead, assessment, monkeypatch):
    rung = []
    monkeypatch.setattr("assessments.tasks.ring", rung.append)
    url = reverse("assessments:report-request", args=[assessment.pk])
    reply = client.post(url, {"file_format": "pdf", "target": ""})
    report = Report.objects.get()
    assert reply["Location"] == report.get_absolute_url()
    assert rung == [report.pk]


def test_a_viewer_sees_reports_but_cannot_ask_for_one(client, assessment, ready):
    client.force_login(person_in(assessment.team, "viewer"))
    assert "Make the report" not in _list(client, assessment)
    url = reverse("assessments:report-request", args=[assessment.pk])
    assert client.post(url, {"file_format": "pdf"}).status_code == 403


def test_a_format_that_does_not_exist_is_a_problem_at_its_field(client, lead, assessment):
    url = reverse("assessments:report-request", args=[assessment.pk])
    reply = client.post(url, {"file_format": "odt"})
    assert reply.status_code == 422
    assert "odt" in reply.content.decode()
    assert not Report.objects.exists()


def test_the_download_is_an_attachment_that_can_run_nothing(client, lead, assessment, ready):
    reply = client.get(reverse("assessments:report-download", args=[ready.pk]))
    assert reply.content.startswith(b"%PDF")
    assert reply["Content-Type"] == "application/pdf"
    assert reply["X-Content-Type-Options"] == "nosniff"
    assert reply["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert reply["Content-Disposition"].startswith('attachment; filename="Arrival-times-')
    assert "no-store" in reply["Cache-Control"]


def test_the_file_name_keeps_letters_of_any_script(client, lead, actor, assessment):
    Product.objects.update(name="Доставка / ../été \u202e“x”\n")
    report = services.request_report(actor=actor, assessment_id=assessment.pk)
    services.make_report(report.pk)
    given = client.get(reverse("assessments:report-download", args=[report.pk]))
    header = given["Content-Disposition"]
    name = unquote(re.search(r"filename\*=UTF-8''(\S+)", header).group(1))
    assert name.startswith("Доставка-été-x-2")
    assert re.fullmatch(r'attachment; filename="[A-Za-z0-9._-]+\.pdf"; filename\*=\S+', header)


def test_a_download_is_in_the_audit_log(client, lead, ready):
    client.get(reverse("assessments:report-download", args=[ready.pk]))
    event = AuditEvent.objects.get(verb="report.downloaded")
    assert (event.actor_id, event.object_id) == (lead.pk, ready.pk)
    assert event.detail["sha256"] == ready.file.sha256


def test_a_report_that_is_not_ready_has_no_file(client, lead, report):
    assert client.get(reverse("assessments:report-download", args=[report.pk])).status_code == 404


def test_the_status_fragment_tells_each_state_in_words(client, lead, report):
    url = reverse("assessments:report-status", args=[report.pk])
    assert "waits for a worker" in client.get(url).content.decode()
    services.claim_report(report.pk)
    assert "is being made" in client.get(url).content.decode()
    Report.objects.update(state="failed", lease_until=None, reason="The reason in words.")
    assert "The reason in words." in client.get(url).content.decode()
    assert "<html" not in client.get(url).content.decode()


def test_a_report_is_marked_out_of_date_once_an_answer_changed(client, lead, assessment, ready):
    assert "Out of date" not in _list(client, assessment)
    make_answers(assessment, {"value.skills": ["a"]})
    assert "Out of date" in _list(client, assessment)


def test_the_questions_of_a_bank_are_a_pdf_for_who_may_know_the_bank(client, lead, assessment):
    url = reverse("assessments:bank-questions-pdf", args=[assessment.bank_version_id])
    reply = client.get(url)
    assert reply.content.startswith(b"%PDF")
    assert "A-small-bank" in reply["Content-Disposition"]


@pytest.mark.parametrize(
    ("name", "statements"),
    [
        ("assessment-results", 7),  # session, user, actor, assessment, answers, evidence, newer
        ("report-list", 8),  # session, user, actor, assessment, to compare with (2), look, reports
        ("report-detail", 4),  # session, user, actor, report
        ("report-status", 4),  # the same
        ("report-download", 7),  # session, user, actor, report, file, audit, notice
    ],
)
@pytest.mark.parametrize("reports", [1, 3])
def test_a_page_costs_the_same_whatever_there_is(
    name, statements, reports, client, lead, actor, assessment, ready
):
    for number in range(reports - 1):
        Answer.objects.update(note=f"a new note for report {number}")
        more = services.request_report(actor=actor, assessment_id=assessment.pk)
        services.make_report(more.pk)
    url = address(name, assessment, ready)
    client.get(url)
    with counted() as found:
        assert client.get(url).status_code == 200
    assert found == statements


def _list(client, assessment):
    return client.get(reverse("assessments:report-list", args=[assessment.pk])).content.decode()
