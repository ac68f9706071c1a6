"""The demo organisation: people, and three products; one half done, one blind, one complete."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from django.conf import settings
from django.db import transaction

from assessments.actor import Actor, TeamRole
from assessments.answers.models import Assessment
from assessments.answers.queries import assessments_visible_to
from assessments.answers.services import (
    load_answers,
    make_milestone,
    read_answers_file,
    start_assessment,
    submit_assessment,
)
from assessments.banks.models import BankVersion
from assessments.banks.queries import parsed_bank, shipped_version
from assessments.management.demo_blind import start_blind
from assessments.scoring.answers import Answer, Answers
from assessments.scoring.bank import Bank, Discipline
from assessments.teams.models import Organisation, Team
from assessments.teams.queries import load_actor, teams_visible_to
from assessments.teams.services import add_person, create_organisation, create_product

SLUG: Final = "demo"
NAME: Final = "Northline Parcel (demo)"
PASSWORD: Final = "try-the-demo"  # noqa: S105 -- public on purpose; production refuses demo data
BANK: Final = "ml-readiness"
ADMIN: Final = "admin@demo.example"


class Person(NamedTuple):
    email: str
    name: str
    role: TeamRole
    discipline: Discipline
    does: str
    edits_banks: bool = False


PEOPLE: Final = (
    Person(
        "lead@demo.example",
        "Marta Lindqvist",
        TeamRole.LEAD,
        Discipline.PRODUCT_MANAGEMENT,
        "leads the team: starts and submits assessments, asks for reports",
    ),
    Person(
        "contributor@demo.example",
        "Ivo Baptista",
        TeamRole.CONTRIBUTOR,
        Discipline.DATA_SCIENCE,
        "answers with the team",
    ),
    Person(
        "engineer@demo.example",
        "Nadia Haddad",
        TeamRole.CONTRIBUTOR,
        Discipline.ENGINEERING,
        "answers with the team",
    ),
    Person(
        "editor@demo.example",
        "Yusuf Demir",
        TeamRole.CONTRIBUTOR,
        Discipline.UX,
        "answers, and edits question banks",
        edits_banks=True,
    ),
    Person(
        "viewer@demo.example",
        "Ellen Sato",
        TeamRole.VIEWER,
        Discipline.BUSINESS,
        "reads results and reports",
    ),
)


class Sample(NamedTuple):
    """A product with one assessment; `file` under docs/demo has its answers.

    `halfway` names a milestone that is kept when half of the people have answered.
    """

    product: str
    description: str
    assessment: str
    file: str
    note: str = ""  # of the submit; without one the assessment stays open
    halfway: str = ""


SAMPLES: Final = (
    Sample(
        "Damage Photos",
        "Recognises damaged freight on photos taken at the dock, so that claims are settled "
        "with proof.",
        "Prototype review",
        "damage-photos.yaml",
    ),
    Sample(
        "Arrival Forecast",
        "Promises each customer a delivery window in the morning and keeps it: a forecast of "
        "the arrival at every stop of the day's tours.",
        "Review before launch",
        "arrival-forecast.yaml",
        "Agreed in the team on two afternoons. UX is what holds us back.",
        "After the first afternoon",
    ),
)


@transaction.atomic
def make_demo() -> Organisation:
    """Make the whole demo, or nothing of it.

    Raises:
        BankVersion.DoesNotExist: the shipped bank was not imported yet.
        FileRefused: an answers file does not fit the bank.
    """
    version = shipped_version(BANK)
    made = create_organisation(
        name=NAME, slug=SLUG, admin_email=ADMIN, admin_name="Astrid Holm", password=PASSWORD
    )
    team = teams_visible_to(load_actor(made.admin)).get(organisation=made.organisation)
    actors = _join(team)
    for sample in SAMPLES:
        _start(sample, team, version, actors)
    start_blind(team, version, actors)
    return made.organisation


def complete_assessment(actor: Actor) -> Assessment | None:
    """Give the demo's submitted assessment while it is there."""
    rows = assessments_visible_to(actor).filter(
        organisation__slug=SLUG, name=SAMPLES[-1].assessment
    )
    return rows.exclude(state=Assessment.AssessmentState.OPEN).order_by("pk").first()


def _join(team: Team) -> Mapping[Discipline, Actor]:
    joined = {}
    for person in PEOPLE:
        user = add_person(
            team=team,
            email=person.email,
            name=person.name,
            password=PASSWORD,
            role=person.role,
            discipline=person.discipline,
            edits_banks=person.edits_banks,
        )
        joined[person.discipline] = load_actor(user)
    return joined


def _start(
    sample: Sample, team: Team, version: BankVersion, actors: Mapping[Discipline, Actor]
) -> None:
    lead, bank = actors[Discipline.PRODUCT_MANAGEMENT], parsed_bank(version)
    product = create_product(
        actor=lead, team_id=team.pk, name=sample.product, description=sample.description
    )
    started = start_assessment(
        actor=lead, product=product, bank_version=version, name=sample.assessment
    )
    pk = started.assessment.pk
    answers = read_answers_file(bank, _file(sample).read_bytes()).answers
    shares = _by_person(bank, answers, actors)
    for number, (actor, said) in enumerate(shares, 1):
        load_answers(actor=actor, assessment_id=pk, answers=said)
        if sample.halfway and number == len(shares) // 2:
            make_milestone(actor=lead, assessment_id=pk, name=sample.halfway)
    if sample.note:
        submit_assessment(actor=lead, assessment_id=pk, note=sample.note)


def _file(sample: Sample) -> Path:
    return Path(settings.BASE_DIR) / "docs" / "demo" / sample.file


def _by_person(
    bank: Bank, answers: Answers, actors: Mapping[Discipline, Actor]
) -> Sequence[tuple[Actor, Answers]]:
    """Share the answers out: each question to whom the bank calls best suited, else to the lead."""
    lead = actors[Discipline.PRODUCT_MANAGEMENT]
    writers: dict[Discipline, Actor] = dict(actors)
    del writers[Discipline.BUSINESS]  # she only reads
    shares: dict[int, tuple[Actor, dict[str, Answer]]] = {}
    for code, answer in answers.items():
        suited = bank.questions[code].answered_by
        actor = writers.get(suited, lead) if suited else lead
        shares.setdefault(actor.user_id, (actor, {}))[1][code] = answer
    return list(shares.values())
