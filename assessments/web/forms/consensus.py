"""The form that records the team's answer: one question of the bank, and the reason."""

from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from assessments.answers.registers import StoredAnswer
from assessments.scoring.answers import State
from assessments.scoring.bank import Question
from assessments.web.cards import ShownOption, shown_options
from assessments.web.fields import STATE, VALUE, AnswerField, Look, Shape
from assessments.web.forms.once import FormIdField
from assessments.web.forms.plain import PlainForm, note_field
from assessments.web.typed import Typed, read_base, typed_of

ANSWER = "answer"
TAKE_BACK = "take_back"


class ConsensusForm(PlainForm):
    """The team's answer as chosen, the version it is based on, and why; typed text is kept."""

    reason = note_field(
        _("Why this is the team's answer"),
        error_messages={"required": _("Say why this is the team's answer.")},
        help_text=_("Printed in the report with what others thought."),
    )
    form_id = FormIdField()

    def __init__(self, question: Question, team: StoredAnswer, sent: Any = None) -> None:
        super().__init__(sent, initial={"reason": team.answer.note, "form_id": uuid4()})
        self.fields["reason"].required = not self.takes_back
        self.question, self.team = question, team
        self.answer = AnswerField(question)
        self.conflict: StoredAnswer | None = None

    @property
    def typed(self) -> Typed:
        """What was chosen, or what the team said before."""
        if not self.is_bound:
            return typed_of(self.team.answer)
        read: Typed = self.answer.widget.value_from_datadict(self.data, {}, ANSWER)
        return read

    @property
    def base(self) -> int:
        """The version the answer is based on: a form sent after a conflict saw the other one."""
        if self.is_bound and self.conflict is None:
            return read_base(self.data.get("base", "")).version
        return (self.conflict or self.team).version

    @property
    def operation_id(self) -> UUID:
        found: UUID = self.cleaned_data["form_id"]
        return found

    @property
    def takes_back(self) -> bool:
        return self.is_bound and TAKE_BACK in self.data

    @property
    def look(self) -> Look:
        return self.answer.look

    @property
    def is_one(self) -> bool:
        return self.look.shape is Shape.ONE

    @property
    def is_ticks(self) -> bool:
        return self.look.shape is Shape.TICKS

    @property
    def options(self) -> tuple[ShownOption, ...]:
        return shown_options(self.look, self.typed)

    @property
    def marks(self) -> list[tuple[str, Any, bool]]:
        """Give the marks beside the answer: value, words, whether it is chosen."""
        states = [(State.DONT_KNOW, _("We don't know"))]
        if self.question.not_applicable is not None:
            states.append((State.NOT_APPLICABLE, _("Not applicable, for the reason below")))
        chosen = self.typed.state
        return [(f"{STATE}{state.value}", words, state is chosen) for state, words in states]

    @property
    def mark_name(self) -> str:
        return ANSWER if self.is_one else f"{ANSWER}:state"

    @property
    def value_prefix(self) -> str:
        return VALUE if self.is_one else ""

    def clean(self) -> dict[str, Any]:
        if not self.takes_back and self.typed.state is State.UNANSWERED:
            self.add_error(None, _("Choose what you agreed on."))
        return super().clean() or self.cleaned_data

    @property
    def write(self) -> dict[str, Any]:
        """Give what `record_consensus` takes."""
        typed = Typed() if self.takes_back else self.typed
        return {
            "code": self.question.code,
            "base": self.base,
            "operation_id": self.operation_id,
            "state": typed.state.value,
            "value": typed.value,
            "reason": "" if self.takes_back else self.cleaned_data["reason"],
        }
