"""A condition in its form as the page prints it: every piece with its path, values and problem."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from assessments.web.condition_form import DEEPEST, ROOT, Piece, Row
from assessments.web.condition_values import Asked

Offered = list[tuple[str, list[Asked]]]


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """A group with `inner`, or a comparison with `asked`, None where its question is gone."""

    path: str
    is_group: bool
    negated: bool
    join: str = ""
    inner: "tuple[ShownPiece, ...]" = ()
    question: str = ""
    operator: str = ""
    values: tuple[str, ...] = ()
    asked: Asked | None = None
    problem: str = ""

    @property
    def number(self) -> str:
        """The place among its fellows, as people count: 1, 2.1."""
        return ".".join(str(int(step) + 1) for step in self.path.split(".")[1:])

    @property
    def anchor(self) -> str:
        return self.path.replace(".", "-")

    @property
    def title(self) -> str:
        return self.asked.title if self.asked else self.question

    @property
    def may_nest(self) -> bool:
        return self.path.count(".") < DEEPEST - 1


def shown_piece(
    piece: Piece, asked: Mapping[str, Asked], lacking: Mapping[str, str], path: str = ROOT
) -> ShownPiece:
    """Give a piece as the page prints it; `lacking` has the paths of rows that say nothing yet."""
    if isinstance(piece, Row):
        problem = _("Say what the answer is compared with.") if path in lacking else ""
        known = asked.get(piece.question)
        return ShownPiece(
            path,
            is_group=False,
            negated=piece.negated,
            question=piece.question,
            operator=piece.operator,
            values=piece.values,
            asked=known,
            problem=problem,
        )
    inner = tuple(
        shown_piece(one, asked, lacking, f"{path}.{place}") for place, one in enumerate(piece.inner)
    )
    return ShownPiece(path, is_group=True, negated=piece.negated, join=piece.join, inner=inner)


def offered(asked: Mapping[str, Asked]) -> Offered:
    """Group the questions by what holds them, in the order of the draft."""
    grouped = groupby(asked.values(), key=lambda one: one.holder)
    return [(holder, list(found)) for holder, found in grouped]
