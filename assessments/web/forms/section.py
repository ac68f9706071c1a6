"""The form of one section, built from the bank: one field a question, one layout.

Posted, it tells the answers a person changed from those merely shown, and keeps what was typed
for every question that could not be saved.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast
from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from assessments.scoring.bank import Question
from assessments.web.cards import Card
from assessments.web.carried import is_carried
from assessments.web.fields import AnswerField, Wording
from assessments.web.forms.layout import QuestionCard
from assessments.web.typed import Base, Typed, operation_of, read_base

BASE = ":base"


class Change(NamedTuple):
    """One answer that differs from what the form showed."""

    code: str
    base: int
    operation_id: UUID
    typed: Typed


class SectionForm(forms.Form):
    """A form over some questions of a bank; bind it with the posted data to read it."""

    form_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, questions: Sequence[Question], data: Any = None, *, wording: Wording = str
    ) -> None:
        super().__init__(data, auto_id=False)
        self.fields.update({q.code: AnswerField(q, wording) for q in questions})
        self.cards: Mapping[str, Card] = {}
        self.page: Any = None
        self.new_id: UUID | None = None

    @property
    def helper(self) -> FormHelper:
        """The crispy layout: a card a question, without a form tag, which the page owns."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(*(QuestionCard(code) for code in self.codes))
        return helper

    @property
    def codes(self) -> Iterator[str]:
        return (code for code in self.fields if code != "form_id")

    def field(self, code: str) -> AnswerField:
        return cast("AnswerField", self.fields[code])

    def typed(self, code: str) -> Typed:
        widget = self.fields[code].widget
        typed: Typed = widget.value_from_datadict(self.data, self.files, code)
        return typed

    def base(self, code: str) -> Base:
        return read_base(self.data.get(f"{code}{BASE}", ""))

    def changes(self) -> list[Change]:
        """List the valid answers that were changed since the form was shown."""
        form_id = self.cleaned_data.get("form_id") or uuid4()
        return [
            Change(code, self.base(code).version, operation_of(form_id, code, typed), typed)
            for code, typed in self.cleaned_data.items()
            if isinstance(typed, Typed) and typed.digest() != self.base(code).digest
        ]

    def unsaved(self) -> list[str]:
        """List the codes whose typed answer was refused."""
        return [code for code in self.codes if code in self.errors]


def posted_questions(questions: Sequence[Question], data: Any) -> list[Question]:
    """Give the questions the posted form showed; what is hidden by now is still read."""
    posted = {_head(name) for name in data}
    return [question for question in questions if question.code in posted]


def strange_fields(questions: Sequence[Question], data: Any) -> list[tuple[str, str]]:
    """List the posted fields, with what they hold, that belong to no question of the section."""
    known = {question.code for question in questions}
    strange = (name for name in data if _head(name) not in known and not is_carried(name))
    return [(name, data.get(name)) for name in strange]


def _head(name: str) -> str:
    return name.partition(":")[0]
