"""The sandbox page: the present and the tried result, and a row of controls for each question."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final

from django.utils.translation import gettext as _

from assessments.answers.models import Assessment, Scenario
from assessments.answers.path_queries import path_terms, terms_for
from assessments.answers.queries import answers_of
from assessments.answers.registers import answers_in
from assessments.answers.scenario_queries import changed_since
from assessments.banks.queries import parsed_bank
from assessments.reports.compared import Beside, Compared, answered_beside, compared
from assessments.reports.ledger_words import said_words
from assessments.reports.result import Scored, scored
from assessments.reports.way import Way, way_to
from assessments.scoring.answers import State
from assessments.scoring.bank import Bank, Part
from assessments.scoring.engine import score
from assessments.scoring.outlook.path import Terms
from assessments.scoring.what_if import Bettered, bettered, fitting, with_tried
from assessments.web.cards import dom_id
from assessments.web.fields import STATE, VALUE, Shape
from assessments.web.forms.what_if import WhatIfForm, control_text

LONGEST: Final = 90  # characters of an option; the whole text stands in the form of answers


@dataclass(frozen=True, slots=True)
class Choice:
    """One option or box of a control."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One question of the sandbox; `was` is what its boxes or its text hold now."""

    code: str
    id: str
    number: str
    title: str
    now: str
    shape: str
    choices: tuple[Choice, ...]
    text: str
    was: str
    problem: str
    is_gate: bool
    is_changed: bool
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of a part, or of the profile; open where something is tried."""

    title: str
    rows: tuple[Row, ...]

    @property
    def changed(self) -> int:
        return sum(row.is_changed or bool(row.problem) for row in self.rows)


class Sandbox:
    """An assessment whose answers can be tried differently; nothing here writes.

    2 queries, of a revealed assessment 4; the bank version may have to be read besides.
    """

    def __init__(self, assessment: Assessment, on: date) -> None:
        self.assessment, self.on = assessment, on
        self.bank: Bank = parsed_bank(assessment.bank_version)
        self.answers = answers_in(answers_of(assessment))
        self._then: dict[WhatIfForm, Scored] = {}

    @cached_property
    def now(self) -> Scored:
        return self._scored(self.answers)

    def _scored(self, answers: Any) -> Scored:
        return scored(self.bank, answers, score(self.bank, answers, self.on))

    def form(self, data: Any = None, **more: Any) -> WhatIfForm:
        return WhatIfForm(self.bank, self.answers, data, wording=self.now.text, **more)

    def then(self, form: WhatIfForm) -> Scored:
        """Score what a form tries, once."""
        if form not in self._then:
            self._then[form] = self._scored(with_tried(self.answers, form.tried))
        return self._then[form]

    def compared(self, form: WhatIfForm) -> Compared:
        in_order = tuple(code for code in self.bank.questions if code in form.tried)
        return compared(self.now, self.then(form), in_order)

    @cached_property
    def terms(self) -> Terms:
        """What the team says about single questions of the path (1 query, none before a reveal)."""
        return terms_for(self.bank, path_terms(self.assessment))

    @property
    def target(self) -> str | None:
        """The level aimed at: the assessment's, else that of the results and the path."""
        named = self.assessment.target_level
        return named if named in self.bank.scoring.level_codes[1:] else self.now.card.target

    def way(self, form: WhatIfForm) -> Way | None:
        """Give the least effort to the level aimed at; none where no level is aimed at."""
        if self.target is None or not self.bank.is_weighted:
            return None
        return way_to(self.now, self.then(form), self.target, self.terms)

    def to_do(self, form: WhatIfForm) -> tuple[Bettered, ...]:
        """List what of the tried answers is asked then and better than the present ones."""
        asked = self.then(form).found
        found = bettered(self.bank, self.answers, form.tried, self.terms.efforts)
        return tuple(one for one in found if asked.shows(one.code))

    def since(self, scenario: Scenario) -> tuple[Beside, ...]:
        """Say which present answers changed since a scenario began from them."""
        changed = fitting(self.bank, changed_since(scenario, self.answers))
        before = replace(self.now, answers=with_tried(self.answers, changed))
        in_order = (code for code in self.bank.questions if code in changed)
        return tuple(answered_beside(before, self.now, code) for code in in_order)

    def groups(self, form: WhatIfForm) -> Iterator[Group]:
        """Give the controls: the profile first, then part by part."""
        tried, then = form.tried, self.then(form)
        profile = [question.code for question in self.bank.profile]
        named = [(_("About the product"), profile), *(_part(part) for part in self.bank.parts)]
        for title, codes in named:
            rows = tuple(
                self._row(form, then, code, is_changed=code in tried)
                for code in codes
                if code in form.fields
            )
            if rows:
                yield Group(title, rows)

    def _row(self, form: WhatIfForm, then: Scored, code: str, *, is_changed: bool) -> Row:
        question, look = self.bank.questions[code], form.fields[code].widget.look
        chosen = form.chosen(code)
        is_one = look.shape is Shape.ONE
        return Row(
            code=code,
            id=dom_id(code),
            number=self.now.numbers.places[code].number,
            title=question.title,
            now=said_words(self.now, code),
            shape=look.shape.value,
            choices=tuple(_choices(question, look, chosen)),
            text="" if is_one else control_text(chosen),
            was="" if is_one else control_text(form.present(code)),
            problem=" ".join(map(str, form.errors.get(code, ()))),
            is_gate=bool(getattr(question, "gate", None)),
            is_changed=is_changed,
            is_asked=then.found.shows(code),
        )


def _part(part: Part) -> tuple[str, list[str]]:
    return part.title, [question.code for question in part.questions]


def _choices(question: Any, look: Any, chosen: list[str]) -> Iterator[Choice]:
    is_one = look.shape is Shape.ONE
    for option in look.options:
        value = VALUE + option.value if is_one else option.value
        label = f"{option.mark} \u00b7 {option.label}" if option.mark else option.label
        yield Choice(value, _short(label), value in chosen)
        if option.leaves_out:
            words = _("%(option)s: does not apply") % {"option": option.label}
            yield Choice(f"~{option.value}", _short(words), f"~{option.value}" in chosen)
    if is_one:
        for state, words in _marks(question):
            yield Choice(STATE + state.value, words, STATE + state.value in chosen)


def _marks(question: Any) -> Iterator[tuple[State, str]]:
    yield State.DONT_KNOW, _("Don't know")
    if question.not_applicable is not None:
        yield State.NOT_APPLICABLE, _("Not applicable")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}\u2026"
