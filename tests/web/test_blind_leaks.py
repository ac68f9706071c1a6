"""Before the reveal nothing of one respondent reaches another person, on any page of the site.

Not by comparing with a list of what may be shown: every page, file and poll is read by everybody
else before and after a respondent works, and must be the same to the byte.
"""

import io
import re
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.answers import services
from assessments.answers.assigned import Spot
from assessments.answers.models import Assessment
from assessments.audit.models import AuditEvent
from assessments.notices.models import Notice
from mlpm.access import Route, routes
from tests import factories
from tests.access.observing import taken_back

pytestmark = pytest.mark.django_db

CANARY = "canary-7f3a"
QUESTIONS = ("value.goal", "profile.stage")
PLACES = {
    "sections": ("value.core", "profile"),
    "parts": ("value",),
    "explain": ("level", "score", "gate"),
    "of": ("value", "value.goal"),
}
# What is made anew for every page, whoever worked meanwhile.
FRESH = re.compile(
    r'(csrfmiddlewaretoken|form_id|operation)" value="[^"]*"|csrfToken[^,]*|"[0-9a-f-]{36}"'
)
OWN_HEADERS = frozenset({"set-cookie", "x-request-id", "content-length"})  # the body is compared
# What reading itself leaves in a log or in the person's own archive.
OWN_ACTS = re.compile(r'audit\.exported|^ +"at": ')
# Routes that name something of which a person has none here: a report, a notice, an invitation.
WITHOUT = re.compile(r"admin/|banks|bank-versions|accounts/|<uuid|<secret|<path|<str|static")


@dataclass(frozen=True)
class Seen:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: str


@pytest.fixture
def people():
    team = factories.TeamFactory()
    named = {
        "lead": factories.person_in(team, "lead", name="Lea"),
        "bob": factories.person_in(team, name="Bob"),
        "idle": factories.person_in(team, name="Ida"),
        "viewer": factories.person_in(team, "viewer", name="Vic"),
        "admin": factories.admin_of(team.organisation),
        "ada": factories.person_in(team, name="Ada"),
    }
    return team, named


@pytest.fixture
def blind(people):
    team, named = people
    lead = factories.actor_of(named["lead"])
    made = services.start_assessment(
        actor=lead,
        product=factories.ProductFactory(team=team),
        bank_version=factories.BankVersionFactory(),
        name="Blind review",
        respondents=[named["ada"].pk, named["bob"].pk],
    ).assessment
    services.assign(
        actor=lead,
        assessment_id=made.pk,
        spots=[Spot("part", "value")],
        person_id=named["bob"].pk,
        due_on=timezone.now().date() + timedelta(days=2),
    )
    save(named["bob"], made, "value.goal", 2, note="What Bob thinks.")
    return made


def signed_in(user):
    client = Client()
    client.force_login(user, backend="mlpm.signing_in.Backend")
    return client


def save(user, assessment, code, value, *, base=0, **more):
    return services.save_answer(
        actor=factories.actor_of(user),
        assessment_id=assessment.pk,
        code=code,
        base=base,
        operation_id=uuid.uuid4(),
        state="answered",
        value=value,
        **more,
    )


def addresses(assessment: Assessment) -> Iterator[str]:
    """Give every address of the site that can be read and names what is here."""
    for route in routes():
        if route.is_ours and "GET" in route.methods and not WITHOUT.search(route.address):
            yield from filled(route, assessment)
    changes = reverse("assessments:assessment-changes", args=[assessment.pk])
    yield f"{changes}?section=value.core&since=0"
    yield f"{changes}?section=value.core&since=1"
    yield reverse("assessments:assessment-search", args=[assessment.pk]) + "?q=goal"


def filled(route: Route, assessment: Assessment) -> Iterator[str]:
    ids = {
        "products": assessment.product_id,
        "assessments": assessment.pk,
        "teams": assessment.team_id,
        "organisations": assessment.organisation_id,
    }
    found = [""]
    before = ""
    for segment in route.address.split("/"):
        kind = segment[1:].partition(":")[0] if segment.startswith("<") else ""
        if kind == "id":
            given = (str(ids.get(before, assessment.pk)),)
        elif kind == "code":
            given = PLACES.get(before, QUESTIONS)
        else:
            given, before = (segment,), segment
        found = [f"{start}/{one}" for start in found for one in given]
    return iter(found)


def walk(client: Client, assessment: Assessment) -> dict[str, Seen]:
    """Read everything, and take back what reading wrote."""
    return {
        address: taken_back(lambda a=address: read(client, a)) for address in addresses(assessment)
    }


def read(client: Client, address: str) -> Seen:
    reply = client.get(address)
    content = b"".join(reply.streaming_content) if reply.streaming else reply.content
    headers = tuple(sorted((k, v) for k, v in reply.items() if k.lower() not in OWN_HEADERS))
    lines = FRESH.sub("fresh", unpacked(content)).splitlines()
    body = "\n".join(line for line in lines if not OWN_ACTS.search(line))
    return Seen(reply.status_code, headers, body)


def unpacked(content: bytes) -> str:
    """Give a page as text, an archive as the texts in it."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode() for name in sorted(archive.namelist()))


def changed(before: Seen, after: Seen, address: str) -> Iterator[str]:
    """Give each line that differs, with where it stands."""
    pairs = [("status", str(before.status), str(after.status))]
    pairs += [
        ("header", str(one), str(two))
        for one, two in zip(before.headers, after.headers, strict=False)
    ]
    lines = zip_longest(before.body.splitlines(), after.body.splitlines(), fillvalue="")
    pairs += [("body", one, two) for one, two in lines]
    yield from (f"{address} {what}: {one} | {two}" for what, one, two in pairs if one != two)


def work(client, user, assessment):
    """Let a respondent, signed in, do everything a respondent can."""
    actor = factories.actor_of(user)
    at = {"actor": actor, "assessment_id": assessment.pk}
    for address in addresses(assessment):
        if address.startswith("/assessments/"):
            client.get(address)
    save(user, assessment, "value.goal", 4, note=f"{CANARY} the board signed it")
    save(user, assessment, "value.goal", 3, base=1, note=f"{CANARY} in May")
    save(user, assessment, "profile.stage", "live")
    save(user, assessment, "build.story", f"{CANARY} began as a spreadsheet")
    kept = services.add_evidence(
        code="value.goal",
        url=f"https://example.org/{CANARY}",
        operation_id=uuid.uuid4(),
        title=CANARY,
        dated=date(2020, 1, 1),
        **at,
    )
    services.add_evidence(
        code="build.speed",
        url=f"https://example.org/{CANARY}/2",
        operation_id=uuid.uuid4(),
        expires_on=timezone.now().date() - timedelta(days=1),
        **at,
    )
    services.remove_evidence(evidence_id=kept.pk, **at)
    file = services.add_evidence_file(
        code="value.goal",
        name=f"{CANARY}.txt",
        content=f"{CANARY} minutes of the board".encode(),
        operation_id=uuid.uuid4(),
        **at,
    )
    taken = client.get(reverse("assessments:evidence-download", args=[file.token]))
    assert CANARY.encode() in taken.content
    services.submit_sheet(**at)
    services.take_back_sheet(**at)
    services.submit_sheet(**at)
    today = timezone.now().date()
    services.refresh_stale_summaries(today)
    services.tell_expired_evidence(today)
    services.tell_what_is_due(today)
    services.reveal_due(today)


@pytest.mark.parametrize("who", ["bob", "lead", "idle", "viewer", "admin"])
def test_no_page_changes_when_another_respondent_works(who, people, blind):
    _team, named = people
    client, ada = signed_in(named[who]), signed_in(named["ada"])
    before = walk(client, blind)
    work(ada, named["ada"], blind)
    after = walk(client, blind)
    assert [a for a in before if CANARY in after[a].body + str(after[a].headers)] == []
    found = [line for a in before for line in changed(before[a], after[a], a)]
    assert not found, "\n".join(found)[:4000]
    assert sum(seen.status == 200 for seen in after.values()) > 10


def test_the_walk_reads_what_it_is_meant_to_guard(people, blind):
    """Ada herself finds her words on many pages, so that their absence elsewhere means something."""
    _team, named = people
    client = signed_in(named["ada"])
    work(client, named["ada"], blind)
    told = [address for address, seen in walk(client, blind).items() if CANARY in seen.body]
    for name in ("assessment-answers-file",):
        assert reverse(f"assessments:{name}", args=[blind.pk]) in told
    section = reverse("assessments:assessment-section", args=[blind.pk, "value.core"])
    history = reverse("assessments:answer-history", args=[blind.pk, "value.goal"])
    assert {section, history} <= set(told)


def test_nobody_is_told_and_nothing_is_logged_of_a_sheet(people, blind):
    _team, named = people
    client = signed_in(named["ada"])
    events = set(AuditEvent.objects.values_list("pk", flat=True))
    work(client, named["ada"], blind)
    others = Notice.objects.exclude(user=named["ada"]).exclude(kind__in=("assigned", "due"))
    assert list(others) == []
    assert mail.outbox == []
    new = AuditEvent.objects.exclude(pk__in=events)
    assert [event.verb for event in new if event.object_type in {"sheet", "assessment"}] == []


def test_the_assessments_row_does_not_change(people, blind):
    _team, named = people
    before = Assessment.objects.filter(pk=blind.pk).values().get()
    work(signed_in(named["ada"]), named["ada"], blind)
    assert Assessment.objects.filter(pk=blind.pk).values().get() == before


def test_foreign_sheets_cannot_be_written_or_taken_back(people, blind):
    """Bob's buttons act on Bob's sheet, whatever ids he sends."""
    _team, named = people
    work(signed_in(named["ada"]), named["ada"], blind)
    client = signed_in(named["bob"])
    client.post(reverse("assessments:sheet-take-back", args=[blind.pk]))
    ada = blind.sheets.get(respondent=named["ada"])
    assert ada.submitted_at is not None
    for evidence in blind.evidence.filter(removed_at=None, respondent=named["ada"]):
        removal = reverse("assessments:evidence-remove", args=[blind.pk, evidence.pk])
        assert client.post(removal, HTTP_ACCEPT="application/json").status_code == 404
    file = blind.evidence.exclude(file=None).get()
    taken = reverse("assessments:evidence-download", args=[file.token])
    assert client.get(taken).status_code == 404


def test_staff_pages_show_no_sheet_before_the_reveal(people, blind):
    _team, named = people
    work(signed_in(named["ada"]), named["ada"], blind)
    staff = signed_in(factories.UserFactory(is_staff=True, is_superuser=True))
    for model in ("answer", "answerevent", "evidence"):
        page = staff.get(f"/admin/assessments/{model}/").content.decode()
        assert "value.goal" not in page
        assert CANARY not in page
