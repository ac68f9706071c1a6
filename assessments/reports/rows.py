"""The report as rows of typed values, one a question, for what is filtered and not read.

Scores and shares are whole percent as people see them; beside each stands the same figure at four
places.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from assessments.reports.change_lines import ChangedPages, FigureChangeLine, QuestionLine
from assessments.reports.change_tables import about_change, points
from assessments.reports.document import (
    EvidenceLine,
    FigureLine,
    PartLine,
    QuestionEntry,
    ReportDocument,
    SectionEntry,
)
from assessments.reports.language import Words, gettext
from assessments.reports.table import Value
from assessments.scoring.display import rounded

Row = Mapping[str, Value]

# Each column with its heading, in the order of the file. A CSV is headed by the keys, for programs.
COLUMNS: Final = Words(
    {
        "record": "Record",
        "part": "Part",
        "section": "Section",
        "number": "No.",
        "code": "Code",
        "title": "Title",
        "state": "State",
        "level": "Level",
        "top": "Of",
        "answer": "Answer",
        "reason": "Reason",
        "note": "Note",
        "evidence": "Evidence",
        "said_by": "Said by",
        "weight": "Weight",
        "outcome": "Comes to",
        "gate": "Gate",
        "score": "Score %",
        "low": "Lowest %",
        "high": "Highest %",
        "floor": "Floor %",
        "supports": "Supports",
        "coverage": "Answered %",
        "confidence": "Confidence",
        "score_exact": "Score exact",
        "coverage_exact": "Answered exact",
        "before": "Before",
        "after": "After",
        "cause": "Cause",
        "change": "Change in points",
        "confidence_change": "Change of confidence",
    }
)
CHANGES: Final = ("before", "after", "cause", "change", "confidence_change")
NUMBERS: Final = frozenset(
    {"level", "top", "weight", "score", "low", "high", "floor", "coverage"}
    | {"score_exact", "coverage_exact", "change", "confidence_change"}
)


def rows_of(document: ReportDocument) -> Iterator[Row]:
    """Give the whole, each part, each section and each question, in the order of the bank.

    A part without pages has its own row and none of what is in it.
    """
    yield _whole(document)
    for entry in document.profile:
        yield _question(entry, "", "")
    pages = {part.line.code: part for part in document.parts}
    for line in document.result.parts:
        figures = document.scorecard["parts"][line.code]
        yield _part(line, figures)
        for section in pages[line.code].sections if line.code in pages else ():
            yield _section(line, section, figures["sections"][section.code])
            for question in section.questions:
                yield _question(question, line.title, section.title)
    if document.changed:
        yield from _changes(document.changed)
    yield from _figure_rows(document)


def _figure_rows(document: ReportDocument) -> Iterator[Row]:
    """Give each figure the bank's method names, in words as people see it."""
    for line in document.result.figures:
        yield _figure(line, "", "")
    for part in document.parts:
        for line in part.line.figures:
            yield _figure(line, part.line.title, "")
        for section in part.sections:
            for line in section.figures:
                yield _figure(line, part.line.title, section.title)


def _figure(line: FigureLine, part: str, section: str) -> Row:
    return _row(
        "figure",
        part=part,
        section=section,
        code=line.code,
        title=line.name,
        answer=line.value,
        reason=line.range,
    )


def _changes(pages: ChangedPages) -> Iterator[Row]:
    """Give what changed since which moment: of the whole, of each part, and by each question."""
    found = pages.found
    yield _row(
        "change",
        before=found.level_before,
        after=found.level_after,
        title=about_change(pages),
        change=points(found.overall_change),
        confidence_change=points(found.confidence_change),
    )
    yield from _figure_changes(found.figures, "")
    for part in found.parts:
        yield _row(
            "change of part",
            part=part.title,
            code=part.code,
            before=part.before,
            after=part.after,
            reason=part.missing,
            change=points(part.change),
        )
        yield from _figure_changes(part.figures, part.title)
        for line in part.questions:
            yield _changed(line, part.title)
            yield from _figures_changed(line, part.title)
    yield from (_changed(line, "") for line in found.quiet)


def _figure_changes(lines: Iterable[FigureChangeLine], part: str) -> Iterator[Row]:
    """Give each figure of another method with its change, and what each cause did to it."""
    for line in lines:
        named: dict[str, Value] = {"part": part, "code": line.code, "title": line.name}
        yield _row(
            "change of figure",
            **named,
            before=line.before,
            after=line.after,
            reason=line.missing,
            change=points(line.change),
        )
        for cause, share in line.by_cause:
            if points(share) is not None:
                yield _row("change of figure by cause", **named, cause=cause, change=points(share))


def _figures_changed(line: QuestionLine, part: str) -> Iterator[Row]:
    for name, share in line.figures:
        record = "change of figure by question"
        yield _of_question(record, line, part, outcome=name, change=points(share))


def _changed(line: QuestionLine, part: str) -> Row:
    return _of_question(
        "change by question",
        line,
        part,
        before=line.before,
        after=line.after,
        change=points(line.score),
        confidence_change=points(line.confidence),
    )


def _of_question(record: str, line: QuestionLine, part: str, **more: Value) -> Row:
    return _row(
        record,
        part=part,
        number=line.number,
        code=line.code,
        title=line.title,
        cause=line.cause,
        **more,
    )


def question_rows(document: ReportDocument) -> Iterator[Row]:
    return (row for row in rows_of(document) if row["record"] == "question")


def _row(record: str, **values: Value) -> Row:
    return {"record": record, **values}


def _whole(document: ReportDocument) -> Row:
    result, card = document.result, document.scorecard
    return _row(
        "report",
        code=document.digest,
        title=document.product,
        state=", ".join(result.labels),
        supports=result.level,
        confidence=result.confidence,
        **_figures({**card["overall"], "coverage": card["coverage"]}),
    )


def _part(line: PartLine, figures: Mapping[str, Any]) -> Row:
    return _row(
        "part",
        part=line.title,
        number=line.number,
        code=line.code,
        title=line.title,
        state=line.missing,
        supports=line.supports,
        confidence=line.confidence,
        floor=_whole_number(line.floor),
        **_figures(figures),
    )


def _section(part: PartLine, section: SectionEntry, figures: Mapping[str, Any]) -> Row:
    return _row(
        "section",
        part=part.title,
        section=section.title,
        code=section.code,
        title=section.title,
        **_figures(figures),
    )


def _question(entry: QuestionEntry, part: str, section: str) -> Row:
    return _row(
        "question",
        part=part,
        section=section,
        number=entry.number,
        code=entry.code,
        title=entry.title,
        state=entry.state,
        level=entry.level,
        top=entry.top,
        answer="\n".join(entry.answer),
        reason=entry.reason,
        note=entry.note,
        evidence="\n".join(evidence_words(line) for line in entry.evidence),
        said_by=entry.said,
        weight=_whole_number(entry.weight),
        outcome=entry.outcome,
        gate=entry.gate,
    )


def evidence_words(line: EvidenceLine) -> str:
    """Give a link or file with its address and days on one line."""
    address = line.url if line.url != line.text else ""
    since = gettext("out of date since {day}", day=line.since) if line.since else ""
    return ", ".join(word for word in (line.text, address, line.dates, since) if word)


def _figures(found: Mapping[str, Any]) -> dict[str, Value]:
    shown = {key: _percent(found[key]) for key in ("score", "low", "high", "coverage")}
    exact = {f"{key}_exact": _four_places(found[key]) for key in ("score", "coverage")}
    return {**shown, **exact}


def _percent(form: Mapping[str, str] | None) -> int | None:
    return None if form is None else int(rounded(Fraction(form["exact"])))


def _four_places(form: Mapping[str, str] | None) -> float | None:
    return None if form is None else float(form["value"])


def _whole_number(words: str) -> int | None:
    digits = "".join(char for char in words if char.isdigit())
    return int(digits) if digits else None
