"""DOCX and XLSX as packages of parts, read with bounds; the seal stands on the enclosed data."""

import io
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

from assessments.packages import BadPackage, Bounds, Package, packed
from assessments.reports.renderers.office import DATA_NAMESPACE, DATA_PART
from assessments.reports.sealed.contents import NotReadable
from assessments.reports.seals import Seal, seal_from

if TYPE_CHECKING:
    from lxml import etree

MAIN_PARTS: Final[Mapping[str, str]] = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
BOUNDS: Final = Bounds(parts=500, unpacked=100_000_000)
_ROOT: Final = f'<data xmlns="{DATA_NAMESPACE}"'.encode()


def open_package(content: bytes) -> dict[str, bytes]:
    """Give the XML parts of a package by name.

    Raises:
        NotReadable: it is damaged, or unpacks to more than a report ever does.
    """
    try:
        package = Package(content, BOUNDS)
        names = sorted(name for name in package.names if name.endswith((".xml", ".rels")))
        return {name: package.read(name) for name in names}
    except BadPackage as error:
        raise NotReadable from error


def parsed(xml: bytes) -> "etree._Element":
    """Parse a part: no entities, no network.

    Raises:
        NotReadable: it is no well-formed XML, or declares a document type.
    """
    from lxml import etree  # takes 4 MB, and only what is in an archive is parsed

    if b"<!DOCTYPE" in xml:
        raise NotReadable
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise NotReadable from error


def put_seal(content: bytes, seal: str) -> bytes:
    """Give the package with the seal on its data part, packed as it was."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    mark = _ROOT + f" seal={quoteattr(seal)}".encode()
    parts[DATA_PART] = parts[DATA_PART].replace(_ROOT, mark, 1)
    return packed(parts)


def data_and_seal(parts: Mapping[str, bytes]) -> tuple[str | None, Seal | None]:
    """Find our data part, whatever an office program has called it since."""
    for name, xml in sorted(parts.items()):
        if name.startswith("customXml/item") and DATA_NAMESPACE.encode() in xml[:400]:
            root = parsed(xml)
            return root.text, seal_from(root.get("seal", ""))
    return None, None
