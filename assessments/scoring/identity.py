"""A bank as a key of a cache, by identity: comparing two banks would compare all their texts."""

from assessments.scoring.bank import Bank


class SameBank:
    """Equal only to the key of the very same bank object."""

    __slots__ = ("bank",)

    def __init__(self, bank: Bank) -> None:
        self.bank = bank

    def __hash__(self) -> int:
        return id(self.bank)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameBank) and other.bank is self.bank
