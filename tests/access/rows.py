"""The rows of an assessment in the world of the matrix, each with the word of its team."""

import hashlib
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from assessments.answers.models import (
    ActionItem,
    Answer,
    Assessment,
    Assignment,
    BankMove,
    Comment,
    Consensus,
    Evidence,
    EvidenceFile,
    Milestone,
    Scenario,
    Sheet,
)
from assessments.answers.services import refresh_summary
from assessments.audit.services import record
from assessments.banks.models import BankVersion
from assessments.notices.models import KeptMail, Notice
from assessments.reports.models import Report, ReportFile, ReportSchedule, ShareLink
from assessments.reports.renderers.questions import render_empty_bank
from assessments.scoring.answers import Answer as Said
from assessments.scoring.answers import State
from assessments.scoring.bank import Bank as BankContent
from assessments.teams.link_secrets import hash_of
from assessments.teams.models import Invitation, Product, Team, User
from tests import factories


def add_assessment(
    product: Product, version: BankVersion, word: str, person: User, **more: Any
) -> Assessment:
    found = factories.AssessmentFactory(
        product=product, bank_version=version, name=f"{word} assessment", created_by=person, **more
    )
    said = Said(State.ANSWERED, 3, "", f"{word} note")
    factories.make_answers(found, {"value.goal": said}, person)
    refresh_summary(found.pk)
    return found


def add_sheet(assessment: Assessment, person: User, word: str) -> None:
    Sheet.objects.create(
        assessment=assessment, respondent=person, revision=1, submitted_at=timezone.now()
    )
    Answer.objects.create(
        assessment=assessment,
        respondent=person,
        question_code="value.goal",
        state="answered",
        value=2,
        note=f"{word} sheet",
        version=1,
        by=person,
        at=timezone.now(),
    )
    Consensus.objects.create(
        assessment=assessment,
        question_code="value.goal",
        reason=f"{word} reason",
        answer_version=1,
        by=person,
        at=timezone.now(),
    )


def add_evidence(assessment: Assessment, word: str, person: User) -> tuple[Evidence, Evidence]:
    content = f"{word} bytes".encode()
    stored = EvidenceFile.objects.create(
        organisation=assessment.organisation,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        media_type="text/plain",
        content=content,
    )
    common = {
        "assessment": assessment,
        "question_code": "value.goal",
        "added_by": person,
        "added_at": timezone.now(),
    }
    link = Evidence.objects.create(
        url=f"https://example.org/{word}", title=f"{word} link", operation_id=uuid4(), **common
    )
    uploaded = Evidence.objects.create(
        file=stored,
        file_name=f"{word}.txt",
        token=uuid4(),
        title=f"{word} file",
        operation_id=uuid4(),
        **common,
    )
    return link, uploaded


def add_talk(
    assessment: Assessment, word: str, person: User
) -> tuple[KeptMail, Comment, Assignment]:
    comment = Comment.objects.create(
        assessment=assessment,
        question_code="value.goal",
        text=f"{word} comment",
        by=person,
        at=timezone.now(),
        operation_id=uuid4(),
    )
    assignment = Assignment.objects.create(
        assessment=assessment,
        place="question",
        code="value.goal",
        person=person,
        due_on=date(2030, 1, 1),
        assigned_by=person,
        assigned_at=timezone.now(),
    )
    Notice.objects.create(
        user=person,
        organisation=assessment.organisation,
        assessment=assessment,
        kind="mention",
        question_code="value.goal",
        actor=person,
        key=f"{word} notice",
    )
    mail = KeptMail.objects.create(to=person.email, subject=f"{word} mail", body=f"{word} body")
    detail = {"note": f"{word} detail"}
    organisation_id = assessment.organisation_id
    record(
        "assessment.renamed",
        assessment,
        organisation_id=organisation_id,
        actor_id=person.pk,
        detail=detail,
    )
    return mail, comment, assignment


def add_scenario(assessment: Assessment, word: str, person: User) -> Scenario:
    return Scenario.objects.create(
        assessment=assessment,
        name=f"{word} scenario",
        tried={"value.goal": ["answered", 4]},
        present={},
        bank_digest="0" * 64,
        made_by=person,
        made_at=timezone.now(),
    )


def add_milestone(assessment: Assessment, word: str, person: User) -> Milestone:
    return Milestone.objects.create(
        assessment=assessment,
        bank_version=assessment.bank_version,
        name=f"{word} milestone",
        note=f"{word} words",
        revision=1,
        answers={"value.goal": {"value": 2, "note": f"{word} note"}},
        scorecard={"draft": True, "level": "Framed", "overall": {"score": None}},
        digest="0" * 64,
        scored_on=timezone.localdate(),
        by_hand=True,
        made_by=person,
    )


def add_action(assessment: Assessment, person: User) -> ActionItem:
    return ActionItem.objects.create(
        assessment=assessment,
        question_code="value.goal",
        target_level="launch_ready",
        value=4,
        effort=4,
        owner=person,
        made_by=person,
        made_at=timezone.now(),
        changed_at=timezone.now(),
    )


def add_invitation(team: Team, org_word: str, person: User) -> tuple[Invitation, str]:
    secret, now = f"secret-{uuid4()}", timezone.now()
    made = Invitation.objects.create(
        organisation=team.organisation,
        team=team,
        email=f"invited-{team.pk}@{org_word}.example",
        team_role="contributor",
        secret_hash=hashlib.sha256(secret.encode()).hexdigest(),
        invited_by=person,
        invited_at=now,
        expires_at=now + timedelta(days=7),
    )
    return made, secret


def add_report(assessment: Assessment, word: str, person: User, bank: BankContent) -> Report:
    made = Report.objects.create(
        assessment=assessment,
        organisation=assessment.organisation,
        format="pdf",
        inputs={"answers": {}, "names": {"product": f"{word} product"}},
        inputs_digest="0" * 64,
        revision=assessment.revision,
        state="ready",
        file_name=f"{word} report.pdf",
        requested_by=person,
        finished_at=timezone.now(),
    )
    content = render_empty_bank(bank)
    sha = hashlib.sha256(content).hexdigest()
    ReportFile.objects.create(report=made, content=content, size=len(content), sha256=sha)
    return made


def add_move(assessment: Assessment, word: str, person: User) -> tuple[BankVersion, BankMove]:
    """Publish a newer version, and let the assessment look as if it had come from it once."""
    version = assessment.bank_version
    newer = BankVersion.objects.create(
        bank=version.bank,
        major=2,
        minor=0,
        content={**version.content, "version": "2.0"},
        digest=version.digest,
        notes=f"{word} notes",
    )
    move = BankMove.objects.create(
        assessment=assessment,
        from_version=newer,
        to_version=version,
        before={"registers": {}, "evidence": [], "target_level": ""},
        made_by=person,
        made_at=timezone.now(),
    )
    return newer, move


def add_schedule(product: Product, person: User) -> ReportSchedule:
    made = ReportSchedule.objects.create(
        product=product,
        rhythm="weekly",
        number=0,
        format="pdf",
        owner=person,
        since=timezone.now().date(),
    )
    made.recipients.add(person)
    return made


def add_shared(report: Report, word: str, person: User) -> tuple[Report, ShareLink, str]:
    """Share it with a password: without the password the link tells nobody anything."""
    secret = f"secret-{uuid4()}"
    made = ShareLink.objects.create(
        report=report,
        name=f"{word} link",
        secret_hash=hash_of(secret),
        password=factories.HASHED,
        made_by=person,
        expires_at=timezone.now() + timedelta(days=7),
    )
    return report, made, secret
