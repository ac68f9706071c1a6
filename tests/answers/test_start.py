"""Starting from an earlier assessment copies what the new bank version takes, and says what not."""

import uuid
from datetime import date

import pytest

from assessments.answers import services
from assessments.answers.errors import NotAllowed, NotVisible, Refused
from assessments.answers.models import AnswerEvent, Assessment
from assessments.answers.queries import answers_of
from assessments.audit.models import AuditEvent
from assessments.banks.models import BankVersion
from assessments.scoring.bank import Bank
from tests import factories
from tests.scoring.small_bank import FULL, left_out, small_bank, small_content

pytestmark = pytest.mark.django_db


def smaller_bank() -> Bank:
    """The small bank without `build.speed`, and with a lower limit for users."""
    content = small_content()
    section = content["parts"][1]["sections"][0]
    section["questions"] = [q for q in section["questions"] if q["code"] != "build.speed"]
    for question in section["questions"]:
        if question["code"] == "build.users":
            question["maximum"] = 100
        if question["code"] == "build.reasons":
            question["not_applicable"] = {"when": "if no need was agreed"}
    return Bank.model_validate(content)


def start(lead, assessment, **more):
    given = {"product": assessment.product, "bank_version": assessment.bank_version, "name": "Next"}
    return services.start_assessment(actor=lead, **{**given, **more})


def test_new_assessment_is_open_empty_and_counted(assessment, lead):
    started = start(lead, assessment, target_level="proven", due_date=date(2027, 1, 1))
    row = Assessment.objects.get(pk=started.assessment.pk)
    assert (row.name, row.state, row.team, row.organisation) == (
        "Next",
        "open",
        assessment.team,
        assessment.organisation,
    )
    assert (row.target_level, row.due_date, row.created_by_id) == (
        "proven",
        date(2027, 1, 1),
        lead.user_id,
    )
    assert row.summary["shown"] == row.summary["open"] == 14
    event = AuditEvent.objects.get(verb="assessment.started")
    assert (event.object_id, event.detail["version"]) == (row.pk, "1.0")


def test_copied_answers_are_first_writes_with_their_events(assessment, lead):
    factories.make_answers(assessment, FULL)
    link = {"code": "value.goal", "url": "https://example.org/a", "dated": date(2026, 5, 1)}
    services.add_evidence(
        actor=lead, assessment_id=assessment.pk, operation_id=uuid.uuid4(), title="Plan", **link
    )
    started = start(lead, assessment, copy_from=assessment)
    assert (started.carried, started.not_carried) == (14, ())
    row = started.assessment
    stored = answers_of(row)
    assert {code: one.answer.value for code, one in stored.items()} == {
        code: said.value for code, said in FULL.items()
    }
    assert {one.version for one in stored.values()} == {1}
    assert AnswerEvent.objects.filter(assessment=row, base=0, by=lead.user_id).count() == 14
    copied = stored["value.goal"].evidence[0]
    assert (copied.url, copied.title, copied.dated) == (link["url"], "Plan", link["dated"])
    row.refresh_from_db()
    assert row.summary == services.recount(row, row.touched_at.date()).content
    assert (row.started_from, row.revision) == (assessment, 15)


def test_answers_the_new_version_does_not_take_stay_behind_and_are_reported(assessment, lead):
    factories.make_answers(assessment, {**FULL, "build.reasons": left_out("no need was agreed")})
    version = factories.version_of(smaller_bank())
    started = start(lead, assessment, bank_version=version, copy_from=assessment)
    assert [one.code for one in started.not_carried] == ["build.speed", "build.users"]
    assert all(one.reason for one in started.not_carried)
    assert set(answers_of(started.assessment)) == set(FULL) - {"build.speed", "build.users"}


def test_answers_taken_back_are_not_copied_but_dormant_ones_are(assessment, lead, save):
    save("profile.people", "yes")
    save("value.fairness", 3)
    save("profile.people", "no", base=1, note="Nobody is affected.")
    save("value.goal", 2)
    save("value.goal", base=1, state="unanswered")
    started = start(lead, assessment, copy_from=assessment)
    assert set(answers_of(started.assessment)) == {"profile.people", "value.fairness"}


def test_contributors_and_outsiders_do_not_start_assessments(assessment, ada):
    with pytest.raises(NotAllowed):
        start(ada, assessment)
    with pytest.raises(NotVisible):
        start(factories.actor_in(factories.TeamFactory(), "lead"), assessment)
    assert Assessment.objects.count() == 1


def test_answers_of_another_organisation_are_never_copied(assessment, lead):
    with pytest.raises(NotVisible):
        start(lead, assessment, copy_from=factories.AssessmentFactory())


def test_bank_of_another_organisation_and_retired_versions_are_not_usable(assessment, lead):
    foreign = factories.BankVersionFactory(bank__organisation=factories.OrganisationFactory())
    with pytest.raises(NotVisible):
        start(lead, assessment, bank_version=foreign)
    BankVersion.objects.filter(pk=assessment.bank_version_id).update(retired_at="2026-01-01T00:00Z")
    with pytest.raises(Refused, match="This version was retired"):
        start(lead, assessment)
    assert Assessment.objects.count() == 1


def test_archived_product_starts_nothing(assessment, lead):
    from assessments.teams.services import archive_product

    archive_product(actor=lead, product_id=assessment.product_id)
    with pytest.raises(NotAllowed):
        start(lead, assessment)


def test_name_that_cannot_be_kept_starts_nothing(assessment, lead):
    with pytest.raises(Refused):
        start(lead, assessment, name="  ")
    assert Assessment.objects.count() == 1


def test_bank_with_the_same_questions_carries_everything(assessment, lead):
    factories.make_answers(assessment, FULL)
    version = factories.version_of(small_bank(version="1.1", title="Reworded"))
    assert start(lead, assessment, bank_version=version, copy_from=assessment).not_carried == ()
