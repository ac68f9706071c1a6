"""The report as JSON: the scorecard in its one stable shape, the document and all it came from.

docs/report-schema.json describes it; `report_format.py` is where the schema comes from.
"""

import json
from dataclasses import asdict
from typing import Any, Final

from assessments.reports.document import ReportDocument

REPORT_FORMAT: Final = "mlpm-report/1"


def render(document: ReportDocument) -> bytes:
    """Give UTF-8 JSON with sorted keys; drawings are left out."""
    return written(content_of(document))


def content_of(document: ReportDocument) -> dict[str, Any]:
    """Give the whole file as plain JSON."""
    content = asdict(document)
    del content["result"]["charts"], content["enclosed"], content["logo"]
    if document.changed:
        del content["changed"]["found"]["chart"]
    return {
        "format": REPORT_FORMAT,
        "scorecard": content.pop("scorecard"),
        "document": content,
        **document.enclosed.plain,
    }


def written(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()
