"""The report as a PDF: the document and its words handed to the typst files as JSON."""

from dataclasses import asdict
from datetime import date
from typing import Any

from assessments.reports.document import ReportDocument
from assessments.reports.renderers.printable import printable
from assessments.reports.renderers.typst.engine import draw
from assessments.reports.words import LABELS


def render(document: ReportDocument) -> bytes:
    """Give the PDF; the same document gives the same bytes.

    Raises:
        NotDrawn: the engine refused the document.
    """
    on = date.fromisoformat(document.on)
    return draw("report.typ", printable(_content(document, on)), on=on)


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
