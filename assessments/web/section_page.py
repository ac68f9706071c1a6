"""Everything the section page shows, put together from the stored answers and the posted form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import uuid4

from django.http import Http404
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_answer, can_read_talk
from assessments.answers.queries import answers_of
from assessments.answers.registers import StoredAnswer, answers_in, blank
from assessments.answers.threads import open_threads
from assessments.banks.queries import parsed_bank
from assessments.scoring.bank import Bank, Question
from assessments.scoring.bank_scoring import MeanTree
from assessments.scoring.shown import shown_text
from assessments.scoring.visibility import (
    asked_again,
    visible,
)
from assessments.web.addresses import Addresses
from assessments.web.asked import asked
from assessments.web.assignments import Assignments, Mark
from assessments.web.cards import (
    Card,
    NewEvidence,
    Theirs,
    answer_words,
)
from assessments.web.fields import AnswerField
from assessments.web.forms.section import SectionForm
from assessments.web.recheck import recheck_of
from assessments.web.role_filter import ALL, MINE, RoleFilter, neighbours, roles_among
from assessments.web.shown_evidence import shown_evidence
from assessments.web.steps import PROFILE, PartStep, SectionStep, Steps, steps_of
from assessments.web.typed import Base, Typed, typed_of


@dataclass(frozen=True, slots=True)
class Place:
    """A section of the bank under its code; the profile counts as one."""

    code: str
    title: str
    description: str
    questions: tuple[Question, ...]


def place_in(bank: Bank, code: str) -> Place:
    """Find a section; raises `Http404` for a code the bank does not have."""
    if code == PROFILE and bank.profile:
        return Place(code, _("Profile"), _purpose_of_profile(bank), bank.profile)
    for _part, section in bank.iter_sections():
        if section.code == code:
            return Place(code, section.title, section.description, section.questions)
    raise Http404(code)


def _purpose_of_profile(bank: Bank) -> str:
    aims = bank.scoring.targets.values() if isinstance(bank.scoring, MeanTree) else ()
    if not bank.profile_codes.isdisjoint(aims):
        return _("Where you want to be. It is not scored: the result is set against it.")
    return _("A few facts about the product. They decide which questions are asked.")


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What a posted form could not save: typed answers by code, and why.

    `beside` holds what belongs to no question that is shown.
    """

    form: SectionForm | None = None
    problems: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    conflicts: frozenset[str] = frozenset()
    beside: tuple[str, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        return self.conflicts.union(self.problems)


class SectionPage:
    """One section as one person sees it (3 queries: assignments, all answers, threads)."""

    def __init__(
        self, actor: Actor, assessment: Assessment, code: str, role: RoleFilter = ALL
    ) -> None:
        self.actor = actor
        self.assessment = assessment
        self.assigned = Assignments(actor, assessment)
        self.role = role.for_actor(actor, assessment, self.assigned.found)
        self.bank = parsed_bank(assessment.bank_version)
        self.place = place_in(self.bank, code)
        self.stored = answers_of(assessment)
        self.answers = answers_in(self.stored)
        self.found = visible(self.bank, self.answers)
        self.pk = assessment.pk
        self.read_only = not can_answer(actor, assessment)

    @cached_property
    def _talk(self) -> Mapping[str, int] | None:
        """How many threads of each question are open; None where nobody may talk yet (1 query)."""
        return open_threads(self.assessment) if can_read_talk(self.assessment) else None

    @cached_property
    def addresses(self) -> Addresses:
        return Addresses.of(self.pk)

    @cached_property
    def steps(self) -> Steps:
        return steps_of(self.bank, self.answers, self.found)

    @cached_property
    def part(self) -> PartStep | None:
        step = self.steps.section(self.place.code)
        return None if step is None else self.steps.part(step.part)

    @property
    def before(self) -> SectionStep | None:
        return self._neighbours[0]

    @property
    def after(self) -> SectionStep | None:
        return self._neighbours[1]

    @cached_property
    def _neighbours(self) -> tuple[SectionStep | None, ...]:
        return neighbours(self.steps, self.kept, self.place.code)

    @cached_property
    def kept(self) -> Steps:
        """The form with the questions of the filter alone."""
        if not self.role.role:
            return self.steps
        return self.role.steps(self.bank, self.answers, self.found)

    @cached_property
    def kept_sections(self) -> frozenset[str]:
        return frozenset(step.code for step in self.kept.sections)

    @property
    def stepper(self) -> Sequence[tuple[PartStep, str]]:
        """Each part with the section it leads to: the first that holds a question of the filter."""
        kept = {part.code: part.first_section for part in self.kept.parts if part.sections}
        return [(part, kept.get(part.code, part.first_section)) for part in self.steps.parts]

    @property
    def part_people(self) -> Sequence[Mark]:
        return self.assigned.at_part(self.part.code) if self.part else ()

    @property
    def roles(self) -> tuple[RoleFilter, ...]:
        """The filters that leave something out here, the person's own discipline first."""
        shown = [q for q in self.place.questions if self.found.shows(q.code)]
        own = self.actor.disciplines.get(self.assessment.product.team_id, "")
        return roles_among(shown, own)

    @cached_property
    def offers_mine(self) -> bool:
        """Whether some but not all questions of the assessment are the person's own."""
        mine = RoleFilter(MINE).for_actor(self.actor, self.assessment, self.assigned.found)
        return 0 < len(mine.codes) < len(self.bank.questions)

    def form(self, unsaved: Unsaved | None = None) -> SectionForm:
        """Build the form as shown: the stored answers, and what could not be saved as typed."""
        kept = unsaved or Unsaved()
        questions = [
            q
            for q in self.place.questions
            if (self.found.shows(q.code) and self.role.keeps(q)) or q.code in kept.codes
        ]
        form = SectionForm(questions, wording=self._wording)
        form.page, form.new_id = self, uuid4()
        again = self._asked_again(questions)
        form.cards = {q.code: self._card(q, form.field(q.code), kept, again) for q in questions}
        return form

    def _wording(self, text: str) -> str:
        return shown_text(self.bank, text, self.found)

    def _asked_again(self, questions: Sequence[Question]) -> frozenset[str]:
        if all(question.ask_again_if is None for question in questions):
            return frozenset()
        return frozenset(asked_again(self.bank, self.answers))

    def _card(
        self, question: Question, field: AnswerField, kept: Unsaved, again: frozenset[str]
    ) -> Card:
        code = question.code
        stored = self.stored.get(code) or blank(code)
        now = typed_of(stored.answer)
        typed = kept.form.typed(code) if kept.form and code in kept.codes else now
        problems = kept.problems.get(code, {})
        return Card(
            **asked(self.bank, question, self.found, field.look, typed),
            base=self._base(stored, now, kept),
            ask_again=code in again,
            by=self._name(stored),
            at=stored.at,
            evidence=shown_evidence(self.bank, stored.evidence),
            new_evidence=_new_evidence(kept, code),
            problems=problems,
            theirs=self._theirs(question, stored, kept),
            open_threads=None if self._talk is None else self._talk.get(code, 0),
            assigned=self.assigned.at_question(code),
            assign_query=self.role.query if self.assigned.may_change else None,
            is_joined=self.assessment.is_revealed,
            recheck=recheck_of(question, stored),
        )

    def _base(self, stored: StoredAnswer, now: Typed, kept: Unsaved) -> Base:
        """A refused answer keeps the base it was typed on; a conflict starts from theirs."""
        if kept.form and stored.code in kept.problems and stored.code not in kept.conflicts:
            return kept.form.base(stored.code)
        return Base(stored.version, now.digest())

    def _theirs(self, question: Question, stored: StoredAnswer, kept: Unsaved) -> Theirs | None:
        if question.code not in kept.conflicts:
            return None
        return Theirs(answer_words(question, stored), self._name(stored), stored.at)

    def _name(self, stored: StoredAnswer) -> str:
        return _("you") if stored.by_id == self.actor.user_id else stored.by


def _new_evidence(kept: Unsaved, code: str) -> NewEvidence:
    if kept.form is None or "evidence" not in kept.problems.get(code, {}):
        return NewEvidence()
    data = kept.form.data
    return NewEvidence(data.get(f"{code}:url", ""), data.get(f"{code}:dated", ""))
