"""Seal files with the installation's key, which is made at the first report and can be rotated."""

import base64
import hashlib
import logging
from collections.abc import Callable
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from assessments.reports.document import ReportDocument
from assessments.reports.models import SealKey
from assessments.reports.sealed import SEALED
from assessments.reports.seals import seal_for, seal_text, signed

logger = logging.getLogger(__name__)

_PURPOSE: Final = b"mlpm: the private key that seals reports"


def sealed(
    content: bytes,
    document: ReportDocument,
    *,
    file_format: str,
    assessment: int,
    revision: int,
) -> bytes:
    """Give a rendered file with its seal; same file and key, same bytes (1 query).

    Args:
        content: what the renderer gave for the document.
        document: what the file shows.
        file_format: a key of `RENDERERS`.
        assessment: id of the assessment it speaks of.
        revision: the assessment's when the inputs were frozen.
    """
    name, private = current_key()
    seal = seal_for(
        document,
        file_format=file_format,
        visible=SEALED[file_format].read(content).digest,
        assessment=assessment,
        revision=revision,
        key=name,
    )
    return SEALED[file_format].put(content, seal_text(signed(seal, private)))


def current_key() -> tuple[str, Ed25519PrivateKey]:
    """Give name and private half of the current key; a new one where none can be read."""
    row = SealKey.objects.filter(retired_at=None).first()
    if row is None:
        return _key_after(_make_key)
    try:
        raw = _box().decrypt(bytes(row.private))
    except InvalidToken:
        logger.warning("seal key %s was encrypted with another SECRET_KEY; it is retired", row.name)
        return _key_after(rotate_seal_key)
    return row.name, Ed25519PrivateKey.from_private_bytes(raw)


def _key_after(make: Callable[[], str]) -> tuple[str, Ed25519PrivateKey]:
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        logger.info("another worker made the seal key in the same moment")
    return current_key()


@transaction.atomic
def rotate_seal_key() -> str:
    """Retire the current key and make a new one; give its name.

    The private half of the old one is forgotten, its public half goes on verifying.
    """
    SealKey.objects.filter(retired_at=None).update(retired_at=Now(), private=b"")
    return _make_key()


def _make_key() -> str:
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    name = hashlib.sha256(public).hexdigest()[:16]
    kept = _box().encrypt(private.private_bytes_raw())
    SealKey.objects.create(name=name, public=public, private=kept)
    return name


def _box() -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE)
    key = derived.derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))
