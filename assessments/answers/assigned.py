"""Assignments as values: who looks after which part or question, and whose questions these are."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from django.db.models import Exists, F, OuterRef, QuerySet

from assessments.actor import TeamRole
from assessments.answers.models import Assignment
from assessments.answers.shelf import stands
from assessments.answers.statements import read_day, rows
from assessments.scoring.bank import Bank, Question
from assessments.teams.models import TeamMember
from assessments.teams.repeated import Repeated

PROFILE: Final = "profile"  # assigned like a part, where a bank has one
PART: Final = Assignment.Place.PART.value
QUESTION: Final = Assignment.Place.QUESTION.value
WRITERS: Final = (TeamRole.LEAD.value, TeamRole.CONTRIBUTOR.value)
# As SQL, because every section page asks this; `still_here` says the same for other queries.
_ASSIGNED: Final = f"""
    SELECT given.id, given.place, given.code, given.person_id, person.name, person.email,
        given.due_on, given.assigned_by_id, EXISTS (
            SELECT 1 FROM assessments_teammember held
            JOIN assessments_team team ON team.id = held.team_id
            JOIN assessments_member member
              ON member.organisation_id = team.organisation_id AND member.user_id = held.user_id
            WHERE held.team_id = about.team_id AND held.user_id = given.person_id
              AND held.role IN (%s, %s))
    FROM assessments_assignment given
    JOIN assessments_assessment about ON about.id = given.assessment_id
    JOIN assessments_user person ON person.id = given.person_id
    WHERE given.assessment_id = %s AND {stands("given.code")} ORDER BY given.id
"""  # noqa: S608 -- names of our own


class Spot(NamedTuple):
    """A part (the profile counts as one) or a single question, under its code."""

    place: str
    code: str

    def is_in(self, bank: Bank) -> bool:
        return bool(self.questions(bank))

    def questions(self, bank: Bank) -> Sequence[Question]:
        """Give the questions that stand there, hidden ones too."""
        if self.place == QUESTION:
            return (bank.questions[self.code],) if self.code in bank.questions else ()
        if self.code == PROFILE:
            return bank.profile
        return next((part.questions for part in bank.parts if part.code == self.code), ())

    def title(self, bank: Bank) -> str:
        """Give the title in the words of the bank, "" for the profile, which has none there."""
        if self.place == QUESTION:
            return bank.questions[self.code].title
        return next((part.title for part in bank.parts if part.code == self.code), "")


@dataclass(frozen=True, slots=True)
class Assigned:
    """One assignment with the person's name.

    `is_here` is False for somebody who may not answer in the team any more: the assignment is
    still shown, and nothing waits for that person.
    """

    pk: int
    spot: Spot
    person_id: int
    name: str
    due_on: date | None
    by_id: int | None
    is_here: bool


def read_assigned(assessment_id: int) -> list[Assigned]:
    """Read all assignments of an assessment in the order they were made (1 query)."""
    found = rows(Repeated(_ASSIGNED), [*WRITERS, assessment_id])
    return [
        Assigned(pk, Spot(place, code), person, name or email, read_day(due), by, bool(here))
        for pk, place, code, person, name, email, due, by, here in found
    ]


def still_here(person: str = "person") -> Exists:
    """Say in SQL whether the `person` of a row may still answer in its assessment's team."""
    members = TeamMember.objects.filter(
        team=OuterRef("assessment__team"),
        user=OuterRef(person),
        role__in=WRITERS,
        team__organisation__members__user=OuterRef(person),
    )
    return Exists(members)


def part_of(bank: Bank, code: str) -> str:
    """Give the code of the part a question stands in; the profile counts as one."""
    return PROFILE if code in bank.profile_codes else bank.section_of[code][0].code


def questions_for(
    bank: Bank, assigned: Iterable[Assigned], person_id: int, discipline: str
) -> frozenset[str]:
    """Give the codes of a person's questions, hidden ones too.

    They are those assigned to the person, singly or by part, and of those assigned to nobody the
    ones best answered by the person's discipline.
    """
    people: dict[Spot, set[int]] = {}
    for one in assigned:
        if one.is_here:
            people.setdefault(one.spot, set()).add(one.person_id)
    if not people and not discipline:
        return frozenset()
    return frozenset(
        code
        for code, question in bank.questions.items()
        if _is_mine(question, _people(bank, people, code), person_id, discipline)
    )


def _people(bank: Bank, people: dict[Spot, set[int]], code: str) -> Collection[int]:
    if not people:
        return ()
    direct = people.get(Spot(QUESTION, code), set())
    return direct | people.get(Spot(PART, part_of(bank, code)), set())


def _is_mine(question: Question, people: Collection[int], person_id: int, discipline: str) -> bool:
    if people:
        return person_id in people
    return bool(discipline) and question.answered_by == discipline


class Colleague(NamedTuple):
    """Somebody of a team who may answer, and so be asked."""

    pk: int
    name: str
    discipline: str


def people_to_ask(team_id: int) -> list[Colleague]:
    """List the people of a team who may answer, by name (1 query)."""
    known = _writers_of(team_id).values_list("user_id", "user__name", "user__email", "discipline")
    found = [Colleague(pk, name or email, discipline) for pk, name, email, discipline in known]
    return sorted(found, key=lambda one: (one.name.casefold(), one.pk))


def is_writer(team_id: int, person_id: int) -> bool:
    """Say whether a person may answer in a team, and so be asked (1 query)."""
    return _writers_of(team_id).filter(user=person_id).exists()


def _writers_of(team_id: int) -> QuerySet[TeamMember]:
    return TeamMember.objects.filter(
        team=team_id, role__in=WRITERS, team__organisation__members__user=F("user")
    )
