"""What changed since an earlier moment as tables of values; figures are numbers again."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from assessments.reports.change_lines import Changed, ChangedPages, FigureChangeLine, QuestionLine
from assessments.reports.figures import MINUS, NONE
from assessments.reports.language import plain_decimal
from assessments.reports.table import Cells, Change, Table
from assessments.reports.words import LABELS

_TITLED: Final = ("changed_why", "before", "after")


def change_tables(pages: ChangedPages) -> Iterator[Table]:
    """Give both ends, the causes, the parts and the questions, each as a table."""
    found = pages.found
    yield Table(title_of_change(pages), about_change(pages), _words("what", *_ENDS), _ends(found))
    yield from (replace(table, is_topic=True) for table in _topics(found))


def _topics(found: Changed) -> Iterator[Table]:
    yield _causes(found)
    yield _parts(found)
    lines = [(part.title, line) for part in found.parts for line in part.questions]
    rows = tuple((title, *_line(line, found)) for title, line in lines)
    head = _question_head(found)
    yield Table(LABELS["changed_questions"], "", _words("part", *head), rows)
    quiet = tuple(_line(line, found) for line in found.quiet)
    yield Table(LABELS["changed_quiet"], "", _words(*head), quiet)


_ENDS: Final = ("before", "after", "change")
_QUESTION: Final = ("number", "question", *_TITLED)


def _question_head(found: Changed) -> tuple[str, ...]:
    brought = "points_change" if found.is_split else "figures_change"
    return (*_QUESTION, brought, "confidence_change")


def title_of_change(pages: ChangedPages) -> str:
    return LABELS["changed"].format(name=pages.name)


def about_change(pages: ChangedPages) -> str:
    """Say what it is compared with, and the result of it in a sentence or two."""
    about = LABELS["changed_about"].format(name=pages.name, day=pages.day, bank=pages.bank)
    differ = (LABELS["banks_differ"],) if pages.banks_differ else ()
    return " ".join((pages.found.headline, about, *differ))


def points(words: str) -> float | None:
    """Read "+3.2" back as a number; what rounds to nothing is 0, a dash is nothing."""
    if words == NONE:
        return None
    return float(plain_decimal(words).replace(MINUS, "-").removeprefix("\u2248 "))


def change_in(words: str) -> Change | None:
    """Give such words as the value of a cell; a dash is nothing."""
    found = points(words)
    return None if found is None else Change(found, words)


def _ends(found: Changed) -> tuple[Cells, ...]:
    before = _level(found.level_before, found.labels_before)
    after = _level(found.level_after, found.labels_after)
    change = change_in(found.overall_change)
    overall = (LABELS["overall"], found.overall_before, found.overall_after, change)
    return (
        (found.level_title, before, after, None),
        *((overall,) if found.is_split else ()),
        (
            LABELS["confidence_change"],
            found.confidence_before,
            found.confidence_after,
            change_in(found.confidence_change),
        ),
    )


def _level(name: str, labels: Iterable[str]) -> str:
    return ", ".join((name, *labels))


def _causes(found: Changed) -> Table:
    scores = ("score_points",) if found.is_split else ()
    head = ("cause", *scores, "confidence_change", "alone", "without")
    rows = tuple(
        (one.name, *_scored(found, one.score), change_in(one.confidence), one.alone, one.without)
        for one in found.causes
    )
    total = (
        LABELS["together"],
        *_scored(found, found.overall_change),
        change_in(found.confidence_change),
    )
    last = ((*total, found.level_after, found.level_before),) if rows else ()
    about = " ".join((*found.about_figures, LABELS["causes_about"]))
    return Table(LABELS["causes"], about, _words(*head), (*rows, *last))


def _scored(found: Changed, words: str) -> tuple[Change | None, ...]:
    """Give a change of the score as a cell, where there is a score to change."""
    return (change_in(words),) if found.is_split else ()


def _parts(found: Changed) -> Table:
    if found.has_figures:
        return _figures(found)
    if not found.is_split:
        return _plain_parts(found)
    head = (*_words("part", "before", "after", "change"), *(one.name for one in found.causes))
    rows = tuple(
        (
            f"{part.title} ({part.missing})" if part.missing else part.title,
            part.before,
            part.after,
            change_in(part.change),
            *(change_in(share) for _, share in part.by_cause),
        )
        for part in found.parts
    )
    return Table(LABELS["changed_parts"], "", head, rows, chart=found.chart)


def _figures(found: Changed) -> Table:
    """Give every figure of the whole and of the parts, and parts that have none with the reason."""
    head = (*_words("figure", *_ENDS), *(one.name for one in found.causes))
    places = [(LABELS["whole"], "", found.figures)]
    places += [(part.title, part.missing, part.figures) for part in found.parts]
    rows: list[Cells] = []
    for title, missing, lines in places:
        if missing:
            rows.append((f"{title} ({missing})", *([None] * (len(head) - 1))))
        rows += (_figure(title, line) for line in lines)
    return Table(LABELS["changed_figures"], LABELS["changed_figures_about"], head, tuple(rows))


def _figure(title: str, line: FigureChangeLine) -> Cells:
    name = f"{title}: {line.name}"
    return (
        f"{name} ({line.missing})" if line.missing else name,
        line.before,
        line.after,
        change_in(line.change),
        *(change_in(share) for _, share in line.by_cause),
    )


def _plain_parts(found: Changed) -> Table:
    rows = tuple((part.title, part.before, part.after, part.missing) for part in found.parts)
    return Table(LABELS["changed_parts_plain"], "", _words("part", *_ENDS[:2], "reason"), rows)


def _line(line: QuestionLine, found: Changed) -> Cells:
    brought = change_in(line.score) if found.is_split else line.figure_words
    said = (line.number, line.title, line.cause, line.before, line.after)
    return (*said, brought, change_in(line.confidence))


def _words(*keys: str) -> tuple[str, ...]:
    return tuple(LABELS[key] for key in keys)
