"""Numbers people quote: part 3, question 3.9; they follow the bank, whatever is hidden."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from assessments.scoring.bank import Bank, Question
from assessments.scoring.identity import SameBank

PROFILE_SECTION = "profile"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands: its number, and the section whose page asks it."""

    number: str
    part: str
    section: str


class Numbers:
    """The numbers of one bank's parts and questions by code."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.parts: Mapping[str, str] = {
            part.code: str(index) for index, part in enumerate(bank.parts, 1)
        }
        self.places: dict[str, Place] = {}
        for index, question in enumerate(bank.profile, 1):
            self.places[question.code] = Place(f"P.{index}", "", PROFILE_SECTION)
        for part in bank.parts:
            self._number(part.code, part.questions)

    def _number(self, part: str, questions: tuple[Question, ...]) -> None:
        for index, question in enumerate(questions, 1):
            section = self.bank.section_of[question.code][1].code
            place = Place(f"{self.parts[part]}.{index}", part, section)
            self.places[question.code] = place


def numbers_of(bank: Bank) -> Numbers:
    """Give the bank's numbers, made once for the last few banks."""
    return _numbers(SameBank(bank))


@lru_cache(maxsize=16)
def _numbers(same: SameBank) -> Numbers:
    return Numbers(same.bank)
