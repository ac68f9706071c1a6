"""What DOCX and XLSX share: fixed bytes, properties, enclosed data, and text XML can hold.

A file of either is a ZIP of XML parts. It is packed anew, in one order and with one moment, so that
the same report gives the same bytes wherever and whenever it is made.
"""

import io
import re
import zipfile
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from assessments.packages import FIRST, packed
from assessments.reports.document import ReportDocument
from assessments.reports.words import LABELS

UNKNOWN: Final = "\ufffd"
DATA_PART: Final = "customXml/item7.xml"
_DATA_PROPERTIES: Final = "customXml/itemProps7.xml"
_CORE: Final = "docProps/core.xml"
_DATA_ID: Final = "{6D6C706D-0000-4000-8000-7265706F7274}"
DATA_NAMESPACE: Final = "urn:mlpm:report-data"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def fit(text: str) -> str:
    """Put U+FFFD for what XML cannot hold; CR and CR LF become LF."""
    return _ILLEGAL.sub(UNKNOWN, text.replace("\r\n", "\n").replace("\r", "\n"))


def title_of(document: ReportDocument) -> str:
    return f"{document.product}: {LABELS['kicker']}"


def finished(raw: bytes, document: ReportDocument, *, main: str) -> bytes:
    """Give the file with its properties and its enclosed data, in its one form.

    Args:
        raw: what the library wrote.
        document: what it shows.
        main: the part that stands for the whole, like `word/document.xml`.
    """
    with zipfile.ZipFile(io.BytesIO(raw)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    parts[_CORE] = _properties(document)
    return packed(_with_data(parts, document.enclosed.text, main))


def with_relation(parts: dict[str, bytes], main: str, kind: str, target: str) -> None:
    """Make a part known to the one that stands for the whole."""
    folder, _, name = main.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    entry = f'<Relationship Id="mlpm{kind}" Type="{_RELATIONS}/{kind}" Target="../{target}"/>'
    parts[relations] = _inside(parts[relations], "Relationships", entry)


def _with_data(parts: dict[str, bytes], data: str, main: str) -> dict[str, bytes]:
    parts[DATA_PART] = f'{_HEAD}<data xmlns="{DATA_NAMESPACE}">{escape(data)}</data>'.encode()
    parts[_DATA_PROPERTIES] = (
        f'{_HEAD}<ds:datastoreItem ds:itemID="{_DATA_ID}" xmlns:ds="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="{DATA_NAMESPACE}"/>'
        f"</ds:schemaRefs></ds:datastoreItem>"
    ).encode()
    parts["customXml/_rels/item7.xml.rels"] = (
        f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/customXmlProps" Target="itemProps7.xml"/>'
        f"</Relationships>"
    ).encode()
    with_relation(parts, main, "customXml", DATA_PART)
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    entry = f'<Override PartName="/{_DATA_PROPERTIES}" ContentType="{kind}"/>'
    parts[FIRST] = _inside(parts[FIRST], "Types", entry)
    return parts


def _inside(xml: bytes, element: str, entry: str) -> bytes:
    end = f"</{element}>".encode()
    before, _, after = xml.rpartition(end)
    return before + entry.encode() + end + after


def _properties(document: ReportDocument) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    moment = f"{document.on}T00:00:00Z"
    dates = "".join(
        f"<dcterms:{name} xsi:type={quoteattr('dcterms:W3CDTF')}>{moment}</dcterms:{name}>"
        for name in ("created", "modified")
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{space}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(fit(title_of(document)))}</dc:title>"
        f"<dc:creator>{escape(fit(document.organisation))}</dc:creator>"
        f"<dc:language>{escape(document.language)}</dc:language>"
        f"<dc:identifier>{document.digest}</dc:identifier>{dates}</cp:coreProperties>"
    ).encode()
