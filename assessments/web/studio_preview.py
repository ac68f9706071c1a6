"""A draft as a respondent sees it: the section page's own form, with sample answers of this page.

The answers travel with the form, those of other sections in hidden fields; nothing is stored.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from django.http import QueryDict

from assessments.reports.compared import Compared, compared
from assessments.reports.result import Scored, scored
from assessments.scoring.answers import Answer, State
from assessments.scoring.bank import Bank, Question
from assessments.scoring.engine import score
from assessments.scoring.errors import AnswerOutOfRange
from assessments.scoring.shown import shown_text
from assessments.scoring.visibility import (
    visible,
)
from assessments.scoring.what_if import Tried, read_tried, with_tried
from assessments.web.asked import asked
from assessments.web.cards import Card
from assessments.web.forms.section import SectionForm
from assessments.web.section_page import Place, place_in
from assessments.web.typed import Base, Typed


class Preview:
    """One section of a finished draft with the sample answers that were sent; reads nothing."""

    read_only = False

    def __init__(self, bank: Bank, code: str, data: QueryDict, on: date) -> None:
        self.bank, self.data, self.on = bank, data, on
        self.place: Place = place_in(bank, code)
        self.problems: dict[str, str] = {}
        self.answers: Mapping[str, Answer] = with_tried({}, dict(self._tried()))
        self.found = visible(bank, self.answers)

    @cached_property
    def _typed(self) -> dict[str, Typed]:
        form = SectionForm(tuple(self.bank.questions.values()), self.data)
        return {code: form.typed(code) for code in self.bank.questions}

    def _tried(self) -> Iterator[tuple[str, Tried]]:
        for code, typed in self._typed.items():
            if typed.state is State.UNANSWERED:
                continue
            try:
                yield code, read_tried(self.bank.questions[code], typed.state, typed.value)
            except AnswerOutOfRange as problem:
                self.problems[code] = problem.message

    @property
    def places(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The sections that are asked with these answers, by the title of their part."""
        profile = [("profile", place_in(self.bank, "profile").title)] if self.bank.profile else []
        found = {"": profile}
        for part, section in self.bank.iter_sections():
            if any(self.found.shows(question.code) for question in section.questions):
                found.setdefault(part.code, []).append((section.code, section.title))
        titles = {part.code: part.short_title or part.title for part in self.bank.parts}
        return [(titles.get(code, ""), held) for code, held in found.items() if held]

    @property
    def elsewhere(self) -> list[tuple[str, str]]:
        """The answers to questions of other sections, for hidden fields."""
        here = {question.code for question in self.place.questions}
        return [
            (name, value)
            for name, values in self.data.lists()
            for value in values
            if name.partition(":")[0] in self.bank.questions and name.partition(":")[0] not in here
        ]

    def form(self) -> SectionForm:
        shown = [q for q in self.place.questions if self.found.shows(q.code)]
        form = SectionForm(shown, wording=self._wording)
        form.page = self
        form.cards = {q.code: self._card(q, form) for q in shown}
        return form

    def _wording(self, text: str) -> str:
        return shown_text(self.bank, text, self.found)

    def _card(self, question: Question, form: SectionForm) -> Card:
        code, problem = question.code, self.problems.get(question.code)
        typed = self._typed[code]
        return Card(
            **asked(self.bank, question, self.found, form.field(code).look, typed),
            base=Base(0, typed.digest()),
            problems={"value": problem} if problem else {},
        )

    def result(self) -> Compared:
        """Give what the scoring function makes of the sample answers, beside no answers at all."""
        return compared(self._scored({}), self._scored(self.answers), ())

    def _scored(self, answers: Mapping[str, Answer]) -> Scored:
        return scored(self.bank, answers, score(self.bank, answers, self.on))
