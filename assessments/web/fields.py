"""The one table from a question's kind to its form field: options, how it is drawn, how it is read.

A field carries a whole answer (`Typed`): value, don't know, not applicable with its reason, note.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assessments.scoring.answers import State
from assessments.scoring.bank import Choice, Kind, Question
from assessments.scoring.errors import AnswerOutOfRange
from assessments.scoring.kinds import rules_of
from assessments.scoring.reasons import enough_words
from assessments.text import NOTE_LENGTH, REASON_LENGTH, TextProblem, clean_text
from assessments.web.typed import Typed, with_lf

VALUE, STATE = "v:", "s:"


class Shape(StrEnum):
    """How a field is drawn: one radio group, tick boxes, or one control to type into."""

    ONE = "one"
    TICKS = "ticks"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class Option:
    """One radio or tick box.

    `mark` is the short sign on a level card, `leaves_out` says when an option may not apply.
    """

    value: str
    label: str
    mark: str = ""
    leaves_out: str = ""
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What the page needs to draw a question of one kind."""

    shape: Shape
    options: tuple[Option, ...] = ()
    input_type: str = ""
    unit: str = ""
    attrs: Mapping[str, str | int | float] = field(default_factory=dict)


Wording = Callable[[str], str]


def _rubric(question: Any, wording: Wording) -> Look:
    levels = enumerate(question.levels)
    return Look(Shape.ONE, tuple(Option(str(n), wording(text), str(n)) for n, text in levels))


def _single(question: Any, wording: Wording) -> Look:
    return Look(Shape.ONE, tuple(Option(c.code, wording(c.text)) for c in question.choices))


def _boolean(question: Any, _wording: Wording) -> Look:
    options = [Option("true", _("Yes")), Option("false", _("No"))]
    if question.partly:
        options.insert(1, Option("partly", _("Partly")))
    return Look(Shape.ONE, tuple(options))


def _multiple(question: Any, wording: Wording) -> Look:
    return Look(Shape.TICKS, tuple(_tick(choice, wording) for choice in question.choices))


def _tick(choice: Choice, wording: Wording) -> Option:
    return Option(
        choice.code,
        wording(choice.text),
        leaves_out=choice.not_applicable or "",
        exclusive=choice.exclusive,
    )


def _number(question: Any, _wording: Wording) -> Look:
    return Look(Shape.ENTRY, input_type="text", unit=question.unit, attrs={"inputmode": "decimal"})


def _text(question: Any, _wording: Wording) -> Look:
    return Look(Shape.ENTRY, input_type="textarea", attrs={"data-limit": question.max_length})


def _date(_question: Any, _wording: Wording) -> Look:
    return Look(Shape.ENTRY, input_type="date")


FIELDS: Mapping[Kind, Callable[[Any, Wording], Look]] = MappingProxyType(
    {
        Kind.RUBRIC: _rubric,
        Kind.SINGLE: _single,
        Kind.MULTIPLE: _multiple,
        Kind.BOOLEAN: _boolean,
        Kind.NUMBER: _number,
        Kind.TEXT: _text,
        Kind.DATE: _date,
    }
)


class AnswerField(forms.Field):
    """The form field of one question; `look` says how it is drawn."""

    def __init__(self, question: Question, wording: Wording = str) -> None:
        self.question = question
        self.look = FIELDS[Kind(question.kind)](question, wording)
        super().__init__(required=False, label=question.title, widget=AnswerWidget(self.look))

    def clean(self, value: Typed) -> Typed:
        """Judge what was typed.

        Raises:
            ValidationError: with one error a part, whose `code` is value, reason or note.
        """
        found = [problem for problem in (_value_problem(self.question, value),) if problem]
        found += _text_problems(value)
        if found:
            raise ValidationError(found)
        return value


def _value_problem(question: Question, typed: Typed) -> ValidationError | None:
    if typed.strange:
        words = _("There is no choice “%(choice)s”.") % {"choice": typed.strange[:100]}
        return ValidationError(words, code="value")
    if typed.state is State.ANSWERED:
        try:
            rules_of(question).parse(question, typed.value)
        except AnswerOutOfRange as problem:
            return ValidationError(problem.message, code=problem.field)
    elif typed.value is not None:
        return ValidationError(_("Keep either the answer or the mark, not both."), code="value")
    if typed.state is State.NOT_APPLICABLE and not enough_words(typed.reason):
        return ValidationError(
            _("Say in at least three words why it does not apply."), code="reason"
        )
    return None


def _text_problems(typed: Typed) -> list[ValidationError]:
    found = []
    for part, text, limit in (
        ("reason", typed.reason, REASON_LENGTH),
        ("note", typed.note, NOTE_LENGTH),
    ):
        try:
            clean_text(text, max_length=limit)
        except TextProblem as problem:
            found.append(ValidationError(problem.message, code=part))
    return found


class AnswerWidget(forms.Widget):
    """Reads the controls of one question from a posted form."""

    def __init__(self, look: Look) -> None:
        self.look = look
        super().__init__()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:  # noqa: ARG002 -- Django's signature
        state, value = READERS[self.look.shape](data, name, self.look)
        reason, note = data.get(f"{name}:reason", ""), data.get(f"{name}:note", "")
        return with_lf(Typed(state, value, reason, note, _strange(data, name, self.look)))


def _strange(data: Any, name: str, look: Look) -> str:
    """Give the posted choice or mark that the form does not offer; "" when there is none."""
    is_one = look.shape is Shape.ONE
    token: str = data.get(name if is_one else f"{name}:state", "")
    offered = {"", *(STATE + state for state in State)}
    return "" if token in offered or (is_one and token.startswith(VALUE)) else token


def _read_one(data: Any, name: str, _look: Look) -> tuple[State, Any]:
    token = data.get(name, "")
    if token.startswith(VALUE):
        return State.ANSWERED, token.removeprefix(VALUE)
    marked = token.removeprefix(STATE)
    return (State(marked) if marked in set(State) else State.UNANSWERED), None


def _read_ticks(data: Any, name: str, look: Look) -> tuple[State, Any]:
    given = set(data.getlist(name))
    order = [mark + option.value for option in look.options for mark in ("", "~")]
    ticked = [code for code in order if code in given]
    ticked += sorted(given.difference(order))
    return _marked(data, name, ticked or None)


def _read_entry(data: Any, name: str, _look: Look) -> tuple[State, Any]:
    text = data.get(name, "").replace("\r\n", "\n").strip()
    return _marked(data, name, text or None)


def _marked(data: Any, name: str, value: Any) -> tuple[State, Any]:
    """Keep a value typed beside a mark, so that the form can ask which of the two holds."""
    marked = data.get(f"{name}:state", "").removeprefix(STATE)
    if marked in {State.DONT_KNOW, State.NOT_APPLICABLE}:
        return State(marked), value
    return (State.UNANSWERED if value is None else State.ANSWERED), value


READERS: Mapping[Shape, Callable[[Any, str, Look], tuple[State, Any]]] = MappingProxyType(
    {Shape.ONE: _read_one, Shape.TICKS: _read_ticks, Shape.ENTRY: _read_entry}
)
