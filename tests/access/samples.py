"""What stands in the address and the body of each route, taken from one bundle of rows.

A new address is usually filled in by what stands before each id in it; otherwise give the route a
sample in `ADDRESSES`, and in `BODIES` what a valid post to it holds.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from assessments.banks.draft_tree import order_digest
from assessments.banks.formats.native import write_bank
from assessments.notices.models import Notice
from assessments.reports.models import BundleMember, ReportBundle
from assessments.teams.models import User
from mlpm.access import Route
from tests.access.world import Bundle
from tests.scoring.small_bank import small_bank

Sampled = Callable[[Bundle], dict[str, Any]]

BEFORE_ID: dict[str, Callable[[Bundle], int]] = {
    "products": lambda b: b.product.pk,
    "assessments": lambda b: b.assessment.pk,
    "reports": lambda b: b.report.pk,
    "banks": lambda b: b.bank.pk,
    "bank-versions": lambda b: b.version.pk,
    "since": lambda b: b.version.pk,
    "evidence": lambda b: b.evidence.pk,
    "organisations": lambda b: b.organisation.pk,
    "teams": lambda b: b.team.pk,
    "people": lambda b: b.person.pk,
    "members": lambda b: b.person.pk,
    "invitations": lambda b: b.invitation.pk,
    "comments": lambda b: b.comment.pk,
    "assignments": lambda b: b.assignment.pk,
    "milestones": lambda b: b.milestone.pk,
    "scenarios": lambda b: b.scenario.pk,
    "schedules": lambda b: b.schedule.pk,
    "actions": lambda b: b.action.pk,
    "share-links": lambda b: b.share_link.pk,
    "moves": lambda b: b.move.pk,
}
BEFORE_CODE = {
    "sections": "value.core",
    "answers": "value.goal",
    "questions": "value.goal",
    "draft": "value",
    "parts": "value",
    "disagreements": "value.goal",
    "explain": "score",
    "of": "value",
}
ADDRESSES: dict[str, Sampled] = {
    "draft-language": lambda b: {"pk": b.bank.pk, "language": "de"},
    "draft-translate": lambda b: {"pk": b.bank.pk, "language": "de", "place": "value"},
    "draft-scoring-section": lambda b: {"pk": b.bank.pk, "section": "value.core"},
    "draft-preview": lambda b: {"pk": b.bank.pk, "code": "value.core"},
    "draft-paste": lambda b: {"pk": b.bank.pk, "code": "value.core"},
    "draft-choice": lambda b: {"pk": b.bank.pk, "code": "value.skills", "choice": "a"},
    "draft-condition": lambda b: {"pk": b.bank.pk, "code": "value.goal", "which": "show_if"},
    "draft-bank-condition": lambda b: {"pk": b.bank.pk, "which": "asides.0.show_if"},
    "assessment-reopen": lambda b: {"pk": b.submitted.pk},
    "bank-move": lambda b: {"pk": b.assessment.pk, "version_id": b.newer.pk},
    "bank-fork": lambda b: {"pk": b.shipped.pk},
    "bank-version-export": lambda b: {"pk": b.version.pk, "name": "yaml"},
    "shared-report": lambda b: {"secret": b.share_secret},
    "shared-file": lambda b: {"secret": b.share_secret},
    "invitation-link": lambda b: {"secret": b.invitation_secret},
    "kept-mail-detail": lambda b: {"pk": b.mail.pk},
    "person-erase": lambda b: {"pk": b.person.pk},
    "evidence-download": lambda b: {"token": b.file_evidence.token},
    "sheet-submit": lambda b: {"pk": b.blind.pk},
    "sheet-take-back": lambda b: {"pk": b.blind.pk},
    "assessment-reveal": lambda b: {"pk": b.blind.pk},
    "assessment-reveal-now": lambda b: {"pk": b.blind.pk},
    "assessment-disagreements": lambda b: {"pk": b.revealed.pk},
    "consensus": lambda b: {"pk": b.revealed.pk, "code": "value.goal"},
}


@dataclass(frozen=True)
class Json:
    content: dict[str, Any]


Body = dict[str, Any] | Json
BODIES: dict[str, Callable[[Bundle], Body]] = {
    "product-new": lambda b: {"team": b.team.pk, "name": "New", "description": ""},
    "product-edit": lambda _: {"name": "Other", "description": ""},
    "product-archive": lambda _: {},
    "product-move": lambda b: {"team": b.team.pk},
    "product-delete": lambda b: {"name": str(b.product)},
    "assessment-new": lambda b: {"bank_version": b.newer.pk, "name": "New"},
    "milestone-new": lambda _: {"name": "New", "note": ""},
    "milestone-edit": lambda _: {"name": "Other"},
    "milestone-delete": lambda _: {},
    "assessment-edit": lambda _: {"name": "Other"},
    "assessment-archive": lambda _: {},
    "assessment-move": lambda b: {"product": b.product.pk},
    "assessment-delete": lambda b: {"name": str(b.assessment)},
    "assessment-section": lambda _: {"value.goal": "v:2", "value.goal:base": "1.x", "form_id": ""},
    "assessment-submit": lambda _: {"note": "A note"},
    "assessment-reopen": lambda _: {"reason": "A reason"},
    "assessment-answers-upload": lambda _: {
        "file": SimpleUploadedFile("a.yaml", b"answers: {value.goal: 2}\n")
    },
    "bank-move": lambda b: {"action": "move", "seen": "", "revision": b.assessment.revision},
    "bank-move-back": lambda _: {},
    "answer-confirm": lambda _: Json({"base": 1}),
    "answer-save": lambda _: Json(
        {
            "operation": str(uuid4()),
            "base": 1,
            "state": "answered",
            "value": 2,
            "reason": "",
            "note": "",
        }
    ),
    "evidence-add": lambda _: Json(
        {"operation": str(uuid4()), "url": "https://example.org", "dated": ""}
    ),
    "evidence-remove": lambda _: {},
    "path-term": lambda _: {"cannot_change": "on"},
    "action-list": lambda _: {"target": "launch_ready"},
    "action-edit": lambda _: {"owner": "", "due_on": "", "state": "doing"},
    "report-request": lambda _: {"file_format": "pdf", "target": ""},
    "organisation-look": lambda _: {"accent": "#3350c8"},
    "schedule-new": lambda b: {
        "when": "weekly:0",
        "file_format": "pdf",
        "language": "en",
        "recipients": [b.person.pk],
    },
    "bundle-list": lambda b: {
        "file_format": "pdf",
        "language": "en",
        "assessments": [b.assessment.pk],
    },
    "share-list": lambda _: {"name": "The board", "days": "7", "password": ""},
    "bank-fork": lambda b: {"organisation": b.organisation.pk},
    "scenario-new": lambda _: {"name": "Tried", "value.goal": "v:4"},
    "bank-import": lambda _: {
        "file": SimpleUploadedFile("bank.yaml", write_bank(small_bank(title="Uploaded")))
    },
    "bank-import-preview": lambda _: {"into": "new:0:0", "digest": ""},
    "bank-new": lambda b: {
        "title": "New bank",
        "organisation": b.organisation.pk,
        "method": "weighted_mean",
    },
    "draft-open": lambda _: {},
    "draft-method": lambda _: {"method": "staged", "seen": ""},
    "bank-publish": lambda _: {"revision": 1, "notes": "New"},
    "draft-discard": lambda _: {"revision": 1},
    "bank-upstream": lambda _: {"seen": ""},
    "draft-review-ask": lambda _: {"revision": 1},
    "draft-review": lambda _: {"revision": 1, "comment": "Good", "approve": ""},
    "organisation-settings": lambda _: {"reviews_banks": "on"},
    "bank-version-retire": lambda _: {"is_last": "True"},
    "bank-version-restore": lambda _: {},
    "draft-move": lambda _: {"up": "build", "seen": ""},
    "draft-place": lambda b: {"code": "build", "target": f":{_order(b)}", "before": "value"},
    "draft-duplicate": lambda _: {"code": ""},
    "draft-languages": lambda _: {"language": "it"},
    "draft-language": lambda _: {"seen": ""},
    "draft-translate": lambda _: {"seen": "", "value/title": "Wert"},
    "draft-preview-start": lambda _: {"value.goal": "v:2"},
    "draft-preview": lambda _: {"value.goal": "v:2"},
    "draft-paste": lambda _: {"rows": "New\ttext", "step": "make"},
    "draft-restore": lambda _: {"number": 1, "revision": 1},
    "draft-undo": lambda _: {"number": 2},
    "draft-part-add": lambda _: {"title": "New part", "code": ""},
    "draft-add": lambda _: {"title": "New section", "code": ""},
}


def _order(bundle: Bundle) -> str:
    return order_digest(bundle.draft.content["parts"])


def _notice(bundle: Bundle, person: User) -> dict[str, Any]:
    made = Notice.objects.create(
        user=person,
        organisation=bundle.organisation,
        assessment=bundle.assessment,
        kind="mention",
        question_code="value.goal",
        key=f"for {person.pk}",
    )
    return {"notice_id": made.pk}


def _session(bundle: Bundle, person: User) -> dict[str, Any]:
    del bundle
    kept = Session.objects.create(session_key=f"x{person.pk}", expire_date=timezone.now())
    made = UserSession.objects.create(user=person, ip="127.0.0.1", session_key=kept.session_key)
    return {"pk": made.pk}


def _bundle(bundle: Bundle, person: User) -> dict[str, Any]:
    made = ReportBundle.objects.create(
        organisation=bundle.organisation, format="pdf", requested_by=person
    )
    BundleMember.objects.create(
        bundle=made,
        assessment=bundle.assessment,
        product_name="Own product",
        report=bundle.report,
    )
    return {"pk": made.pk}


OF_A_PERSON: dict[str, Callable[[Bundle, User], dict[str, Any]]] = {
    "notice-open": _notice,
    "session-end": _session,
    "bundle-detail": _bundle,
    "bundle-status": _bundle,
    "bundle-download": _bundle,
}
FOREIGN = {
    "account_confirm_email": {"key": "x"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "x-y"},
    "view_on_site": {"content_type_id": "1", "object_id": "1"},
}


def kwargs_of(route: Route, bundle: Bundle) -> dict[str, Any]:
    """Fill in the address of a route of ours."""
    if route.name in ADDRESSES:
        return ADDRESSES[route.name](bundle)
    found: dict[str, Any] = {}
    before = ""
    for segment in route.address.split("/"):
        match = re.search(r"<(\w+):(\w+)>", segment)
        if match is None:
            before = segment
            continue
        kind, name = match.groups()
        known: Any = BEFORE_ID if kind == "id" else BEFORE_CODE
        wanted = f"give route {route.name} ({route.address}) a sample in tests/access/samples.py"
        assert kind in {"id", "code"}, wanted
        assert before in known, wanted
        found[name] = known[before](bundle) if kind == "id" else known[before]
    return found


def body_of(route: Route, bundle: Bundle) -> dict[str, Any]:
    """Give the arguments of the test client's call that hold a valid post to the route."""
    body = BODIES.get(route.name, lambda _bundle: {})(bundle)
    if isinstance(body, Json):
        return {"data": json.dumps(body.content), "content_type": "application/json"}
    return {"data": body}
