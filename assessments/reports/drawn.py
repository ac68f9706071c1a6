"""A drawing with the words that stand for it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawing, and the words that stand for it where it cannot be seen."""

    svg: str
    alt: str
