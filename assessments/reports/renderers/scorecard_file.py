"""The report as JSON: the scorecard in its one stable shape, and the document beside it."""

import json
from dataclasses import asdict

from assessments.reports.document import ReportDocument


def render(document: ReportDocument) -> bytes:
    """Give UTF-8 JSON with sorted keys; drawings are left out."""
    content = asdict(document)
    del content["result"]["charts"]
    scorecard = content.pop("scorecard")
    whole = {"format": "mlpm-report/1", "scorecard": scorecard, "document": content}
    return (json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()
