"""What is found in a file: what a reader sees, the data it carries, and its seal."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.reports.seals import Seal, digest_of_plain


class NotReadable(ValueError):
    """The file is none of a report: damaged, too large, or something else."""


@dataclass(frozen=True, slots=True)
class Contents:
    """`visible` by place (a cell, a paragraph, a path); `data` is the text of the enclosed data."""

    visible: Mapping[str, str]
    data: str | None
    seal: Seal | None

    @property
    def digest(self) -> str:
        return digest_of_plain(self.visible)
