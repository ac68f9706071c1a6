"""The report as a PDF: the document and its words handed to the typst files as JSON."""

from dataclasses import asdict
from datetime import date
from typing import Any

from assessments.reports.document import ReportDocument
from assessments.reports.renderers.printable import printable, replaces
from assessments.reports.renderers.typst.engine import draw
from assessments.reports.words import LABELS, REPLACED


def render(document: ReportDocument) -> bytes:
    """Give the PDF; the same document gives the same bytes.

    Raises:
        NotDrawn: the engine refused the document.
    """
    on = date.fromisoformat(document.on)
    content = _content(document, on)
    if replaces(content):
        content["method"] = (*content["method"], REPLACED)
    return draw("report.typ", printable(content), on=on)


def _content(document: ReportDocument, on: date) -> dict[str, Any]:
    content = asdict(document)
    del content["scorecard"]
    level = document.result.next_level or document.result.level
    words = {key: text.format(level=level) for key, text in LABELS.items()}
    title = f"{document.product}: {words['kicker']}"
    return {
        **content,
        "words": words,
        "title": title,
        "year": on.year,
        "month": on.month,
        "day_of_month": on.day,
    }
