"""Where in the form one is: parts and sections with their progress, what comes next. Pure.

The profile, when a bank has one, is the first section under the code `profile`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext as _

from assessments.scoring.answers import BLANK, Answers, State
from assessments.scoring.bank import Bank, Question
from assessments.scoring.visibility import Visible

PROFILE = "profile"


class Standing(StrEnum):
    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Progress:
    """Questions dealt with, of those that apply; don't know counts as dealt with."""

    done: int = 0
    total: int = 0

    @property
    def standing(self) -> Standing:
        if self.done >= self.total:
            return Standing.DONE
        return Standing.UNDER_WAY if self.done else Standing.NOT_STARTED

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 100


@dataclass(frozen=True, slots=True)
class SectionStep:
    """One page of the form; `open_code` is its first question without an answer."""

    code: str
    title: str
    part: str
    progress: Progress
    open_code: str | None


@dataclass(frozen=True, slots=True)
class PartStep:
    """One part with its shown sections; `number` is 0 for the profile."""

    code: str
    number: int
    title: str
    short_title: str
    sections: tuple[SectionStep, ...]
    progress: Progress

    @property
    def first_section(self) -> str:
        return self.sections[0].code

    @property
    def next_open(self) -> SectionStep | None:
        return next((section for section in self.sections if section.open_code), None)


@dataclass(frozen=True)
class Steps:
    """All shown parts in order."""

    parts: tuple[PartStep, ...]

    @cached_property
    def sections(self) -> tuple[SectionStep, ...]:
        return tuple(section for part in self.parts for section in part.sections)

    @property
    def scored_parts(self) -> tuple[PartStep, ...]:
        return tuple(part for part in self.parts if part.number)

    @cached_property
    def progress(self) -> Progress:
        return _sum(self.sections)

    def part(self, code: str) -> PartStep | None:
        return next((part for part in self.parts if part.code == code), None)

    def section(self, code: str) -> SectionStep | None:
        return next((section for section in self.sections if section.code == code), None)

    def before(self, code: str) -> SectionStep | None:
        index = self._index(code)
        return self.sections[index - 1] if index > 0 else None

    def after(self, code: str) -> SectionStep | None:
        index = self._index(code)
        return self.sections[index + 1] if 0 <= index < len(self.sections) - 1 else None

    def next_open(self, after: str | None = None) -> SectionStep | None:
        """Give the first section with an open question, looking round from `after`."""
        start = self._index(after) + 1 if after else 0
        ordered = self.sections[start:] + self.sections[:start]
        return next((section for section in ordered if section.open_code), None)

    def _index(self, code: str) -> int:
        codes = [section.code for section in self.sections]
        return codes.index(code) if code in codes else -1


def steps_of(bank: Bank, answers: Answers, found: Visible) -> Steps:
    """Lay out the form for the answers at hand; what is hidden is left out."""
    parts = [_profile(bank, answers, found)] if bank.profile else []
    for number, part in enumerate(bank.parts, start=1):
        steps = [
            _section(s.code, s.title, part.code, s.questions, answers, found) for s in part.sections
        ]
        sections = tuple(step for step in steps if step is not None)
        if sections:
            short = part.short_title or part.title
            parts.append(PartStep(part.code, number, part.title, short, sections, _sum(sections)))
    return Steps(tuple(parts))


def _profile(bank: Bank, answers: Answers, found: Visible) -> PartStep:
    title = _("Profile")
    section = _section(PROFILE, title, PROFILE, bank.profile, answers, found)
    sections = () if section is None else (section,)
    return PartStep(PROFILE, 0, title, title, sections, _sum(sections))


def _section(
    code: str,
    title: str,
    part: str,
    questions: Sequence[Question],
    answers: Answers,
    found: Visible,
) -> SectionStep | None:
    """Count one section; None when nothing of it is shown."""
    shown = done = left_out = 0
    first_open, hidden = None, found.hidden
    for question in questions:
        if question.code in hidden:
            continue
        shown += 1
        state = answers.get(question.code, BLANK).state
        if state is State.NOT_APPLICABLE:
            left_out += 1
        elif state is not State.UNANSWERED:
            done += 1
        elif first_open is None:
            first_open = question.code
    if not shown:
        return None
    return SectionStep(code, title, part, Progress(done, shown - left_out), first_open)


def _sum(sections: Iterable[SectionStep]) -> Progress:
    found = [section.progress for section in sections]
    return Progress(sum(one.done for one in found), sum(one.total for one in found))
