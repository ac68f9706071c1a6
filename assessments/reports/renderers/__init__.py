"""One renderer a format, and the table of them; each turns the document into bytes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from assessments.reports.document import ReportDocument
from assessments.reports.renderers import pdf, scorecard_file


@dataclass(frozen=True, slots=True)
class Renderer:
    """How a format is made, and how its file is named and served."""

    render: Callable[[ReportDocument], bytes]
    extension: str
    content_type: str


RENDERERS: Mapping[str, Renderer] = MappingProxyType(
    {
        "pdf": Renderer(pdf.render, "pdf", "application/pdf"),
        "json": Renderer(scorecard_file.render, "json", "application/json"),
    }
)
