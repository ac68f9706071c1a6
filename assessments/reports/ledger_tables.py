"""How each figure is made, as tables of values: exact fractions stay text, weights are numbers."""

from collections.abc import Iterable, Iterator
from typing import Final

from assessments.reports.document import Line, PartEntry, PartLedger, ReportDocument
from assessments.reports.table import Cells, Table
from assessments.reports.words import LABELS

_ROW: Final = ("number", "question", "answer", "weight_head", "share", "points", "ends")
_HEAD: Final = (*_ROW, "confidence", "said_by")


def ledger_tables(document: ReportDocument) -> Iterator[Table]:
    """Give the tables of the whole, of each part with pages, and the rules; none is empty."""
    whole = document.ledger
    if whole is None:
        return
    yield Table(LABELS["limits"], "", _words("limits", "now", "allows"), whole.limits)
    every = [
        _lines(LABELS["sums"], whole.sums, ("what", "sums")),
        _lines(LABELS["left_out"], whole.left_out, ("question", "why")),
        *(table for part in document.parts if part.ledger for table in _part(part, part.ledger)),
        _rules(whole.rules),
    ]
    yield from (table for table in every if table.rows)


def _part(part: PartEntry, ledger: PartLedger) -> Iterator[Table]:
    title = f"{part.line.number} {part.line.title}"
    asked = {one.code: one for section in part.sections for one in section.questions}
    rows = tuple(
        (
            asked[row.code].number,
            asked[row.code].title,
            row.answer,
            int(row.weight) if row.weight.isdecimal() else row.weight,
            row.share,
            row.points,
            row.ends,
            f"{row.confidence}: {row.ground}",
            asked[row.code].said,
        )
        for row in ledger.rows
    )
    yield Table(title, "", _words(*_HEAD), rows)
    yield _lines(f"{title}: {LABELS['sums']}", ledger.sums, ("what", "sums"))
    yield _lines(f"{title}: {LABELS['left_out']}", ledger.left_out, ("question", "why"))


def _rules(rules: Iterable[Line]) -> Table:
    """Give the rules, each behind its number."""
    rows: tuple[Cells, ...] = tuple((line.detail, line.text) for line in rules)
    return Table(LABELS["rules"], "", _words("number", "rules"), rows)


def _lines(title: str, lines: Iterable[Line], head: tuple[str, str]) -> Table:
    rows: tuple[Cells, ...] = tuple((line.text, line.detail) for line in lines)
    return Table(title, "", _words(*head), rows)


def _words(*keys: str) -> tuple[str, ...]:
    return tuple(LABELS[key] for key in keys)
