"""The seal of a file: what it was made from and what it shows as digests, signed with Ed25519."""

import hashlib
import json
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from assessments.reports.document import ReportDocument

SEAL_FORMAT: Final = "mlpm-report-seal/1"
SEAL_FIELDS: Final[Mapping[str, type]] = {
    **dict.fromkeys(("format", "file", "on", "inputs", "bank", "scorecard", "visible"), str),
    **dict.fromkeys(("assessment", "revision"), int),
    **dict.fromkeys(("key", "signature"), str),
}

Seal = Mapping[str, Any]


def digest_of_plain(content: Any) -> str:
    """Give the SHA-256 of plain JSON in its one canonical form."""
    text = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def seal_for(
    document: ReportDocument,
    *,
    file_format: str,
    visible: str,
    assessment: int,
    revision: int,
    key: str,
) -> Seal:
    """Give the seal before it is signed.

    Args:
        document: what the file shows.
        file_format: a key of `RENDERERS`.
        visible: digest of what a reader sees in the file.
        assessment: whose report it is.
        revision: that of the assessment when the inputs were frozen.
        key: id of the key that will sign.
    """
    return {
        "format": SEAL_FORMAT,
        "file": file_format,
        "assessment": assessment,
        "revision": revision,
        "on": document.on,
        "inputs": document.digest,
        "bank": document.bank.digest,
        "scorecard": digest_of_plain(document.scorecard),
        "visible": visible,
        "key": key,
    }


def signed(seal: Seal, private: Ed25519PrivateKey) -> Seal:
    """Give the seal with its signature; the same seal and key give the same one."""
    return {**seal, "signature": b64encode(private.sign(_signed_bytes(seal))).decode()}


def is_signed(seal: Seal, public: bytes) -> bool:
    """Say whether the holder of the key signed exactly this seal."""
    try:
        signature = b64decode(seal["signature"], validate=True)
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _signed_bytes(seal))
    except (InvalidSignature, NotBase64, ValueError):
        return False
    return True


def seal_text(seal: Seal) -> str:
    """Give the seal on one line of ASCII."""
    return json.dumps(seal, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def seal_from(text: str) -> Seal | None:
    """Read a seal back; None for anything that does not look like one."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    is_seal = isinstance(found, dict) and found.keys() == SEAL_FIELDS.keys()
    if not is_seal or found["format"] != SEAL_FORMAT:
        return None
    typed = all(type(found[name]) is kind for name, kind in SEAL_FIELDS.items())
    return found if typed and all(map(_is_plain, found.values())) else None


def _is_plain(value: str | int) -> bool:
    """Say whether a value is what we write: no database takes every other character."""
    return isinstance(value, int) or (value.isascii() and value.isprintable())


def _signed_bytes(seal: Seal) -> bytes:
    plain = {name: value for name, value in seal.items() if name != "signature"}
    return seal_text(plain).encode()
