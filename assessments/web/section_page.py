"""Everything the section page shows, put together from the stored answers and the posted form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import uuid4

from django.http import Http404
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_answer
from assessments.answers.queries import answers_of
from assessments.answers.registers import StoredAnswer, answers_in, blank
from assessments.banks.queries import parsed_bank
from assessments.scoring.answers import State
from assessments.scoring.bank import Bank, Question
from assessments.scoring.plan import plan_of
from assessments.scoring.shown import examples_for, shown_text
from assessments.scoring.visibility import (
    asked_again,
    offers_not_applicable,
    suggests_not_applicable,
    visible,
)
from assessments.web.addresses import Addresses
from assessments.web.cards import (
    Card,
    NewEvidence,
    Theirs,
    answer_words,
    dom_id,
    gate_words,
    role_of,
    shown_options,
)
from assessments.web.fields import AnswerField
from assessments.web.forms.section import SectionForm
from assessments.web.role_filter import ALL, RoleFilter, neighbours, roles_among
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
        description = _("A few facts about the product. They decide which questions are asked.")
        return Place(code, _("Profile"), description, bank.profile)
    for _part, section in bank.iter_sections():
        if section.code == code:
            return Place(code, section.title, section.description, section.questions)
    raise Http404(code)


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
    """One section of one assessment as one person sees it (2 queries: answers and evidence)."""

    def __init__(
        self, actor: Actor, assessment: Assessment, code: str, role: RoleFilter = ALL
    ) -> None:
        self.actor = actor
        self.role = role
        self.assessment = assessment
        self.bank = parsed_bank(assessment.bank_version)
        self.place = place_in(self.bank, code)
        self.stored = answers_of(assessment)
        self.answers = answers_in(self.stored)
        self.found = visible(self.bank, self.answers)
        self.pk = assessment.pk
        self.read_only = not can_answer(actor, assessment)

    @cached_property
    def addresses(self) -> Addresses:
        return Addresses.of(self.pk)

    @cached_property
    def steps(self) -> Steps:
        return steps_of(self.bank, self.answers, self.found)

    @property
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
        mine = self.steps
        if self.role.role:
            mine = self.role.steps(self.bank, self.answers, self.found)
        return neighbours(self.steps, mine, self.place.code)

    @property
    def roles(self) -> tuple[RoleFilter, ...]:
        """The filters that leave something out here, the person's own discipline first."""
        shown = [q for q in self.place.questions if self.found.shows(q.code)]
        own = self.actor.disciplines.get(self.assessment.product.team_id, "")
        return roles_among(shown, own)

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
            code=code,
            id=dom_id(code),
            kind=question.kind,
            title=self._wording(question.title),
            why=question.why,
            answered_by=role_of(question),
            gate=gate_words(self.bank, question),
            examples=examples_for(self.bank, question, self.found),
            evidence_hint=question.evidence_hint,
            look=field.look,
            options=shown_options(field.look, typed),
            typed=typed,
            base=self._base(stored, now, kept),
            not_applicable=self._left_out_words(question, typed),
            suggested=suggests_not_applicable(question, self.found.values),
            ask_again=code in again,
            decides=code in plan_of(self.bank).sources,
            by=self._name(stored),
            at=stored.at,
            evidence=stored.evidence,
            new_evidence=_new_evidence(kept, code),
            problems=problems,
            theirs=self._theirs(question, stored, kept),
        )

    def _base(self, stored: StoredAnswer, now: Typed, kept: Unsaved) -> Base:
        """A refused answer keeps the base it was typed on; a conflict starts from theirs."""
        if kept.form and stored.code in kept.problems and stored.code not in kept.conflicts:
            return kept.form.base(stored.code)
        return Base(stored.version, now.digest())

    def _left_out_words(self, question: Question, typed: Typed) -> str:
        rule = question.not_applicable
        if rule is None:
            return ""
        offered = offers_not_applicable(question, self.found.values)
        return rule.when if offered or typed.state is State.NOT_APPLICABLE else ""

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
