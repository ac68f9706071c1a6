"""How much work a question about all answers may take, counted in steps and so the same everywhere.

A clock would give another answer on a slower day; a count of steps gives every reader the same one.
"""

from dataclasses import dataclass


@dataclass(slots=True)
class Budget:
    """The steps that may still be taken."""

    left: int

    def spend(self, steps: int) -> bool:
        """Take so many steps away; say whether they were there."""
        self.left -= steps
        return self.left >= 0
