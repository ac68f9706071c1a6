"""How far a team has got: counts of shown questions, without scoring anything."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.scoring.answers import BLANK, Answers, State
from assessments.scoring.bank import Bank
from assessments.scoring.plan import PlannedSection, plan_of
from assessments.scoring.standing import counted_state
from assessments.scoring.visibility import Visible, visible


@dataclass(frozen=True, slots=True)
class Count:
    """Shown questions by state; `shown` leaves out those that are not applicable.

    answered + dont_know + blank == shown. A mark that no longer holds is blank.
    """

    answered: int = 0
    dont_know: int = 0
    blank: int = 0
    not_applicable: int = 0

    @property
    def shown(self) -> int:
        return self.answered + self.dont_know + self.blank

    @property
    def is_done(self) -> bool:
        """Whether nothing is blank: everything asked has some answer."""
        return self.blank == 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.answered + other.answered,
            self.dont_know + other.dont_know,
            self.blank + other.blank,
            self.not_applicable + other.not_applicable,
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts for the profile, each shown part and each shown section, and of all parts."""

    profile: Count
    parts: Mapping[str, Count]
    sections: Mapping[str, Count]
    all: Count


def progress(bank: Bank, answers: Answers) -> Progress:
    """Count answered and shown questions; hidden parts and sections are left out.

    Raises:
        UnknownQuestion: an answer's code is not in the bank.
        AnswerOutOfRange: a value or mark does not fit its question.

    Source: docs/scoring.md, rule S29.
    """
    found = visible(bank, answers)
    sections: dict[str, Count] = {}
    parts: dict[str, Count] = {}
    for part in plan_of(bank).parts:
        if not found.shows(part.code):
            continue
        here = {s.code: _count(s, answers, found) for s in part.sections if found.shows(s.code)}
        sections |= here
        parts[part.code] = sum(here.values(), Count())
    states = [answers.get(q.code, BLANK).state for q in bank.profile if found.shows(q.code)]
    return Progress(_counted(states), parts, sections, sum(parts.values(), Count()))


def _count(section: PlannedSection, answers: Answers, found: Visible) -> Count:
    return _counted(
        [
            counted_state(planned, answers.get(planned.code, BLANK), found)
            for planned in section.questions
            if found.shows(planned.code)
        ]
    )


def _counted(states: list[State]) -> Count:
    return Count(
        states.count(State.ANSWERED),
        states.count(State.DONT_KNOW),
        states.count(State.UNANSWERED),
        states.count(State.NOT_APPLICABLE),
    )


def next_open(bank: Bank, answers: Answers, after: str | None = None) -> str | None:
    """Give the code of the next shown blank question of the parts, round the end to the start.

    Args:
        bank: a published bank.
        answers: what was said, by question code.
        after: look first behind this question.
    """
    found = visible(bank, answers)
    planned = [q for part in plan_of(bank).parts for s in part.sections for q in s.questions]
    codes = [q.code for q in planned]
    start = codes.index(after) + 1 if after in codes else 0
    for one in (*planned[start:], *planned[:start]):
        state = counted_state(one, answers.get(one.code, BLANK), found)
        if found.shows(one.code) and state is State.UNANSWERED:
            return one.code
    return None
