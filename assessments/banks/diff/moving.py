"""What a move from one bank to another does to the answers, as values: an entry a question."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from assessments.banks.diff.meaning import Why
from assessments.scoring.answers import BLANK, Answer
from assessments.scoring.bank import Bank


class Verdict(StrEnum):
    """What becomes of a question's answer.

    Kept aside are the answers of `PARK` and `ASK`: the former goes because what was answered has
    no place any more, the latter because the question has to be answered anew. `TAKE` takes the
    answer of a question that goes to one that looks the same, `RETURN` one that was kept aside.
    """

    CARRY = "carry"
    REVIEW = "review"
    PARK = "park"
    ASK = "ask"
    RETURN = "return"
    TAKE = "take"


LEAVES: Final = frozenset({Verdict.PARK, Verdict.ASK})


@dataclass(frozen=True, slots=True)
class Aside:
    """An answer that was kept aside, with the bank whose question it was given to.

    A blank one stands for a question that went with its evidence and talk, but without an answer.
    """

    key: int
    bank: Bank
    answer: Answer


@dataclass(frozen=True, slots=True)
class Entry:
    """One question of either bank.

    `said` says that there is an answer to decide about, and `allowed` what may be decided, the
    proposal first. `after` is the answer it has in the new bank: blank where it is open, None
    where it is not asked.

    `goes` says that the question itself goes with all that belongs to it, because it is no longer
    asked or its code stands for another one; `is_other` that whoever looks at the old wording
    must not answer the new one. `source` is a code it takes from, looks like or was split off
    from, `back` are the keys of what comes back.
    """

    code: str
    title: str
    verdict: Verdict
    why: Why
    said: bool = False
    allowed: tuple[Verdict, ...] = ()
    after: Answer | None = BLANK
    goes: bool = False
    is_other: bool = False
    needs_look: bool = False
    source: str = ""
    back: tuple[int, ...] = ()

    @property
    def is_parked(self) -> bool:
        """Say whether an answer that stands now is kept aside."""
        return self.said and self.verdict in LEAVES


@dataclass(frozen=True, slots=True)
class MovePlan:
    """What a move does: an entry a question, those of the new bank first, in its order."""

    entries: tuple[Entry, ...]

    @property
    def answers(self) -> dict[str, Answer]:
        """Give the answers the new bank begins with."""
        found = ((one.code, one.after) for one in self.entries if one.after is not None)
        return {code: answer for code, answer in found if answer != BLANK}


AllAside = Mapping[str, tuple[Aside, ...]]
Chosen = Mapping[str, Verdict]
NOTHING_ASIDE: Final[AllAside] = {}
NOTHING_CHOSEN: Final[Chosen] = {}
