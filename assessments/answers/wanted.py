"""What of a portfolio is wanted, and in which order."""

from dataclasses import dataclass
from typing import Final

from assessments.answers.order import NOTHING
from assessments.scoring.bank_scoring import MOST_LEVELS

LEVEL: Final = "level"
# By the level, then by the name: what is left where there are too many rows to sort otherwise.
LEVEL_NAME: Final = "level-name"


@dataclass(frozen=True, slots=True)
class Filters:
    """What of a portfolio is wanted, in which order; `rank` -1 means without a result.

    `gate` is the code of a gate that has to fail.
    """

    rank: int | None = None
    fails_gate: bool | None = None
    order: str = LEVEL
    descending: bool = True
    gate: str = ""

    @property
    def ranks(self) -> list[int]:
        every = range(NOTHING, MOST_LEVELS) if self.rank is None else (self.rank,)
        return sorted(every, reverse=self.descending)

    @property
    def gates(self) -> tuple[bool, ...]:
        if self.gate:
            return (True,)
        return (False, True) if self.fails_gate is None else (self.fails_gate,)

    @property
    def by_level(self) -> bool:
        return self.order in {LEVEL, LEVEL_NAME}

    @property
    def key_descends(self) -> bool:
        """Say which way the rows of a level go: names always from A to Z."""
        return self.descending and self.order != LEVEL_NAME
