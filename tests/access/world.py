"""Two organisations and three teams, each row holding a word that nobody outside may ever read.

Words of an organisation (its name, people, banks) begin with `orgcanary`, words of a team (its
products, answers, talk) with `teamcanary`.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from assessments.answers.models import (
    ActionItem,
    Assessment,
    Assignment,
    BankMove,
    Comment,
    Evidence,
    Milestone,
    Scenario,
)
from assessments.banks.formats.canonical import content_of, digest
from assessments.banks.models import Bank, BankDraft, BankVersion
from assessments.notices.models import KeptMail
from assessments.reports.models import Report, ReportSchedule, ShareLink
from assessments.scoring.bank import Bank as BankContent
from assessments.teams.models import Invitation, Organisation, Product, Team, User
from tests import factories
from tests.access.rows import (
    add_action,
    add_assessment,
    add_evidence,
    add_invitation,
    add_milestone,
    add_move,
    add_report,
    add_scenario,
    add_schedule,
    add_shared,
    add_sheet,
    add_talk,
)
from tests.scoring.small_bank import small_bank

ROLES = (
    "anonymous",
    "drifter",
    "viewer",
    "contributor",
    "lead",
    "admin",
    "editor",
    "staff",
    "deactivated",
)
TENANCIES = ("own", "other_team", "other_org")


@dataclass
class Bundle:
    """Everything one team has: a row of each kind that an address can name."""

    word: str
    org_word: str
    team: Team
    person: User
    organisation: Organisation
    bank: Bank
    version: BankVersion
    draft: BankDraft
    shipped: BankVersion
    product: Product
    assessment: Assessment
    submitted: Assessment
    blind: Assessment
    revealed: Assessment
    evidence: Evidence
    file_evidence: Evidence
    mail: KeptMail
    comment: Comment
    assignment: Assignment
    scenario: Scenario
    milestone: Milestone
    action: ActionItem
    invitation: Invitation
    invitation_secret: str
    report: Report
    share_link: ShareLink
    share_secret: str
    schedule: ReportSchedule
    newer: BankVersion
    move: BankMove


@dataclass
class World:
    """The three bundles by tenancy, seen from `own`, and one person for each role there."""

    bundles: dict[str, Bundle]
    people: dict[str, User]
    sessions: dict[str, str]

    def client(self, role: str) -> Client:
        """Give a fresh client; the session of the role was made with the world."""
        client = Client(raise_request_exception=False)
        if role in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client

    def forbidden(self, role: str) -> tuple[str, ...]:
        """List the words that may reach nobody of this role."""
        own, near, far = (self.bundles[tenancy] for tenancy in TENANCIES)
        outside = (far.word, far.org_word)
        if role in {"anonymous", "drifter", "deactivated"}:
            return (*outside, own.word, near.word, own.org_word)
        if role in {"viewer", "contributor", "lead"}:
            return (*outside, near.word)
        return outside


def make_world() -> World:
    """Make the rows; call it inside a transaction that is taken back."""
    shipped = factories.BankVersionFactory(bank__title="A shipped bank")
    home = factories.OrganisationFactory(name="orgcanaryhome works", slug="orgcanaryhome")
    away = factories.OrganisationFactory(name="orgcanaryaway works", slug="orgcanaryaway")
    bundles = {
        "own": _bundle(home, "teamcanaryown", "orgcanaryhome", shipped),
        "other_team": _bundle(home, "teamcanarynear", "orgcanaryhome", shipped),
        "other_org": _bundle(away, "teamcanaryfar", "orgcanaryaway", shipped),
    }
    people = _people(bundles["own"])
    return World(bundles, people, {role: _session(user) for role, user in people.items()})


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _people(own: Bundle) -> dict[str, User]:
    team, home = own.team, own.organisation

    def named(role: str) -> dict[str, str]:
        return {"name": f"orgcanaryhome {role}", "email": f"{role}@orgcanaryhome.example"}

    editor = factories.UserFactory(**named("editor"))
    factories.MemberFactory(organisation=home, user=editor, edits_banks=True)
    admin = factories.UserFactory(**named("admin"))
    factories.MemberFactory(organisation=home, user=admin, role="admin")
    return {
        "drifter": factories.UserFactory(name="Drifter"),
        "viewer": factories.person_in(team, "viewer", **named("viewer")),
        "contributor": factories.person_in(team, "contributor", **named("contributor")),
        "lead": factories.person_in(team, "lead", **named("lead")),
        "admin": admin,
        "editor": editor,
        "staff": factories.UserFactory(name="Staff", is_staff=True, is_superuser=True),
        "deactivated": factories.person_in(team, "lead", **named("deactivated"), is_active=False),
    }


def _bundle(organisation: Organisation, word: str, org_word: str, shipped: BankVersion) -> Bundle:
    team = factories.TeamFactory(organisation=organisation, name=f"{org_word} team of {word[-4:]}")
    email = f"{word[-4:]}@{org_word}.example"
    person = factories.person_in(team, "lead", name=f"{org_word} person", email=email)
    bank, version, draft = _bank(organisation, word, org_word)
    product = factories.ProductFactory(
        team=team, name=f"{word} product", description=f"{word} text"
    )
    assessment = add_assessment(product, version, word, person)
    submitted = add_assessment(product, version, word, person, state="submitted")
    blind = add_assessment(product, version, word, person, mode="blind")
    revealed = add_assessment(
        product, version, word, person, mode="blind", revealed_at=timezone.now()
    )
    for one in (blind, revealed):
        add_sheet(one, person, word)
    link, file_link = add_evidence(assessment, word, person)
    return Bundle(
        word,
        org_word,
        team,
        person,
        organisation,
        bank,
        version,
        draft,
        shipped,
        product,
        assessment,
        submitted,
        blind,
        revealed,
        link,
        file_link,
        *add_talk(assessment, word, person),
        add_scenario(assessment, word, person),
        add_milestone(submitted, word, person),
        add_action(assessment, person),
        *add_invitation(team, org_word, person),
        *add_shared(add_report(assessment, word, person, document_of(version)), word, person),
        add_schedule(product, person),
        *add_move(assessment, org_word, person),
    )


def document_of(version: BankVersion) -> BankContent:
    return BankContent.model_validate(version.content)


def _bank(organisation: Organisation, word: str, org_word: str) -> tuple[Any, Any, Any]:
    document = small_bank().model_copy(update={"title": f"{org_word} bank", "slug": word})
    bank = factories.BankFactory(
        organisation=organisation, slug=word, title=f"{org_word} bank", publisher=f"{org_word} pub"
    )
    version = BankVersion.objects.create(
        bank=bank,
        major=1,
        minor=0,
        content=content_of(document),
        digest=digest(document),
        notes=f"{org_word} notes",
    )
    content = content_of(document) | {"translations": {"de": {}}}
    draft = BankDraft.objects.create(bank=bank, based_on=version, content=content)
    return bank, version, draft
