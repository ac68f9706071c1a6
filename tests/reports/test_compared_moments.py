"""The moment a report is compared with: chosen, kept with the report and sealed with it."""

import json
import uuid

import pytest
from django.urls import reverse

from assessments.answers import services as answers
from assessments.answers.services.milestones import make_milestone
from assessments.reports import services
from assessments.reports.errors import NothingToCompare
from assessments.reports.models import Report
from assessments.reports.renderers import RENDERERS
from assessments.reports.sealed import read_contents
from assessments.reports.services.make import document_of
from assessments.reports.verdicts import verdict_on
from assessments.reports.verified import Piece, Worth
from tests.factories import AssessmentFactory, ProductFactory, make_answers, person_in, version_of
from tests.scoring.method_banks import METHOD_BANKS
from tests.scoring.small_bank import small_bank


@pytest.fixture
def kept(actor, assessment):
    milestone = make_milestone(actor=actor, assessment_id=assessment.pk, name="Before the pilot")
    answers.save_answer(
        actor=actor,
        assessment_id=assessment.pk,
        code="build.speed",
        base=0,
        operation_id=uuid.uuid4(),
        state="answered",
        value=2,
    )
    return milestone


def genuine_report(name, actor, assessment, kept) -> bytes:
    """Make a report compared with a milestone, hold that it is genuine, and give its file."""
    report = services.request_report(
        actor=actor,
        assessment_id=assessment.pk,
        file_format=name,
        earlier=services.Earlier(kept.pk, is_milestone=True),
    )
    services.make_report(report.pk)
    content = services.hand_over_report(actor=actor, report_id=report.pk).content
    verdict = verdict_on(content, actor).judged
    assert (verdict.worth, verdict.recomputed) == (Worth.GENUINE, True)
    return bytes(content)


@pytest.mark.django_db
@pytest.mark.parametrize("name", RENDERERS)
def test_a_compared_report_is_genuine_and_its_chapter_is_sealed(name, actor, assessment, kept):
    content = genuine_report(name, actor, assessment, kept)
    if name == "json":
        whole = json.loads(content)
        whole["document"]["changed"]["found"]["overall_change"] = "+99.0"
        assert verdict_on(json.dumps(whole).encode(), actor).judged.altered == (Piece.VALUES,)
        whole = json.loads(content)
        whole["inputs"]["earlier"]["name"] = "Another"
        assert Piece.DATA in verdict_on(json.dumps(whole).encode(), actor).judged.altered


@pytest.mark.django_db
@pytest.mark.parametrize("name", RENDERERS)
def test_the_figures_of_another_method_are_sealed_too(name, actor, assessment):
    version = version_of(METHOD_BANKS["additive"]())
    row = AssessmentFactory(product=assessment.product, bank_version=version)
    make_answers(row, {"care.plan": "b"})
    kept = make_milestone(actor=actor, assessment_id=row.pk, name="Before the pilot")
    make_answers(row, {"use.log": True})
    content = genuine_report(name, actor, row, kept)
    if name == "json":
        whole = json.loads(content)
        (points_of_whole,) = whole["document"]["changed"]["found"]["figures"]
        assert points_of_whole["by_cause"] == [["Became known", "+1"]]
        points_of_whole["by_cause"][0][1] = "+9"
        assert verdict_on(json.dumps(whole).encode(), actor).judged.altered == (Piece.VALUES,)


@pytest.mark.django_db
def test_a_milestone_renamed_or_changed_later_changes_no_report(actor, assessment, kept):
    earlier = services.Earlier(kept.pk, is_milestone=True)
    report = services.request_report(actor=actor, assessment_id=assessment.pk, earlier=earlier)
    kept.delete()
    document = document_of(report.inputs)
    assert document.changed.name == "Before the pilot"
    with pytest.raises(NothingToCompare):
        services.request_report(actor=actor, assessment_id=assessment.pk, earlier=earlier)


@pytest.mark.django_db
def test_an_earlier_assessment_on_another_bank_is_carried_with_its_bank(actor, assessment):
    version = version_of(small_bank(title="Another"))
    before = AssessmentFactory(product=assessment.product, name="Spring", bank_version=version)
    make_answers(before, {"value.goal": 1})
    report = services.request_report(
        actor=actor,
        assessment_id=assessment.pk,
        file_format="json",
        earlier=services.Earlier(before.pk, is_milestone=False),
    )
    services.make_report(report.pk)
    content = services.hand_over_report(actor=actor, report_id=report.pk).content
    data = json.loads(read_contents(content)[1].data)
    assert data["earlier_bank"]["title"] == "Another"
    assert document_of(report.inputs).changed.banks_differ
    assert verdict_on(content, actor).judged.worth is Worth.GENUINE


@pytest.mark.django_db
def test_nothing_of_another_product_or_of_a_blind_assessment_is_compared(actor, assessment):
    other = AssessmentFactory(product=ProductFactory(team=assessment.team))
    blind = AssessmentFactory(product=assessment.product, mode="blind")
    for row in (other, blind, assessment):
        with pytest.raises(NothingToCompare):
            services.request_report(
                actor=actor,
                assessment_id=assessment.pk,
                earlier=services.Earlier(row.pk, is_milestone=False),
            )


@pytest.mark.django_db
def test_the_form_offers_what_came_before(client, assessment, kept, monkeypatch):
    monkeypatch.setattr("assessments.tasks.ring", lambda _pk: None)
    client.force_login(person_in(assessment.team, "lead"))
    listed = client.get(reverse("assessments:report-list", args=[assessment.pk])).content.decode()
    assert "Before the pilot" in listed
    url = reverse("assessments:report-request", args=[assessment.pk])
    said = {"file_format": "csv", "compare": f"m{kept.pk}"}
    page = client.get(client.post(url, said)["Location"]).content.decode()
    assert Report.objects.get().inputs["earlier"]["name"] == "Before the pilot"
    assert "<dd>Before the pilot</dd>" in page
    assert client.post(url, {**said, "compare": "m0"}).status_code == 422
