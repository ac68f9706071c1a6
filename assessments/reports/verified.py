"""What a file is worth that says it is a report of this installation.

The signature comes first: nothing of a file is computed or drawn before it is known that its
digests are ours. Then the enclosed data, the score computed from it anew, and every visible value.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from pydantic import ValidationError

from assessments.banks.formats.canonical import digest as bank_digest
from assessments.reports.build import digest_of, document_from_inputs
from assessments.reports.document import ReportDocument
from assessments.reports.enclosed import DATA_FORMAT
from assessments.reports.renderers import RENDERERS
from assessments.reports.sealed import SEALED, Contents, NotReadable, read_contents
from assessments.reports.seals import Seal, digest_of_plain, is_signed
from assessments.scoring.bank import Bank
from assessments.scoring.errors import ScoringError

MOST_CHANGES: Final = 10
_LONGEST: Final = 80


class Worth(StrEnum):
    """What the file itself says."""

    GENUINE = "genuine"
    ALTERED = "altered"
    UNSEALED = "unsealed"
    UNKNOWN_KEY = "unknown_key"
    NOT_READABLE = "not_readable"


class Piece(StrEnum):
    """What of a file was altered."""

    SEAL = "seal"
    DATA = "data"
    BANK = "bank"
    PAGES = "pages"
    VALUES = "values"


@dataclass(frozen=True, slots=True)
class Change:
    """One place that differs; `was` and `found` are empty where the place was not there."""

    place: str
    was: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a file is worth, and what of it was altered.

    `recomputed` says that the score was computed from the enclosed data and is the sealed one;
    `stale_on` is the day its evidence goes out of date.
    """

    worth: Worth
    seal: Seal = field(default_factory=dict)
    altered: tuple[Piece, ...] = ()
    changes: tuple[Change, ...] = ()
    recomputed: bool = False
    stale_on: date | None = None


def seal_in(content: bytes) -> Contents | Judged:
    """Take a file apart, or say why there is nothing to verify."""
    try:
        _, found = read_contents(content)
    except NotReadable:
        return Judged(Worth.NOT_READABLE)
    return Judged(Worth.UNSEALED) if found.seal is None else found


def judged(
    found: Contents, public: bytes | None, kept: Callable[[], ReportDocument | None]
) -> Judged:
    """Judge a file that carries a seal.

    Args:
        found: what is in it.
        public: the key its seal names, None where this installation never had it.
        kept: gives the report as this installation kept it, for files that carry no data, and to
            name what differs; None when it is gone.
    """
    seal = found.seal or {}
    if public is None:
        return Judged(Worth.UNKNOWN_KEY, seal)
    if not is_signed(seal, public):
        return Judged(Worth.ALTERED, seal, (Piece.SEAL,))
    enclosed, wrong = _enclosed(found, seal)
    document = enclosed or kept()
    pieces = [wrong] if wrong else []
    changes: tuple[Change, ...] = ()
    if found.digest != seal["visible"] and not (seal["file"] == "pdf" and wrong):
        pieces.append(Piece.PAGES if seal["file"] == "pdf" else Piece.VALUES)
        changes = _changes(found, seal, document)
    if pieces:
        return Judged(Worth.ALTERED, seal, tuple(pieces), changes)
    return Judged(
        Worth.GENUINE,
        seal,
        recomputed=document is not None
        and digest_of_plain(document.scorecard) == seal["scorecard"],
        stale_on=_stale_on(document),
    )


def _enclosed(found: Contents, seal: Seal) -> tuple[ReportDocument | None, Piece | None]:
    """Build the document from the enclosed data, if it is what was sealed; a CSV has none."""
    if seal["file"] == "csv":
        return None, None
    data = _data(found.data)
    if data is None or not _has_digest(data["inputs"], seal["inputs"]):
        return None, Piece.DATA
    try:
        bank = _bank(data["bank"], seal["bank"])
        earlier = _earlier_bank(data)
    except NotThatBank:
        return None, Piece.BANK
    try:
        return document_from_inputs(data["inputs"], bank, earlier), None
    except ScoringError:
        return None, Piece.DATA


class NotThatBank(ValueError):
    """An enclosed bank is none, or another than the one that was sealed."""


def _bank(content: Any, digest: str) -> Bank:
    try:
        bank = Bank.model_validate(content)
    except ValidationError as error:
        raise NotThatBank from error
    if bank_digest(bank) != digest:
        raise NotThatBank
    return bank


def _earlier_bank(data: Mapping[str, Any]) -> Bank | None:
    """Read the bank of the moment it is compared with; the sealed inputs hold its digest."""
    earlier = data["inputs"].get("earlier")
    if earlier is None or earlier["bank"]["digest"] == data["inputs"]["bank"]["digest"]:
        return None
    return _bank(data.get("earlier_bank"), earlier["bank"]["digest"])


def _has_digest(inputs: Any, digest: str) -> bool:
    try:
        return digest_of(inputs) == digest
    except UnicodeEncodeError:  # halves of characters, which no inputs of ours hold
        return False


def _data(text: str | None) -> Mapping[str, Any] | None:
    try:
        data = json.loads(text or "")
    except (ValueError, RecursionError):
        return None
    is_ours = isinstance(data, dict) and data.get("format") == DATA_FORMAT
    return data if is_ours and {"inputs", "bank"} <= data.keys() else None


def _changes(found: Contents, seal: Seal, document: ReportDocument | None) -> tuple[Change, ...]:
    """Name the first places that differ from the same report drawn anew."""
    if seal["file"] == "pdf" or document is None:
        return ()
    drawn = SEALED[seal["file"]].read(RENDERERS[seal["file"]].render(document))
    every = _differing(drawn.visible, found.visible)
    return tuple(change for change, _ in zip(every, range(MOST_CHANGES), strict=False))


def _differing(was: Mapping[str, str], found: Mapping[str, str]) -> Iterator[Change]:
    for place in [*was, *(place for place in found if place not in was)]:
        before, after = was.get(place, ""), found.get(place, "")
        if before != after:
            yield Change(_short(place), _short(before), _short(after))


def _short(text: str) -> str:
    """Give what a page can show: no halves of characters, and not too much."""
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _stale_on(document: ReportDocument | None) -> date | None:
    day = document.scorecard["stale_on"] if document else None
    return date.fromisoformat(day) if day else None
