"""The lists of a report as tables of values, the same in every format that has tables; pure."""

from collections.abc import Iterable, Iterator

from assessments.reports.change_tables import change_tables
from assessments.reports.document import Advice, ApartPages, OpenLine, ReportDocument, VoiceLine
from assessments.reports.rows import Row, rows_of
from assessments.reports.table import Cells, Table
from assessments.reports.words import LABELS

PART_COLUMNS = ("number", "title", "score", "low", "high", "floor", "supports", "coverage")


def leading_tables(document: ReportDocument) -> Iterator[Table]:
    """Give what a reader asks for first: the figures, what changed; none is empty."""
    every = (
        figures_table(document),
        *(change_tables(document.changed) if document.changed else ()),
    )
    return (table for table in every if table.rows)


def closing_tables(document: ReportDocument) -> Iterator[Table]:
    """Give the other lists, from the gates to what was left out; none is empty."""
    pages = document.apart
    every = (
        _gates(document),
        *(_apart(pages) if pages else ()),
        _listing("open_points", "open_about", "state", document.result.open_points),
        _listing(
            "not_applicable", "not_applicable_about", "reason", document.result.not_applicable
        ),
    )
    return (table for table in every if table.rows)


def figures_table(document: ReportDocument) -> Table:
    """Give every figure the bank's method names: of the whole, each part and each section."""
    rows = (row for row in rows_of(document) if row["record"] == "figure")
    columns = ("part", "section", "title", "answer", "reason")
    return Table(
        title=LABELS["figures"],
        about=document.result.leaves_out,
        head=_words(("part", "section", "figure", "value", "while_open")),
        rows=tuple(tuple(row.get(key) for key in columns) for row in rows),
    )


def parts_table(document: ReportDocument) -> Table:
    """Give every part with its figures, as whole percent; of other methods in words."""
    if document.result.leaves_out:
        return _plain_parts(document)
    head = ("number", "part", "score", "lowest", "highest", "floor_short", "supports")
    percent = {"score", "lowest", "highest", "floor_short"}
    words = (f"{LABELS[key]} %" if key in percent else LABELS[key] for key in head)
    rows = (row for row in rows_of(document) if row["record"] == "part")
    return Table(
        title=LABELS["parts"],
        about="",
        head=(*words, f"{LABELS['coverage']} %", LABELS["confidence"]),
        rows=tuple(
            _part({**row, "title": part.short_title})
            for row, part in zip(rows, document.result.parts, strict=True)
        ),
    )


def _plain_parts(document: ReportDocument) -> Table:
    result = document.result
    levelled = result.has_part_levels
    head = (*_words(("number", "part", "figures")), *((result.level_title,) if levelled else ()))
    rows = (
        (part.number, part.title, part.figure_words or part.missing, part.supports)
        for part in result.parts
    )
    return Table(LABELS["parts_plain"], "", head, tuple(row[: len(head)] for row in rows))


def _part(row: Row) -> Cells:
    return (*(row[key] for key in PART_COLUMNS), row["confidence"])


def sections_table(document: ReportDocument) -> Table:
    """Give every shown section with its figures, as whole percent."""
    percent = ("score", "lowest", "highest", "coverage")
    head = (LABELS["part"], LABELS["section"], *(f"{LABELS[key]} %" for key in percent))
    figures = ("part", "section", "score", "low", "high", "coverage")
    rows = (row for row in rows_of(document) if row["record"] == "section")
    cells = tuple(tuple(row[key] for key in figures) for row in rows)
    return Table(LABELS["sections"], "", head, cells)


def advice_table(document: ReportDocument) -> Table:
    """Give what to do next, for where columns can be wide; it may be empty."""
    head = ("question", "advice_head", "part", "why", "now", "gain", "effort", "owner")
    rows = tuple(
        (
            one.title,
            "\n".join(_advice_lines(one)),
            one.part,
            one.because,
            one.now,
            one.gain,
            one.effort,
            one.owner,
        )
        for one in document.result.advice
    )
    return Table(LABELS["next"], document.result.target, _words(head), rows)


def _advice_lines(one: Advice) -> Iterator[str]:
    yield f"{one.lead} {one.improvement}".strip()
    done = [f"{ours}{text}" for ours, text in one.done_lines]
    first, *more = (one.done_lead, *done) if one.done_lead else done or ("",)
    if first:
        yield f"{LABELS['done_when']}: {first}"
    yield from more


def _gates(document: ReportDocument) -> Table:
    head = _words(("number", "question", "state", "answer", "needs", "holds"))
    rows = tuple(
        (gate.number, gate.title, gate.state, gate.answer, gate.needs, gate.holds)
        for gate in document.result.gates
    )
    return Table(LABELS["gates"], LABELS["gates_about"], head, rows)


def _listing(title: str, about: str, last: str, lines: Iterable[OpenLine]) -> Table:
    rows = tuple((line.number, line.title, getattr(line, last)) for line in lines)
    return Table(LABELS[title], LABELS[about], _words(("number", "question", last)), rows)


def _apart(pages: ApartPages) -> Iterator[Table]:
    yield Table(
        LABELS["apart"],
        LABELS["apart_about"],
        _words(("number", "question", "spread", "counts", "respondents")),
        tuple(
            (one.number, one.title, one.spread, one.counts, _voices(one.voices))
            for one in pages.apart
        ),
    )
    yield Table(
        LABELS["agreement"],
        LABELS["agreement_about"],
        _words(("part", "levels", "choices")),
        tuple((one.part, one.levels, one.choices) for one in pages.agreement),
    )
    yield Table(
        LABELS["settled"],
        LABELS["settled_about"],
        _words(("number", "question", "answer", "reason", "said_by", "dissent")),
        tuple(
            (one.number, one.title, one.answer, one.reason, one.by, _voices(one.dissent))
            for one in pages.settled
        ),
    )


def _voices(voices: Iterable[VoiceLine]) -> str:
    lines = (
        ": ".join((", ".join(word for word in (one.name, one.discipline) if word), one.answer))
        + (f" ({one.note})" if one.note else "")
        for one in voices
    )
    return "\n".join(lines)


def _words(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(LABELS[key] for key in keys)


def facts_of(document: ReportDocument) -> Iterator[tuple[str, str]]:
    """Give what the report is about as pairs of label and words; none is empty."""
    bank = f"{document.bank.title}, {LABELS['version']} {document.bank.version}"
    pairs = (
        ("assessment", document.assessment),
        ("organisation", document.organisation),
        ("team", document.team),
        ("date", document.day),
        ("bank", bank),
    )
    return ((LABELS[key], words) for key, words in pairs if words)


def origin_of(document: ReportDocument) -> Iterator[tuple[str, str]]:
    """Give where the questions come from and the digests; none is empty."""
    bank = document.bank
    pairs = (
        ("publisher", bank.publisher),
        ("licence", bank.licence),
        ("attribution", bank.attribution),
        ("source", bank.source),
        ("bank_digest", bank.digest),
        ("inputs_digest", document.digest),
    )
    return ((LABELS[key], words) for key, words in pairs if words)
