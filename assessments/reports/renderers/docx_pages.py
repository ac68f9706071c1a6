"""The pages of a DOCX from top to bottom, as of a PDF: result, what to do, parts, lists, origin."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from assessments.reports.document import (
    PartEntry,
    PartLine,
    QuestionEntry,
    ReportDocument,
    SectionEntry,
)
from assessments.reports.drawn import Chart
from assessments.reports.ledger_tables import ledger_tables
from assessments.reports.renderers.docx_body import Run, paragraph, table
from assessments.reports.rows import evidence_words
from assessments.reports.table import Table
from assessments.reports.tables import (
    closing_tables,
    facts_of,
    leading_tables,
    origin_of,
    parts_table,
)
from assessments.reports.words import LABELS

Draw = Callable[[Sequence[Chart]], str]
CHARTS: Final = ("parts", "answers")
FACT: Final = "Fact"  # the style of one line of several that stand close together


def pages_of(document: ReportDocument, draw: Draw) -> Iterator[str]:
    """Give the report as XML, piece by piece; `draw` gives the paragraph with some drawings."""
    if document.look.logo:
        yield paragraph()
    yield paragraph(Run(LABELS["kicker"], muted=True))
    yield paragraph(document.product, style="Title")
    for pair in facts_of(document):
        yield _labelled(*pair, style=FACT)
    yield from _summary(document, draw)
    yield from _lists(document, leading_tables(document), draw)
    yield from _next(document)
    for part in document.parts:
        yield from _part(part, document.other_language)
    yield from _profile(document)
    yield from _lists(document, closing_tables(document), draw)
    yield from _method(document)
    yield from _ledger(document)


def _profile(document: ReportDocument) -> Iterator[str]:
    if document.profile:
        yield paragraph(LABELS["profile"], style="Heading1")
    for entry in document.profile:
        yield from _question(entry, document.other_language)


def _lists(document: ReportDocument, tables: Iterable[Table], draw: Draw) -> Iterator[str]:
    for one in tables:
        yield paragraph(one.title, style="Heading2" if one.is_topic else "Heading1")
        yield from _about(one.about, keeps_next=True)
        if one.chart:
            yield draw([one.chart])
        yield table(one, document.other_language)


def _ledger(document: ReportDocument) -> Iterator[str]:
    if document.ledger:
        yield paragraph(LABELS["ledger"], style="Heading1")
        yield paragraph(LABELS["ledger_about"], keeps_next=True)
    for one in ledger_tables(document):
        yield paragraph(one.title, style="Heading2")
        yield table(one, document.other_language)


def _summary(document: ReportDocument, draw: Draw) -> Iterator[str]:
    result = document.result
    yield paragraph(LABELS["summary"], style="Heading1", same_page=True)
    level = document.other_language if result.level_is_bank_text else ""
    yield paragraph(
        Run(f"{result.level_title}: ", bold=True), Run(result.level, bold=True, language=level)
    )
    if result.sentence:
        yield paragraph(Run(result.sentence, language=document.other_language))
    yield from _about(result.headline)
    for words in (*result.labels, *result.reasons):
        yield paragraph(words, style="ListBullet")
    for own in result.figures:
        words = f"{own.value} ({own.range})" if own.range else own.value
        yield _labelled(own.name, words, style=FACT)
    overall = () if result.leaves_out else (("overall", f"{result.overall} ({result.open_range})"),)
    figures = (
        *overall,
        ("coverage", f"{result.coverage} {LABELS['coverage_detail']}"),
        ("confidence", result.confidence),
    )
    for key, words in figures:
        yield _labelled(LABELS[key], words, style=FACT)
    if result.holds:
        level = result.next_level or result.level
        yield paragraph(LABELS["holds_back_next"].format(level=level), style="Heading2")
    for line in result.holds:
        words = f"{line.text} \u2013 {line.detail}" if line.detail else line.text
        yield paragraph(words, style="ListBullet")
    parts = parts_table(document)
    yield paragraph(parts.title, style="Heading2")
    yield draw([result.charts[name] for name in CHARTS if name in result.charts])
    yield table(parts, document.other_language)


def _next(document: ReportDocument) -> Iterator[str]:
    result, other = document.result, document.other_language
    if result.advice:
        yield paragraph(LABELS["next"], style="Heading1")
        yield from _about(result.target, keeps_next=True)
        yield from _about(LABELS["effort_note"], keeps_next=True)
    for one in result.advice:
        yield paragraph(Run(one.title, language=other), style="Heading2")
        effort = f"{LABELS['effort']}: {one.effort}" if one.effort else ""
        owner = f"{LABELS['owner']}: {one.owner}" if one.owner else ""
        facts = (one.now, one.gain, effort, owner)
        yield paragraph(
            Run(one.because, bold=True),
            Run(" \u00b7 ", muted=True),
            Run(one.part, muted=True, language=other),
            Run("".join(f" \u00b7 {fact}" for fact in facts if fact), muted=True),
            keeps_next=True,
        )
        lead = f"{one.lead} " if one.lead and one.improvement else one.lead
        if one.lead or one.improvement:
            yield paragraph(
                Run(lead), Run(one.improvement, language=other), keeps_next=bool(one.done)
            )
        if one.done:
            label = Run(f"{LABELS['done_when']}: ", muted=True)
            yield paragraph(label, one.done_lead, keeps_next=True)
        for ours, text in one.done_lines:
            yield paragraph(Run(ours, muted=True), Run(text, language=other), style="ListBullet")


def _part(part: PartEntry, other: str) -> Iterator[str]:
    line = part.line
    yield paragraph(Run(f"{line.number} {line.title}", language=other), style="Heading1")
    if part.description:
        yield paragraph(Run(part.description, language=other), keeps_next=True)
    yield paragraph(Run(_part_figures(line), bold=True), keeps_next=True)
    for section in part.sections:
        yield paragraph(Run(section.title, language=other), style="Heading2")
        yield paragraph(Run(_section_figures(section), muted=True), keeps_next=True)
        for question in section.questions:
            yield from _question(question, other)


def _part_figures(line: PartLine) -> str:
    """Give the figures of a part in one line; of other methods its own."""
    own = line.figure_words or line.missing
    score = (
        ("score", line.missing or line.score),
        ("range", line.range),
        ("floor_short", line.floor),
    )
    rest = (
        ("supports", line.supports),
        ("coverage", line.coverage),
        ("confidence", line.confidence),
    )
    shown = (*(() if line.figures else score), *rest)
    words = [f"{LABELS[key]} {words}" for key, words in shown]
    return " · ".join([own, *words] if line.figures else words)


def _section_figures(section: SectionEntry) -> str:
    own = [word for word in (section.figure_words, section.level) if word]
    score = own if section.figures else [f"{LABELS['score']} {section.score}"]
    return " · ".join((*score, f"{LABELS['coverage']} {section.coverage}"))


def _question(entry: QuestionEntry, other: str) -> Iterator[str]:
    yield paragraph(Run(f"{entry.number} {entry.title}", language=other), style="Heading3")
    more = [word for word in (entry.outcome, entry.gate, entry.weight, entry.said) if word]
    yield paragraph(
        Run(entry.state, bold=True),
        Run("".join(f" · {word}" for word in more), muted=True),
        keeps_next=bool(entry.answer or entry.reason or entry.note or entry.improvement),
    )
    style = "ListBullet" if len(entry.answer) > 1 else "Normal"
    for words, is_of_bank in entry.answer_lines:
        yield paragraph(Run(words, language=other if is_of_bank else ""), style=style)
    if entry.reason:
        yield _labelled(LABELS["reason"], entry.reason)
    if entry.note:
        yield _labelled(LABELS["note"], entry.note)
    for line in entry.evidence:
        yield _labelled(LABELS["evidence"], evidence_words(line))
    yield from _about(entry.support)
    if entry.improvement:
        yield _advice(LABELS["advice"], entry.improvement, other)
    if entry.next_step:
        yield _advice(LABELS["next_step"], " · ".join(entry.next_step), other)


def _advice(label: str, words: str, other: str) -> str:
    return paragraph(Run(f"{label} ", muted=True), Run(words, muted=True, language=other))


def _method(document: ReportDocument) -> Iterator[str]:
    yield paragraph(LABELS["method"], style="Heading1")
    for words in (*document.method, document.honesty):
        yield paragraph(words)
    yield paragraph(LABELS["origin"], style="Heading2")
    for pair in origin_of(document):
        yield _labelled(*pair)


def _labelled(label: str, words: str, *, style: str = "Normal") -> str:
    return paragraph(Run(f"{label}: ", muted=True), words, style=style)


def _about(words: str, *, keeps_next: bool = False) -> Iterator[str]:
    if words:
        yield paragraph(words, keeps_next=keeps_next)
