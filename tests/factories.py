"""Factories everyone uses: each makes only what its row needs, and `actor_of` says who asks."""

import uuid
from collections.abc import Mapping
from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from factory.django import DjangoModelFactory

from assessments.actor import Actor
from assessments.answers.models import Answer, AnswerEvent, Assessment, Evidence
from assessments.banks.formats.canonical import content_of, digest
from assessments.banks.models import Bank, BankVersion
from assessments.scoring.answers import Answer as Said
from assessments.scoring.answers import State
from assessments.scoring.bank import Bank as BankContent
from assessments.teams.models import Member, Organisation, Product, Team, TeamMember, User
from assessments.teams.queries import load_actor
from tests.scoring.small_bank import small_bank

PASSWORD = "correct horse 7"
HASHED = make_password(PASSWORD)


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    slug = factory.Sequence(lambda n: f"organisation-{n}")


class UserFactory(DjangoModelFactory):
    """Signs in with `PASSWORD`."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person-{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = HASHED


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = Member

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Team {n}")


class TeamMemberFactory(DjangoModelFactory):
    """Puts a user into a team, and into the team's organisation, where the role counts."""

    class Meta:
        model = TeamMember
        skip_postgeneration_save = True

    team = factory.SubFactory(TeamFactory)
    user = factory.SubFactory(UserFactory)
    role = "contributor"

    @factory.post_generation
    def membership(self, *_: Any, **__: Any) -> None:
        Member.objects.get_or_create(organisation=self.team.organisation, user=self.user)


class ProductFactory(DjangoModelFactory):
    class Meta:
        model = Product

    team = factory.SubFactory(TeamFactory)
    name = factory.Sequence(lambda n: f"Product {n}")


class BankFactory(DjangoModelFactory):
    """A shipped bank; give `organisation=` for an own one."""

    class Meta:
        model = Bank

    slug = factory.Sequence(lambda n: f"bank-{n}")
    title = "A small bank"


class BankVersionFactory(DjangoModelFactory):
    """Version 1.0 of the small bank, or of `document=`, a `Bank` of scoring."""

    class Meta:
        model = BankVersion

    class Params:
        document = factory.LazyFunction(small_bank)

    bank = factory.SubFactory(BankFactory)
    major = 1
    minor = 0
    content = factory.LazyAttribute(lambda row: content_of(row.document))
    digest = factory.LazyAttribute(lambda row: digest(row.document))


class AssessmentFactory(DjangoModelFactory):
    """An open, empty assessment; give `product=` or `team=` to choose whose it is."""

    class Meta:
        model = Assessment

    class Params:
        team_ = factory.SubFactory(TeamFactory)

    product = factory.LazyAttribute(lambda row: ProductFactory(team=row.team_))
    team = factory.LazyAttribute(lambda row: row.product.team)
    organisation = factory.LazyAttribute(lambda row: row.product.team.organisation)
    product_name = factory.LazyAttribute(lambda row: row.product.name)
    bank_version = factory.SubFactory(BankVersionFactory)
    bank = factory.LazyAttribute(lambda row: row.bank_version.bank)
    name = factory.Sequence(lambda n: f"Assessment {n}")


def version_of(document: BankContent, **more: Any) -> BankVersion:
    """Make a bank version that holds this document."""
    return BankVersionFactory(document=document, **more)


def person_in(team: Team, role: str = "contributor", **user: Any) -> User:
    """Make a user with a role in the team."""
    return TeamMemberFactory(team=team, role=role, user=UserFactory(**user)).user


def admin_of(organisation: Organisation, *, edits_banks: bool = False) -> User:
    return MemberFactory(organisation=organisation, role="admin", edits_banks=edits_banks).user


def actor_of(user: User) -> Actor:
    return load_actor(user)


def actor_in(team: Team, role: str = "contributor") -> Actor:
    """Make a user with a role in the team and give the actor."""
    return load_actor(person_in(team, role))


def make_answers(
    assessment: Assessment, said: Mapping[str, Said | Any], by: User | None = None
) -> None:
    """Write answers straight into the tables, version 1 with their event and evidence links.

    A plain value stands for an answer with that value. The summary is left as it is: call
    `answers.services.recount` for one that fits.
    """
    for code, what in said.items():
        answer = what if isinstance(what, Said) else Said(State.ANSWERED, what)
        assessment.revision += 1
        _register(assessment, code, answer, by)
    assessment.save(update_fields=["revision"])


def _register(assessment: Assessment, code: str, answer: Said, by: User | None) -> None:
    now = timezone.now()
    value = list(answer.value) if isinstance(answer.value, tuple) else answer.value
    content = {
        "state": answer.state.value,
        "value": value,
        "reason": answer.reason,
        "note": answer.note,
        "version": 1,
        "by": by,
        "at": now,
    }
    row = Answer.objects.create(
        assessment=assessment, question_code=code, revision=assessment.revision, **content
    )
    AnswerEvent.objects.create(
        answer=row, assessment=assessment, base=0, operation_id=uuid.uuid4(), **content
    )
    for item in answer.evidence:
        Evidence.objects.create(
            assessment=assessment,
            question_code=code,
            url=item.text,
            dated=item.dated,
            expires_on=item.expires_on,
            added_by=by,
            added_at=now,
            operation_id=uuid.uuid4(),
        )
