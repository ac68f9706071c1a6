"""One renderer a format, and the table of them; each turns the document into bytes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Final, cast

from assessments.reports.document import ReportDocument
from assessments.reports.language import words_in

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Renderer:
    """How a format is made, and how its file is named and served."""

    render: Callable[[ReportDocument], bytes]
    extension: str
    content_type: str


def _drawn_by(module: str) -> Callable[[ReportDocument], bytes]:
    """Give a module's `render`, in the document's language; loaded with the first of its format.

    What they draw with takes 20 MB, and a web process only ever hands files over.
    """

    def render(document: ReportDocument) -> bytes:
        with words_in(document.language):
            return cast("bytes", import_module(f"{__name__}.{module}").render(document))

    return render


RENDERERS: Mapping[str, Renderer] = MappingProxyType(
    {
        "pdf": Renderer(_drawn_by("pdf"), "pdf", "application/pdf"),
        "docx": Renderer(_drawn_by("docx_file"), "docx", f"{_OFFICE}.wordprocessingml.document"),
        "xlsx": Renderer(_drawn_by("xlsx_file"), "xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
        "csv": Renderer(_drawn_by("csv_file"), "csv", "text/csv; charset=utf-8"),
        "json": Renderer(_drawn_by("json_file"), "json", "application/json"),
    }
)
