"""The sandbox of a result: one control a question, of which only what differs is a change."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from assessments.scoring.answers import BLANK, Answers, State
from assessments.scoring.bank import Bank, Question
from assessments.scoring.errors import AnswerOutOfRange
from assessments.scoring.what_if import Tried, changeable, differs, read_tried
from assessments.web.cards import dom_id
from assessments.web.fields import VALUE, AnswerField, AnswerWidget, Shape, Wording
from assessments.web.typed import Typed, posted

WAS: Final = ":was"


class TriedWidget(AnswerWidget):
    """Reads one control: None where it says "as now", or what it said when it was shown."""

    def value_from_datadict(  # type: ignore[override]  # None where nothing is tried
        self, data: Any, files: Any, name: str
    ) -> Typed | None:
        if self.look.shape is Shape.ONE:
            return super().value_from_datadict(data, files, name) if data.get(name) else None
        typed = super().value_from_datadict(data, files, name)
        return None if control_text(typed.value) == data.get(name + WAS, "") else typed


def control_text(value: Any) -> str:
    """Give what a control of several boxes or of free text holds as one text."""
    return ",".join(value) if isinstance(value, list) else value or ""


class TriedField(AnswerField):
    """One question of the sandbox; gives `Tried`, or None where nothing is tried."""

    def __init__(self, question: Question, wording: Wording) -> None:
        super().__init__(question, wording)
        self.widget = TriedWidget(self.look)

    def clean(self, value: Typed | None) -> Tried | None:  # type: ignore[override]  # nothing typed
        if value is None:
            return None
        if value.strange:
            words = _("There is no choice “%(choice)s”.") % {"choice": value.strange[:100]}
            raise ValidationError(words)
        try:
            return read_tried(self.question, value.state, value.value)
        except AnswerOutOfRange as problem:
            raise ValidationError(problem.message) from problem


class WhatIfForm(forms.Form):
    """A control for each question that can change the result.

    Args:
        bank: the bank of the assessment.
        answers: the present answers.
        data: what was posted, None to show `tried`.
        tried: the changes to show where nothing is posted.
        wording: puts the bank's texts in the words that hold here.
        only_sent: make controls only for what was posted and is not left "as now".
    """

    def __init__(
        self,
        bank: Bank,
        answers: Answers,
        data: Any = None,
        *,
        tried: Mapping[str, Tried] | None = None,
        wording: Wording = str,
        only_sent: bool = False,
    ) -> None:
        super().__init__(data, auto_id=False)
        self.answers, self.shown = answers, tried or {}
        asked = changeable(bank)
        if only_sent and data:
            asked = tuple(q for q in asked if data.get(q.code) or q.code + WAS in data)
        self.fields.update({q.code: TriedField(q, wording) for q in asked})

    @cached_property
    def tried(self) -> dict[str, Tried]:
        """The valid changes beside the present answers."""
        given = self.cleaned_data if self.is_bound and self.errors is not None else self.shown
        found = {code: one for code, one in given.items() if isinstance(one, Tried)}
        return {c: one for c, one in found.items() if differs(self.answers.get(c, BLANK), one)}

    @property
    def problems(self) -> list[tuple[str, str]]:
        """List what does not fit, with the id of the place that says so."""
        return [
            (f"{dom_id(code)}-problem", str(problem))
            for code, found in self.errors.items()
            for problem in found
        ]

    def present(self, code: str) -> list[str]:
        """What the boxes or the text of a question hold as it stands now."""
        answer = self.answers.get(code, BLANK)
        return _held(answer.value) if answer.state is State.ANSWERED else []

    def chosen(self, code: str) -> list[str]:
        """What the control of a question shows: for one of several choices, nothing is "as now"."""
        if self.is_bound:
            return [value for value in cast("QueryDict", self.data).getlist(code) if value]
        is_one = self.fields[code].widget.look.shape is Shape.ONE
        one = self.shown.get(code)
        if one is None:
            return [] if is_one else self.present(code)
        if one.state is not State.ANSWERED:
            return [f"s:{one.state.value}"] if is_one else []
        return [VALUE + posted(one.value)] if is_one else _held(one.value)


def _held(value: Any) -> list[str]:
    given = posted(value)
    return given if isinstance(given, list) else [given]
