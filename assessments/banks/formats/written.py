"""A bank as a file, and what of it the format has no place for."""

from dataclasses import dataclass

from assessments.banks.formats.imported import Loss


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of a file; `losses` name places in the bank."""

    raw: bytes
    losses: tuple[Loss, ...] = ()
