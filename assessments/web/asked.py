"""What the card of a question shows by the bank alone: the same on the form and in a preview."""

from typing import Any

from assessments.scoring.answers import State
from assessments.scoring.bank import Bank, Question
from assessments.scoring.plan import plan_of
from assessments.scoring.shown import examples_for, shown_text
from assessments.scoring.visibility import (
    Visible,
    offers_not_applicable,
    suggests_not_applicable,
)
from assessments.web.cards import dom_id, gate_words, role_of, shown_options
from assessments.web.fields import Look
from assessments.web.shown_resources import help_for
from assessments.web.typed import Typed


def asked(
    bank: Bank, question: Question, found: Visible, look: Look, typed: Typed
) -> dict[str, Any]:
    """Give the fields of a `Card` that come from the bank and the answer in the controls."""
    return {
        "code": question.code,
        "id": dom_id(question.code),
        "kind": question.kind,
        "title": shown_text(bank, question.title, found),
        "why": question.why,
        "answered_by": role_of(question),
        "gate": gate_words(bank, question),
        "examples": examples_for(bank, question, found),
        "evidence_hint": question.evidence_hint,
        "look": look,
        "options": shown_options(look, typed),
        "help": help_for(question),
        "typed": typed,
        "not_applicable": _left_out_words(question, found, typed),
        "suggested": suggests_not_applicable(question, found.values),
        "decides": question.code in plan_of(bank).sources,
    }


def _left_out_words(question: Question, found: Visible, typed: Typed) -> str:
    rule = question.not_applicable
    if rule is None:
        return ""
    offered = offers_not_applicable(question, found.values)
    return rule.when if offered or typed.state is State.NOT_APPLICABLE else ""
