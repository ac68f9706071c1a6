"""The report as a PDF: the document and its words handed to the typst files as JSON."""

import json
from base64 import b64decode
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final

from assessments.reports.change_tables import about_change, title_of_change
from assessments.reports.document import ReportDocument
from assessments.reports.language import gettext
from assessments.reports.renderers.printable import printable, toned, unprintable
from assessments.reports.renderers.typst.engine import draw
from assessments.reports.words import LABELS, REPLACED

# The files carry the others, no page shows them.
SHOWN: Final = tuple(
    field.name
    for field in fields(ReportDocument)
    if field.name not in {"scorecard", "enclosed", "logo"}
)


def render(document: ReportDocument) -> bytes:
    """Give the PDF; the same document gives the same bytes.

    Raises:
        NotDrawn: the engine refused the document.
    """
    on = date.fromisoformat(document.on)
    content = _content(document, on)
    missing = unprintable(content)
    if missing:
        content["method"] = (*content["method"], gettext(REPLACED))
    return draw(
        "report.typ",
        printable(content, missing),
        on=on,
        inputs={"enclosed": document.enclosed.text, **_look(document), **_speech(document)},
    )


def _look(document: ReportDocument) -> dict[str, str]:
    look = document.look
    logo = {"logo": json.dumps(list(b64decode(document.logo)))} if document.logo else {}
    return {"brand": look.accent, "accent": look.ink, **logo}


def _speech(document: ReportDocument) -> dict[str, str]:
    """Name the language of the bank's texts where it is another than that of the words."""
    other = document.other_language
    return {"bank-language": other} if other else {}


def _content(document: ReportDocument, on: date) -> dict[str, Any]:
    content = {name: getattr(document, name) for name in SHOWN}
    charts = {
        name: replace(chart, svg=toned(chart.svg, document.look))
        for name, chart in document.result.charts.items()
    }
    content["result"] = replace(document.result, charts=charts)
    level = document.result.next_level or document.result.level
    named = {"level": level, "name": "", "day": "", "bank": ""}
    words = {key: text.format(**named) for key, text in LABELS.items()}
    if document.changed:
        words["changed"] = title_of_change(document.changed)
        words["changed_about"] = about_change(document.changed)
    title = f"{document.product}: {words['kicker']}"
    return {
        **content,
        "words": words,
        "title": title,
        "year": on.year,
        "month": on.month,
        "day_of_month": on.day,
    }
